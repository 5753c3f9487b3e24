"""A question about an ensemble, made exact: what varies, what is asked, what lies close to base."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Any

from detente.analysis.asking import ask, ask_under, assume, strict_under
from detente.analysis.ensembles.branch import branch_of
from detente.analysis.ensembles.ensemble import Ensemble
from detente.analysis.ensembles.hanging import Hanging, hanging
from detente.analysis.expectations import Scope
from detente.analysis.least.asking import words_by_party
from detente.analysis.least.lists import KINDS_OF_EDIT
from detente.analysis.margin import Margin, margin
from detente.analysis.question_checks import (
    bad,
    guess_or_list,
    several,
)
from detente.analysis.reading_sets import Across, readings_of
from detente.analysis.setting import Setting
from detente.analysis.target import Target, read_target
from detente.limits import limit
from detente.model import Arena, Conflict, compile_arena
from detente.problems import NotDefined, TooLarge
from detente.progress import Progress
from detente.stability import Asked, Assumptions, in_closed_form, judge, judged_together

_VARY: dict[str, tuple[str, ...]] = {
    "sanction-moves": ("legal", "once", "single"),
    "sanction": ("weak", "strict"),
}
_CLOSE = ("nash", "seq")  # concepts whose margins are worked out where none is named
_FEW = 2  # outcomes whose margins are worked out where neither `of` nor a focus names some
_ONE_BY_ONE = 250_000  # readings times states, beyond which concepts so judged have to be named
_WEIGHED_STATES = 5_000  # beyond it each entry of the evidence takes its time


@dataclass(frozen=True, eq=False)
class Ensembled:
    """A question about an ensemble: see `robust` for what was asked.

    targets  the outcomes, then what else is asked about; close: those whose margin is wanted.
    setting  under what; its reading is the base: alternatives of the parties that are fixed.
    """

    conflict: Conflict
    arena: Arena
    ensemble: Ensemble
    targets: tuple[Target, ...]
    close: tuple[Target, ...]
    concepts: tuple[Asked, ...]
    named: bool
    setting: Setting
    scope: Scope
    spread: Decimal | None
    varied: Mapping[str, Any]
    not_defined: Mapping[str, str]
    echoed: Mapping[str, Any]

    def closer(self, concepts: Sequence[Asked]) -> list[Asked]:
        """Those under which margins are worked out: all that were named, else nash and seq."""
        return [one for one in concepts if self.named or (one.id.rpartition(":")[2] in _CLOSE)]

    def within(self, readings: int) -> Ensembled:
        """The question without those of the core that would take by far the longest."""
        if self.named or readings * self.arena.graph.states <= _ONE_BY_ONE:
            return self
        slow = [one for one in self.concepts if not judged_together(one)]
        if not slow or len(slow) == len(self.concepts):
            return self
        why = "it is judged one reading at a time; name it with --concepts"
        return replace(
            self,
            concepts=tuple(one for one in self.concepts if one not in slow),
            not_defined={**self.not_defined, **{one.id: why for one in slow}},
        )


def ensemble_of(
    conflict: Conflict,
    of: str | Sequence[str],
    concepts: str | Sequence[str] | None,
    across: Across,
    uncertain: bool,
    edits: int,
    kinds: str | Sequence[str],
    perturb: str | float | int | None,
    vary: str | Sequence[str],
    semantics: str | Sequence[str],
    setting: Setting,
) -> Ensembled:
    """The question that the arguments of `robust` ask; ModelError for what cannot be read."""
    assumptions, fixed = setting.assumptions, setting.reading
    asked = ask(concepts, conflict.party_names, under=True)
    asked = tuple(dict.fromkeys((*asked, *ask_under(asked, semantics))))
    if isinstance(edits, bool) or edits not in (0, 1, 2):
        raise bad("edits", "E-VALUE", f"'{edits}' is no cost that is tried", "write 0, 1 or 2")
    spread = _spread(perturb)
    chosen = _kinds(several(kinds))
    settings, varying = _settings(several(vary), assumptions)
    if any(one.semantics for one in asked) and any(one.sanction == "strict" for one in settings):
        raise strict_under()
    names = dict(readings_of(conflict, across).names)
    names.update({party: (fixed.get(party, "base"),) for party in fixed})
    scope = Scope(setting.held(conflict), setting.left(conflict))
    arena = compile_arena(conflict, scope.holding, scope.without)
    words = words_by_party(conflict, fixed) if edits else {}
    branches = {
        party: tuple(
            branch_of(arena, party, k, name, chosen, words, edits, uncertain, spread)
            for k, name in enumerate(own)
        )
        for party, own in names.items()
    }
    ensemble = Ensemble(branches, edits, settings)
    texts = several(of)
    close = [read_target(conflict, arena, text, "of", True) for text in texts]
    outcomes = [read_target(conflict, arena, f'"{one}"', "of", True) for one in conflict.outcomes]
    known = {target.name for target in outcomes}
    targets = (*outcomes, *{one.name: one for one in close if one.name not in known}.values())
    if not targets:
        what = "the model names no outcome, and nothing is asked about"
        raise bad("of", "E-VALUE", what, "name a state or a condition (`--of`)")
    if not texts:
        few = tuple(conflict.outcomes)[:_FEW] if len(conflict.outcomes) <= _FEW else ()
        close = [one for one in outcomes if one.name in (conflict.focus or few)]
    not_defined = {}
    if concepts is None:  # of the core, those that have a meaning here and are not refused
        tried = judge(arena.under(fixed), asked, assumptions, required=False)
        not_defined = dict(tried.not_defined)
        asked = tuple(one for one in asked if one.id not in not_defined)
        if not asked:
            first, reason = next(iter(not_defined.items()))
            raise NotDefined(first, reason)
    orders = {party: own[0].orders for party, own in branches.items() if any(b.ranges for b in own)}
    varied = {
        "across": {party: list(own) for party, own in names.items() if len(own) > 1},
        "read_as": {  # in one way alone, which is not that of the model as it stands
            party: own[0]
            for party, own in names.items()
            if len(own) == 1 and own[0] != fixed.get(party, "base")
        },
        "orders": orders,
        "edits": edits,
        "kinds": list(chosen) if edits else [],
        "perturb": None if spread is None else str(spread),
        "vary": list(varying),
    }
    echoed = {**setting.to_dict(), **varied}
    return Ensembled(
        conflict,
        arena,
        ensemble,
        targets,
        tuple(close),
        asked,
        concepts is not None,
        setting,
        scope,
        spread,
        varied,
        not_defined,
        echoed,
    )


def close_to_base(
    asked: Ensembled, told: Sequence[Asked], progress: Progress | None
) -> tuple[dict[tuple[str, str], Margin], tuple[Hanging, ...]]:
    """The margins of what was asked about, and what evidence its answers hang on.

    Under the concepts that were named, else nash and seq; nothing where the model is too large.
    """
    conflict, close = asked.conflict, asked.close
    concepts = asked.closer(told)
    margins: dict[tuple[str, str], Margin] = {}
    for target in close:
        for one in concepts:
            if (
                one.semantics
                or not in_closed_form(one.term)
                or asked.arena.graph.states > limit("design_states")
            ):
                continue
            try:
                margins[target.name, one.id] = margin(
                    conflict,
                    target.text,
                    one.id,
                    setting=replace(asked.setting, progress=progress),
                )
            except (TooLarge, NotDefined):
                continue
    if not close or asked.arena.graph.states > _WEIGHED_STATES:
        return margins, ()
    return margins, hanging(
        conflict,
        asked.setting.reading,
        asked.scope,
        close,
        concepts,
        asked.setting.assumptions,
        progress,
    )


def _spread(perturb: str | float | int | None) -> Decimal | None:
    if perturb is None:
        return None
    text = str(perturb).strip()
    try:
        share = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        share = Decimal("NaN")
    if isinstance(perturb, bool) or not share.is_finite() or not 0 < share <= 1:
        what = f"'{text}' is no share by which numbers may be off"
        raise bad("perturb", "E-VALUE", what, "write a share above 0, up to 1, such as 0.1 or 10%")
    return share


def _kinds(texts: Sequence[str]) -> tuple[str, ...]:
    named = [one.strip() for text in texts for one in text.split(",") if one.strip()]
    for one in named:
        if one not in KINDS_OF_EDIT:
            raise bad(
                "kinds", "E-VALUE", f"'{one}' is no kind of edit", guess_or_list(one, KINDS_OF_EDIT)
            )
    if not named:
        raise bad(
            "kinds",
            "E-VALUE",
            "no kind of edit is named",
            f"write some of {', '.join(KINDS_OF_EDIT)}",
        )
    return tuple(kind for kind in KINDS_OF_EDIT if kind in named)


def _settings(
    texts: Sequence[str], base: Assumptions
) -> tuple[tuple[Assumptions, ...], tuple[str, ...]]:
    """Every combination of the settings that vary, the base among them."""
    named = [one.strip() for text in texts for one in text.split(",") if one.strip()]
    for one in named:
        if one not in _VARY:
            mend = guess_or_list(one, tuple(_VARY))
            raise bad("vary", "E-VALUE", f"'{one}' is no setting that varies", mend)
    moves = _VARY["sanction-moves"] if "sanction-moves" in named else (base.sanction_moves,)
    sanctions = _VARY["sanction"] if "sanction" in named else (base.sanction,)
    found = tuple(assume(one, other, base.engine) for one, other in product(moves, sanctions))
    return found, tuple(one for one in _VARY if one in named)
