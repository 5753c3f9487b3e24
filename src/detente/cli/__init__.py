"""The command line: parse, call one function of a room, show. No logic of the field."""

from detente.cli import interruption

__all__ = ["main"]


def main() -> None:
    """Entry point of the command."""
    with interruption.watched():
        # Within, so that an interrupt is heard while modules are loaded, too.
        from detente.cli.app import main as run

        run()
