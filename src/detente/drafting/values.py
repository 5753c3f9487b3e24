"""What a draft is made of before it is written as a model: frozen values, each with its places."""

from __future__ import annotations

from detente.values import dataclass

Ref = tuple[str, str]
"""An act before it has an option's name: the party's full name, and the kind of act."""

Wish = tuple[Ref, bool]
"""An act, and whether it is wanted done (True) or left (False)."""


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
    supports: tuple[Wish, ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """Something that the draft could not know: what it is about, the question, and its place."""

    about: Ref | str
    question: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a party is asked to do or to stop, offers or threatens: an option to be.

    kind   what makes two acts of a party the same.
    name   the option name wanted for it; title: a short imperative.
    on     whether it is going on: somebody asks that it stop.
    words  what claims may call it.
    """

    party: str
    kind: str
    name: str
    title: str
    on: bool
    entries: tuple[Entry, ...]
    guesses: tuple[Guess, ...] = ()
    words: frozenset[str] = frozenset()

    @property
    def ref(self) -> Ref:
        """The party and the kind."""
        return self.party, self.kind


@dataclass(frozen=True, slots=True)
class Aim:
    """What somebody proposes, demands or offers: the acts that are wanted done or left."""

    name: str
    kind: str
    by: tuple[str, ...]
    wishes: tuple[Wish, ...]
    reciprocal: bool
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
