"""From a claim as written to tests that can be run: defaults filled in, what cannot be asked found.

Names were checked when the file was read. Here is found what only the states tell: classes without
a state, sub-conflicts without a state, paths without a start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from detente.analysis.expectations import (
    Expectation,
    OfEquilibria,
    OfImprovements,
    OfParts,
    OfPaths,
    OfStability,
    OfStates,
    Part,
    Scope,
    SubConflicts,
    parts_of,
)
from detente.analysis.least_expectation import OfLeastChange
from detente.analysis.question_checks import guess_or_list
from detente.analysis.reading_sets import Across, Readings, readings_of
from detente.analysis.way_expectations import OfBlocked, OfBroken, OfEnds
from detente.analysis.ways.undeterred import CONCEPTS as ANSWERING
from detente.model import (
    Claim,
    Condition,
    Conflict,
    OutcomeName,
    condition_text,
    known_names_of,
    plain,
)
from detente.problems import ModelError, Problem
from detente.stability import COALITION_CONCEPTS, Asked, find, inverse_concepts, known_ids

Where = tuple[str | int, ...]
UNDER = ("nash", "seq")  # what is asked where a test that needs concepts names none


@dataclass(frozen=True, slots=True)
class Share:
    """The share of readings that decides, one of the two given; exact."""

    at_most: Fraction | None = None
    at_least: Fraction | None = None

    def met(self, holds: int, of: int) -> bool:
        """Whether the share is met."""
        share = Fraction(holds, of)
        return (self.at_most is None or share <= self.at_most) and (
            self.at_least is None or share >= self.at_least
        )

    def clearly_missed(self, holds: int, of: int) -> bool:
        """Whether it is missed so far that the contrary would meet the same limit."""
        if self.met(holds, of):
            return False
        share = Fraction(holds, of)
        too_many = self.at_most is not None and share > self.at_most
        limit = 1 - (self.at_most if too_many else self.at_least or Fraction(0))  # type: ignore[operator]  # at_most is given where too_many
        return share >= limit if too_many else share <= limit

    def to_dict(self) -> dict[str, float]:
        """The share as `--json` prints it."""
        return {
            key: float(value)
            for key, value in (("at_most", self.at_most), ("at_least", self.at_least))
            if value is not None
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """The run that a test is compared with: before options are taken away or conditions hold.

    demand  `fewer`: the test must hold in fewer readings than the comparison; `more`: in more.
    """

    expectation: Expectation
    scope: Scope
    demand: str | None


@dataclass(frozen=True, slots=True)
class Test:
    """One test of a claim.

    under     the concepts asked; none where the answer does not depend on one.
    compared  the run without the restrictions of `compare`; None where nothing is compared.
    aside     counted and shown, but the claim's verdict does not rest on it.
    where     its path in the file.
    """

    number: int
    says: str
    expectation: Expectation
    scope: Scope
    readings: Readings
    under: tuple[Asked, ...]
    compared: Comparison | None = None
    share: Share | None = None
    aside: bool = False
    where: Where = ()


@dataclass(slots=True)
class TestReader:
    """Reads the claims of one conflict; notes every problem with its place in the file."""

    conflict: Conflict
    sub_conflicts: SubConflicts
    across: Across | None = None
    problems: list[Problem] = field(default_factory=list)

    def tests(self, claim: Claim) -> tuple[Test, ...]:
        """The claim's tests; those that have a problem are left out, the problem noted."""
        root: Where = ("claims", claim.id)
        listed: Sequence[Mapping[str, Any]] = claim.data.get("tests", ())
        if not listed:
            own = (claim.data, root)
            return self._kept([self._test(claim, 1, *own)]) if _expects(claim.data) else ()
        return self._kept(
            [self._test(claim, k + 1, test, (*root, "tests", k)) for k, test in enumerate(listed)]
        )

    def _kept(self, tests: Sequence[Test | None]) -> tuple[Test, ...]:
        return tuple(test for test in tests if test is not None)

    def _test(
        self, claim: Claim, number: int, data: Mapping[str, Any], where: Where
    ) -> Test | None:
        known = len(self.problems)
        given: dict[str, Any] = {
            key: claim.data[key]
            for key in ("holding", "without", "across", "under", "compare", "share", "demand")
            if key in claim.data
        }
        if _expects(claim.data) and not _expects(data):
            given["expect"] = claim.data.get("expect")
        if "very_difficult_at_most" in claim.data:
            given.setdefault("share", {"at_most": claim.data["very_difficult_at_most"]})
            given.setdefault("demand", "fewer")
        given |= data
        scope = self._scope(given, Scope(), where)
        comparing: Mapping[str, Any] = given.get("compare") or {}
        inner = comparing.get("expect") or given.get("expect")
        outer = given.get("expect") or comparing.get("expect")
        if inner is None or outer is None:
            return None
        compared = None
        if comparing:
            demand = comparing.get("demand") or given.get("demand")
            compared = Comparison(self._expectation(outer, scope), scope, demand)
            scope = self._within(scope, comparing)
        expectation = self._expectation(inner, scope)
        if len(self.problems) == known:
            for one, within, keys in (
                (expectation, scope, ("compare", "without")),
                *([(compared.expectation, compared.scope, ("without",))] if compared else []),
            ):
                self._sound(one, within, where, keys)
        under = self._under(given, expectation, where)
        readings = readings_of(
            self.conflict, self.across if self.across is not None else given.get("across", "base")
        )
        if len(self.problems) > known:
            return None
        share = given.get("share")
        return Test(
            number,
            str(data.get("says", "")) if where[-1] != claim.id else "",
            expectation,
            scope,
            readings,
            under,
            compared,
            Share(*(_exact(share.get(key)) for key in ("at_most", "at_least"))) if share else None,
            bool(given.get("aside", False)),
            where,
        )

    def _scope(self, data: Mapping[str, Any], around: Scope, where: Where) -> Scope:
        holding = around.holding
        if "holding" in data:
            holding = tuple(self._condition(text) for text in data["holding"])
        without = around.without
        if "without" in data:
            without = self._options(data["without"])
        return Scope(holding, without)

    def _within(self, scope: Scope, data: Mapping[str, Any]) -> Scope:
        """The scope narrowed further."""
        holding = [self._condition(text) for text in data.get("holding", ())]
        options = self._options([*scope.without, *data.get("without", ())])
        return Scope((*scope.holding, *holding), options)

    def _options(self, texts: Sequence[str]) -> tuple[str, ...]:
        words = known_names_of(self.conflict)
        keys = {key for key in map(words.find, texts) if isinstance(key, str)}
        return tuple(key for key in words.things if key in keys)

    def _condition(self, text: str) -> Condition:
        """A condition or an outcome's name; both were checked when the file was read."""
        if plain(text) in self.conflict.outcomes:
            return OutcomeName(plain(text))
        condition, faults = known_names_of(self.conflict).condition(text)
        assert condition is not None, faults
        return condition

    def _party(self, name: str) -> int:
        return self.conflict.party_names.index(plain(name))

    def _expectation(self, data: Mapping[str, Any], scope: Scope) -> Expectation:
        ((form, value),) = data.items()
        match form:
            case "no equilibrium" | "some equilibrium" | "only equilibria":
                return OfEquilibria(form, self._condition(value))
            case "stable" | "unstable":
                return OfStability(form, self._party(value["for"]), self._condition(value["where"]))
            case "path" | "no path":
                of = [self._party(name) for name in value.get("of", self.conflict.party_names)]
                return OfPaths(
                    form,
                    self._condition(value["to"]),
                    value.get("by", "moves"),
                    tuple(sorted(set(of))),
                    self._condition(value["from"]) if "from" in value else None,
                    value.get("ending") == "equilibrium",
                )
            case "improvement" | "no improvement":
                return OfImprovements(
                    form,
                    self._party(value["for"]),
                    self._condition(value["where"]),
                    self._condition(value["to"]),
                )
            case "broken":
                members = {self._party(name) for name in value["by"]}
                return OfBroken(self._condition(value["outcome"]), tuple(sorted(members)))
            case "blocked":
                return OfBlocked(self._condition(value["to"]), self._party(value["by"]))
            case "least change":
                parties = (self._party(name) for name in value.get("of", ()))
                named = tuple(self.conflict.party_names[party] for party in parties)
                return OfLeastChange(self._condition(value["make"]), value["at_most"], named)
            case "must end":
                return OfEnds(None if value is True else self._condition(value))
            case "feasible":
                return OfStates(self._condition(value))
            case "any" | "all":
                parts = []
                for part in value:
                    own = self._scope(part, scope, ())
                    parts.append(
                        Part(self._expectation(part["expect"], own), own, part.get("says", ""))
                    )
                return OfParts(form, tuple(parts))
            case _:
                raise AssertionError(f"the form {form!r} is in the schema and not here")

    def _under(self, data: Mapping[str, Any], one: Expectation, where: Where) -> tuple[Asked, ...]:
        if not one.by_concept:
            return ()
        found: list[Asked] = []
        for k, text in enumerate(data.get("under") or UNDER):
            asked = find(text, self.conflict.party_names)
            if asked is None:
                self._note(
                    (*where, "under", k),
                    "E-CONCEPT",
                    f"unknown concept '{text}'",
                    guess_or_list(text, known_ids()),
                )
            for kind, known in self._limits(one):
                for other in asked or ():
                    if other.concept.id not in known:
                        what = f"{kind} are not defined under '{text}'"
                        self._note(
                            (*where, "under", k), "E-CONCEPT", what, guess_or_list("", known)
                        )
            found.extend(one for one in asked or () if one not in found)
        return tuple(found)

    def _limits(self, expectation: Expectation) -> list[tuple[str, tuple[str, ...]]]:
        """What is asked that not every concept says something of, and the concepts that do."""
        found: list[tuple[str, tuple[str, ...]]] = []
        for part in parts_of(expectation, Scope()):
            if isinstance(part.expectation, OfPaths) and part.expectation.kind == "undeterred":
                found.append(("undeterred moves", ANSWERING))
            if isinstance(part.expectation, OfBroken):
                found.append(("coalitions", COALITION_CONCEPTS))
            if isinstance(part.expectation, OfLeastChange):
                found.append(("least changes", inverse_concepts()))
        return list(dict.fromkeys(found))

    def _sound(
        self, expectation: Expectation, scope: Scope, where: Where, keys: Sequence[str]
    ) -> None:
        """Note what cannot be asked of the expectation's sub-conflicts."""
        for part in parts_of(expectation, scope):
            try:
                sub_conflict = self.sub_conflicts.of(part.scope)
            except ModelError as error:
                ((first, *_),) = (error.problems,)
                self._note(self._named(where, keys), first.code, first.what, first.mend)
                continue
            if not isinstance(part.expectation, (OfPaths, OfBlocked, OfEnds)):
                continue
            whole = self.sub_conflicts.of(Scope())
            for key, condition in (("to", part.expectation.to), ("from", part.expectation.start)):
                if condition is not None and not whole.where(condition).any():
                    self._note(
                        self._named(where, ("expect",)),
                        "E-EMPTY-OUTCOME",
                        f"no feasible state is in `{key}: {condition_text(condition)}`",
                        "name a class that has states (`detente check` counts them)",
                    )
            if part.expectation.start is None and sub_conflict.arena.graph.status_quo is None:
                self._note(self._named(where, keys), "E-STATUS-QUO", *self._no_start(part.scope))

    def _no_start(self, scope: Scope) -> tuple[str, str]:
        if self.conflict.status_quo is None:
            return "the model names no status quo to start from", "write `status_quo:` or `from:`"
        if scope.without:
            return (
                f"the status quo without {', '.join(scope.without)} is not feasible, or not held",
                "take other options away, or say `from:` where the path starts",
            )
        return (
            "the status quo lies outside of what is held",
            "hold other options, or say `from:` where the path starts",
        )

    def _named(self, where: Where, keys: Sequence[str]) -> Where:
        """The place of the first of `keys` in the test, or in the claim around it."""
        for root in (where, where[:2]):
            for start in (keys, keys[:1], keys[1:], ("without",), ("holding",)):
                if start and (*root, *start) in self.conflict.places:
                    return (*root, *start)
        return where

    def _note(self, where: Where, code: str, what: str, mend: str) -> None:
        line, column = place_of(self.conflict, where)
        problem = Problem(self.conflict.file, line, column, code, what, mend)
        if problem not in self.problems:
            self.problems.append(problem)


def place_of(conflict: Conflict, where: Where) -> tuple[int, int]:
    """Line and column of the value at a path of the file, or of the nearest thing around it."""
    for path in (where, where[:-1] if where and isinstance(where[-1], int) else where):
        if path in conflict.places:
            return conflict.places[path]
    for end in range(len(where), 0, -1):
        for path in ((*where[:end], "#key"), where[:end]):
            if path in conflict.places:
                return conflict.places[path]
    return (0, 0)


def _expects(data: Mapping[str, Any]) -> bool:
    return bool(data.get("expect")) or bool((data.get("compare") or {}).get("expect"))


def _exact(number: Any) -> Fraction | None:
    return None if number is None else Fraction(str(number))
