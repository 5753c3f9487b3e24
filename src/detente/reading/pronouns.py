"""Whom "he" or "she" means: somebody only where one person alone can be meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import field

from detente.reading.actors.persons import Person
from detente.reading.clauses import governed
from detente.reading.page import Page
from detente.reading.values import Mention
from detente.values import dataclass

_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Looks for the person that a pronoun of a page stands for.

    between  the mentions that begin in a stretch of the page.
    told     who was called "she" (True) or "he" (False) so far.
    """

    page: Page
    table: dict[str, Person]
    between: Callable[[int, int], list[Mention]]
    sentence_starts: list[int]
    zone_starts: list[int]
    told: dict[str, bool] = field(default_factory=dict)

    def remember(self, name: str | None, who: str) -> None:
        """That `name` was called he or she; who is one is not the other."""
        if name is not None and who in {"he", "she"}:
            self.told.setdefault(name, who == "she")

    def only_person(self, who: str, before: int) -> str | None:
        """The one person whom the paragraph up to `before`, or else the one above it, names."""
        if who not in {"he", "she"}:
            return None
        index = self._zone_at(before)
        begin = self.page.zones[index].start
        for _ in range(_PARAGRAPHS):
            people = [each for each in self.between(begin, before) if each.kind == "person"]
            leading = [each for each in people if not governed(self.page.flat, begin, each.start)]
            people = leading or people
            fitting = []
            for each in people:
                female = self.table[each.name].female if each.name in self.table else None
                female = self.told.get(each.name, female)
                if female is None or female == (who == "she"):
                    fitting.append(each.name)
            if len(set(fitting)) > 1:
                return None
            if fitting:
                return fitting[0]
            index -= 1
            if index < 0:
                return None
            begin = self.page.zones[index].start
        return None

    def _zone_at(self, offset: int) -> int:
        return max(0, bisect_left(self.zone_starts, offset + 1) - 1)
