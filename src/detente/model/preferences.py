"""What a party prefers, as it was written: five ways to say it, compiled elsewhere."""

from __future__ import annotations

from dataclasses import field
from decimal import Decimal

from detente.model.condition import Condition, condition_text
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a priority list: states where `prefer` holds are preferred.

    strong   a difference that this statement decides is a great one (strength of preference).
    written  the statement as its file writes it; empty where no file does. Not compared.
    """

    prefer: Condition
    because: str = ""
    evidence: tuple[str, ...] = ()
    strong: bool = False
    written: str = field(default="", compare=False)

    @property
    def text(self) -> str:
        """The statement as its author wrote it."""
        return self.written or condition_text(self.prefer)


@dataclass(frozen=True, slots=True)
class Priorities:
    """Option prioritizing: the first statement on which two states differ decides."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Classes of states, best first; patterns in one class are tied, unnamed states come last."""

    classes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Each condition that holds adds its weight; sums are compared as exact decimals.

    written  the conditions as the file writes them, if it does. Not compared.
    """

    items: tuple[tuple[Condition, Decimal], ...]
    written: tuple[str, ...] = field(default=(), compare=False)

    @property
    def texts(self) -> tuple[str, ...]:
        """The conditions as their author wrote them."""
        return self.written or tuple(condition_text(condition) for condition, _ in self.items)


@dataclass(frozen=True, slots=True)
class Payoffs:
    """A number a state pattern, the first that fits; unnamed states lie below the least.

    threshold  a state is better only if it pays more by over this much; None for plain order.
    """

    values: tuple[tuple[str, Decimal], ...]
    threshold: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Better:
    """Pairs (better, worse) of state patterns: any relation, taken as it is, closed in no way."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PairTable:
    """Degrees or probabilities by pairs of states: (first over second, number in [0, 1])."""

    values: tuple[tuple[str, str, Decimal], ...]
    thresholds: tuple[tuple[str, Decimal], ...] = ()


Basis = Priorities | Ranking | Weights | Payoffs | Better


@dataclass(frozen=True, slots=True)
class Preference:
    """A party's preference under one reading.

    basis        the order itself; None where only fuzzy or probabilistic preference is given.
    unknown      pairs of conditions between whose states the preference is not known.
    fuzzy        degrees of preference by pairs; probability: chances of preference by pairs.
    """

    basis: Basis | None
    unknown: tuple[tuple[Condition, Condition], ...] = ()
    fuzzy: PairTable | None = None
    probability: PairTable | None = None


INDIFFERENT = Preference(Priorities(()))
