"""Which states a picture shows, and which of them are today's and equilibria."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from detente.analysis import Analysis


def holding(analysis: Analysis) -> NDArray[np.int16]:
    """Under how many of the concepts each state is an equilibrium: int16 (states,)."""
    found = np.zeros(analysis.size, dtype=np.int16)
    for concept in analysis.concepts:
        found += analysis.verdicts.equilibria(concept)
    return found


def telling(analysis: Analysis, most: int) -> tuple[list[int], bool]:
    """Places of the states to show, in state order; whether they are all states.

    Where there are too many: today's, then one of each sort of equilibria, those under most
    concepts first.
    """
    if analysis.size <= most:
        return list(range(analysis.size)), True
    here = analysis.verdicts.graph.status_quo
    found = [] if here is None else [here]
    for group in analysis.groups():
        place = analysis.index(group.example)
        if place not in found:
            found.append(place)
        if len(found) == most:
            break
    return sorted(found), False


def concepts_said(analysis: Analysis, place: int) -> str:
    """The concepts under which a state is an equilibrium, in one line."""
    names = [one for one in analysis.concepts if analysis.verdicts.equilibria(one)[place]]
    return ", ".join(names)


def assumed(analysis: Analysis) -> str:
    """What the verdicts rest on beyond the model, in one line; empty for the defaults."""
    told = [f"{party} read as '{name}'" for party, name in analysis.setting.reading.items()]
    told += [f"held: {text}" for text in analysis.setting.holding]
    told += [f"without {text}" for text in analysis.setting.without]
    choices = analysis.verdicts.assumptions
    if choices.sanction_moves != "legal":
        told.append(f"answers: {choices.sanction_moves}")
    if choices.sanction != "weak":
        told.append(f"sanction: {choices.sanction}")
    return "; ".join(told)
