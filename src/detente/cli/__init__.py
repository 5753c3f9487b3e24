"""The command line: parse, call one function of a room, show. No logic of the field."""

from detente.cli.app import main

__all__ = ["main"]
