"""What a reading is made of: frozen values, each with its place in the text."""

from __future__ import annotations

from typing import Any

from detente.documents import Document, Span, Warned
from detente.values import dataclass


@dataclass(frozen=True, slots=True)
class Item(Span):
    """Something found: its place, its words, the rule that found it and how sure that rule is.

    confidence  0 to 1, set by hand from the kind of evidence: an order of trust, no probability.
    """

    text: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Part(Item):
    """A stretch of the document with one purpose, such as `title`, `paragraph` or `disclaimer`.

    field, value  label and content of a labelled field; `value` is None where it is empty.
    """

    kind: str
    field: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Term(Item):
    """What the publisher says may be done with the text, and on what conditions."""

    kind: str
    grants: str | None = None
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mention(Item):
    """An actor named in the text.

    name      the actor's full name, as the text or the gazetteer has it.
    kind      "person", "state", "organisation" or "group".
    form      how it is named: "name", "surname", "adjective", "capital", "seat", "acronym",
              "title", "group".
    members   for a group, the states in it, where the words say so.
    readings  for a misspelling, the mended and the literal reading, the likelier first.
    nested    the place lies inside another mention.
    """

    name: str
    kind: str
    form: str
    members: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Role(Item):
    """An office or function; `of` is who holds it, None where the text does not say."""

    name: str
    of: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Named(Item):
    """A named place; `country` is the state it lies in where the gazetteer knows."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Quote(Item):
    """Words of a speaker; the place leaves out the marks.

    kind        "direct", "partial" (words inside the author's sentence), "turn" (interview,
                transcript), "nested" (a quote inside a quote), or "unattributed".
    speaker     None where the text does not say.
    said_by     the words that name the speaker, such as a pronoun that was left unresolved.
    verb, cue   the reporting verb, and the place of the words that introduce the quote.
    marks       the place with the marks.
    paragraphs  one place a paragraph.
    """

    kind: str
    speaker: str | None = None
    role: str | None = None
    said_by: str | None = None
    verb: str | None = None
    verb_place: Span | None = None
    cue: Span | None = None
    cue_position: str | None = None
    marks: Span | None = None
    paragraphs: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Reported(Item):
    """What somebody is reported to have said, in the author's words."""

    speaker: str | None
    said_by: str
    verb: str


@dataclass(frozen=True, slots=True)
class When(Item):
    """A date. `iso` is None where text and document do not fix it; `basis` says what fixes it.

    partial  what the words give by themselves: "--09-07", "2017-09", "2017".
    """

    kind: str
    iso: str | None
    basis: str
    partial: str | None = None


@dataclass(frozen=True, slots=True)
class Event(Item):
    """What somebody is said to have done: a statement that somebody acts, and `by` whom."""

    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a proposal asks: `who` does `act` ("stop" or "do") with `what`."""

    who: str | None
    act: str
    what: str

    def to_dict(self) -> dict[str, Any]:
        """The ask as `--json` prints it."""
        return {"who": self.who, "act": self.act, "what": self.what}


@dataclass(frozen=True, slots=True)
class Proposal(Item):
    """Who proposes that who does or stops what.

    kind       "proposal", "demand", "offer" or "conditional_offer".
    reciprocal the asks hold together: each side's stop answers the other's.
    """

    name: str
    kind: str
    by: tuple[str, ...]
    asks: tuple[Ask, ...] = ()
    reciprocal: bool = False
    condition: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As for every item, with the list of asks."""
        plain = Item.to_dict(self)
        plain["by"] = list(self.by)
        plain["asks"] = [each.to_dict() for each in self.asks]
        return plain


@dataclass(frozen=True, slots=True)
class Claim(Item):
    """Who asserts what of how the conflict works.

    voice     "direct quote", "reported" or "author".
    modality  "impossible", "should not", "will", "not without" …
    """

    by: str
    voice: str
    modality: str


@dataclass(frozen=True, slots=True)
class Statement(Item):
    """A clause in which somebody asks, offers, threatens, promises, refuses, agrees or acts.

    kind       "ask", "offer", "threaten", "promise", "refuse", "agree" or "act".
    who, whom  as far as the grammar is plain; empty or None where it is not.
    condition  the words of the condition, where one is stated.
    verb_place the verb whose subject is `who`; None where it is passive.
    """

    kind: str
    who: tuple[str, ...] = ()
    whom: str | None = None
    condition: str | None = None
    verb_place: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found in a document, each list in order of place."""

    document: Document
    language: str
    as_of: str | None
    as_of_basis: str
    parts: tuple[Part, ...]
    terms: tuple[Term, ...]
    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...]
    places: tuple[Named, ...]
    quotes: tuple[Quote, ...]
    reported: tuple[Reported, ...]
    dates: tuple[When, ...]
    events: tuple[Event, ...]
    proposals: tuple[Proposal, ...]
    claims: tuple[Claim, ...]
    warned: tuple[Warned, ...] = ()
    statements: tuple[Statement, ...] = ()

    LISTS = (
        "parts",
        "terms",
        "mentions",
        "roles",
        "places",
        "quotes",
        "reported",
        "dates",
        "events",
        "proposals",
        "claims",
        "statements",
    )

    def to_dict(self) -> dict[str, Any]:
        """The reading as `read --json` prints it."""
        answer: dict[str, Any] = {
            "document": self.document.to_dict(),
            "language": self.language,
            "as_of": {"date": self.as_of, "basis": self.as_of_basis},
            "warnings": [each.to_dict() for each in self.warned],
        }
        for name in Reading.LISTS:
            answer[name] = [each.to_dict() for each in getattr(self, name)]
        return answer
