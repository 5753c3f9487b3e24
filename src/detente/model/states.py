"""States as people read them: what each party does, beside the letters."""

from __future__ import annotations

from detente.model.conflict import Conflict

TODAY = ("today", "status quo", "status-quo")  # what a user may write for where things stand


class State(str):
    """A state: the text that the model file writes, and what each party does in it.

    Equal to its text. `words` is one line a party: its name and what it does.
    """

    words: tuple[tuple[str, str], ...]
    __slots__ = ("words",)

    def __new__(cls, text: str, words: tuple[tuple[str, str], ...] = ()) -> State:
        """A state of `text`, told as `words`."""
        state = super().__new__(cls, text)
        state.words = words
        return state

    def __repr__(self) -> str:
        told = self.told
        return f"{self:s} ({told})" if told not in ("", f"{self:s}") else f"{self:s}"

    @property
    def told(self) -> str:
        """The words in one line."""
        return " | ".join(f"{party}: {what}" if party else what for party, what in self.words)


def state_of(conflict: Conflict, text: str) -> State:
    """The state written as `text`, told with the names of the options taken."""
    return State(text, told(conflict, text))


def told(conflict: Conflict, text: str) -> tuple[tuple[str, str], ...]:
    """What each party does in a state: (party, what), one entry a party, by titles.

    An option that is not taken is told where the model has words for that. In graph form the state
    has one entry, its title, or one a party where strategies are named.
    """
    if conflict.form == "graph":
        listed = next(state for state in conflict.states if state.name == text)
        named = [("", listed.title or listed.name)]
        if not listed.strategies:
            return tuple(named)
        does = [(p.words, listed.strategies.get(p.name, "")) for p in conflict.decision_makers]
        return tuple((named if listed.title else []) + does)
    lines, k = [], 0
    for party in conflict.decision_makers:
        taken = []
        for option in party.options:
            if words := option.words if text[k] == "Y" else option.off:
                taken.append(words)
            k += 1
        if party.options:
            lines.append((party.words, "; ".join(taken) or "nothing"))
    return tuple(lines)
