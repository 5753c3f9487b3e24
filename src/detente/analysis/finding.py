"""What all findings have in common: how they were made, their table, and that they print well.

How a finding looks is the business of the room `report`, which this room does not know. Its pages
enter their renderers here when they are imported; the package's door enters how to import them,
which is done when a finding is first shown.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import field, replace
from functools import wraps
from types import FunctionType
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from detente.arguments import taken_by, taking
from detente.fixed import Fixed, loose
from detente.memory import limited
from detente.values import dataclass

if TYPE_CHECKING:
    from detente.analysis.setting import Setting
    from detente.analysis.table import Table

F = TypeVar("F", bound="Finding")
P = ParamSpec("P")
Renderer = Callable[[Any], str]

_RENDERERS: dict[tuple[type, str], Renderer] = {}
_PAGES: list[Callable[[], None]] = []


@dataclass(frozen=True, slots=True)
class Made:
    """How a finding was made, apart from what was asked. Comparisons leave it out.

    version  of detente; engine: which one judged, None where none did; seconds: by the clock.
    """

    version: str
    engine: str | None
    seconds: float

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it."""
        return {"version": self.version, "engine": self.engine, "seconds": round(self.seconds, 3)}


@dataclass(frozen=True, eq=False)
class Finding(Fixed):
    """Base of the answers to questions. Immutable; `to_dict()` is what `--json` prints.

    made     how it was made; None for a finding that is part of another one.
    setting  under what it was asked for, for the next question; None likewise, and where the
             question takes no setting.
    """

    made: Made | None = field(default=None, kw_only=True, repr=False)
    setting: Setting | None = field(default=None, kw_only=True, repr=False)

    def __init_subclass__(cls) -> None:
        """Every public method of a finding is held to its signature."""
        for name, method in list(vars(cls).items()):
            if isinstance(method, FunctionType) and not name.startswith("_"):
                setattr(cls, name, taking(method))

    @property
    def engine(self) -> str | None:
        """The engine that judged, where one did."""
        return None

    def to_dict(self) -> dict[str, Any]:
        """The whole answer as plain values."""
        raise NotImplementedError

    def rows(self) -> Table:
        """The answer as a table: its columns, and an iterable of its rows."""
        raise NotImplementedError

    @taking
    def to_frame(self, titles: bool = False) -> Any:
        """The rows as a data frame of polars or pandas; DetenteError where neither is there.

        titles  head the columns by their titles rather than by their ids.
        """
        from detente.analysis.frames import frame_of

        return frame_of(self.rows(), titles)

    @taking
    def to_csv(self, titles: bool = False) -> str:
        """The rows as comma-separated text, headings first. See `to_frame`."""
        from detente.analysis.table import csv_lines

        return "".join(csv_lines(self.rows(), titles))

    @taking
    def cite(self, form: str = "text") -> str:
        """The papers that the answer rests on, concept by concept, as `text` or as `bibtex`.

        ModelError for another form.
        """
        from detente.analysis.cite import cited

        return cited(self, form)

    def _with_made(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The plain values of an answer, and how it was made where it stands by itself."""
        plain: dict[str, Any] = loose(answer)
        return plain if self.made is None else {**plain, "made": self.made.to_dict()}

    def __str__(self) -> str:
        return self._rendered("text") or repr(self)

    def _repr_html_(self) -> str | None:
        return self._rendered("html")

    def _rendered(self, form: str) -> str | None:
        while _PAGES:
            _PAGES.pop()()
        for kind in type(self).__mro__:
            if (kind, form) in _RENDERERS:
                return _RENDERERS[kind, form](self)
        return None


def stamped(question: Callable[P, F]) -> Callable[P, F]:
    """The function that answers a question: held to its signature, its finding marked as made.

    Where it takes a `setting`, the words of one may be given one by one as well; it is given the
    setting with these, and answers within the memory that it names.
    """
    from detente.analysis.setting import joined, spelled_out  # it is more than a finding needs

    words = spelled_out(question)
    taken = taken_by(question)

    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> F:
        began = time.perf_counter()
        given = taken(*args, **kwargs)
        if words is None:
            return stamp(question(*given.args, **given.kwargs), began)
        setting = joined(question.__name__, given.arguments, words)
        with limited(setting.memory):
            return stamp(question(*given.args, **given.kwargs), began, setting)

    return asked


def stamp(finding: F, began: float, setting: Setting | None = None) -> F:
    """The finding, marked with how and under what it was made; `began` by `time.perf_counter()`."""
    from detente import __version__

    made = Made(__version__, finding.engine, time.perf_counter() - began)
    if setting is None or finding.setting is not None:
        return replace(finding, made=made)
    return replace(finding, made=made, setting=setting.kept())


def shown_on(pages: Callable[[], None]) -> None:
    """Enter what imports the pages on which findings are shown; called once, and late."""
    _PAGES.append(pages)


def renders(kind: type[F], form: str) -> Callable[[Callable[[F], str]], Callable[[F], str]]:
    """Enter a renderer of findings of `kind` as `text` or `html`."""

    def enter(renderer: Callable[[F], str]) -> Callable[[F], str]:
        _RENDERERS[kind, form] = renderer
        return renderer

    return enter
