"""Every Why of a model, replayed against the definitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import detente
from detente.analysis.analyze import ask, assume
from detente.analysis.decides import Decides
from detente.analysis.why_decided import WhyDecided
from detente.analysis.why_words import words_of
from detente.model import Conflict
from detente.stability.verdicts import Verdicts
from detente.stability.why import why
from oracle import conflict as definitions
from oracle.compare import ALL
from oracle.generate import Model, to_yaml
from oracle.reading import Reading
from oracle.replay import replay
from oracle.replay_decided import replay_decided
from stability.battery import Question, questions

UNSPOKEN = ("{", "}", "[", "None", "True", "False", "  ", "''", " ,", "..")


@dataclass
class Replayed:
    """Complaints about the Whys of a model, and how many of which kind there were."""

    complaints: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    told: int = 0


def replay_all(model: Model, only: Question | None = None) -> Replayed:
    """Replay the Why of every party, state and concept under every question, or only one.

    A Why must give the judge's verdict, be true, and be complete. Under one question, and where
    alternatives are asked for, what decides in it is replayed and its words are read. A crash is a
    complaint; ValueError where the model is none.
    """
    result = Replayed()
    conflict = detente.load(to_yaml(model))
    asked = questions(model) if only is None else [only]
    for number, question in enumerate(asked):
        by_definition = definitions.read(model, question.reading, question.holding)
        in_full = number == 0 or bool(question.reading)
        try:
            for complaint in _whys(model, conflict, question, by_definition, result, in_full):
                result.complaints.append(f"{question}: {complaint}")
        except Exception as error:  # whatever it is, it is to be shown with the model
            result.complaints.append(f"{question}: {type(error).__name__}: {error}")
    return result


def judged(conflict: Conflict, question: Question) -> Verdicts:
    """The verdicts under a question."""
    analysis = detente.analyze(
        conflict,
        ALL,
        sanction_moves=question.sanction_moves,
        sanction=question.sanction,
        reading=question.reading,
        holding=question.holding,
    )
    return analysis.verdicts


def _whys(
    model: Model,
    conflict: Conflict,
    question: Question,
    by_definition: definitions.Conflict,
    result: Replayed,
    in_full: bool,
) -> Iterator[str]:
    verdicts = judged(conflict, question)
    graph = verdicts.graph
    assumptions = assume(question.sanction_moves, question.sanction)
    reading = Reading(by_definition, question.sanction_moves, question.sanction)
    strict = question.sanction == "strict"
    decides = Decides(conflict, graph, question.reading)
    telling = WhyDecided(conflict, graph, decides, assumptions)
    texts = [graph.state_text(state) for state in range(graph.states)]
    for one in ask(ALL, conflict.party_names):
        if one.id not in verdicts.planes:
            continue
        for party, name in enumerate(graph.names):
            if one.leader and name != one.leader:
                continue
            # what a leader's concept says is said of an equilibrium
            plane = verdicts.equilibria(one.id) if one.leader else verdicts.stable(party, one.id)
            for state, text in enumerate(texts):
                stable, found = why(graph, party, state, one, assumptions)
                result.kinds[found["kind"]] += 1
                about = f"{one.id} for {name} at {text}"
                if stable != plane[state]:
                    yield f"{about}: the Why says {stable}, the judge {plane[state]}"
                for complaint in replay(reading, one.id, name, text, stable, found):
                    yield f"{about}: {complaint}: {found}"
                if not in_full:
                    continue
                told = telling.completed(party, state, one, found)
                for complaint in replay_decided(
                    model, reading, question.reading, one.id, name, text, told
                ):
                    yield f"{about}: {complaint}: {told}"
                result.told += 1
                words = words_of(conflict, name, text, one, stable, strict, told)
                for complaint in unreadable(words, conflict, name, text):
                    yield f"{about}: {complaint}: {words}"


def unreadable(words: tuple[str, ...], conflict: Conflict, party: str, state: str) -> list[str]:
    """What is wrong with the sentences of a Why."""
    found = []
    if len(words) < 2:
        found.append("a verdict without a reason")
    if not words[0].startswith(conflict.party(party).words) or state not in words[0]:
        found.append("the verdict names not the party and the state")
    found += ["a sentence does not end" for sentence in words if not sentence.endswith(".")]
    return found + [
        f"{sign!r} in a sentence" for sign in UNSPOKEN if any(sign in one for one in words)
    ]
