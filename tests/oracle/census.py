"""What a set of models is worth for comparing engines: shares of verdicts, readings that matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oracle.compare import MORE, READINGS, Verdicts, verdicts_under
from oracle.conflict import Conflict, read
from oracle.reading import Reading

CONCEPTS = (
    *("nash", "gmr", "smr", "seq", "sseq", "sim", "mr4", "cmr4"),
    *("l2", "l3", "nm", "policy"),
    *MORE,
)
DEFAULT = ("legal", "weak")


@dataclass(frozen=True)
class Census:
    """Counts over models: asked and stable by concept, models changed by reading, features."""

    models: int
    asked: Counter[str]
    stable: Counter[str]
    changed: Counter[str]
    features: Counter[str]

    def share(self, concept: str) -> float:
        """The share of asked (party, state) pairs that are stable."""
        return self.stable[concept] / self.asked[concept]


def census(models: Iterable[Mapping[str, Any]], concepts: tuple[str, ...] = CONCEPTS) -> Census:
    """Count verdicts under the default reading, and the models in which another changes one."""
    result = Census(0, Counter(), Counter(), Counter(), Counter())
    number = 0
    for model in models:
        number += 1
        conflict = read(model)
        verdicts = {
            reading: verdicts_under(Reading(conflict, *reading), concepts) for reading in READINGS
        }
        for by_concept in verdicts[DEFAULT].stable.values():
            for concept, states in by_concept.items():
                result.asked[concept] += len(conflict.states)
                result.stable[concept] += len(states)
        result.changed.update(changes(verdicts))
        result.features.update(features(model, conflict))
    return Census(number, result.asked, result.stable, result.changed, result.features)


def changes(verdicts: Mapping[tuple[str, str], Verdicts]) -> list[str]:
    """Which readings, alone or by concept, change a verdict of the default reading."""
    found = set()
    for (moves, sanction), other in verdicts.items():
        for party, by_concept in other.stable.items():
            for concept, states in by_concept.items():
                if states != verdicts[DEFAULT].stable[party][concept]:
                    found.add(f"{moves} {sanction}")
                    found.add(f"{moves} {sanction} {concept}")
    return sorted(found)


def features(model: Mapping[str, Any], conflict: Conflict) -> list[str]:
    """What is to be found in a model."""
    count = len(conflict.states)
    found = {
        "graph form": "states" in model,
        "option form": "states" not in model,
        f"{len(conflict.parties)} parties": True,
        "2-4 states" if count <= 4 else "5-9 states" if count <= 9 else "10+ states": True,
        "holes": "states" not in model and count < len(conflict.strategies or ()),
        "one-way moves": any(
            s not in by_state[t]
            for by_state in conflict.moves.values()
            for s, targets in by_state.items()
            for t in targets
        ),
        "intransitive moves": not conflict.moves_compose(),
        "common moves": any(
            conflict.moves[p][s] & conflict.moves[q][s]
            for p in conflict.parties
            for q in conflict.others(p)
            for s in conflict.states
        ),
        "a party without moves": any(
            not any(by_state.values()) for by_state in conflict.moves.values()
        ),
        "ties": any(
            rank is not None and len(set(rank.values())) < count for rank in conflict.rank.values()
        ),
        "no ties": any(
            rank is not None and len(set(rank.values())) == count for rank in conflict.rank.values()
        ),
        "general relation": any(rank is None for rank in conflict.rank.values()),
        "unknown pairs": any(conflict.unknown.values()),
        "strategies in graph form": "states" in model and conflict.strategies is not None,
        "same option name twice": "states" not in model
        and len({o for m in model["decision_makers"].values() for o in m["options"]})
        < sum(len(m["options"]) for m in model["decision_makers"].values()),
    }
    for rule in model.get("rules", []):
        found[f"rule {next(iter(rule))}"] = True
    for maker in model["decision_makers"].values():
        for about in (maker.get("options") or {}).values():
            if isinstance(about, dict) and "once" in about:
                found[f"once {about['once']}"] = True
    for given in model["preferences"].values():
        kinds = given if isinstance(given, dict) else {"statements": given}
        found.update({f"by {kind}": True for kind in kinds})
    return [feature for feature, is_there in found.items() if is_there]
