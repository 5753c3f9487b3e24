"""What a draft is made of before it is written as a model: frozen values, each with its places."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from detente.values import dataclass

Ref = tuple[str, str]
"""An act before it has an option's name: the party's full name, and the kind of act."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a report.

    document  SHA-256 of the text that the offsets count in.
    name      the report as the user named it.
    sha256    of the words at the place.
    """

    document: str
    name: str
    start: int
    end: int
    sha256: str

    @property
    def words(self) -> str:
        """The place as a reader finds it."""
        return f"{self.name} {self.start}–{self.end}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the ledger: a paraphrase with its place, date and confidence from 0 to 1.

    supports  acts that it shows to be going on (True) or not (False) on its date.
    """

    id: str
    says: str
    place: Place
    date: str | None
    confidence: float
    supports: tuple[tuple[Ref, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that the draft could not know: what it is about, the question, and its place."""

    about: Ref | str
    question: str
    place: Place | None = None


Basis = Literal["stop", "do", "refrain", "offer", "threat", "act", "ended", "means", "press"]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a party does, is asked to do or to stop, offers or threatens.

    kind    what makes two acts of a party the same.
    name    the option name wanted for it; title: a short imperative.
    on      whether it is going on as the report has it.
    bases   why the draft has it.
    partner whom the act needs, for talks.
    words   what claims may call it.
    """

    party: str
    kind: str
    name: str
    title: str
    on: bool
    bases: tuple[Basis, ...]
    entries: tuple[Entry, ...]
    guesses: tuple[Guess, ...] = ()
    once: bool = False
    words: frozenset[str] = frozenset()

    @property
    def ref(self) -> Ref:
        """The party and the kind."""
        return self.party, self.kind


@dataclass(frozen=True, slots=True)
class Aim:
    """What somebody proposes, demands or offers: which acts stop and which are done.

    name        a short name for what comes of it; `what` says it in full.
    whole       it says by itself what each side does: nothing is to be added to it.
    petition    it is put to a court, a board or the like: asking is an act of its own.
    """

    name: str
    kind: str
    by: tuple[str, ...]
    stops: tuple[Ref, ...]
    does: tuple[Ref, ...]
    reciprocal: bool
    entry: Entry
    what: str = ""
    whole: bool = False
    petition: bool = False


Wish = tuple[Ref, bool]
"""An act, and whether it is wanted done (True) or left (False)."""


@dataclass(frozen=True, slots=True)
class Threat:
    """What a party says it will do: `act`, unless `others` comes about, or if it does.

    link  "unless" or "if".
    """

    act: Wish
    link: str
    others: tuple[Wish, ...]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Refusal:
    """A party rejects a proposal, or will not do what is asked of it.

    acts  what it does not want, as it is wanted of it: it prefers the contrary.
    """

    party: str
    acts: tuple[Wish, ...]
    entry: Entry


@dataclass(frozen=True, slots=True)
class Saying:
    """A claim as found; `text` is for finding acts in it only and never comes into a draft."""

    by: str
    voice: str
    modality: str
    text: str
    entry: Entry
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sketch:
    """What one report, or several merged, gives to a draft.

    parties  full name of each actor and how often it is named.
    notes    what was guessed of a party itself.
    """

    documents: tuple[str, ...]
    as_of: str | None
    parties: dict[str, int] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    aims: tuple[Aim, ...] = ()
    threats: tuple[Threat, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    sayings: tuple[Saying, ...] = ()
    guesses: tuple[Guess, ...] = ()
    notes: dict[str, tuple[Guess, ...]] = field(default_factory=dict)
