"""Formats: other programs' files, and model files written by a program.

Every reader and writer says what it could not carry over, as problems with codes `W-…`.
"""

from detente.formats.convert import (
    READERS,
    WRITERS,
    convert,
    files_read,
    read_model,
    side_file,
    write_model,
)
from detente.formats.gmcr_read import read_gmcr, read_gmcr_text
from detente.formats.gmcr_write import write_gmcr
from detente.formats.json_text import json_text
from detente.formats.model_text import model_text
from detente.formats.nfg_read import read_nfg, read_nfg_text

__all__ = [
    "READERS",
    "WRITERS",
    "convert",
    "files_read",
    "json_text",
    "model_text",
    "read_gmcr",
    "read_gmcr_text",
    "read_model",
    "read_nfg",
    "read_nfg_text",
    "side_file",
    "write_gmcr",
    "write_model",
]
