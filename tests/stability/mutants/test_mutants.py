"""No planted mistake survives the normal comparison, nor the replay of Whys."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import detente
from detente.analysis.analyze import Analysis, assume
from detente.analysis.question_checks import check_conditions
from detente.model import Conflict, compile_graph
from detente.stability import Verdicts, find, judge
from detente.stability.engines.choice import ENGINES
from oracle.compare import ALL, READINGS
from oracle.generate import to_yaml
from stability.battery import Question, ask_engines, asked_of_engines, model_at, questions
from stability.mutants import engines, readers, whys
from stability.mutants.noted import ToNote, in_order
from stability.mutants.planting import Mutant
from stability.test_against_oracle import MODELS as COMPARED
from stability.test_why import SEED as WHY_SEED
from stability.whys import replay_all

NOTED, NOTED_WHYS = "verdicts", "whys"
MOST_MODELS = 600  # of the normal comparison, counted from its first
MOST_WHY_MODELS = 80
VERDICT_MUTANTS = {mutant.name: mutant for mutant in (*engines.MUTANTS, *readers.MUTANTS)}
WHY_MUTANTS = {mutant.name: mutant for mutant in whys.MUTANTS}


@cache
def asked(number: int) -> tuple[Conflict, list[Question]]:
    """A model of the normal comparison and its questions."""
    model = model_at(number)
    return detente.load(to_yaml(model)), questions(model)


def answer(number: int, place: int, engine: str = "", concept: str = "") -> Any:
    """What the engines find on a model, asked one of its questions; a crash is told by its name.

    A mistake in one engine's own file shows in that engine alone, one in a concept's file in that
    concept alone: then no other is asked.
    """
    conflict, questions_ = asked(number)
    question = questions_[place]
    try:
        if engine:
            return by_one(conflict, question, engine)
        if concept:
            ids = [one for one in ALL if concept_of(one) == concept]
            return told(*ask_engines(conflict, question, ids, others=False))
        return told(*ask_engines(conflict, question))
    except Exception as error:  # a mutant may do anything
        return type(error).__name__


def concept_of(text: str) -> str:
    """The id of the file that a concept is defined in."""
    (asked_for, *_) = find(text, ("",)) or ()
    return asked_for.concept.id


def told(analysis: Analysis, planes: Any) -> Any:
    """The whole comparison's material."""
    verdicts = analysis.verdicts
    stable = {
        one: [verdicts.stable(k, one).tobytes() for k in range(verdicts.graph.parties)]
        for one in verdicts.concepts
    }
    equilibria = {one: verdicts.equilibria(one).tobytes() for one in verdicts.concepts}
    return stable, equilibria, packed(verdicts), dict(verdicts.not_defined), planes


def by_one(conflict: Conflict, question: Question, engine: str) -> Any:
    """The part of it that one engine gives, if it takes the graph."""
    conditions = check_conditions(conflict, question.holding)
    graph = compile_graph(conflict, question.reading, conditions)
    assumptions = assume(question.sanction_moves, question.sanction, engine)
    if ENGINES[engine].refusal(graph, assumptions) is not None:
        return ()
    concepts = asked_of_engines(conflict, question.sanction_moves)
    return (packed(judge(graph, concepts, assumptions)),)


def packed(verdicts: Verdicts) -> dict[str, bytes]:
    """The planes by concept."""
    return {one: plane.tobytes() for one, plane in verdicts.planes.items()}


@cache
def right_answer(number: int, place: int, engine: str = "", concept: str = "") -> Any:
    """The same without a mistake; test_against_oracle holds these against the definitions."""
    return answer(number, place, engine, concept)


def difference(mutant: Mutant, number: int) -> bool:
    """Whether a model finds the mutant out by another verdict; by the first question that does, so
    that nothing is asked that the mutant does not need. A crash finds nothing out: any would."""
    for place in range(len(asked(number)[1])):
        of = (number, place, mutant.engine, mutant.concept)
        right = right_answer(*of)
        with mutant.planted():
            found = answer(*of)
        if not isinstance(found, str) and unlike(right, found):
            return True
    return False


def unlike(right: Any, found: Any) -> bool:
    """Whether two answers differ. Which engine answers first hangs on what is compiled already, and
    that one is not asked again beside the others: of these, those are compared that both have."""
    if len(right) < 5 or isinstance(right, str):
        return bool(right != found)
    *plain, engines_ = right
    *others, engines_found = found
    return plain != others or any(
        engines_[one] != engines_found[one] for one in engines_ if one in engines_found
    )


def first_difference(mutant: Mutant, deep: bool) -> int | None:
    """Which model finds the mutant out."""
    for number in in_order(NOTED, mutant.name, MOST_MODELS, deep):
        if difference(mutant, number):
            return number
    return None


def complained(name: str, number: int) -> bool:
    """Whether the replay of a model's Whys finds a mutant out."""
    question = Question(*READINGS[number % len(READINGS)])
    with WHY_MUTANTS[name].planted():
        return bool(replay_all(model_at(number, WHY_SEED), question).complaints)


def to_note() -> dict[str, ToNote]:
    """What the notes are taken of."""
    return {
        NOTED: (
            dict.fromkeys(VERDICT_MUTANTS, MOST_MODELS),
            lambda name, number: difference(VERDICT_MUTANTS[name], number),
        ),
        NOTED_WHYS: (dict.fromkeys(WHY_MUTANTS, MOST_WHY_MODELS), complained),
    }


def test_the_mutants_are_many_and_meet_only_models_of_the_normal_comparison() -> None:
    assert len(VERDICT_MUTANTS) == len(engines.MUTANTS) + len(readers.MUTANTS) >= 40
    assert len(WHY_MUTANTS) == len(whys.MUTANTS) >= 10
    assert MOST_MODELS <= COMPARED
    assert all(isinstance(right_answer(0, k), tuple) for k in range(len(asked(0)[1])))


@pytest.mark.parametrize("name", VERDICT_MUTANTS)
def test_the_comparison_finds_out(
    name: str,
    row: Callable[[str, str], None],
    tally: Callable[[str, int], None],
    pytestconfig: pytest.Config,
) -> None:
    found = first_difference(VERDICT_MUTANTS[name], pytestconfig.getoption("--deep"))

    assert found is not None, f"survives {MOST_MODELS} models"
    row("mutants by the comparison", f"model {found:4}  {name}")
    tally("mutants found out by verdicts", 1)


@pytest.mark.parametrize("name", WHY_MUTANTS)
def test_the_replay_finds_out(
    name: str,
    row: Callable[[str, str], None],
    tally: Callable[[str, int], None],
    pytestconfig: pytest.Config,
) -> None:
    for number in in_order(NOTED_WHYS, name, MOST_WHY_MODELS, pytestconfig.getoption("--deep")):
        if complained(name, number):
            break
    else:
        pytest.fail(f"survives {MOST_WHY_MODELS} models")
    row("mutants by the replay", f"model {number:4}  {name}")
    tally("mutants found out by Whys", 1)
