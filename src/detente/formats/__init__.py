"""Formats: other programs' files, and model files written by a program."""

from detente.formats.gmcr_read import read_gmcr, read_gmcr_text
from detente.formats.gmcr_write import write_gmcr

__all__ = ["read_gmcr", "read_gmcr_text", "write_gmcr"]
