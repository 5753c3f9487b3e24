"""The normal comparison: one model, all concepts and readings, by every engine that takes it.

The first engine answers through the public door and is held against the oracle; what the other
engines find must be what the first one found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import detente
from detente.analysis.analyze import Analysis, ask, assume
from detente.model import Conflict
from detente.stability import Asked, judge
from detente.stability.engines.choice import ENGINES
from oracle import conflict as definitions
from oracle.compare import ALL, CORE, READINGS, differences
from oracle.generate import Model, random_model, random_question, to_yaml
from oracle.shrink import shrunk

SEED = "stability"
NO_LIMIT = 10**9
LONGEST = ("mr4", "mr5", "cmr4", "cmr5", "hseq")


def model_at(number: int, seed: str = SEED) -> Model:
    """The model of this number; the same in every run, and in the short and the long form."""
    return random_model(Random(f"{seed}/{number}"))


@dataclass(frozen=True)
class Question:
    """What a model is asked: a reading of sanctions, alternatives, and a sub-conflict."""

    sanction_moves: str
    sanction: str
    reading: Mapping[str, str] = field(default_factory=dict)
    holding: tuple[str, ...] = ()


def questions(model: Model) -> list[Question]:
    """The six readings; and one of them with alternatives or a sub-conflict, if chance says so."""
    found = [Question(*reading) for reading in READINGS]
    rng = Random(str(model["preferences"]))
    reading, holding = random_question(model, rng)
    if reading or holding:
        found.append(Question(*rng.choice(READINGS), reading, tuple(holding)))
    return found


def ask_engines(
    conflict: Conflict, question: Question, ids: Sequence[str] = ALL, others: bool = True
) -> tuple[Analysis, dict[str, Any]]:
    """The public answer on all concepts; and by engine the planes of concepts that it finds.

    ids  some of the concepts; others: whether engines that are not chosen are asked, too.
    """
    analysis = detente.analyze(
        conflict,
        ids,
        sanction_moves=question.sanction_moves,
        sanction=question.sanction,
        reading=question.reading,
        holding=question.holding,
    )
    graph = analysis.verdicts.graph
    assumptions = assume(question.sanction_moves, question.sanction)
    asked = asked_of_engines(conflict, question.sanction_moves)
    planes: dict[str, Any] = {}
    for name, engine in ENGINES.items() if others else ():
        if name != analysis.verdicts.engine and engine.refusal(graph, assumptions) is None:
            found = judge(graph, asked, replace(assumptions, engine=name))
            planes[name] = {one: plane.tobytes() for one, plane in found.planes.items()}
    return analysis, planes


def asked_of_engines(conflict: Conflict, how: str = "legal") -> list[Asked]:
    """The concepts on which engines may differ: terms; others are worked out from the graph alone.

    Under `legal` all of them; else without the horizons through which the longer ones lead anyway.
    """
    every = ask(ALL if how == "legal" else [*CORE, *LONGEST], conflict.party_names)
    return [one for one in every if one.term is not None]


@dataclass
class Compared:
    """What was found on a model: complaints, and how many verdicts by which engine."""

    complaints: list[str] = field(default_factory=list)
    verdicts: dict[str, int] = field(default_factory=dict)

    def count(self, engine: str, verdicts: int) -> None:
        """So many verdicts by an engine."""
        self.verdicts[engine] = self.verdicts.get(engine, 0) + verdicts


def compare(model: Model, only: Question | None = None) -> Compared:
    """Where an engine differs from the oracle on a model, under any question or only one.

    A crash of an engine is a complaint. ValueError where the model is none.
    """
    result = Compared()
    conflict = detente.load(to_yaml(model))
    known: dict[Any, definitions.Conflict] = {}
    for question in questions(model) if only is None else [only]:
        key = (str(question.reading), question.holding)
        if key not in known:
            known[key] = definitions.read(model, question.reading, question.holding)
        try:
            result.complaints += complaints(conflict, question, known[key], result)
        except Exception as error:  # whatever it is, it is to be shown with the model
            result.complaints.append(f"{question}: {type(error).__name__}: {error}")
    return result


def complaints(
    conflict: Conflict, question: Question, by_definition: definitions.Conflict, result: Compared
) -> Iterator[str]:
    """Differences under one question, as sentences."""
    analysis, planes = ask_engines(conflict, question)
    verdicts = analysis.verdicts
    answer = analysis.to_dict(limit=NO_LIMIT)
    for sentence in differences(by_definition, answer, question.sanction_moves, question.sanction):
        yield f"{question}: {verdicts.engine}: {sentence}"
    one = (verdicts.graph.parties + 1) * verdicts.graph.states
    result.count(verdicts.engine, one * len(verdicts.planes))
    for engine, found in planes.items():
        result.count(engine, one * len(found))
        for concept, plane in found.items():
            if plane != verdicts.planes[concept].tobytes():
                yield f"{question}: {engine}: {concept} is not what {verdicts.engine} finds"


def failure(model: Model, found: Compared) -> str:
    """What to print of a model that fails: the smallest that still does, as a model file."""
    small = shrunk(model, lambda smaller: bool(compare(smaller).complaints))
    lines = compare(small).complaints
    return "\n".join([*found.complaints[:3], "", "Made small:", *lines[:8], "", to_yaml(small)])
