"""How long it takes: detente and the straightforward search, side by side. See run.py."""
