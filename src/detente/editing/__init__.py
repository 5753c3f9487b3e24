"""Writing model files: plain values as YAML, and steps that change a file in place.

A step inserts, replaces, moves, renames or deletes one entry. Whatever it does not concern stays as
it was, byte by byte, comments included; the result is read again before it is handed out. Renaming
everywhere changes a name together with all that names it.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.editing.edit import edit_file as edit_file
    from detente.editing.edit import edited as edited
    from detente.editing.edit import prepare as prepare
    from detente.editing.plain_values import Plain as Plain
    from detente.editing.rename import renamed_everywhere as renamed_everywhere
    from detente.editing.steps import Delete as Delete
    from detente.editing.steps import Insert as Insert
    from detente.editing.steps import Move as Move
    from detente.editing.steps import Rename as Rename
    from detente.editing.steps import Replace as Replace
    from detente.editing.steps import Step as Step
    from detente.editing.yaml_text import yaml_text as yaml_text

open_door(
    __name__,
    {
        "edit": ("edit_file", "edited", "prepare"),
        "plain_values": ("Plain",),
        "rename": ("renamed_everywhere",),
        "steps": ("Delete", "Insert", "Move", "Rename", "Replace", "Step"),
        "yaml_text": ("yaml_text",),
    },
)
