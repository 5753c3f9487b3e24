"""Solution concepts, one module each, named by id. A new concept is a new file here."""
