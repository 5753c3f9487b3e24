"""Claims as docs/claims.md defines them, by loops over readings, states and sequences of moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from oracle.coalitions import Coalitions
from oracle.compare import is_stable, why_not_defined
from oracle.conflict import Conflict, Names, read
from oracle.reading import Reading
from oracle.ways import Ways, must_end

Model = Mapping[str, Any]
Wanted = Mapping[str, str]  # an alternative a party
FORMS_BY_CONCEPT = (
    "no equilibrium",
    "some equilibrium",
    "only equilibria",
    "stable",
    "unstable",
    "broken",
)


class World:
    """A model file with the sub-conflicts and verdicts that were looked at already."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.names = Names(model)
        self.parties = tuple(model["decision_makers"])
        self._conflicts: dict[Any, Conflict] = {}
        self._stable: dict[Any, bool] = {}
        self._readings: dict[Any, Reading] = {}

    def alternatives(self, party: str) -> list[str]:
        """All readings of a party."""
        return ["base", *self.model.get("alternatives", {}).get(party, {})]

    def grid(self, across: Any) -> list[dict[str, str]]:
        """All readings that `across` names."""
        columns = []
        for party in self.parties:
            named = ["all"] if across == "all" else ["base"]
            if isinstance(across, dict) and party in across:
                named = across[party] if isinstance(across[party], list) else [across[party]]
            column: list[str] = []
            for name in named:
                for one in self.alternatives(party) if name == "all" else [name]:
                    if one not in column:
                        column.append(one)
            columns.append(column)
        return [dict(zip(self.parties, row, strict=True)) for row in product(*columns)]

    def conflict(self, reading: Wanted, holding: Sequence[str], without: Sequence[str]) -> Conflict:
        """The sub-conflict under a reading."""
        key = (tuple(reading.items()), tuple(holding), tuple(without))
        if key not in self._conflicts:
            other = {party: name for party, name in reading.items() if name != "base"}
            held = [*(self.condition(c) for c in holding), *(f"not {o}" for o in without)]
            self._conflicts[key] = read(self.model, other, held)
        return self._conflicts[key]

    def condition(self, text: str) -> str:
        """A class of states as a condition: an outcome's name stands for itself in quotes."""
        return f'"{text}"' if text in self.model.get("outcomes", {}) else text

    def inside(self, conflict: Conflict, text: str) -> set[str]:
        """The states of a class."""
        return {s for s in conflict.states if self.names.holds(self.condition(text), s)}

    def start(self, conflict: Conflict, without: Sequence[str]) -> str | None:
        """The status quo of a sub-conflict: options taken away are not taken in it."""
        today = self.names.state_of(self.model.get("status_quo"))
        if today is None:
            return None
        if not self.names.graph:
            gone = {self.names.position(option) for option in without}
            today = "".join("N" if k in gone else letter for k, letter in enumerate(today))
        return today if today in conflict.states else None

    def ways(
        self,
        conflict: Conflict,
        start: str,
        by: str = "improvements",
        concept: str = "seq",
        of: Sequence[str] | None = None,
    ) -> Ways:
        """The ways from a state."""
        return Ways(Reading(conflict, "legal", "weak"), start, by, concept, of)

    def stays(self, conflict: Conflict, concept: str, party: str, state: str) -> bool:
        """One verdict."""
        key = (id(conflict), concept, party, state)
        if key not in self._stable:
            if id(conflict) not in self._readings:
                self._readings[id(conflict)] = Reading(conflict, "legal", "weak")
            self._stable[key] = is_stable(self._readings[id(conflict)], concept, party, state)
        return self._stable[key]

    def equilibrium(self, conflict: Conflict, concept: str, state: str) -> bool:
        """Whether every party stays."""
        return all(self.stays(conflict, concept, party, state) for party in conflict.parties)


def holds(
    world: World,
    expect: Mapping[str, Any],
    reading: Wanted,
    concept: str | None,
    holding: Sequence[str],
    without: Sequence[str],
) -> bool:
    """Whether an expectation holds under one reading, in one sub-conflict."""
    ((form, value),) = expect.items()
    if form in ("any", "all"):
        answers = [
            holds(
                world,
                part["expect"],
                reading,
                concept,
                part.get("holding", holding),
                part.get("without", without),
            )
            for part in value
        ]
        return any(answers) if form == "any" else all(answers)
    conflict = world.conflict(reading, holding, without)
    if form == "feasible":
        return bool(world.inside(conflict, value))
    if form.endswith(("equilibrium", "equilibria")):
        assert concept is not None
        held = {s for s in conflict.states if world.equilibrium(conflict, concept, s)}
        among = world.inside(conflict, value)
        if form == "no equilibrium":
            return not held & among
        return bool(held & among) if form == "some equilibrium" else held <= among
    if form in ("stable", "unstable"):
        assert concept is not None
        wanted = form == "stable"
        return all(
            world.stays(conflict, concept, value["for"], s) == wanted
            for s in world.inside(conflict, value["where"])
        )
    if form in ("improvement", "no improvement"):
        party, ends = value["for"], world.inside(conflict, value["to"])
        some = any(
            t in ends and conflict.prefers(party, t, s)
            for s in world.inside(conflict, value["where"])
            for t in conflict.moves[party][s]
        )
        return some == (form == "improvement")
    start = str(world.start(conflict, without))
    if form == "must end":
        if value is True:
            return start in must_end(conflict)
        return world.ways(conflict, start).ends() <= world.inside(conflict, value)
    if form == "blocked":
        ways, goal = world.ways(conflict, start), world.inside(conflict, value["to"])
        found = ways.least_resisted(frozenset(goal))
        if found is None or not found[1]:
            return False
        here = start
        for label, after in found[0]:
            if ways.resists(label, here, after):
                return label == (value["by"],)
            here = after
        raise AssertionError("some step of it is resisted")
    if form == "broken":
        assert concept is not None
        among = world.inside(conflict, value["outcome"])
        held = {s for s in among if world.equilibrium(conflict, concept, s)}
        group = tuple(p for p in conflict.parties if p in value["by"])
        coalitions = Coalitions(Reading(conflict, "legal", "weak"))
        stays = {s for s in held if coalitions.is_stable(f"c-{concept}", group, s)}
        return bool(held) and not stays
    assert form in ("path", "no path"), form
    starts = world.inside(conflict, value["from"]) if "from" in value else {start}
    of, by = value.get("of"), value.get("by", "moves")
    ends: set[str] = set()
    for one in starts:
        ends |= set(world.ways(conflict, one, by, concept or "seq", of).fewest())
    ends &= world.inside(conflict, value["to"])
    if value.get("ending") == "equilibrium":
        assert concept is not None
        ends = {s for s in ends if world.equilibrium(conflict, concept, s)}
    return bool(ends) == (form == "path")


def needs_concept(expect: Mapping[str, Any]) -> bool:
    """Whether the answer depends on a concept."""
    ((form, value),) = expect.items()
    if form in ("any", "all"):
        return any(needs_concept(part["expect"]) for part in value)
    if isinstance(value, dict) and ("ending" in value or value.get("by") == "undeterred"):
        return True
    return form in FORMS_BY_CONCEPT


def run(world: World, claim: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict of a claim, and its counts test by test and concept by concept."""
    if "untestable" in claim and not claim.get("tests") and "expect" not in claim:
        return {"verdict": "untestable", "tests": []}
    counts = []
    for number, own in enumerate(claim.get("tests") or [{}], start=1):
        outer = {
            key: claim[key]
            for key in ("expect", "holding", "without", "across", "under", "compare", "share")
            if key in claim
        }
        counts += _test(world, number, {**outer, **own})
    decisive = [one["verdict"] for one in counts if not one["aside"]]
    verdict = next((v for v in ("refuted", "depends") if v in decisive), "confirmed")
    if verdict == "confirmed" and set(decisive) != {"confirmed"}:
        verdict = "untestable"
    return {"verdict": verdict, "tests": counts}


def _test(world: World, number: int, test: Mapping[str, Any]) -> list[dict[str, Any]]:
    holding, without = test.get("holding", []), test.get("without", [])
    comparing = test.get("compare")
    within = holding
    fewer = without
    if comparing:
        within = [*holding, *comparing.get("holding", [])]
        fewer = [*without, *comparing.get("without", [])]
    found = []
    concepts = test.get("under", ["nash", "seq"]) if needs_concept(test["expect"]) else [None]
    for concept in concepts:
        grid = world.grid(test.get("across", "base"))
        one: dict[str, Any] = {
            "test": number,
            "concept": concept,
            "aside": test.get("aside", False),
            "with": None,
        }
        if any(
            concept and why_not_defined(world.conflict(reading, within, fewer), concept)
            for reading in grid
        ):
            found.append({**one, "verdict": "untestable", "answers": []})
            continue
        expect = test["expect"]
        answers = [holds(world, expect, reading, concept, within, fewer) for reading in grid]
        if comparing:
            one["with"] = sum(
                holds(world, expect, reading, concept, holding, without) for reading in grid
            )
        one["verdict"] = _verdict(test, sum(answers), len(answers), one["with"])
        found.append({**one, "answers": answers})
    return found


def _verdict(test: Mapping[str, Any], held: int, of: int, before: int | None) -> str:
    share = test.get("share") or {}
    demand = (test.get("compare") or {}).get("demand")
    if not share and not demand:
        return {of: "confirmed", 0: "refuted"}.get(held, "depends")
    if demand == "fewer" and not (before is not None and held < before):
        return "refuted"
    if demand == "more" and not (before is not None and held > before):
        return "refuted"
    part = Fraction(held, of)
    if "at_most" in share:
        most = Fraction(str(share["at_most"]))
        if part > most:
            return "refuted" if 1 - part <= most else "depends"
    if "at_least" in share:
        least = Fraction(str(share["at_least"]))
        if part < least:
            return "refuted" if 1 - part >= least else "depends"
    return "confirmed"


def minimal_deciders(
    world: World, across: Any, answers: Sequence[bool]
) -> set[tuple[frozenset[tuple[str, str]], bool]]:
    """All smallest sets of alternatives that decide: by trying every set on every reading."""
    grid = world.grid(across)
    columns = {p: list(dict.fromkeys(r[p] for r in grid)) for p in world.parties}
    found: set[tuple[frozenset[tuple[str, str]], bool]] = set()
    choices = [[None, *columns[p]] if len(columns[p]) > 1 else [None] for p in world.parties]
    candidates = sorted(
        (
            frozenset((p, a) for p, a in zip(world.parties, row, strict=True) if a is not None)
            for row in product(*choices)
        ),
        key=len,
    )
    for fixed in candidates:
        same = {
            answer
            for reading, answer in zip(grid, answers, strict=True)
            if all(reading[p] == a for p, a in fixed)
        }
        if len(same) == 1 and not any(smaller < fixed for smaller, _ in found):
            found.add((fixed, same.pop()))
    return found
