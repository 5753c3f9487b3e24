"""Engines: ways to compute what the others can hold a party to, behind one protocol."""
