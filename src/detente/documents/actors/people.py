"""The people of a text: full names, the shorter forms that stand for them, and what they hold."""

from __future__ import annotations

import re

from detente.documents.actors.apposition import (
    role_after,
    roles_beside,
    states_after,
    words_of,
)
from detente.documents.actors.evidence import STRONG, evidence
from detente.documents.actors.labelled import Labelled, RoleHit
from detente.documents.actors.persons import People, Person
from detente.documents.actors.unknown_states import unknown_states
from detente.documents.actors.vocabulary import Vocabulary
from detente.documents.page import Page
from detente.documents.tokens import Phrases, words_of_text
from detente.documents.turns import LABEL_TITLES


def survey_people(page: Page, labels: list[Labelled], words: Vocabulary) -> People:
    """Collect people over the whole text from the places that show that a name is a person's."""
    people = People(sexes=page.words.given_names)
    singles: list[tuple[str, float]] = []
    pairs: dict[str, int] = {}
    bodies: set[str] = set()  # names that a telling word makes an organisation's
    ending: dict[str, set[str]] = {}  # longer unknown names by their last word
    for labelled in labels:
        for run in labelled.runs:
            name = words_of(labelled, run)
            kind = evidence(page, labelled, run, words)
            if not kind and run.stop - run.first > 1:
                bodies.update(_body(name, words))
            if run.stop - run.first in {2, 3} and not kind:
                ending.setdefault(name.split()[-1], set()).add(name)
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
    unknown_states(page, labels, people, words)
    people.states |= {name.split()[-1] for name in people.states}
    _speaking(page, people, words)
    for known in people.states | people.organisations:
        if known in people.by_name and people.confidence[known] < 0.9:
            del people.by_name[known]
    _adjectives(labels, people)
    _bare_bodies(people, bodies)
    for name in pairs:
        if (
            name not in people.organisations
            and name not in people.places
            and name not in people.states
        ):
            _enter(people, name, STRONG["pair"])
    _shorts(people, bodies, singles, words)
    # "Moyo said": then an unknown "Tendai Moyo" elsewhere is the full name of the same person.
    for name, confidence in singles:
        fuller = {each for each in ending.get(name, ()) if _may_be_a_name(each, words)}
        if len(fuller) == 1 and not fuller & (people.organisations | people.places):
            _enter(people, fuller.pop(), confidence)
    for name in list(people.by_name):
        _aliases(people, name, words)
    _first_names(people, singles)
    _middle_names(labels, people, words)
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


def _middle_names(labels: list[Labelled], people: People, words: Vocabulary) -> None:
    """The first of two surnames, or a father's name, that the text also writes alone."""
    single = {
        words_of(labelled, run)
        for labelled in labels
        for run in labelled.runs
        if run.stop - run.first == 1
    }
    taken = people.places | people.states | people.organisations | set(people.shorts)
    for name in list(people.by_name):
        parts = name.split()
        for part in parts[1:-1]:
            free = part not in people.aliases and part not in taken
            if part in single and free and part not in words.particles and len(part) > 2:
                people.aliases[part] = {name}


def _body(name: str, words: Vocabulary) -> list[str]:
    """The name in a list if a telling word other than its first one makes it an organisation's."""
    parts = name.split()
    telling = any(part in words.organisation_words for part in parts[1:])
    return [name] if telling or parts[0] in _FORMS_BEFORE else []


_STEM = 4
_ADJECTIVE = ("an", "ese", "ish", "i", "ic")


def _adjectives(labels: list[Labelled], people: People) -> None:
    """Adjectives of the states that only this text knows: "Ruritanian" beside "Ruritania"."""
    for state in sorted(people.states, reverse=True):
        if len(state) > _STEM - 1:
            people.stems[state[:_STEM]] = state
    for labelled in labels:
        for run in labelled.runs:
            word = labelled.sentence.tokens[run.first].word
            if run.stop - run.first == 1 and word not in people.adjectives:
                state = people.stems.get(word[:_STEM], word)
                if state != word and word.endswith(_ADJECTIVE):
                    people.adjectives[word] = state


def _bare_bodies(people: People, bodies: set[str]) -> None:
    """A company is also called without its "Ltd": what is left of the name is no person."""
    for name in bodies:
        parts = name.split()
        if len(parts) > 2 and parts[-1].rstrip(".") in _FORMS:
            bare = " ".join(parts[:-1])
            people.organisations.add(bare)
            people.shorts[bare] = name
            people.by_name.pop(bare, None)


_FORMS = words_of_text(
    "A/S Ltd Limited Inc Incorporated Corp Corporation PLC Plc plc GmbH AG SA SE NV BV AS ASA AB Oy"
    " Oyj SpA Srl LLC LLP Co Company Pty Sdn Bhd Group Holdings Holding KG"
)


_FORMS_BEFORE = words_of_text(
    "Minera Grupo Banco Compañía Empresa Cervecería Petrolera Hidroeléctrica Ingenio Hacienda"
    " Société Groupe Banque Compagnie Gruppo Banca Companhia Rederi Sociedad PT Perkebunan Tambang"
)


def _shorts(
    people: People, bodies: set[str], singles: list[tuple[str, float]], words: Vocabulary
) -> None:
    """First words that stand for one organisation; they are no longer taken for people."""
    firsts: dict[str, set[str]] = {}
    for name in (people.organisations | bodies) - set(people.by_name) - set(people.shorts):
        parts = name.split()
        if len(parts) > 1:
            firsts.setdefault(parts[0], set()).add(name)
    surnames = {part for name in people.by_name for part in name.split()}
    placed = {part for name in people.places | people.states for part in name.split()}
    telling = words.organisation_hints | words.organisation_words | words.given | words.never
    for word, names in firsts.items():
        if len(names) == 1 and len(word) > 3 and word not in telling | surnames | placed:
            people.shorts[word] = names.pop()
    lasts: dict[str, set[str]] = {}
    for name in people.organisations | bodies:
        parts = name.split()
        if 1 < len(parts) < 4 and parts[0] in _FORMS_BEFORE and parts[-1] not in telling:
            lasts.setdefault(" ".join(parts[1:]), set()).add(name)
    for word, names in lasts.items():
        if len(names) == 1 and word not in surnames | people.states:
            people.shorts.setdefault(word, names.pop())
    singles[:] = [each for each in singles if each[0] not in people.shorts or each[1] > 0.9]


def _first_names(people: People, singles: list[tuple[str, float]]) -> None:
    """A word that speaks or has a title may begin a full name: "Liang" that of "Liang Yue"."""
    by_first: dict[str, set[str]] = {}
    for full in people.by_name:
        if " " in full:
            by_first.setdefault(full.split()[0], set()).add(full)
    for name, _ in singles:
        if name not in people.aliases and len(by_first.get(name, ())) == 1:
            people.aliases[name] = set(by_first[name])


def _may_be_a_name(name: str, words: Vocabulary) -> bool:
    """Whether nothing in a name says that it is an organisation, a place or an event."""
    telling = words.organisation_words | words.place_words | words.event_words
    return not any(part in telling or part in words.organisation_hints for part in name.split())


def _enter(people: People, name: str, confidence: float) -> None:
    first = name.split()[0]
    if first not in people.sexes:
        first = first.split("-")[0]  # "Lars-Petter"
    sex = False if name.startswith("Jean-") else people.sexes.get(first)
    people.by_name.setdefault(name, Person(name, sex))
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
    """A longer full name and a shorter one with the same ends are one person, called by the
    longer.
    """
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
    _merge_tails(people)
    for form, names in people.aliases.items():
        if len(names) > 1:  # a given name that is somebody's surname means the surname
            last = {name for name in names if name.split()[-1] == form or name == form}
            if len(last) == 1:
                people.aliases[form] = last


def _merge_tails(people: People) -> None:
    """ "Ag Fagaga" is who "Hassan Ag Fagaga" is: the end of one longer name."""
    for name in list(people.by_name):
        parts = name.split()
        for at in range(1, len(parts) - 1):
            tail = " ".join(parts[at:])
            others = people.aliases.get(tail, set()) - {tail, name}
            if tail in people.by_name and not others and parts[at] not in people.sexes:
                del people.by_name[tail]
                for form in people.forms.get(tail, ()):
                    people.aliases[form].discard(tail)
                    people.aliases[form].add(name)


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
        after = role_after(labelled, index + match[0], flat)
        for role in (*roles_beside(labelled, index, index + match[0], flat), after):
            if role is None:
                continue
            head, states = role.head, role.states
            if head in page.words.list("roles", "counterparts") and previous:
                head = next((office for office, _ in people.by_name[previous].offices), head)
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
