"""What a page is asked for: of which project, under which readings, with what picked.

All of it stands in the address, so that a page can be named, gone back to, and opened twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from detente.analysis import Analysis
from detente.model import Conflict, Evidence, parsed
from detente.problems import ModelError
from detente.store import Head, Project
from detente.web.marks import Marks
from detente.web.open_projects import OpenProjects
from detente.web.tour import Bar, bar

KEPT = ("r", "concept")  # what goes from page to page
CORE = ("nash", "gmr", "smr", "seq", "sseq", "sim")


@dataclass(frozen=True)
class View:
    """A page of a project.

    word, page  as in the address; query: what stands behind. said: what a form just did, or why
    it did not. words: what stood in a form that could not be taken, by field.
    """

    open_projects: OpenProjects
    word: str
    page: str
    query: QueryParams
    project: Project
    head: Head
    said: str = ""
    problems: tuple[Any, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def conflict(self) -> Conflict:
        """The model; ModelError where it does not check."""
        return self.open_projects.judged.conflict(self.head)

    @cached_property
    def marks(self) -> Marks:
        """Its marks and words."""
        return Marks(self.conflict)

    @cached_property
    def reading(self) -> dict[str, str]:
        """The alternative of each party that is not read at its base; unknown ones left out."""
        found = {}
        for pair in self.query.getlist("r"):
            party, _, name = pair.partition("=")
            if name in self.conflict.alternatives.get(party, {}):
                found[party] = name
        return found

    @property
    def evidence_name(self) -> str:
        """The name of the evidence file, without folders, as the model has it."""
        said = parsed(self.head.text, "model").data["evidence"]
        return str(said).replace("\\", "/").rpartition("/")[2]

    @property
    def unread(self) -> tuple[str, ...]:
        """The readings in the address that the model does not have, or not any more."""
        known = {f"{party}={name}" for party, name in self.reading.items()}
        return tuple(dict.fromkeys(pair for pair in self.query.getlist("r") if pair not in known))

    @cached_property
    def analysis(self) -> Analysis | None:
        """The verdicts; None where they are not judged unasked."""
        return self.open_projects.judged.analysis(self.head, self.reading)

    @cached_property
    def before(self) -> Analysis | None:
        """The verdicts on the state that this one was made from, where both have the same states;
        None where there is none, or they are not at hand."""
        parent = self.head.state.parent
        if parent is None:
            return None
        try:
            found = self.open_projects.judged.analysis(
                self.project.texts(parent), self._reading_before()
            )
        except ModelError:
            return None
        same = found is not None and found.conflict.form == self.conflict.form
        return found if same else None

    def _reading_before(self) -> dict[str, str]:
        parent = self.project.texts(self.head.state.parent or 0)
        known = self.open_projects.judged.conflict(parent).alternatives
        return {p: name for p, name in self.reading.items() if name in known.get(p, {})}

    @cached_property
    def picked(self) -> str | None:
        """The state that is picked, or the one that a reader would ask about first."""
        analysis = self.analysis
        if analysis is None or not analysis.size:
            return None
        graph, asked = analysis.verdicts.graph, self.asked("s")
        if asked and graph.find_state(asked) is not None:
            return asked
        if analysis.why_not is not None:
            return str.__str__(analysis.why_not.state)
        here = graph.status_quo
        return graph.state_text(0 if here is None else here)

    @property
    def concept(self) -> str:
        """The concept under which parties would leave: as asked, or the one that tells."""
        asked, found = self.query.get("concept", ""), self.analysis
        if found is None:
            return asked if asked in CORE else "seq"
        return asked if asked in found.concepts else found.telling

    def asked(self, name: str, default: str = "") -> str:
        """What stands in the address under a name."""
        return str(self.query.get(name, default))

    def number(self, name: str, default: int = 0, most: int = 1 << 40) -> int:
        """A number of the address, between 0 and `most`."""
        text = self.asked(name)
        return min(int(text), most) if text.isascii() and text.isdigit() else default

    def url(self, page: str = "", **changes: str | int | None) -> str:
        """The address of a page of this project under the same readings; of this page with changes
        where none is named. None takes a value away."""
        kept = [
            (name, value)
            for name, value in self.query.multi_items()
            if name not in changes and (name in KEPT or not page)
        ]
        added = [(name, str(value)) for name, value in changes.items() if value is not None]
        query = urlencode([*kept, *added])
        return f"/p/{self.word}/{page or self.page}" + (f"?{query}" if query else "")

    @cached_property
    def kept_reports(self) -> Mapping[str, str]:
        """The reports that the project keeps, by fingerprint, with where they are from."""
        return self.project.kept.places()

    def sentence(self, entry: Evidence) -> str:
        """The address of an entry's words in its report; "" where the project does not keep it."""
        document = str(entry.source.get("document", ""))
        if document not in self.kept_reports or "from" not in entry.source:
            return ""
        short = document.removeprefix("sha256:")[:16]
        return f"/p/{self.word}/report?{urlencode({'d': short})}#e-{entry.id}"

    def ask(self, name: str, /, **values: str) -> str:
        """The address of a question's page under the same readings, with what it is asked."""
        return self.ask_many(name, list(values.items()))

    def ask_many(self, name: str, values: Sequence[tuple[str, str]]) -> str:
        """As `ask`, where a value may be given several times."""
        pairs = [("r", pair) for pair in self.query.getlist("r")]
        query = urlencode([*pairs, *values])
        return f"/p/{self.word}/q/{name}" + (f"?{query}" if query else "")

    @cached_property
    def tour(self) -> Bar | None:
        """The step of the tour that this page is shown as; None off it."""
        return bar(self.word, self.asked("tour"))

    def read_as(self, party: str, name: str) -> str:
        """The address of this page with another reading of a party."""
        others = [(p, n) for p, n in self.reading.items() if p != party]
        pairs = [*others, *([(party, name)] if name != "base" else [])]
        kept = [one for one in self.query.multi_items() if one[0] != "r"]
        query = urlencode([*kept, *(("r", f"{p}={n}") for p, n in pairs)])
        return f"/p/{self.word}/{self.page}" + (f"?{query}" if query else "")
