"""What would make it hold with every wish as it is: commitments, rules, options held fixed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.model import Arena, Condition, Conflict, Name, Not, compile_arena
from detente.problems import DetenteError
from detente.stability import Asked, Assumptions, judge

Kind = Literal["commitment", "release", "rule", "held"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A change of what can be done, with all wishes unchanged, after which the target holds.

    kind   `commitment`: the option becomes one-way; `release`: a one-way option becomes free;
           `rule`: the rule goes; `held`: the option is held as it is said.
    text   what the file would say; party: whose option it is, empty for rules.
    count  how many of the states asked about are equilibria then.
    """

    kind: Kind
    text: str
    party: str
    count: int

    def to_dict(self) -> dict[str, object]:
        """As `--json` prints it."""
        return {"kind": self.kind, "text": self.text, "party": self.party, "count": self.count}


def elsewhere(
    arena: Arena,
    states: Sequence[int],
    asked: Asked,
    assumptions: Assumptions,
    reading: Mapping[str, str],
    holding: Sequence[Condition],
    without: Sequence[str],
    progress: Callable[[str, int, int], None] | None = None,
) -> tuple[Elsewhere, ...]:
    """Every single such change that makes some of the states an equilibrium, in file order."""
    codes = arena.graph.codes[list(states)]
    found = []
    every = list(variants(arena.conflict, holding))
    for done, (kind, text, party, conflict, held) in enumerate(every):
        if progress is not None:
            progress("with wishes unchanged", done, len(every))
        try:
            graph = compile_arena(conflict, held, without).under(reading)
            verdicts = judge(graph, [asked], assumptions)
        except DetenteError:
            continue  # no state is left, or the concept means nothing there
        if asked.id not in verdicts.planes:
            continue
        together = verdicts.equilibria(asked.id)
        count = int((together & np.isin(graph.codes, codes)).sum())
        if count:
            found.append(Elsewhere(kind, text, party, count))
    return tuple(found)


def variants(
    conflict: Conflict, holding: Sequence[Condition]
) -> Iterator[tuple[Kind, str, str, Conflict, Sequence[Condition]]]:
    """(kind, text, party, conflict, what is held) of every single such change, in file order."""
    for option in conflict.options:
        for once in (None, "taken", "dropped"):
            if option.once != once and (once is None or option.once is None):
                kind: Kind = "release" if once is None else "commitment"
                text = option.key if once is None else f"{option.key}: {{once: {once}}}"
                yield kind, text, option.party, _with_once(conflict, option.key, once), holding
    for k, rule in enumerate(conflict.rules):
        rest = conflict.rules[:k] + conflict.rules[k + 1 :]
        text = f"line {rule.line}" if rule.line else f"rule {k + 1}"
        yield "rule", text, rule.by, replace(conflict, rules=rest), holding
    for option in conflict.options:
        for held in (Name(option.key), Not(Name(option.key))):
            text = option.key if isinstance(held, Name) else f"not {option.key}"
            yield "held", text, option.party, conflict, [*holding, held]


def _with_once(conflict: Conflict, key: str, once: Literal["taken", "dropped"] | None) -> Conflict:
    return replace(
        conflict,
        decision_makers=tuple(
            replace(
                party,
                options=tuple(
                    replace(option, once=once) if option.key == key else option
                    for option in party.options
                ),
            )
            for party in conflict.decision_makers
        ),
    )
