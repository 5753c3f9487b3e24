"""No mistake planted into the symbolic engine survives the comparison with the listing engines."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from detente.model import Conflict
from detente.stability import Assumptions, Verdicts, find
from detente.symbolic import judge_symbolic
from stability.mutants.planting import Mutant, text
from symbolic.random_conflicts import random_conflict
from symbolic.same import CONCEPTS, SMALL, assumptions, both, differences

MOST = 100  # conflicts


def planted(name: str, module: str, old: str, new: str) -> Mutant:
    """A mistake in a file of the symbolic engine."""
    return text(name, f"symbolic.{module}", old, new)


MUTANTS = (
    planted("one may stay in an infeasible state", "moves",
            "found = (states & self._compiled.feasible).exists(self._both_ways)",
            "found = states.exists(self._both_ways)"),
    planted("what can only be taken is dropped", "moves",
            "if option in self._party.taken:\n                found |=",
            "if option in self._party.dropped:\n                found |="),
    planted("one option changes at a time", "moves", "self._flipped(option, found | states)",
            "self._flipped(option, states)"),
    planted("a taken option can be dropped again", "moves",
            "if option not in self._party.taken:", "if True:"),
    planted("a rule forbids to leave, wherever to", "moves", "here & source, states & ~target",
            "here & source, self._space.false"),
    planted("a rule about moves forbids nothing", "moves", "states & ~target", "states"),
    planted("the best of a class is its worst", "by_number", "bit if most else ~bit",
            "bit if not most else ~bit"),
    planted("who is beaten once is out", "by_number", "kept = there.ite(wanted, kept)",
            "kept = wanted"),
    planted("a tie tempts", "by_number", "        found = self._space.true\n        for a, b in",
            "        found = self._space.false\n        for a, b in"),
    planted("the others answer once round", "by_number",
            "while quiet < len(self._others):", "if quiet < len(self._others):"),
    planted("the higher of two is the lower", "by_number",
            "return tuple(lower.ite(b, a) for a, b in zip(one, other, strict=True))",
            "return tuple(lower.ite(a, b) for a, b in zip(one, other, strict=True))"),
    planted("a tied result deters nobody under weak", "by_threshold",
            'if self._assumptions.sanction == "strict":', "if True:"),
    planted("strict is weak", "by_threshold",
            'if self._assumptions.sanction == "strict":', "if False:"),
    planted("answers need not pay", "by_threshold",
            "gains(states) if improving", "self._step(party, states) if improving"),
    planted("a party moves twice in a row", "by_threshold", "for j in self._others if j != k])",
            "for j in self._others])"),
    planted("under once they move in the order of the file", "by_threshold",
            "known[tuple(j for j in group if j != k)]",
            "known[tuple(j for j in group if j > k)]"),
    planted("under single each moves once", "by_threshold", 'case "single":', 'case "several":'),
    planted("where it leaves does not matter", "by_threshold",
            "return found if leaving is None else found & leaving[party]", "return found"),
    planted("the last statement decides", "gains", "for k in reversed(bits):",
            "for k in bits:"),
    planted("an unlisted state is the best", "numbers", "levels = [(best - k, pattern)",
            "levels = [(k, pattern)"),
    planted("the last pattern that fits counts", "numbers", "here = fits(pattern) & rest",
            "here = fits(pattern)"),
    planted("nothing is carried", "numbers",
            "carry = (before & other) | (carry & (before ^ other))", "carry = before & other"),
    planted("a weight below nothing adds", "numbers",
            "where(condition) if weight > 0 else ~where(condition)", "where(condition)"),
    planted("two of them are not too many", "compiled",
            "none, one = none & ~part, (one & ~part) | (none & part)",
            "none, one = none & ~part, one | part"),
    planted("none of them is enough", "compiled", "return ~none", "return one | none"),
    planted("what is equal in a class is left out", "compiled",
            "if bit.exists(mine) != bit.forall(mine)", "if bit.exists(mine) == bit.forall(mine)"),
)  # fmt: skip


@cache
def listed(number: int) -> tuple[Conflict, Assumptions, Verdicts] | None:
    rng = Random(f"symbolic/mutants/{number}")
    # Every other one is what tells sequences apart: several parties, moves that are forbidden.
    parties, forbidden = (rng.choice((3, 4)), 0.9) if number % 2 else (None, 0.3)
    conflict = random_conflict(rng, rng.randint(4, 7), parties=parties, forbidden=forbidden)
    assumed = assumptions(rng)
    found = both(conflict, assumed)
    return None if found is None else (conflict, assumed, found[0])


def caught(mutant: Mutant, number: int) -> bool:
    asked = [one for name in CONCEPTS for one in find(name) or ()]
    if (known := listed(number)) is None:
        return False
    conflict, assumed, right = known
    with mutant.planted():
        try:
            found = judge_symbolic(conflict, asked, assumed, {}, limits=SMALL)
            return bool(differences(right, found))
        except Exception:  # a mutant may do anything
            return True


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_no_mistake_survives(mutant: Mutant) -> None:
    assert any(caught(mutant, number) for number in range(MOST))


def test_without_a_mistake_nothing_is_caught() -> None:
    nothing = Mutant("nothing", lambda: pytest.MonkeyPatch.context())
    assert not any(caught(nothing, number) for number in range(30))
