"""Reading a report and taking it apart, with a place for everything. Knows nothing of conflicts."""

from __future__ import annotations

from detente.documents.load import from_bytes, from_text, load_document
