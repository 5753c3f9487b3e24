"""The commands, one module each. A module here is a command: no list is kept elsewhere."""
