"""The people of a text: full names, the shorter forms that stand for them, and what they hold."""

from __future__ import annotations

import re
from collections import Counter

from detente.documents import Phrases
from detente.reading.actors.apposition import role_after, roles_beside, states_after, words_of
from detente.reading.actors.evidence import STRONG, evidence
from detente.reading.actors.labelled import Labelled
from detente.reading.actors.persons import People, Person
from detente.reading.actors.vocabulary import Vocabulary
from detente.reading.page import Page
from detente.reading.turns import LABEL_TITLES


def survey_people(page: Page, labels: list[Labelled], words: Vocabulary) -> People:
    """Collect people over the whole text from the places that show that a name is a person's."""
    people = People(sexes=page.words.given_names)
    others = {"place": people.places, "state": people.states, "organisation": people.organisations}
    singles: dict[str, float] = {}
    pairs: Counter[str] = Counter()
    longer: dict[str, set[str]] = {}  # unknown names of several words by their last one
    for labelled in labels:
        for run in labelled.runs:
            name, several = words_of(labelled, run), run.stop - run.first > 1
            kind = evidence(page, labelled, run, words)
            if kind in others:
                others[kind].add(name)
            elif kind == "pair":
                pairs[name] += 1
            elif kind and several:
                _enter(people, name, STRONG[kind])
            elif kind:
                singles[name] = max(STRONG[kind], singles.get(name, 0.0))
            elif several and _may_be_a_name(name, words):
                longer.setdefault(name.split()[-1], set()).add(name)
    _speaking(page, people, words)
    known = people.organisations | people.places | people.states
    for name in pairs:
        if name not in known:
            _enter(people, name, STRONG["pair"])
    for name, confidence in singles.items():
        # "Moyo said": then an unknown "Tendai Moyo" elsewhere is the full name of the same person.
        fuller = longer.get(name, set()) - known
        if len(fuller) == 1:
            _enter(people, next(iter(fuller)), confidence)
    for name in list(people.by_name):
        _aliases(people, name, words)
    for name, confidence in singles.items():
        weak = name in people.places and confidence < STRONG["given"]
        if name not in people.aliases and name not in people.states and not weak:
            _enter(people, name, confidence)
            people.aliases.setdefault(name, {name})
    _merge(people)
    people.matcher = Phrases((alias, alias) for alias in people.aliases)
    for labelled in labels:
        _offices(page, labelled, people)
    return people


_PAPERS = frozenset({"Review", "Weekly", "Magazine", "Daily", "Media", "Wire", "Observer"})


def is_a_body(page: Page, label: str, words: Vocabulary) -> bool:
    """Whether the label of a turn is a paper's or an agency's: "Reuters:", "Harbour Review:"."""
    known = page.words.gazetteer.get(label, ())
    if known:
        return known[0].kind == "organisation"
    parts = label.split()
    telling = words.organisation_words | _PAPERS
    return len(parts) > 1 and parts[-1] in telling and not label.isupper()


def _speaking(page: Page, people: People, words: Vocabulary) -> None:
    """Full names that label the turns of a conversation: "Lin Jian: …"."""
    other = words.place_words | words.never | words.organisation_hints
    for label in {zone.label for zone in page.zones if zone.label}:
        parts = LABEL_TITLES.sub("", label).split()
        named = all(re.fullmatch(r"[A-Z][\w'-]*[a-z]\w*", part) for part in parts)
        known = label in page.words.gazetteer or is_a_body(page, label, words)
        known = known or any(part.lower() in words.heads_list for part in parts)
        if 2 <= len(parts) <= 4 and named and not known and not other & set(parts):
            _enter(people, " ".join(parts), 0.8)


def _may_be_a_name(name: str, words: Vocabulary) -> bool:
    """Whether nothing in a name says that it is an organisation, a place or an event."""
    telling = words.organisation_words | words.place_words | words.event_words
    return not (telling | words.organisation_hints) & set(name.split())


def _enter(people: People, name: str, confidence: float) -> None:
    first = name.split()[0]
    people.by_name.setdefault(name, Person(name, people.sexes.get(first)))
    people.confidence[name] = max(confidence, people.confidence.get(name, 0.0))


def _aliases(people: People, name: str, words: Vocabulary) -> None:
    parts = name.split()
    forms = {name, parts[-1]}
    if parts[0] in words.family_first and parts[0] not in words.given and len(parts) <= 3:
        forms.add(parts[0])  # "Moon" is Moon Jae-in
    particle = next((k for k, part in enumerate(parts) if k and part in words.particles), None)
    if particle is not None:
        forms.add(" ".join(parts[particle:]))
    if len(parts) >= 3:
        forms.add(" ".join(parts[-2:]))
    if parts[0] in words.given and len(parts[0]) > 2:
        forms.add(parts[0])
    for form in forms - words.never:
        people.aliases.setdefault(form, set()).add(name)


def _merge(people: People) -> None:
    """A longer full name and a shorter one with the same ends are one person, called by the
    longer.
    """
    by_ends: dict[tuple[str, str], set[str]] = {}
    for name in people.by_name:
        parts = name.split()
        by_ends.setdefault((parts[0], parts[-1]), set()).add(name)
    for same in by_ends.values():
        whole = max(same, key=len)
        for name in same - {whole}:
            if " " in name:
                del people.by_name[name]
                for names in people.aliases.values():
                    if name in names:
                        names.discard(name)
                        names.add(whole)
    for form, names in people.aliases.items():
        if len(names) > 1:  # a given name that is somebody's surname means the surname
            last = {name for name in names if name.split()[-1] == form or name == form}
            if len(last) == 1:
                people.aliases[form] = last


def _offices(page: Page, labelled: Labelled, people: People) -> None:
    """Note what offices the people in a sentence are said to hold."""
    tokens, flat = labelled.sentence.tokens, page.flat
    index = 0
    while index < len(tokens):
        match = people.matcher.match(flat, tokens, index)
        name = people.resolve(match[1]) if match else None
        if not match or name is None:
            index += 1
            continue
        person = people.by_name[name]
        after = role_after(labelled, index + match[0], flat)
        for role in (*roles_beside(labelled, index, index + match[0], flat), after):
            if role is None:
                continue
            states = role.states or states_after(labelled, role.stop, flat)
            owner = labelled.hit_at.get(role.first - 1)
            if not states and owner:
                states = (owner.entries[0].name,)
            if (role.head, states) not in person.offices:
                person.offices.append((role.head, states))
                words = role.words.lower().split()
                for at in range(len(words)):  # "foreign minister" answers to "minister" as well
                    people.holders.setdefault(" ".join(words[at:]), []).append((name, states))
        title = tokens[index - 1].word.rstrip(".") + "." if index else ""
        marks = page.words.words["names"]
        if title in marks["female"] or title.rstrip(".") in marks["female"]:
            person.female = True
        elif title in marks["male"] or title.rstrip(".") in marks["male"]:
            person.female = False
        index += match[0]
