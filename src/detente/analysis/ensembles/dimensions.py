"""What varies in an ensemble, one thing at a time, to be asked what drives an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from detente.analysis.ensembles.branch import Branch
from detente.analysis.ensembles.ensemble import Ensemble, Member
from detente.model import Payoffs, Priorities, Weights

Kind = Literal["reading", "order", "list", "number", "setting"]
_ELSE = "another reading"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that varies, and the values that it takes.

    kind    `reading`: a party's alternative; `order`: which of two statements stands first;
            `list`: whether the list is edited; `number`: whether a weight or a payoff is lower
            than written, or not; `setting`: how verdicts are reached.
    what    the thing in words; values: in words, in order.
    at      where a member has it: numbers of party, branch, statements or number.
    """

    kind: Kind
    party: str
    what: str
    values: tuple[str, ...]
    at: tuple[int, ...] = ()

    def value(self, member: Member) -> int:
        """The number of the value that a member has."""
        if self.kind == "setting":
            return self.at[member.setting]
        wish = member.wishes[self.at[0]]
        if self.kind == "reading":
            return wish.branch
        if self.kind == "list":
            return int(bool(wish.edits))
        if wish.branch != self.at[1]:
            return len(self.values) - 1
        if self.kind == "order":
            one, other = self.at[2:]
            return int(wish.order.index(one) > wish.order.index(other))
        return int(wish.shifts[self.at[2]] >= 0)

    def to_dict(self) -> dict[str, Any]:
        """As `--json` prints it, without its values."""
        return {"kind": self.kind, "party": self.party or None, "what": self.what}


def dimensions_of(ensemble: Ensemble) -> tuple[Dimension, ...]:
    """What varies in the ensemble: of each party, in file order, then the settings."""
    found = [
        one
        for k, (party, own) in enumerate(ensemble.branches.items())
        for one in _of_party(k, party, own)
    ]
    for what in ("sanction_moves", "sanction"):
        taken = [str(getattr(one, what)) for one in ensemble.settings]
        values = tuple(dict.fromkeys(taken))
        if len(values) > 1:
            at = tuple(values.index(one) for one in taken)
            found.append(Dimension("setting", "", what.replace("_", "-"), values, at))
    return tuple(found)


def _of_party(k: int, party: str, own: tuple[Branch, ...]) -> Iterator[Dimension]:
    if len(own) > 1:
        names = tuple(branch.name for branch in own)
        yield Dimension("reading", party, "reading", names, (k,))
    if any(len(branch.edited) > 1 and any(branch.edited[1:]) for branch in own):
        yield Dimension("list", party, "list", ("as written", "edited"), (k,))
    for branch in own:
        more = (_ELSE,) if len(own) > 1 else ()
        basis = branch.preference.basis
        if isinstance(basis, Priorities):
            texts = [one.text for one in basis.statements]
            for first, last in branch.ranges:
                for one in range(first, last + 1):
                    for other in range(one + 1, last + 1):
                        what = f"'{texts[one]}' or '{texts[other]}'"
                        pair = (f"'{texts[one]}'", f"'{texts[other]}'")
                        yield Dimension(
                            "order", party, what, (*pair, *more), (k, branch.number, one, other)
                        )
        elif branch.shifted and isinstance(basis, Weights | Payoffs):
            kind = "weight" if isinstance(basis, Weights) else "payoff"
            names = basis.texts if isinstance(basis, Weights) else tuple(s for s, _ in basis.values)
            for number, name in enumerate(names):
                what = f"{kind} of '{name}'"
                values = ("lower", "as written or higher")
                at = (k, branch.number, number)
                yield Dimension("number", party, what, (*values, *more), at)
