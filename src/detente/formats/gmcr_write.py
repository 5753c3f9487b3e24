"""Writing a conflict as a save file of GMCR+ (`.gmcr`), and saying what the format cannot hold.

What the program demands beyond the format (seen in its behaviour): it adds up priorities as whole
numbers 2^k; a condition names an option once; an infeasible condition is a plain conjunction; a
ranking names every feasible state; and either all parties have rankings or none has.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.editing import Plain
from detente.formats.coded_options import coded
from detente.formats.gmcr_coalitions import groups_to_write
from detente.formats.gmcr_read import UNUSED_LIST
from detente.formats.json_text import json_text
from detente.formats.loss import LOSSY
from detente.formats.normal_form import Alternatives, NormalForms, TooManyAlternatives
from detente.limits import limit
from detente.model import (
    Arena,
    Condition,
    Conflict,
    NoPlainOrder,
    Not,
    Order,
    Preference,
    Priorities,
    Ranks,
    Relation,
    Rule,
    all_of,
    compile_arena,
    condition_text,
)
from detente.problems import ModelError, Problem, TooLarge

_WAYS = {None: "both", "taken": "fwd", "dropped": "back"}
_MOST_STATEMENTS = 30  # 2^30 is the last power that every machine's whole numbers surely hold
_MOST_MEMBERS = 200  # members of one compound condition; a person reads no more
_MOST_INFEASIBLE = 2_000  # conjunctions that one rule may become

Entry = list[list[Plain]]


def write_gmcr(conflict: Conflict) -> tuple[str, tuple[Problem, ...]]:
    """The conflict as the text of a `.gmcr` file, and notes on what the file does not say.

    States, moves and preferences are the same in both. Statements become conjunctions and compounds
    of them; every other ranking of the states is written state by state. ModelError where the
    format cannot say the conflict: moves that no options say, preferences that rank no states.
    TooLarge where rankings of all states would have to be written and do not fit.
    """
    if conflict.form == "graph":
        return _listed(conflict)
    writer = _Writer(conflict)
    return writer.text(), tuple(writer.notes)


def _listed(conflict: Conflict) -> tuple[str, tuple[Problem, ...]]:
    """Listed states and moves, as options made up for them."""
    writer = _Writer(coded(conflict))
    text = writer.text()
    about_words = [one for one in writer.notes if one.code != "W-RANKING"]
    what = (
        f"{len(conflict.states)} listed states are written as combinations of options made up for "
        "them, preferences as rankings; left out is what names states"
    )
    note = Problem(conflict.file, 0, 0, "W-NOT-CARRIED", what, "keep the model file")
    return text, (note, *about_words)


@dataclass(frozen=True, slots=True)
class _Wants:
    """What a party wants as the file can say it: a list, or the reason why only a ranking can."""

    statements: tuple[Alternatives, ...]
    reason: str = ""


class _Writer:
    """Writes one conflict; notes gather on the way."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.notes: list[Problem] = []
        self.faults: list[Problem] = []
        self.index = {option.key: k for k, option in enumerate(conflict.options)}
        self.outcomes = {name: one.condition for name, one in conflict.outcomes.items()}

    def text(self) -> str:
        conflict = self.conflict
        infeasibles = self._infeasibles()
        wants = {name: self._wants(name) for name in conflict.party_names}
        manual = any(one.reason for one in wants.values())
        rankings: Mapping[str, Plain] = self._rankings(wants) if manual else {}
        unused = self._unused(wants) if manual else {}
        if self.faults:
            raise ModelError(tuple(self.faults))
        self._say_what_is_left_out(unused)
        first = 0
        makers: list[Plain] = []
        for party in conflict.decision_makers:
            listed = wants[party.name].statements or unused.get(party.name, ())
            maker: dict[str, Plain] = {
                "name": party.words,
                "options": [first + k for k in range(len(party.options))],
                "preferences": [self._entry(statement) for statement in listed],
            }
            if manual:
                maker["preferenceRanking"] = rankings[party.name]
            makers.append(maker)
            first += len(party.options)
        return json_text(
            {
                "program": "detente",
                "options": [
                    {"name": option.title or option.name, "permittedDirection": _WAYS[option.once]}
                    for option in conflict.options
                ],
                "decisionMakers": makers,
                "infeasibles": infeasibles,
                "useManualPreferenceRanking": manual,
                "coalitions": self._coalitions(),
            },
            # The program reads files in the encoding of its machine; escapes are read everywhere.
            ascii_only=True,
        )

    def _coalitions(self) -> Plain:
        written, left = groups_to_write(self.conflict)
        for k in left:
            members = " and ".join(self.conflict.coalitions[k])
            what = f"the coalition of {members} shares a party with another one, and a save file "
            mend = "write a second file for it"
            what += "has each party in one coalition at most"
            self._note("W-NOT-CARRIED", what, mend, ("coalitions", k))
        return written

    def _place(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        places = self.conflict.places
        while path and path not in places:
            path = path[:-1]
        return places[path] if path in places and path else (0, 0)

    def _refuse(self, what: str, mend: str, path: tuple[str | int, ...]) -> None:
        place = self._place(path)
        self.faults.append(Problem(self.conflict.file, *place, "E-GMCR", what, mend))

    def _note(self, code: str, what: str, mend: str, path: tuple[str | int, ...]) -> None:
        self.notes.append(Problem(self.conflict.file, *self._place(path), code, what, mend))

    # --- conditions ---

    def _entry(self, form: Alternatives) -> Plain:
        """A condition as the file writes it."""
        members = [self._conjunction(one.taken, one.left) for one in form]
        return members[0] if len(members) == 1 else {"compound": True, "members": members}

    def _conjunction(self, taken: int, left: int) -> Entry:
        return [
            [k, "Y" if taken >> k & 1 else "N"]
            for k in range(len(self.index))
            if (taken | left) >> k & 1
        ]

    def _infeasibles(self) -> list[Plain]:
        """Every rule as plain conjunctions that no state fulfils, none of them twice."""
        forms = NormalForms(self.index, self.outcomes, _MOST_INFEASIBLE)
        found: dict[tuple[int, int], None] = {}
        moves = []
        for k, rule in enumerate(self.conflict.rules):
            if rule.kind == "infeasible_move":
                moves.append(k)
                continue
            try:
                for condition in _forbidden(rule):
                    shut_out = forms.of(condition)
                    found.update({(one.taken, one.left): None for one in shut_out})
                    if not shut_out and rule.kind == "infeasible":
                        self._note(
                            "W-RULE",
                            f"the rule '{rule.words[:120]}' contradicts itself, so shuts nothing "
                            "out, and is left out",
                            "look for what it was meant to say",
                            ("rules", k),
                        )
            except TooManyAlternatives:
                self._refuse(
                    f"a rule would become more than {_MOST_INFEASIBLE:,} infeasible conditions",
                    "split the rule into simpler ones",
                    ("rules", k),
                )
        if moves:
            self._note(
                LOSSY,
                f"{len(moves)} rules on moves (`infeasible_move`) are left out: GMCR+ will allow "
                "these moves, and its verdicts can differ",
                "keep the model file",
                ("rules", moves[0]),
            )
        return [self._conjunction(taken, left) for taken, left in found]

    # --- preferences ---

    def _wants(self, name: str) -> _Wants:
        preference = self.conflict.preference(name)
        match preference:
            case Preference(Priorities(), (), None, None):
                return self._list(name, preference.basis)
            case Preference(basis=None) | Preference(unknown=(_, *_)):
                return _Wants((), "partly unknown")
            case Preference(basis=basis):
                return _Wants((), type(basis).__name__.lower())

    def _list(self, name: str, basis: object) -> _Wants:
        assert isinstance(basis, Priorities)
        forms = NormalForms(self.index, self.outcomes, _MOST_MEMBERS)
        found: dict[Alternatives, None] = {}
        constant = []
        for statement in basis.statements:
            try:
                form = forms.of(statement.prefer)
                # What holds everywhere or nowhere has its form on the other side: `a or not a`.
                never = not form
                always = not never and not forms.of(statement.prefer, False)
            except TooManyAlternatives:
                text = condition_text(statement.prefer)
                short = text if len(text) <= 80 else f"{text[:77]}…"
                return _Wants((), f"'{short}' is over {_MOST_MEMBERS} conditions")
            if never or always:
                constant.append(condition_text(statement.prefer)[:80])
            else:
                found[form] = None
        if constant:
            self._note(
                "W-NOT-CARRIED",
                f"{name}: statements that hold everywhere or nowhere decide nothing, and are left "
                f"out ({'; '.join(constant[:5])})",
                "leave it as it is: the preference is the same",
                ("preferences", name),
            )
        if len(found) > _MOST_STATEMENTS:
            return _Wants((), f"more than {_MOST_STATEMENTS} statements")
        return _Wants(tuple(found))

    def _rankings(self, wants: Mapping[str, _Wants]) -> dict[str, Plain]:
        """A ranking of all states for every party: the program never mixes them with lists."""
        arena = compile_arena(self.conflict)
        states, parties = arena.graph.states, len(wants)
        if states * parties > limit("file_nodes"):
            raise TooLarge(
                f"rankings of {states:,} states for {parties} parties",
                f"a file of about {states * parties * 8 / 1e6:,.0f} MB that GMCR+ cannot open",
                "give priority lists, or hold some options fixed by rules",
            )
        rankings: dict[str, Plain] = {}
        for name in wants:
            rank = _rank_of(self._order(arena, name))
            if rank is None:
                self._refuse(
                    f"the preference of {name} is no ranking of the states, and GMCR+ has no other",
                    "give statements, a ranking, weights or payoffs without threshold",
                    ("preferences", name),
                )
                continue
            rankings[name] = _classes(rank)
        ranked = [f"{name} ({one.reason})" for name, one in wants.items() if one.reason]
        self._note(
            "W-RANKING",
            f"preferences are written as rankings by state number, as no list says them: "
            f"{', '.join(ranked)}; the numbers are right only while the rules stay as they are",
            "enter statements instead to go on working in GMCR+",
            ("preferences", *(name for name, one in wants.items() if one.reason))[:2],
        )
        listed = [name for name, one in wants.items() if not one.reason and one.statements]
        if listed:
            self._note(
                "W-RANKING",
                f"the lists of {', '.join(listed)} are written, and not in use: GMCR+ takes "
                "rankings from all or from none, so theirs are written as well",
                "keep the two alike when one is changed",
                ("preferences", listed[0]),
            )
        return rankings

    def _unused(self, wants: Mapping[str, _Wants]) -> dict[str, tuple[Alternatives, ...]]:
        """Lists that were read beside a ranking: kept as alternatives, and written back."""
        found = {}
        for name, own in self.conflict.alternatives.items():
            basis = own[UNUSED_LIST].basis if UNUSED_LIST in own else None
            if wants[name].reason and isinstance(basis, Priorities):
                listed = self._list(name, basis)
                if not listed.reason:
                    found[name] = listed.statements
        return found

    def _order(self, arena: Arena, name: str) -> Order:
        return arena.order(self.conflict.preference(name))

    # --- what is said, and not written ---

    def _say_what_is_left_out(self, unused: Mapping[str, object]) -> None:
        conflict = self.conflict
        if conflict.status_quo is not None:
            self._note(
                "W-NOT-CARRIED",
                f"the status quo {conflict.status_quo} is left out",
                "keep the model file",
                ("status_quo",),
            )
        for key, named in (
            ("outcomes", list(conflict.outcomes)),
            ("claims", list(conflict.claims)),
            ("evidence", list(conflict.evidence)),
            ("uncertain", list(conflict.uncertain)),
            (
                "alternatives",
                [
                    f"{party}: {name}"
                    for party, own in conflict.alternatives.items()
                    for name in own
                    if name != UNUSED_LIST or party not in unused
                ],
            ),
        ):
            if named:
                shown = ", ".join(named[:5]) + (", …" if len(named) > 5 else "")
                self._note(
                    "W-NOT-CARRIED",
                    f"`{key}` is left out: {len(named)} ({shown})",
                    "keep the model file",
                    (key,),
                )
        if conflict.expected:
            self._note(
                "W-NOT-CARRIED",
                f"`expected` is left out: {len(conflict.expected)} entries",
                "keep the model file",
                ("expected",),
            )
        self._say_words()

    def _say_words(self) -> None:
        conflict = self.conflict
        words = [key for key in ("title", "about", "as_of") if getattr(conflict, key)]
        lists = [
            one.basis for one in conflict.preferences.values() if isinstance(one.basis, Priorities)
        ]
        statements = [one for basis in lists for one in basis.statements]
        reasons = [rule.because for rule in conflict.rules]
        if any(reasons) or any(one.because for one in statements):
            words.append("reasons (`because`)")
        if any(one.strong for one in statements):
            words.append("strength of preference")
        titled = [(one.title, one.name) for one in conflict.options]
        titled += [(one.title, one.name) for one in conflict.decision_makers]
        if any(title and title != name for title, name in titled):
            words.append("short names (titles are written)")
        self._note(
            "W-NOT-CARRIED",
            f"the format has no place for: {', '.join(words)}",
            "keep the model file",
            (),
        )


def _forbidden(rule: Rule) -> list[Condition]:
    """Conditions of which no feasible state fulfils any."""
    conditions = rule.conditions
    if rule.kind == "infeasible":
        return list(conditions)
    found: list[Condition] = []
    if rule.kind in ("at_most_one", "exactly_one"):
        found += [all_of([a, b]) for k, a in enumerate(conditions) for b in conditions[k + 1 :]]
    if rule.kind in ("at_least_one", "exactly_one"):
        found.append(all_of([Not(one) for one in conditions]))
    return found


def _rank_of(order: Order) -> NDArray[np.int32] | None:
    """The order as ranks, larger is better; None where it is no total preorder."""
    match order:
        case Ranks(rank):
            return rank
        case Relation():
            better = order.better
            # Where it is one, a state's rank is known by how many states it is preferred to.
            below = better.sum(axis=0, dtype=np.int32)
            same = np.array_equal(better, below[:, None] < below[None, :])
            return below if same else None
        case NoPlainOrder():
            return None


def _classes(rank: NDArray[np.int32]) -> list[Plain]:
    """State numbers from 1, best first, ties in a list."""
    best_first = np.argsort(-rank.astype(np.int64), kind="stable")
    cuts = np.flatnonzero(np.diff(rank[best_first])) + 1
    groups: Sequence[NDArray[np.int64]] = np.split(best_first + 1, cuts)
    return [int(g[0]) if len(g) == 1 else [int(k) for k in g] for g in groups]
