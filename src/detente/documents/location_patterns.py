"""The forms of words around a name that make it a place."""

from __future__ import annotations

import re

from detente.documents.flat import words_pattern
from detente.documents.late import late, words_in
from detente.documents.lexicon import lexicon
from detente.documents.page import Page
from detente.documents.tokens import words_of_text

_WORD = r"[A-ZÀ-ÖØ-Þ][\wÀ-ɏ'-]+(?<!'s)"
_NAME = (
    rf"{_WORD}(?:\s(?:(?:de|del|da|do|dos|la|el|al|bin|di|du|des|le|an|der|den)\s)?{_WORD}){{0,2}}"
)
_WORDS = lexicon("en").words["places"]
_KIND = words_pattern(_WORDS["kinds_of"])
_BARE_KIND = words_pattern(_WORDS["bare_kinds"])
_WORKS = words_pattern(_WORDS["works"])
_ABBREVIATED = words_pattern(_WORDS["abbreviated"])
_PARTS = words_pattern(_WORDS["parts"])
_MORE = rf"(?:(?:,\s|,?\sand\s)(?:(?:of|in|near)\s)?(?:the\s)?{_NAME})*"
LISTED = late(
    rf"\b{_KIND}\s+(?:of|named|called|by\s+name|at|in|on)\s+(?:the\s+)?(?P<names>{_NAME}{_MORE})"
)
NAMED_BARE = late(rf"\b{_BARE_KIND}\s+(?P<names>{_NAME})")
BASED = late(rf"(?<![\w-])(?P<names>{_NAME})-(?:based|born|bound|area)\b")
BEFORE_WORKS = late(
    rf"\b(?:[Tt]he|[Aa]t|[Nn]ear|[Ii]n|[Oo]n|[Oo]f|[Ff]rom|[Tt]o|[Aa]nd|[Bb]eyond|[Oo]utside)\s+(?:the\s+)?(?P<names>{_NAME})\s+{_WORKS}\b(?!\s+(?:workers|union|company|owner))"
)
FLOWS = late(
    rf"\b[Tt]he\s+(?P<names>{_WORD}(?:\s{_WORD})?)\s+(?:rises\s+in|flows|flowed|runs\s+(?:through|dry)|ran\s+dry|burst\s+its|floods|flooded\s+its|froze)\b"
)
WITH_STATE = late(
    rf"(?<![\w-])(?P<names>{_NAME}),\s+(?P<state>{_ABBREVIATED})(?![\w])\.?(?=[,.;:)]|\s|$)"
)
# "40 km west of X", "just north of X".
MEASURED = late(
    rf"\b(?:kilomet(?:re|er)s?|km|miles?|metres?|hours?|just|far|drive|walk)\s+"
    rf"(?:(?:to\s+the\s+)?(?:north|south|east|west)(?:-?(?:east|west))?\s+of|outside|from|off)\s+"
    rf"(?:the\s+(?:town|city|village|port)\s+of\s+)?(?P<names>{_NAME})"
)
ROADS = late(
    r"\b(?:(?:[A-Z][a-z]+\s+)?(?:County\s+|State\s+)?(?:Highway|Route|Road|Interstate|Motorway|Autobahn|Freeway)\s+\d+[A-Z]?|[A-Z]{1,2}\d{1,3}\s+(?:motorway|road|highway|expressway)\b|[A-Z]\w+(?:strasse|straße|platz|gata|gade|plein)\b)"
)
PART_OF = late(rf"\b(?P<lead>{_PARTS})\s+(?:the\s+)?(?P<names>{_NAME})", re.IGNORECASE)
BODY_OF_WATER = late(
    rf"\b(?:Gulf|Strait|Straits|Bay|Port|Cape|Isle|Sea|Isthmus|Horn|Valley|Plain|Mount|Lake|Fort|Rio|Río|Isla|Puerto|Wadi|Jebel|Jabal|Tel|Ras|Khor)\s+(?:of\s+(?:the\s+)?)?{_WORD}(?:\s{_WORD})?"
)
# The patterns of names, how sure each is, and the words one of which stands where it fits.
FORMS = (
    (LISTED, 0.75, words_in(_WORDS["kinds_of"])),
    (
        MEASURED,
        0.75,
        words_of_text(
            """
            kilometer kilometre kilometers kilometres km mile miles metre metres hour hours just far
            drive walk
            """
        ),
    ),
    (NAMED_BARE, 0.7, words_in(_WORDS["bare_kinds"])),
    (BASED, 0.75, words_of_text("based born bound area")),
    (BEFORE_WORKS, 0.7, words_in(_WORDS["works"])),
    (FLOWS, 0.75, words_of_text("rises flows flowed runs ran burst floods flooded froze")),
    (WITH_STATE, 0.85, words_in(_WORDS["abbreviated"])),
)
WATERS = words_of_text(
    """
    gulf strait straits bay port cape isle sea isthmus horn valley plain mount lake fort rio río
    isla puerto wadi jebel jabal tel ras khor
    """
)
PARTS = words_in(_WORDS["parts"])
_STREETS = ("strasse", "straße", "platz", "gata", "gade", "plein")
_HIGHWAYS = words_of_text("highway route road interstate motorway autobahn freeway expressway")


def road_words(page: Page) -> frozenset[str]:
    """The words of a page one of which stands where a road or street is named."""
    return _HIGHWAYS | {each for each in page.vocabulary if each.endswith(_STREETS)}


SPLIT = late(r"(?:,\s|,?\sand\s)(?:(?:of|in|near)\s)?(?:the\s)?")
_EVENTS = words_pattern(
    [
        *lexicon("en").words["events"]["named"],
        "Protocol",
        "Agreement",
        "Accord",
        "Accords",
        "Treaty",
    ]
)
OF_AN_EVENT = late(rf"(?:\s+[A-Z][\w-]+){{0,3}}\s+{_EVENTS}\b")


def of_an_event(flat: str, end: int) -> bool:
    """Whether a place that ends at `end` only gives its name to an event: "the Lisbon Forum"."""
    return bool(OF_AN_EVENT.match(flat, end, end + 60))
