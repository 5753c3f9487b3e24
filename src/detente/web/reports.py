"""The reports of a project as they were read, and what is drafted of them: kept while asked for.

They are read by the functions that `detente read` and `detente draft` call. A language model is
asked only where the server was started with one, and only when a person says so.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import PurePosixPath, PureWindowsPath

from detente.documents import Document, from_bytes
from detente.drafting import Draft, made_of
from detente.limits import limit
from detente.problems import DetenteError, ModelError, Problem, TooLarge
from detente.reading import Checked, Reading, ask_endpoint, leaving, with_items
from detente.reading import read as take_apart
from detente.store import Project
from detente.values import dataclass
from detente.web.judged import Kept

PASTED = "pasted text"
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Llm:
    """The language model that a server may ask: its endpoint, and the name it has there."""

    url: str
    model: str


@dataclass(frozen=True)
class Suggested:
    """What a language model was asked about a report: its answer, or why none came."""

    answer: Checked | None
    words: str


class Reports:
    """What was read and drafted, for all projects of a server."""

    def __init__(self, llm: Llm | None = None) -> None:
        self.llm = llm
        self._readings: Kept[Reading] = Kept()
        self._drafts: Kept[Draft | ModelError] = Kept()
        self._suggested: dict[str, Suggested] = {}
        self._asking: set[str] = set()
        self._lock = threading.Lock()

    def read(self, name: str, raw: bytes) -> Document:
        """The document in `raw`, taken apart; ModelError or TooLarge where that cannot be."""
        document = from_bytes(raw, name_of(name))
        most = limit("report_page_length")
        if document.length > most:
            raise TooLarge(
                "a report for the workbench",
                f"{document.length:,} code points, more than {most:,}",
                "give the part that matters, or use `detente read` and `detente draft`",
            )
        fingerprint = f"sha256:{document.sha256}"
        self._readings.get((fingerprint, document.name), lambda: take_apart(document))
        return document

    def reading(self, project: Project, fingerprint: str) -> Reading | None:
        """A report as it was read, without what a language model suggests; None where not kept."""
        place = project.kept.places().get(fingerprint)
        if place is None:
            return None

        def make() -> Reading:
            raw = project.kept.raw(fingerprint)
            assert raw is not None, "it is in the list"
            return take_apart(from_bytes(raw, place))

        return self._readings.get((fingerprint, place), make)

    def readings(self, project: Project) -> list[Reading]:
        """All reports of a project, with what a language model suggested."""
        found = []
        for fingerprint in project.kept.places():
            reading = self.reading(project, fingerprint)
            if reading is not None:
                said = self.suggested(fingerprint)
                answer = said.answer if said else None
                found.append(with_items(reading, answer.items) if answer else reading)
        return found

    def draft(self, readings: Sequence[Reading]) -> Draft | ModelError | None:
        """What is drafted of reports; the error where nobody acts in them, None without any."""
        if not readings:
            return None
        key = tuple((one.document.sha256, one.document.name, _asked(one)) for one in readings)

        def make() -> Draft | ModelError:
            try:
                return made_of(readings)
            except ModelError as error:
                return error

        return self._drafts.get(key, make)

    def leaving(self, reading: Reading) -> str:
        """What would leave this machine; "" where no language model is to be asked."""
        return leaving(reading, self.llm.url) if self.llm else ""

    def ask(self, reading: Reading) -> None:
        """Ask the language model about a report; its page tells when the answer is there."""
        assert self.llm is not None
        fingerprint = f"sha256:{reading.document.sha256}"
        with self._lock:
            if fingerprint in self._asking:
                return
            self._asking.add(fingerprint)
        threading.Thread(target=self._ask, args=(self.llm, reading), daemon=True).start()

    def _ask(self, llm: Llm, reading: Reading) -> None:
        fingerprint = f"sha256:{reading.document.sha256}"
        try:
            answer = ask_endpoint(reading, llm.url, llm.model)
            found = Suggested(answer, answer.words())
        except DetenteError as error:
            found = Suggested(None, str(error))
        with self._lock:
            self._suggested[fingerprint] = found
            self._asking.discard(fingerprint)

    def suggested(self, fingerprint: str) -> Suggested | None:
        """What the language model said of a report; None where it was not asked, or is at it."""
        with self._lock:
            return self._suggested.get(fingerprint)

    def asking(self, fingerprint: str) -> bool:
        """Whether the language model is at it."""
        with self._lock:
            return fingerprint in self._asking


def _asked(reading: Reading) -> tuple[int, ...]:
    return tuple(len(getattr(reading, one)) for one in Reading.LISTS)


def name_of(given: str) -> str:
    """A report's name as a person knows it: without folders, short and in one line."""
    bare = PureWindowsPath(PurePosixPath(given).name).name
    plain = "".join(letter for letter in " ".join(bare.split()) if letter.isprintable())
    return plain[-_LONGEST_NAME:] or PASTED


def document_of(readings: Sequence[Reading], fingerprint: str) -> Document:
    """The document of a fingerprint; ModelError where no report of that name is kept."""
    for one in readings:
        if f"sha256:{one.document.sha256}" == fingerprint:
            return one.document
    what, mend = "this report is not kept in the project", "read it in once more"
    raise ModelError((Problem("report", 0, 0, "E-VALUE", what, mend),))
