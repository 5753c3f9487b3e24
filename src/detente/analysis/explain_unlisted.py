"""Why a state of a conflict too large to list would hold or not: the same answer as from lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, reduce
from operator import and_
from typing import TYPE_CHECKING, Any

from detente.analysis.asking import ask, unlisted_under
from detente.analysis.explain import Explanation, Explanations
from detente.analysis.firm import FIRM, RESTS_ON_ANSWERS
from detente.analysis.question_checks import check_party
from detente.analysis.setting import Setting
from detente.analysis.target import Target, read_target
from detente.analysis.unlisted import within_limits
from detente.analysis.unlisted_states import DecidesUnlisted, Places
from detente.analysis.why_decided import WhyDecided
from detente.limits import limit
from detente.model import Conflict, state_of
from detente.problems import NotDefined, TooLarge
from detente.stability import SEQ, Asked, Counter, PartyAtState, Term, find
from detente.symbolic import (
    Compiled,
    LimitReachedError,
    PartyHere,
    StateSet,
    ground_of,
    judge_ground,
    judged_term,
    stable_states,
    why_undefined,
    without_moves,
)

if TYPE_CHECKING:
    from oxidd.bcdd import BCDDFunction as Diagram


class WhyUnlisted(WhyDecided):
    """Adds to a Why found by diagrams what decides in it."""

    def __init__(
        self, conflict: Conflict, ground: Compiled, setting: Setting, reading: Mapping[str, str]
    ) -> None:
        self.places = Places(ground)
        decides = DecidesUnlisted(conflict, self.places, reading)
        super().__init__(conflict, self.places.as_graph(), decides, setting.assumptions)
        self.ground = ground

    def why(self, party: int, state: int, asked: Asked) -> tuple[bool, dict[str, Any]]:
        """Whether a state is stable for a party, and the Why, completed."""
        term = judged_term(asked)
        here = self._here(party, state, term, None if term.leaving is None else self._leaving)
        stable, found = here.why()
        return stable, self.completed(party, state, asked, found)

    def _here(
        self, party: int, state: int, term: Term, leaving: list[Diagram] | None = None
    ) -> PartyHere:
        text = self.places.state_text(state)
        return PartyHere(self.ground, party, text, term, self.assumptions, leaving)

    @cached_property
    def _leaving(self) -> list[Diagram]:
        """By party the states that it would leave under `seq`."""
        return [~states for states in stable_states(self.ground, self.assumptions, SEQ)]

    def keeps(self, mover: int, state: int) -> bool:
        """Whether a state is SEQ stable for a party."""
        return self._here(mover, state, SEQ).stable

    def firm_answer(self, point: PartyAtState, after: int, counter: Counter) -> bool | None:
        """Whether some firm answer deters a party from a move; None where it is too much work."""
        term = Term(credible=True, counter=counter)
        try:
            here = self._here(point.party, point.start, term, self._leaving)
            return here.deterred_from(self.places.state_text(after))
        except (LimitReachedError, MemoryError):
            return None

    def better_move(self, mover: int, before: int, after: int) -> int | None:
        """Of the moves that the mover prefers to this one the best; None where it has none."""
        text = self.places.state_text
        found = self.places.best_move_above(mover, text(before), text(after))
        return None if found is None else self.places.place(found)

    def idle(self, mover: int, before: int, after: int) -> list[str]:
        """The options of an improvement that add nothing to it for its maker, in file order."""
        text = self.places.state_text
        return self.places.idle(mover, text(before), text(after))


def explain_unlisted(
    conflict: Conflict, state: str, party: str | None, concept: str | None, setting: Setting
) -> Explanation | Explanations:
    """Why `state` is or is not stable, by diagrams; see explain."""
    asked = ask([concept or RESTS_ON_ANSWERS], conflict.party_names, under=True)
    if any(one.semantics for one in asked):
        raise unlisted_under()
    for one in asked:
        judged_term(one)
    names = conflict.party_names if party is None else (check_party(conflict, party),)
    ground = ground_of(conflict, setting.reading, setting.held(conflict), setting.left(conflict))
    with within_limits(ground, f"an explanation under {asked[0].id}"):
        telling = WhyUnlisted(conflict, ground, setting, setting.reading)
        target = read_target(conflict, telling.places, state, "state")
        counts: dict[str, Any] = {}
        found = StateSet(ground, ground.space.false)
        if target.kind in ("today", "state"):
            text = target.states.first(1)[0]
        else:
            text, found, counts = _inside(conflict, telling.places, target, asked[0], setting)
        place, parts = telling.places.place(text), []
        for one in asked:
            if (reason := why_undefined(ground, one)) is not None:
                raise NotDefined(one.id, reason)
            for name in names:
                ground.space.start()
                stable, why = telling.why(conflict.party_names.index(name), place, one)
                told, echoed = state_of(conflict, text), setting.to_dict()
                parts.append(Explanation(conflict, name, told, one, stable, why, echoed))
    if party is not None and concept is not None and len(parts) == 1 and not counts:
        return parts[0]
    return Explanations(conflict, state, state_of(conflict, text), tuple(parts), counts, found)


def _inside(
    conflict: Conflict, places: Places, target: Target, asked: Asked, setting: Setting
) -> tuple[str, StateSet, dict[str, Any]]:
    """What is true inside a class of states: see analysis.inside."""
    where: StateSet = target.states
    ground, wanted = places.ground, [asked]
    if asked.id == RESTS_ON_ANSWERS and places.every.count <= limit("firm_states"):
        wanted += find(FIRM, conflict.party_names) or ()
    verdicts = judge_ground(ground, wanted, setting.assumptions)
    if asked.id in verdicts.partial or verdicts.compiled is not ground:
        reason = verdicts.not_defined.get(asked.id, "the nodes ran out")
        raise TooLarge(
            f"{asked.id} in {where.count:,} states",
            reason.removeprefix("left out: "),
            "ask for one state, or hold some options fixed (`--holding`)",
        )
    if asked.id not in verdicts.stable:
        return where.first(1)[0], where - where, {}
    stays = [where & states for states in verdicts.stable[asked.id]]
    equilibria = reduce(and_, stays)
    most, stuck = limit("list_states"), without_moves(verdicts)
    moving = [states for states in stuck if states is not None]
    nobody = reduce(and_, moving, where) if len(moving) == len(stuck) else where - where
    counts: dict[str, Any] = {
        "outcome": target.name,
        "kind": target.kind,
        "states": where.count,
        "concept": asked.id,
        "equilibria": equilibria.count,
        "stable": {
            party: states.count for party, states in zip(conflict.party_names, stays, strict=True)
        },
        "cannot_leave": {
            party: (where & states).count
            for party, states in zip(conflict.party_names, stuck, strict=True)
            if states is not None
        },
        "nobody_can_move": nobody.count,
        "listed": list(equilibria.first(most)),
        "truncated": equilibria.count > most,
    }
    if len(wanted) > 1 and FIRM in verdicts.stable:
        counts["firm"] = (verdicts.equilibria(FIRM) & where).count
    none = where - where
    by_leaving = [where]  # by number of parties that would leave
    for states in stays:
        by_leaving = [
            (same & states) | (fewer - states)
            for same, fewer in zip([*by_leaving, none], [none, *by_leaving], strict=True)
        ]
    fewest = next(states for states in by_leaving if states)
    return places.nearest(fewest), equilibria, counts
