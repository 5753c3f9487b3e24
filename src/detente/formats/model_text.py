"""A conflict as a YAML model file."""

from __future__ import annotations

from detente.editing import yaml_text
from detente.model import Conflict, model_data


def model_text(conflict: Conflict) -> str:
    """The conflict as the text of a model file; reading it gives an equal conflict.

    Evidence stands in the text, wherever it was read from.
    """
    return yaml_text(model_data(conflict))
