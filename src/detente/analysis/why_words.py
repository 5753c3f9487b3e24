"""A Why in sentences: parties, options and states by their names, one thought a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.analysis.change_words import change_words, listed
from detente.analysis.decides import words_of_decided
from detente.model import Conflict, Semantics
from detente.stability import Asked

Why = Mapping[str, Any]

_NOTHING: Why = {"kind": None, "text": "", "evidence": ()}
_LEFT = {
    "better": "better off",
    "worse": "worse off",
    "tied": "no better off",
    "incomparable": "where it would not rather be",
    "much_worse": "much worse off",
    "unknown": "where it is not known whether it would rather be",
    "unsure": "where it is not sure enough to be better off",
}


@dataclass(frozen=True, slots=True)
class _Said:
    """How a semantics says what a party leaves for, and what does not deter it.

    gain   what it does by leaving; hopes: whether what is not known may be a gain.
    one    what the one end of an answer is; every: what all ends are; free: what it flees to.
    answer what others do who answer credibly.
    """

    gain: str = "would improve"
    one: str = "is better"
    every: str = "all are better"
    free: str = "better"
    hopes: bool = False
    answer: str = "can answer, and gain,"


def _said_by(semantics: Semantics | None, strict: bool) -> _Said:
    if semantics is None:
        return (
            _Said(one="is not worse", every="none is worse", free="no worse") if strict else _Said()
        )
    hopes = semantics.unknown in ("a", "c")
    gain = "would improve, or might," if hopes else "would improve"
    answer = "can answer, and gain or might gain," if semantics.unknown else "can answer, and gain,"
    if semantics.kind == "fuzzy":
        return _Said("would surely improve", "is surely better", "all are surely better", "better")
    if semantics.kind == "prob":
        likely = "likely enough to be better"
        return _Said("would improve, likely enough,", f"is {likely}", f"all are {likely}", likely)
    if semantics.degree:
        much = "much worse" if semantics.degree > 1 else "worse"
        return _Said(gain, f"is not {much}", f"none is {much}", f"not {much}", hopes, answer)
    if semantics.unknown in ("a", "b"):
        known = "better, or not known not to be,"
        return _Said(gain, f"is {known}", f"all are {known}", "better or unknown", hopes, answer)
    return _Said(gain, hopes=hopes, answer=answer)


def words_of(
    conflict: Conflict, party: str, state: str, asked: Asked, stable: bool, strict: bool, why: Why
) -> tuple[str, ...]:
    """The sentences that tell a Why; the first one gives the verdict.

    strict  whether only a worse end deters.
    """
    return _Teller(conflict, party, state, asked, stable, strict).tell(why)


class _Teller:
    """Tells one Why of one party at one state."""

    def __init__(
        self, conflict: Conflict, party: str, state: str, asked: Asked, stable: bool, strict: bool
    ) -> None:
        self.conflict, self.state, self.asked = conflict, state, asked
        self.stable, self.strict = stable, strict
        self.read = _said_by(asked.semantics, strict)
        self.key = party
        self.party = conflict.party(party).words

    def tell(self, why: Why) -> tuple[str, ...]:
        kinds: dict[str, Callable[[Why], list[str]]] = {
            "no_improvement": self._no_improvement,
            "improvement": self._improvement,
            "sanctioned": self._sanctioned,
            "unsanctioned": self._unsanctioned,
            "joint": self._joint,
            "no_joint": self._no_joint,
            "lines": self._lines,
            "line": self._line,
            "anticipation": self._anticipation,
            "stackelberg": self._stackelberg,
            "policy": self._policy,
        }
        return (self._verdict(bool(why.get("cannot_leave"))), *kinds[why["kind"]](why))

    def _verdict(self, cannot_leave: bool) -> str:
        name = self.asked.concept.name
        if self.asked.horizon:
            name += f", horizon {self.asked.horizon}"
        if self.asked.leader:
            leader = self.name(self.asked.leader)
            verdict = f"{self.state} is {'a' if self.stable else 'no'} {name}"
            return f"{leader} leads, and {verdict} ({self.asked.id})."
        if cannot_leave:
            return f"{self.party} cannot leave {self.state}: stable under {self.asked.id} ({name})."
        does = "would stay at" if self.stable else "would leave"
        return f"{self.party} {does} {self.state} under {self.asked.id} ({name})."

    def _no_improvement(self, why: Why) -> list[str]:
        if why.get("cannot_leave"):
            return ["It has no move from there."]
        might = ", nor might it, by what is known" if self.read.hopes else ""
        return [f"No move of its own would better its position{might}."]

    def _improvement(self, why: Why) -> list[str]:
        does = self.read.gain if self.asked.semantics else "would do better"
        return [f"It {does} by {self.step(self.key, self.state, why)}."]

    def _sanctioned(self, why: Why) -> list[str]:
        verb = self.read.answer if self.asked.concept.credible else "can answer"
        lines = []
        for item in why["improvements"]:
            answer = self.answer(item["to"], item["answer"], verb, best=False)
            parts = [
                f"{self.party} {self.read.gain} by {self.step(self.key, self.state, item, False)}.",
                *self._better_moves(self.state, [{**item, "by": self.key}]),
                f"But {answer}.",
                *self._better_moves(item["to"], item["answer"]),
            ]
            line = f"That leaves {self.party} {self._left(item, 'end')}"
            if "counter_moves" in item:
                line += self._no_way_out(item["end"], item["counter_moves"])
            parts.append(f"{line}, so {self.party} would stay.")
            lines.append(" ".join([*parts, *self._firmness(item)]))
        if (every := why.get("improvements_count")) is not None:
            told = len(why["improvements"])
            lines.append(
                f"It has {every:,} improvements; the first {told} are told here, and each "
                "of the others is answered too."
            )
        return lines

    def _better_moves(self, here: str, steps: Sequence[Why]) -> list[str]:
        """Which of these steps is not its maker's best move, and what would be."""
        told = []
        for step in steps:
            if step.get("improves", True) and step.get("better_move") is not None:
                best = self.change(here, step["better_move"])
                told.append(f"The best move for {self.name(step['by'])} would be {best}.")
            here = step["to"]
        return told

    def _left(self, item: Why, key: str) -> str:
        """How the party is left at an end, and by what it sees that so."""
        by = words_of_decided(item.get(f"{key}_decided_by") or _NOTHING)
        return f"{_LEFT[item['compare']]} ({item[key]}" + (f": {by})" if by else ")")

    def _firmness(self, item: Why) -> list[str]:
        """What is to be said of an answer whose makers might not stand by it."""
        notes, here = [], item["to"]
        for step in item["answer"]:
            if step.get("firm") is False:
                who = self.name(step["by"])
                notes.append(f"{who} leave {here}")
            here = step["to"]
        if notes:
            another = {True: "; another answer is firm", False: "; no other answer is firm"}
            ending = another.get(item["firm_answer"], "")
            state = "a state" if len(notes) == 1 else "states"
            keep = f"{state} that {'it' if len(notes) == 1 else 'they'} would keep under seq"
            return [f"That answer is not firm: it has {listed(notes)}, {keep}{ending}."]
        last = item["answer"][-1]
        if last.get("moves_on"):
            return [f"{self.name(last['by'])} would not stay at {last['to']} but move on."]
        return []

    def _no_way_out(self, end: str, counter_moves: Sequence[Why]) -> str:
        if not counter_moves:
            return "; from there it cannot move"
        best = counter_moves[0]
        return f"; even its best move from there, {self.change(end, best['to'])}, does not free it"

    def _unsanctioned(self, why: Why) -> list[str]:
        first = f"{self.party} {self.read.gain} by {self.step(self.key, self.state, why)}."
        worst = words_of_decided(why.get("worst_decided_by") or _NOTHING)
        worst = f", {worst}" if worst else ""
        ends = _count(why["ends"], "state")
        if why["reason"] == "no_answer":
            if self.asked.term is not None and self.asked.term.leaving is not None:
                why_not = "no other party would gain by leaving a state that it would not keep"
                return [first, f"After that {why_not}, so nobody answers."]
            if self.asked.concept.credible:
                return [first, "After that no move of others would better them, so nobody answers."]
            return [first, "After that nobody else can move."]
        if why["reason"] == "not_deterred":
            if why["ends"] == 1:
                than = self.read.one
                end = f"The others' answer ends in {why['worst']}, which {than}"
                return [first, f"{end} for {self.party} than {self.state}{worst}."]
            than = self.read.every
            all_ends = f"The others' answers can end in {ends}; {than} for {self.party} than "
            return [first, f"{all_ends}{self.state}, even {why['worst']}, the worst{worst}."]
        escape = why["escapes"][0]
        out = self.change(escape["end"], escape["to"])
        if by := words_of_decided(escape.get("decided_by") or _NOTHING):
            out += f" to {escape['to']} ({self.read.free} {by})"
        if len(why["escapes"]) == 1:
            where = f"Of the {ends} where the others' answers can end only {escape['end']}"
            if why["ends"] == 1:
                where = f"The others' answer ends in {escape['end']}, which"
            return [first, f"{where} would deter it; but it can free itself from there by {out}."]
        feared = f"{len(why['escapes']):,} of them would deter it"
        free = f"it can free itself from each, from {escape['end']} by {out}"
        return [first, f"The others' answers can end in {ends}, and {feared}; but {free}."]

    def _joint(self, why: Why) -> list[str]:
        lines = []
        for item in why["improvements"]:
            others = listed(
                [
                    f"{self.name(move['by'])} {self.step(move['by'], self.state, move)}"
                    for move in item["with"]
                ]
            )
            lines.append(
                f"{self.party} {self.read.gain} by {self.step(self.key, self.state, item)}. "
                f"But with {others} at the same time, the result leaves {self.party} "
                f"{self._left(item, 'joint')}."
            )
        return lines

    def _no_joint(self, why: Why) -> list[str]:
        first = f"{self.party} {self.read.gain} by {self.step(self.key, self.state, why)}."
        if why["reason"] == "no_answer":
            return [first, "No move of others at the same time leads to a possible result."]
        ends = _count(why["ends"], "state")
        led = f"Moves of others at the same time can lead to {ends}"
        return [first, f"{led}; none deters it, not even {why['worst']}, the worst."]

    def _lines(self, why: Why) -> list[str]:
        lines = []
        for item in why["improvements"]:
            move = self.step(self.key, self.state, item)
            play = self._play(item["to"], item["line"])
            lines.append(
                f"After its first step, {move}: {play}, which leaves it {self._left(item, 'end')}."
            )
        return lines

    def _line(self, why: Why) -> list[str]:
        first = why["improvements"][0]
        play = self._play(first, why["line"])
        move = self.step(self.key, self.state, why.get("moves", [{"to": first}])[0])
        return [
            f"{self.party} {self.read.gain} by {move}: {play}.",
            f"It can hold to a result such as {why['end']}, {_LEFT[why['compare']]}.",
        ]

    def _play(self, here: str, line: Sequence[Why]) -> str:
        if not line:
            return "the others have nothing that would stop it"
        parts = []
        for turn in line:
            if turn["by"] == "others":
                parts.append(self.answer(here, turn["answer"], "can answer"))
            else:
                reply = self.step(turn["by"], here, turn)
                parts.append(f"{self.name(turn['by'])} can reply by {reply}")
            here = turn["to"]
        return ", then ".join(parts)

    def _anticipation(self, why: Why) -> list[str]:
        here, parts = self.state, []
        for step in why["line"]:
            parts.append(f"{self.name(step['by'])} by {self.step(step['by'], here, step)}")
            here = step["to"]
        if not parts:
            return ["It has no move."]
        ahead = f"Looking {_count(why['horizon'], 'move')} ahead"
        if self.asked.id == "nm":
            ahead = f"However far it looks ahead (told here for {_count(why['horizon'], 'move')})"
        play = ", then ".join(parts)
        left = self._left(why, "end")
        if self.stable:
            line = f"{ahead}, its best move comes to this: {play}; it would be {left}, so it stays."
        else:
            line = f"{ahead}, it expects: {play}; it would be {left}."
        return [line]

    def _stackelberg(self, why: Why) -> list[str]:
        lines = []
        for party, part in why["parts"].items():
            role = "leader" if party == why["leader"] else "follower"
            stays = part["kind"] != "improvement" and "improvements" in part
            teller = _Teller(self.conflict, party, self.state, self.asked, stays, self.strict)
            lines.append(f"{self.name(party)}, the {role}: {' '.join(teller.tell(part)[1:])}")
        return lines

    def _policy(self, why: Why) -> list[str]:
        if not self.stable:
            begin = "".join(
                f", beginning by {self.step(self.key, self.state, step)}"
                for step in why["line"][:1]
            )
            return [f"It has a course that pays whatever the other's policy is{begin}."]
        moves = [f"{x} to {y}" for x, y in why["policy"].items() if x != y]
        other = self.name(next(name for name in self.conflict.party_names if name != self.key))
        if not moves:
            return [f"{other} need only stay where it is: no course would pay."]
        more = f" and {len(moves) - 6} more" if len(moves) > 6 else ""
        shown = ", ".join(moves[:6]) + more
        return [f"No course pays against this policy of {other}: from {shown}; elsewhere it stays."]

    def name(self, party: str) -> str:
        """A party by its title."""
        return self.conflict.party(party).words

    def answer(self, here: str, steps: Sequence[Why], verb: str, best: bool = True) -> str:
        """An answer of the others, step by step; see `step`."""
        parts = []
        for k, step in enumerate(steps):
            does = self.step(step["by"], here, step, best)
            who = self.name(step["by"])
            parts.append(f"{who} {verb} by {does}" if k == 0 else f"then {who} by {does}")
            here = step["to"]
        return ", ".join(parts)

    def step(self, party: str, before: str, step: Why, best: bool = True) -> str:
        """What a move changes, and what decides how its maker sees that, in brackets.

        Named are, too, parts of the move that add nothing for its maker, and, if `best`, a better
        move where it has one.
        """
        if "decided_by" not in step:
            return self.change(before, step["to"])
        who = self.name(party)
        by = words_of_decided(step["decided_by"])
        better = step.get("improves", True)
        nothing = "not known to be a gain" if self.read.hopes else "no gain"
        seen = f"{'better' if better else 'worse'} for {who} {by}" if by else f"{nothing} to {who}"
        parts = [seen]
        if step["idle"]:
            idle = [option for option in self.conflict.options if option.key in step["idle"]]
            titles = listed([f"'{option.title or option.name}'" for option in idle])
            parts.append(f"{titles} {'adds' if len(idle) == 1 else 'add'} nothing for it")
        if best and better and step["better_move"] is not None:
            parts.append(f"its best move would be {self.change(before, step['better_move'])}")
        return f"{self.change(before, step['to'])} ({'; '.join(parts)})"

    def change(self, before: str, after: str) -> str:
        """What a move changes: "taking up 'A' and dropping 'B'"."""
        return change_words(self.conflict, before, after)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
