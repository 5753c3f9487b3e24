"""Options: what is proposed, threatened and reported as done; an act of a party is one option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field

from detente.documents import Proposal
from detente.evidence.acts import talks_title
from detente.evidence.described import Described
from detente.evidence.values import Act, Aim, Basis, Entry, Guess, Refusal, Threat
from detente.evidence.words import called, joined
from detente.values import dataclass


@dataclass(slots=True)
class Found:
    """What one report gives: acts, aims, threats, and what could not be made an option.

    voices  guesses by the party that speaks them: to be shown where it is no party of the draft.
    """

    acts: list[Act] = field(default_factory=list)
    aims: list[Aim] = field(default_factory=list)
    threats: list[Threat] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)


def act_of(
    party: str,
    described: Described,
    going: bool,
    basis: Basis,
    entry: Entry,
    guesses: Sequence[str] = (),
) -> Act:
    """The act of one party, on the basis of one entry of the ledger."""
    ref = (party, described.kind)
    title = described.title
    if described.kind.partition(":")[0] == "talks":
        title = talks_title(title, party, described.kind)
    return Act(
        party,
        described.kind,
        described.name,
        title,
        going,
        (basis,),
        (entry,),
        tuple(Guess(ref, each, entry.place) for each in guesses),
        described.once,
        described.words,
    )


def kind_word(proposal: Proposal) -> str:
    """ "Demand", "Conditional offer"."""
    return proposal.kind.replace("_", " ").capitalize()


def who(parties: Sequence[str]) -> str:
    """The parties in a sentence."""
    return joined(called(each) for each in parties) or "somebody not named"


def merged(groups: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    """The parties of several groups, each once."""
    return tuple(dict.fromkeys(each for group in groups for each in group))
