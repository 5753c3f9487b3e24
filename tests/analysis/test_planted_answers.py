"""Firm counts, who cannot leave, options nobody cares for: held to definitions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

import pytest

import detente
from detente.analysis.cannot_leave import cannot_leave, nobody_can_move
from detente.analysis.firm import firm_equilibria
from detente.model import compile_graph, warnings
from oracle import conflict as definitions
from oracle.compare import is_stable
from oracle.generate import Model, random_model, to_yaml
from oracle.reading import Reading
from stability.mutants.planting import Mutant, text

MODELS = 60


def firm(model: Model) -> bool:
    """Whether the firm equilibria are those of the oracle's hseq."""
    conflict = definitions.read(model)
    reading = Reading(conflict, "legal", "weak")
    right = [
        all(is_stable(reading, "hseq", party, state) for party in conflict.parties)
        for state in conflict.states
    ]
    found = firm_equilibria(detente.analyze(detente.load(to_yaml(model)), ["nash", "seq"]).verdicts)
    return found is not None and found.tolist() == right


def stuck(model: Model) -> bool:
    """Whether those cannot leave who have no move by the definition, and together nobody."""
    conflict = definitions.read(model)
    graph = compile_graph(detente.load(to_yaml(model)))
    right = [[not conflict.moves[party][s] for s in conflict.states] for party in conflict.parties]
    found = cannot_leave(graph)
    nobody = [all(row) for row in zip(*right, strict=True)]
    return [found[name].tolist() for name in graph.names] == right and (
        nobody_can_move(graph, found).tolist() == nobody
    )


def own(model: Model) -> bool:
    """Whether those options are warned of that make no difference by themselves to their party."""
    found = {
        one.what.split(" own ")[1].split(":")[0]
        for one in warnings(detente.load(to_yaml(model)))
        if one.code == "W-OWN-OPTION"
    }
    return found == set(without_a_wish(model))


def without_a_wish(model: Model) -> Iterator[str]:
    """Options alone in which some states differ, in all readings without a preference between."""
    if "states" in model:
        return
    names = [
        (party, option)
        for party, said in model["decision_makers"].items()
        for option in said.get("options", {})
    ]
    for place, (party, option) in enumerate(names):
        readings = ["base", *model.get("alternatives", {}).get(party, {})]
        conflicts = [definitions.read(model, {party: name}) for name in readings[1:]]
        conflicts.append(definitions.read(model))
        pairs = [
            (s, f"{s[:place]}Y{s[place + 1 :]}")
            for s in conflicts[0].states
            if s[place] == "N" and f"{s[:place]}Y{s[place + 1 :]}" in conflicts[0].states
        ]
        if pairs and not any(
            one.prefers(party, s, t) or one.prefers(party, t, s)
            for one in conflicts
            for s, t in pairs
        ):
            yield f"{party}.{option}"


LOOKS: dict[str, Callable[[Model], bool]] = {"firm": firm, "stuck": stuck, "own": own}
_STUCK, _OWN = "analysis.cannot_leave", "model.own_options"
PLANTED = {
    "firm": (
        text("all of seq is firm", "analysis.firm", "found.equilibria(FIRM)", "holds"),
        text("no answer is looked at", "analysis.firm", "not (holds &", "(holds |"),
    ),
    "stuck": (
        text("a taken option is dropped", _STUCK, "if not taken >> bit & 1:", "if True:"),
        text("a dropped option is taken", _STUCK, "if not dropped >> bit & 1:", "if True:"),
        text("others' options count", _STUCK, "if not graph.masks[party] >> bit & 1:", "if False:"),
        text("what is infeasible is reached", _STUCK, "reached[graph.codes] = 1", "reached[:] = 1"),
        text("one who cannot is nobody who can", _STUCK, "nobody &= plane", "nobody |= plane"),
    ),
    "own": (
        text("only the base is asked", _OWN, "in conflict.readings(party.name)]", "in ('base',)]"),
        text("one reading is enough", _OWN, "all(_indifferent", "any(_indifferent"),
        text("no pair is enough", _OWN, "len(taken) and all(", "all("),
        text("infeasible states count", _OWN, "== codes\n", ">= 0\n"),
    ),
}  # fmt: skip


def test_own_options_are_warned_of_as_defined() -> None:
    warned = 0
    for number in range(MODELS):
        model = random_model(Random(f"own/{number}"))
        assert own(model), to_yaml(model)
        warned += len(set(without_a_wish(model)))
    assert warned > 5


@pytest.mark.parametrize(
    ("look", "mutant"),
    [(look, one) for look, found in PLANTED.items() for one in found],
    ids=lambda one: one.name if isinstance(one, Mutant) else one,
)
def test_a_planted_mistake_is_found_out(look: str, mutant: Mutant) -> None:
    with mutant.planted():
        assert not all(
            LOOKS[look](random_model(Random(f"{look}/{number}"))) for number in range(MODELS * 2)
        )
