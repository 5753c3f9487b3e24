"""Organisations that the gazetteer does not know: by a telling word, by their abbreviation."""

from __future__ import annotations

from collections.abc import Iterator

from detente.documents.actors.labelled import Labelled
from detente.documents.actors.vocabulary import Vocabulary
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.rules import Found, rule
from detente.documents.tokens import Token, adjacent, words_of_text
from detente.documents.values import Item, Mention

_ALONE = words_of_text(
    "House Executive Judiciary Parliament Congress Senate Cabinet Politburo Treasury Government"
    " Bundesrat Presidency Legislature Bundestag Knesset Duma Sejm Rada Folketing Storting Riksdag"
    " Althing Majlis Diet Crown"
)
_GENERIC = words_of_text(
    """
    Council Commission Committee Union Front Party Movement Ministry Authority Agency Association
    Army Board Court Federation League Alliance Coalition Assembly Company Group Tribunal Mission
    Force Secretariat Bank Cooperative Co-operative Chamber Institute Office Department Bureau
    Church Embassy Consulate
    Foundation Trust Fund Guild Society Directorate Presidium Inspectorate Panel Band Tribe Nation
    Corporation Consortium Network Command Confederation Administration Organisation Organization
    """
)
_PAPERS = words_of_text(
    "Room Hall Building Headquarters"
    " Release Conference Briefing Statement Report Bill Ordinance Decree Constitution Levy Tax"
)
_OF = frozenset(
    {"of", "for", "on", "against", "to", "de", "del", "da", "do", "des", "du", "la", "el"}
)
_WITH_FIELDS = words_of_text("Ministry Department Committee Directorate Secretariat Bureau")
_AFTER_OF = frozenset(
    {"the", "all", "a", "an", "our", "la", "las", "los", "el", "le", "les", "l'", "lo", "os", "as"}
)
_OWN_BODIES = words_of_text(
    """
    People Women Men Children Fishermen Workmen Ombudsman Prosecutor General Auditor Governor Mayor
    Minister President Chancellor Commissioner Sheriff Clerk Registrar Speaker Peoples Public
    """
)


@rule("organisations.telling-word", layer="actors", languages=("en",))
def telling_word(page: Page, found: Found) -> Iterator[Item]:
    """Capitalised words with one such as "Council", "Ministry of …" or "Front" among them."""
    words = found.survey.vocabulary
    names: dict[str, set[str]] = {}
    alone: list[tuple[int, int, str]] = []
    for labelled in found.survey.labels:
        _known_heads(page, labelled, words, names)
        if labelled.sentence.title_case:
            continue
        last = -1
        tokens = labelled.sentence.tokens
        for index, token in enumerate(tokens):
            if index < last or index in labelled.hit_at or not token.capital:
                continue
            if index in labelled.role_at:
                continue  # "Energy Minister"
            head = _head(token.word, words)
            if head is None and index and token.word in {"Forum", "Assembly", "Congress"}:
                # "the Lake Users' Forum" is a body, "the Lisbon Forum" an event
                owned = page.flat[tokens[index - 1].end : token.start] == "' " or _speaks_for(
                    page, labelled, index
                )
                head = token.word if owned else None
            if head is None:
                continue
            first, stop = _reach(page, labelled, index, words)
            last = stop
            start, end = tokens[first].start, tokens[stop - 1].end
            text = page.text[start:end]
            if stop - first > 1:
                if _names_no_body(page, labelled, first, stop, words):
                    continue
                name = _whole_name(page, labelled, first, stop).replace(token.word, head)
                name = found.survey.people.shorts.get(name, name)
                names.setdefault(head, set()).add(name)
                # "the Kazakh Party" of two Parties to a treaty is no political party.
                treaty = head == "Party" and stop - first == 2 and first in labelled.hit_at
                side = treaty and "Parties" in page.flat
                yield Mention(
                    start,
                    end,
                    text,
                    "organisations.telling-word",
                    0.85,
                    name,
                    "group" if side else "organisation",
                    "group" if side else "name",
                )
            elif index:
                before = (
                    tokens[index - 1].word.lower()
                    if adjacent(page.flat, tokens[index - 1], token)
                    else ""
                )
                if head in _ALONE or before in {"the", "this"}:
                    alone.append((start, end, head))
    for start, end, head in alone:
        known = names.get(head, set())
        if not known and head not in _ALONE | _GENERIC:
            continue
        name = next(iter(known)) if len(known) == 1 else page.text[start:end]
        yield Mention(
            start,
            end,
            page.text[start:end],
            "organisations.telling-word",
            0.7 if head in _ALONE or known else 0.6,
            name,
            "organisation",
            "name",
        )


def _speaks_for(page: Page, labelled: Labelled, index: int) -> bool:
    """Whether a name stands before "of the … Forum": somebody belongs to it."""
    tokens, flat = labelled.sentence.tokens, page.flat
    first = index
    while first and tokens[first - 1].capital and adjacent(flat, tokens[first - 1], tokens[first]):
        first -= 1
    return (
        2 < first < index
        and tokens[first - 1].word == "the"
        and tokens[first - 2].word in {"of", "from"}
        and tokens[first - 3].capital
        and any(run.stop == first - 2 for run in labelled.runs)
        and adjacent(flat, tokens[first - 3], tokens[first - 2])
    )


def _whole_name(page: Page, labelled: Labelled, first: int, stop: int) -> str:
    """The name with the states in it called by their short names: "… of the Republic of X"."""
    tokens = labelled.sentence.tokens
    start, end = tokens[first].start, tokens[stop - 1].end
    name = " ".join(page.text[start:end].split())
    for hit in labelled.hits:
        entry = hit.entries[0]
        if first < hit.first and hit.stop <= stop and entry.kind == "state":
            written = page.text[tokens[hit.first].start : tokens[hit.stop - 1].end]
            if entry.form == "name":
                name = name.replace(f"the {' '.join(written.split())}", entry.name)
                name = name.replace(f"the Republic of {entry.name}", entry.name)
    return name


def _head(word: str, words: Vocabulary) -> str | None:
    return word if word in words.organisation_words else None


def _known_heads(
    page: Page, labelled: Labelled, words: Vocabulary, names: dict[str, set[str]]
) -> None:
    """Organisations of the gazetteer answer to their last word too: "the Council"."""
    for hit in labelled.hits:
        entry = hit.entries[0]
        last = labelled.sentence.tokens[hit.stop - 1].word
        if entry.kind == "organisation" and last in words.organisation_words:
            names.setdefault(last, set()).add(entry.name)


def _names_no_body(
    page: Page, labelled: Labelled, first: int, stop: int, words: Vocabulary
) -> bool:
    """Whether the words name an agreement, a law or a paper: "Mining Act", "Press Release"."""
    tokens, flat = labelled.sentence.tokens, page.flat
    ends = {tokens[stop - 1].word}
    if stop < len(tokens) and adjacent(flat, tokens[stop - 1], tokens[stop]):
        ends.add(tokens[stop].word)
    inside = {tokens[at].word for at in range(first, stop)}
    if ends & words.documents or (ends | inside) & _PAPERS:
        return True
    # "heads of State and Government"
    return tokens[first].word == "Government" and first > 1 and tokens[first - 1].word == "and"


def _reach(page: Page, labelled: Labelled, index: int, words: Vocabulary) -> tuple[int, int]:
    """The tokens of the name around the telling word at `index`."""
    tokens, flat = labelled.sentence.tokens, page.flat
    first = _left_end(page, labelled, index, words)
    # "of" inside a name to the left: "Movement of Northern Farmers Union" is too rare to look for.
    stop = index + 1
    while stop < len(tokens) and adjacent(flat, tokens[stop - 1], tokens[stop]):
        if tokens[stop].word in words.organisation_words or (
            tokens[stop].capital
            and not _begins_a_name(page, tokens, stop, words)
            and _belongs(tokens[stop], words)
            and stop not in labelled.hit_at
            and stop not in labelled.role_at
        ):
            stop += 1
            continue
        reach = stop
        if tokens[reach].word in _OF:
            reach += 1
            if reach < len(tokens) and tokens[reach].word in _AFTER_OF:
                reach += 1
            end = _capitals(page, labelled, reach, words)
            if end > reach:
                stop = end
                if tokens[index].word in _WITH_FIELDS:
                    stop = _listed(page, labelled, stop)
                continue
        break
    return first, stop


_LISTED = late(
    r"(?:, [A-Z][\w-]+(?: [A-Z][\w-]+)?){1,3},? (?:and|&) (?:the )?[A-Z][\w-]+(?: [A-Z][\w-]+)?"
)


def _listed(page: Page, labelled: Labelled, stop: int) -> int:
    """Where a ministry's name ends that lists its fields: "… of Economy, Trade and Industry"."""
    tokens = labelled.sentence.tokens
    more = _LISTED.match(page.flat, tokens[stop - 1].end, labelled.sentence.end)
    if not more:
        return stop
    end = stop
    while end < len(tokens) and tokens[end].end <= more.end():
        if end in labelled.hit_at or end in labelled.role_at:
            return stop
        end += 1
    return end


def _begins_a_name(page: Page, tokens: tuple[Token, ...], at: int, words: Vocabulary) -> bool:
    """Whether a given name and another word with a capital follow: "… Board Deb Noffke"."""
    return (
        tokens[at].word in words.given
        and at + 1 < len(tokens)
        and tokens[at + 1].capital
        and tokens[at + 1].word not in words.organisation_words
        and adjacent(page.flat, tokens[at], tokens[at + 1])
    )


def _left_end(page: Page, labelled: Labelled, index: int, words: Vocabulary) -> int:
    tokens, flat = labelled.sentence.tokens, page.flat
    first = index
    while first and _joined(flat, tokens[first - 1], tokens[first]):
        if _belongs(tokens[first - 1], words):
            first -= 1
            hit = labelled.hit_at.get(first)
            if hit:
                first = hit.first
            continue
        break
    return first


def _capitals(page: Page, labelled: Labelled, at: int, words: Vocabulary) -> int:
    """Where the capitalised words from token `at` end, "and" between two of them allowed."""
    tokens, flat = labelled.sentence.tokens, page.flat
    stop = at
    while stop < len(tokens) and (stop == at or adjacent(flat, tokens[stop - 1], tokens[stop])):
        role = labelled.role_at.get(stop)
        if (
            stop > at
            and role
            and role.stop == stop + 1
            and any(run.first == role.stop for run in labelled.runs)
        ):
            break  # "Department of Ports Director N. N."
        if (
            tokens[stop].capital
            and tokens[stop].word.lower() not in words.function
            and tokens[stop].word not in words.days
        ):
            stop += 1
            continue
        if (
            stop > at
            and tokens[stop].word in {"and", "&"}
            and stop + 1 < len(tokens)
            and tokens[stop + 1].capital
            and stop + 1 not in labelled.hit_at
            and stop - 1 not in labelled.hit_at
            and adjacent(flat, tokens[stop], tokens[stop + 1])
            and not _another(page, labelled, stop + 1, words)
        ):
            stop += 2
            continue
        break
    return stop


def _another(page: Page, labelled: Labelled, at: int, words: Vocabulary) -> bool:
    """Whether the capitalised words from token `at` are a name of their own after an "and"."""
    tokens, flat = labelled.sentence.tokens, page.flat
    stop = at
    while (
        stop < len(tokens)
        and tokens[stop].capital
        and (stop == at or adjacent(flat, tokens[stop - 1], tokens[stop]))
    ):
        if tokens[stop].word in words.organisation_words | words.place_words:
            return stop > at
        stop += 1
    return False


def _joined(flat: str, left: Token, right: Token) -> bool:
    """Adjacent, or with the apostrophe of a plural between: "Workers' Union", "People's Front"."""
    gap = flat[left.end : right.start]
    return (
        adjacent(flat, left, right)
        or gap in {"' ", " & "}
        or (gap in {"'s ", "'S "} and left.word in _OWN_BODIES)
    )


def _belongs(token: Token, words: Vocabulary) -> bool:
    if not token.capital:
        return False
    return token.word.lower() not in words.function and token.word.rstrip(".") not in words.titles
