"""The people of a text: full names, the shorter forms that stand for them, and what they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from detente.documents.actors.label import Labelled, RoleHit, Run, Vocabulary
from detente.documents.page import Page
from detente.documents.tokens import Phrases, adjacent

_AGE = re.compile(r",\s*(?:aged\s+)?\d{2}\b")
_STATE_HEADS = frozenset(
    [
        "president",
        "government",
        "prime",
        "foreign",
        "parliament",
        "ambassador",
        "king",
        "queen",
        "army",
        "navy",
        "premier",
        "capital",
        "embassy",
        "ministry",
        "cabinet",
        "military",
        "minister",
        "chancellor",
        "supreme",
        "deputy",
        "border",
    ]
)
_PLAIN_VERBS = frozenset(
    [
        "said",
        "says",
        "added",
        "told",
        "warned",
        "insisted",
        "argued",
        "replied",
        "stated",
        "stressed",
        "noted",
        "explained",
        "declared",
        "claimed",
        "recalled",
        "asked",
        "answered",
        "announced",
        "concluded",
        "denied",
        "responded",
        "wrote",
        "complained",
        "admitted",
        "thinks",
        "believes",
        "met",
        "visited",
        "resigned",
        "spoke",
        "arrived",
        "urged",
        "called",
        "rejected",
        "accused",
        "promised",
        "refused",
        "agreed",
    ]
)
_INSIDE = frozenset(
    ["in", "near", "outside", "inside", "at", "off", "across", "around", "throughout"]
)
_COMPASS = frozenset(
    "North South East West Northern Southern Eastern Western Central Upper Lower Great Little New Old Inner Outer".split()
)
_ORGANISATION_NOUNS = frozenset(
    "charity company firm operator newspaper broadcaster agency supermarket retailer insurer airline carrier "
    "manufacturer shipbuilder brewer distributor start-up think-tank lender weekly daily magazine website "
    "cooperative co-operative nonprofit conglomerate miner utility developer contractor".split()
)
_ORGANISATION_AFTER = re.compile(
    r",\s+(?:which|a|an|the|its|their)\s+(?:[\w'-]+\s+){0,4}?(?:service|agency|company|operator|union|group|charity|newspaper|party|body|network|firm|"
    r"movement|association|organisation|organization|alliance|coalition|front|militia|bank|ministry|authority|council|federation|regulator|watchdog|"
    r"cooperative|co-operative|think-tank|manufacturer|airline|broadcaster|owner of the|parent company|campaign|faction|lobby|fund|foundation|committee)\b"
)
_NOT_BEFORE_A_NAME = frozenset(
    [
        "the",
        "The",
        "a",
        "an",
        "called",
        "named",
        "this",
        "that",
        "its",
        "their",
        "his",
        "her",
        "our",
    ]
)
_BEFORE_A_SPEAKER = frozenset(
    "said says added adds warned insisted argued replied stated stressed noted explained declared claimed "
    "recalled asked answered concluded wrote complained".split()
)
STRONG = {
    "title": 0.95,
    "role": 0.95,
    "given": 0.9,
    "age": 0.95,
    "apposition": 0.9,
    "verb": 0.85,
    "pair": 0.6,
}


@dataclass(slots=True)
class Person:
    """Somebody named in the text.

    states  the states whose office the text says they hold, with the head of the role.
    """

    name: str
    female: bool | None = None
    offices: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class People:
    """All of them, and what each form of a name stands for."""

    by_name: dict[str, Person] = field(default_factory=dict)
    aliases: dict[str, set[str]] = field(default_factory=dict)
    forms: dict[str, list[str]] = field(default_factory=dict)
    confidence: dict[str, float] = field(default_factory=dict)
    holders: dict[str, list[tuple[str, tuple[str, ...]]]] = field(default_factory=dict)
    matcher: Phrases[str] = field(default_factory=lambda: Phrases([]))
    places: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    adjectives: dict[str, str] = field(default_factory=dict)

    def resolve(self, words: str) -> str | None:
        """The one full name that `words` stand for; None where it is unknown or not one."""
        if words in self.by_name:
            return words
        names = self.aliases.get(words, set())
        return next(iter(names)) if len(names) == 1 else None

    def holder(self, head: str, states: tuple[str, ...]) -> str | None:
        """The one person who holds the office `head` (of `states`, where given); None where not one."""
        candidates = self.holders.get(head, [])
        holders = {name for name, of in candidates if not states or not of or set(states) & set(of)}
        exact = {name for name, of in candidates if states and set(states) & set(of)}
        chosen = exact or holders
        return next(iter(chosen)) if len(chosen) == 1 else None


def words_of(labelled: Labelled, run: Run) -> str:
    """The words of a run, one space between two."""
    return " ".join(token.word for token in labelled.sentence.tokens[run.first : run.stop])


def survey_people(page: Page, labels: list[Labelled], words: Vocabulary) -> People:
    """Collect people over the whole text from the places that show that a name is a person's."""
    people = People()
    singles: list[tuple[str, float]] = []
    pairs: dict[str, int] = {}
    for labelled in labels:
        for run in labelled.runs:
            name = words_of(labelled, run)
            kind = evidence(page, labelled, run, words)
            if kind == "place":
                people.places.add(name)
            elif kind == "state":
                people.states.add(name)
            elif kind == "organisation":
                people.organisations.add(name)
            elif kind in STRONG and kind != "pair":
                if run.stop - run.first == 1:
                    singles.append((name, STRONG[kind]))
                else:
                    _enter(people, name, STRONG[kind])
            elif kind == "pair":
                pairs[name] = pairs.get(name, 0) + 1
    _unknown_states(page, labels, people, words)
    people.states |= {name.split()[-1] for name in people.states}
    for known in people.states | people.organisations:
        if known in people.by_name and people.confidence[known] < 0.9:
            del people.by_name[known]
    for name in pairs:
        if (
            name not in people.organisations
            and name not in people.places
            and name not in people.states
        ):
            _enter(people, name, STRONG["pair"])
    for name in list(people.by_name):
        _aliases(people, name, words)
    for name, confidence in singles:
        if name not in people.aliases and name not in people.states | people.organisations:
            if name in people.places and confidence < 0.9:
                continue
            _enter(people, name, confidence)
            people.aliases.setdefault(name, {name})
    _merge(people)
    people.matcher = Phrases((alias, alias) for alias in people.aliases)
    for labelled in labels:
        _offices(page, labelled, people, words)
    return people


_SUFFIXES = ("an", "ian", "ese", "ish", "i", "ic", "er")
_STATE_FORM = re.compile(
    r"\b(?:Republic|Kingdom|Federation|Emirate|Sultanate|Principality|Commonwealth|Dominion|Duchy|Confederation|Union)\s+of\s+(?:the\s+)?"
    r"([A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)*)"
)


def _unknown_states(page: Page, labels: list[Labelled], people: People, words: Vocabulary) -> None:
    """States that the gazetteer does not know: "Republic of X", and X beside "Xian foreign minister"."""
    names: dict[str, int] = {}
    adjectives: set[str] = set()
    official = words.official_nouns
    for labelled in labels:
        tokens, flat = labelled.sentence.tokens, page.flat
        for match in _STATE_FORM.finditer(flat, labelled.sentence.start, labelled.sentence.end):
            if match.group(1) not in page.words.gazetteer:
                people.states.add(match.group(1))
        for run in labelled.runs:
            if run.title:
                continue
            name = words_of(labelled, run)
            names[name] = names.get(name, 0) + 1
            last = tokens[run.stop - 1].word
            follows = tokens[run.stop] if run.stop < len(tokens) else None
            if (
                follows is not None
                and run.stop - run.first <= 2
                and last.endswith(_SUFFIXES)
                and len(last) > 4
                and adjacent(flat, tokens[run.stop - 1], follows)
                and (follows.word.lower() in official or run.stop in labelled.role_at)
            ):
                adjectives.add(name)
    for adjective in sorted(adjectives):
        stem = adjective[: max(3, len(adjective) - 4)]
        base = [
            name
            for name in names
            if name != adjective
            and name.startswith(stem[: max(3, len(stem) - 1)])
            and len(name) < len(adjective) + 3
            and not name.endswith(("an", "ese", "ish"))
            and name not in adjectives
        ]
        best = max(
            base, key=lambda name: (len(_shared(name, adjective)), names[name]), default=None
        )
        if best is not None and len(_shared(best, adjective)) >= min(4, len(best)):
            people.adjectives[adjective] = best
            people.states.add(best)
            people.places.discard(best)


def _shared(left: str, right: str) -> str:
    """The beginning that two words share."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        count += 1
    return left[:count]


def _enter(people: People, name: str, confidence: float) -> None:
    people.by_name.setdefault(name, Person(name))
    people.confidence[name] = max(confidence, people.confidence.get(name, 0.0))


def _aliases(people: People, name: str, words: Vocabulary) -> None:
    parts = name.split()
    forms = {name, parts[-1]}
    eastern = len(parts) <= 3 and (
        (
            parts[0] in words.family_first
            and parts[0] not in words.given
            and (len(parts) == 3 or "-" in parts[1] or parts[0] in words.family_first)
        )
        or bool(re.fullmatch(r"[A-Z]\w+-[a-z]\w+", parts[1]) if len(parts) == 2 else False)
    )
    if eastern and (len(parts) == 3 or "-" in parts[-1] or parts[-1] not in words.given):
        forms.add(parts[0])
        if len(parts) == 2:
            forms.discard(parts[-1])
            forms.add(name)
    for index, part in enumerate(parts[:-1]):
        if part in words.particles and index:
            forms.add(" ".join(parts[index:]))
            forms.add(" ".join(each for each in parts[index:] if each not in words.particles))
            break
    if len(parts) >= 3:
        forms.add(" ".join(parts[-2:]))
    if parts[0] in words.given and len(parts[0]) > 2:
        forms.add(parts[0])
    for form in forms:
        if form and form not in words.never:
            people.aliases.setdefault(form, set()).add(name)
            people.forms.setdefault(name, []).append(form)


def _merge(people: People) -> None:
    """A longer full name and a shorter one with the same ends are one person, called by the longer."""
    by_ends: dict[tuple[str, str], list[str]] = {}
    for name in people.by_name:
        parts = name.split()
        by_ends.setdefault((parts[0], parts[-1]), []).append(name)
    for shorter in sorted(people.by_name, key=len):
        parts = shorter.split()
        longer = [
            name
            for name in by_ends[parts[0], parts[-1]]
            if len(name.split()) > len(parts) > 1 and name in people.by_name
        ]
        if len(longer) == 1:
            for form in people.forms.get(shorter, ()):
                people.aliases[form].discard(shorter)
                people.aliases[form].add(longer[0])
            del people.by_name[shorter]
    for form, names in people.aliases.items():
        if len(names) > 1:  # a given name that is somebody's surname means the surname
            last = {name for name in names if name.split()[-1] == form or name == form}
            if len(last) == 1:
                people.aliases[form] = last


def evidence(page: Page, labelled: Labelled, run: Run, words: Vocabulary) -> str:
    """What the words around a run say it is: a key of STRONG, "place", "state", or "" for nothing."""
    tokens, flat = labelled.sentence.tokens, page.flat
    names = [token.word for token in tokens[run.first : run.stop]]
    if names[-1] in words.organisation_words or any(
        name in words.organisation_words for name in names
    ):
        return ""
    named = names[0] in words.given and names[0] not in words.place_words
    if (
        len(names) > 1
        and not named
        and (names[-1] in words.place_words or names[0] in words.place_words)
    ):
        return "place"
    if len(names) == 1 and names[0] in words.place_words:
        return ""
    if len(names) == 1 and names[0].isupper() and len(names[0]) > 1:
        return ""
    if run.title:
        return "title"
    before = tokens[run.first - 1] if run.first else None
    if before is not None and before.word in _COMPASS and adjacent(flat, before, tokens[run.first]):
        return "place"
    if _ORGANISATION_AFTER.match(flat, tokens[run.stop - 1].end, labelled.sentence.end) or (
        before is not None
        and before.word.lower() in _ORGANISATION_NOUNS
        and adjacent(flat, before, tokens[run.first])
        and not (names[0] in words.given)
    ):
        return "organisation"
    if (
        run.first > 1
        and tokens[run.first - 1].word in {"for", "of"}
        and run.first - 2 in labelled.role_at
    ):
        return ""  # the subject of an office: "Minister for National Reconciliation"
    if page.words.place_after.match(flat, tokens[run.stop - 1].end, labelled.sentence.end):
        return "place"
    start, end = tokens[run.first].start, tokens[run.stop - 1].end
    after = flat[end : min(labelled.sentence.end, end + 60)]
    following = tokens[run.stop].word if run.stop < len(tokens) else ""
    preceding = tokens[run.first - 1].word if run.first else ""
    role = labelled.role_at.get(run.first - 1)
    if role and adjacent(flat, tokens[run.first - 1], tokens[run.first]):
        return "role"
    here = preceding.lower() in _INSIDE and after[:2] != "'s" and not _AGE.match(after)
    if here and len(names) <= 2 and names[0] not in {"Mr", "Mrs"}:
        return "place"
    if (
        len(names) > 1
        and names[0] not in words.given
        and any(name in words.organisation_hints for name in names)
    ):
        return "organisation"
    if len(names) > 1 and (
        names[0] in words.given or (names[0] in words.family_first and len(names) <= 3)
    ):
        return "given"
    if _AGE.match(after):
        return "age"
    if _apposition(labelled, run, after, flat) or re.match(r",\s+who(?:se)?\b", after):
        return "apposition"
    if role_comma_before(labelled, run.first, flat) and re.match(r"\s*[,.)]", after):
        return "apposition"
    if after.startswith("'s") and following.lower() in _STATE_HEADS:
        return "state"
    if preceding in {"of", "the"} and re.search(
        r"\b(?:government|president|republic|kingdom|people|parliament|prime minister|king|ambassador to|border with|independence of|state)\s+of\s+(?:the\s+)?$"
        r"|\b(?:ambassador to|border with)\s+$",
        flat[max(0, start - 45) : start],
        re.IGNORECASE,
    ):
        return "state"
    if (
        preceding.lower() in page.words.list("places", "near")
        or preceding.lower() in {"visit", "visited", "visiting", "reached", "toured", "entered"}
        or re.search(
            rf"\b(?:residents|people|inhabitants|villagers|outskirts|streets|siege|mayor|{'|'.join(page.words.list('places', 'kinds'))})\s+of\s+$",
            flat[max(0, start - 30) : start],
        )
    ):
        return "place"
    if following in page.words.list("places", "nouns") and adjacent(
        flat, tokens[run.stop - 1], tokens[run.stop]
    ):
        return "place"
    near_after = following in _PLAIN_VERBS and after[:1] in " ,"
    near_before = preceding in _PLAIN_VERBS and adjacent(
        flat, tokens[run.first - 1], tokens[run.first]
    )
    if near_after or (near_before and preceding in _BEFORE_A_SPEAKER):
        return "verb"
    if 2 <= len(names) <= 3 and run.first and preceding not in _NOT_BEFORE_A_NAME:
        led = tokens[run.first - 1].capital and adjacent(
            flat, tokens[run.first - 1], tokens[run.first]
        )
        if names[0] in {"El", "La", "Le", "Los", "Las", "Les", "Der", "Die", "Das", "Il"}:
            return ""
        marked = run.first and re.search(r"[“\"‘]", flat[tokens[run.first - 1].end : start])
        if (
            not led
            and not marked
            and names[-1] not in words.event_words
            and not any(each.isupper() for each in names)
        ):
            return "pair"
    return ""


def _apposition(labelled: Labelled, run: Run, after: str, flat: str) -> bool:
    """Whether ", the deputy minister …" or ", a farmer" follows."""
    if not re.match(r"\s*[,(–—-]\s*(?:the|a|an|who is|then|now|his|her|its|their)?\s*", after):
        return False
    if after[:1] not in ",(" and not after.startswith((" (", " –", " —")):
        return False
    return role_after(labelled, run.stop, flat) is not None


def role_after(labelled: Labelled, stop: int, flat: str) -> RoleHit | None:
    """The role in apposition to the name that ends before token `stop`."""
    tokens = labelled.sentence.tokens
    if not 0 < stop < len(tokens):
        return None
    gap = flat[tokens[stop - 1].end : tokens[stop].start]
    if "," not in gap and "(" not in gap and "–" not in gap and "—" not in gap:
        return None
    for at in range(stop, min(stop + 3, len(tokens))):
        if (
            at > stop
            and tokens[at - 1].word.lower() not in _BEFORE_A_ROLE
            and at - 1 not in labelled.hit_at
        ):
            return None
        if (
            at > stop
            and not adjacent(flat, tokens[at - 1], tokens[at])
            and "'s" not in flat[tokens[at - 1].end : tokens[at].start]
        ):
            return None
        role = labelled.role_at.get(at)
        if role and role.first >= stop:
            return role
    return None


_BEFORE_A_ROLE = frozenset(
    ["the", "a", "an", "then", "now", "his", "her", "its", "their", "former"]
)


def role_comma_before(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role before a comma and the name that begins at token `first`: "the minister, John Doe,"."""
    tokens = labelled.sentence.tokens
    if (
        first > 1
        and adjacent(flat, tokens[first - 1], tokens[first])
        and len(tokens[first - 1].word) < 6
    ):
        first -= 1  # a title such as "Sir" between the comma and the name
    if not first or flat[tokens[first - 1].end : tokens[first].start].strip() != ",":
        return None
    role = labelled.role_at.get(first - 1)
    return role if role and role.stop == first and role.office else None


def role_before(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role right before the name that begins at token `first`, titles between them allowed."""
    tokens = labelled.sentence.tokens
    at = first - 1
    if at < 0 or not adjacent(flat, tokens[at], tokens[first]):
        return None
    if at not in labelled.role_at and at:
        if not adjacent(flat, tokens[at - 1], tokens[at]) or not tokens[at].capital:
            return None
        if len(tokens[at].word) > 6:
            return None
        at -= 1
    role = labelled.role_at.get(at)
    return role if role and role.stop == at + 1 else None


def _offices(page: Page, labelled: Labelled, people: People, words: Vocabulary) -> None:
    """Note what offices the people in a sentence are said to hold."""
    tokens, flat = labelled.sentence.tokens, page.flat
    previous: str | None = None
    index = 0
    while index < len(tokens):
        match = people.matcher.match(flat, tokens, index)
        name = people.resolve(match[1]) if match else None
        if not match or name is None:
            index += 1
            continue
        person = people.by_name[name]
        before = role_before(labelled, index, flat) or role_comma_before(labelled, index, flat)
        after = role_after(labelled, index + match[0], flat)
        for role in (before, after):
            if role is None:
                continue
            head, states = role.head, role.states
            if head in page.words.list("roles", "counterparts") and previous:
                head = next((office for office, _ in people.by_name[previous].offices), head)
            if role is after:
                states = states or states_after(labelled, role.stop, flat)
            if (
                not states
                and role.first
                and labelled.hit_at.get(role.first - 1)
                and flat[tokens[role.first - 1].end : tokens[role.first].start].startswith("'s")
            ):
                states = (labelled.hit_at[role.first - 1].entries[0].name,)
            whole = _whole_head(role, head)
            if (whole, states) not in person.offices:
                person.offices.append((whole, states))
                tail = whole.split()
                for at in range(len(tail)):  # "foreign minister" answers to "minister" as well
                    people.holders.setdefault(" ".join(tail[at:]), []).append((name, states))
        title = tokens[index - 1].word.rstrip(".") + "." if index else ""
        marks = page.words.words["names"]
        if title in marks["female"] or title.rstrip(".") in marks["female"]:
            person.female = True
        elif title in marks["male"] or title.rstrip(".") in marks["male"]:
            person.female = False
        previous = name
        index += match[0]


def _whole_head(role: RoleHit, head: str) -> str:
    """The head with its modifiers in small letters, states left out: "deputy foreign minister"."""
    if head != role.head:
        return head
    small = role.words.lower()
    at = small.rfind(head)
    lead = [each for each in small[:at].split() if each in _KEPT]
    return " ".join([*lead, head])


_KEPT = frozenset(
    [
        "deputy",
        "vice",
        "former",
        "acting",
        "assistant",
        "foreign",
        "defence",
        "defense",
        "interior",
        "trade",
        "finance",
        "chief",
        "special",
    ]
)


_LINKS = frozenset({"of", "for", "the", "to", "at", "and", "in"})


def states_after(labelled: Labelled, stop: int, flat: str) -> tuple[str, ...]:
    """The state or organisation that the "of …", "for …" or "to …" after token `stop` ends in.

    A name that the gazetteer does not know counts after "of": it says whose office this is.
    """
    tokens = labelled.sentence.tokens
    unknown: tuple[str, ...] = ()
    for at in range(stop, min(stop + 9, len(tokens))):
        if at and not adjacent(flat, tokens[at - 1], tokens[at]):
            break
        hit = labelled.hit_at.get(at)
        if hit:
            entry = hit.entries[0]
            return (entry.name,) if entry.kind in {"state", "organisation"} else unknown
        if tokens[at].capital:
            run = next((each for each in labelled.runs if each.first == at), None)
            if run and at > stop and tokens[at - 1].word in {"of", "the"}:
                unknown = (words_of(labelled, run),)
        elif tokens[at].word.lower() not in _LINKS:
            break
    return unknown
