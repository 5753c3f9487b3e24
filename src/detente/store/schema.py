"""The tables of a project file, as the steps that led to them: one a version.

A step is never changed once it is out; the next version is a further step. `PRAGMA user_version`
says how many were taken, `PRAGMA application_id` that the file is a project.
"""

from __future__ import annotations

APPLICATION = 0x6465746E  # "detn"

# content  texts of models and ledgers by the SHA-256 of their bytes, compressed.
# state    each saved state of the project, and the one that it was made from.
# head     where the project is; `revision` grows with every change, undo and redo among them.
# version  names that people gave to states.
# origin   the files that the project was opened from, as they were when last read or written.
# report   the documents that the evidence cites, by fingerprint, and where they were found.
# run      answers that took long, by all that they depend on.
_FIRST = (
    """CREATE TABLE content (
        hash TEXT PRIMARY KEY, size INTEGER NOT NULL, body BLOB NOT NULL
    )""",
    """CREATE TABLE state (
        id INTEGER PRIMARY KEY,
        parent INTEGER REFERENCES state (id),
        model TEXT NOT NULL REFERENCES content (hash),
        ledger TEXT REFERENCES content (hash),
        what TEXT NOT NULL,
        at TEXT NOT NULL
    )""",
    """CREATE TABLE head (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        state INTEGER NOT NULL REFERENCES state (id),
        revision INTEGER NOT NULL
    )""",
    """CREATE TABLE version (
        name TEXT PRIMARY KEY, state INTEGER NOT NULL REFERENCES state (id), at TEXT NOT NULL
    )""",
    """CREATE TABLE origin (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        shown TEXT NOT NULL,
        model TEXT NOT NULL REFERENCES content (hash),
        ledger_shown TEXT,
        ledger TEXT REFERENCES content (hash)
    )""",
    """CREATE TABLE report (fingerprint TEXT PRIMARY KEY, place TEXT NOT NULL, at TEXT NOT NULL)""",
    """CREATE TABLE run (
        key TEXT PRIMARY KEY,
        question TEXT NOT NULL,
        model TEXT NOT NULL,
        ledger TEXT,
        setting TEXT NOT NULL,
        engine TEXT,
        seed INTEGER,
        version TEXT NOT NULL,
        at TEXT NOT NULL,
        result BLOB NOT NULL
    )""",
)

# report_text  what a report says, as the bytes that were read, with their SHA-256: its text is read
#              off them anew. dropped: the candidates of reports that a person has put aside.
_SECOND = (
    """CREATE TABLE report_text (
        fingerprint TEXT PRIMARY KEY REFERENCES report (fingerprint),
        hash TEXT NOT NULL,
        body BLOB NOT NULL
    )""",
    """CREATE TABLE dropped (what TEXT PRIMARY KEY)""",
)

STEPS: tuple[tuple[str, ...], ...] = (_FIRST, _SECOND)
