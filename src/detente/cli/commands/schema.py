"""`detente schema`: the JSON Schema of the model file."""

from __future__ import annotations

from detente.cli.answer import answering, print_json
from detente.cli.app import app


@app.command(epilog="Example: detente schema > detente.schema.json")
def schema() -> None:
    """Print the JSON Schema of the model file, for editors that complete and check it."""
    with answering():
        from detente.model import json_schema

        print_json(json_schema())
