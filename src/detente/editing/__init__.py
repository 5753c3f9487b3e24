"""Writing model files: plain values as YAML, and steps that change a file in place.

A step inserts, replaces, moves, renames or deletes one entry. Whatever it does not concern stays as
it was, byte by byte, comments included; the result is read again before it is handed out. Renaming
everywhere changes a name together with all that names it.
"""

from detente.editing.edit import edit_file, edited
from detente.editing.plain_values import Plain
from detente.editing.rename import renamed_everywhere
from detente.editing.steps import Delete, Insert, Move, Rename, Replace, Step
from detente.editing.yaml_text import yaml_text

__all__ = [
    "Delete",
    "Insert",
    "Move",
    "Plain",
    "Rename",
    "Replace",
    "Step",
    "edit_file",
    "edited",
    "renamed_everywhere",
    "yaml_text",
]
