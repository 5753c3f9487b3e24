"""The status quo: what is going on as the reports have it, and what they do not say of it."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.values import Act, Guess


def going_on(acts: Sequence[Act], keys: dict[tuple[str, str], str]) -> list[str]:
    """The options taken: reported acts, means in use, and what somebody asks to stop."""
    return [keys[act.ref] for act in acts if act.ref in keys and act.on]


def status_quo_guesses(acts: Sequence[Act]) -> list[Guess]:
    """Of what is not going on only because somebody asks for it: is that so?"""
    return [
        Guess(act.ref, "taken not to be going on, as it is asked for: right?", act.entries[0].place)
        for act in acts
        if not act.on and act.bases == ("do",)
    ]
