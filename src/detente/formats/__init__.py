"""Formats: other programs' files, and model files written by a program.

Every reader and writer says what it could not carry over, as problems with codes `W-…`.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.formats.convert import READERS as READERS
    from detente.formats.convert import WRITERS as WRITERS
    from detente.formats.convert import convert as convert
    from detente.formats.convert import files_read as files_read
    from detente.formats.convert import read_model as read_model
    from detente.formats.convert import side_file as side_file
    from detente.formats.convert import write_model as write_model
    from detente.formats.events import EventLedger as EventLedger
    from detente.formats.events import event_ledger as event_ledger
    from detente.formats.gmcr_read import read_gmcr as read_gmcr
    from detente.formats.gmcr_read import read_gmcr_text as read_gmcr_text
    from detente.formats.gmcr_write import write_gmcr as write_gmcr
    from detente.formats.json_text import json_text as json_text
    from detente.formats.model_text import model_text as model_text
    from detente.formats.nfg_read import read_nfg as read_nfg
    from detente.formats.nfg_read import read_nfg_text as read_nfg_text

open_door(
    __name__,
    {
        "convert": (
            "READERS",
            "WRITERS",
            "convert",
            "files_read",
            "read_model",
            "side_file",
            "write_model",
        ),
        "events": ("EventLedger", "event_ledger"),
        "gmcr_read": ("read_gmcr", "read_gmcr_text"),
        "gmcr_write": ("write_gmcr",),
        "json_text": ("json_text",),
        "model_text": ("model_text",),
        "nfg_read": ("read_nfg", "read_nfg_text"),
    },
)
