"""Roles beside a name: right before it, before a comma, after it, one behind another."""

from __future__ import annotations

from detente.documents.actors.labelled import Labelled, RoleHit, Run
from detente.documents.actors.persons import People
from detente.documents.actors.vocabulary import PORTFOLIOS
from detente.documents.late import late
from detente.documents.tokens import adjacent, words_of_text

_SHORT_TITLES = frozenset({"mr", "mrs", "ms", "dr", "sir", "dame"})
_BEFORE_A_ROLE = words_of_text(
    """
    the a an then now his her its their our former who is was as serving currently
    """
)
_LINKS = words_of_text(
    """
    of for the to at and in
    """
)
_OPENS = late(r"[,(–—]")
_POSSESSIVE = late(r"['’](?:s\s+|\s+)")
_COMPLEMENT = late(
    r"\s+(?:of|for|to|on|at|with|in charge of|responsible for)\s+[^,.;:()“”\"?!]{2,80}"
)
_SHORT_NAME = late(r"\s*\([A-Z][\w-]{1,12}\)?$")
_VERB_INSIDE = late(
    r"\b(?:said|says|told|has|have|had|is|was|were|are|will|would|that|who|which|when|after|before"
    r"|against|if|because)\b"
)
_MOST_WORDS = 8


def words_of(labelled: Labelled, run: Run) -> str:
    """The words of a run, one space between two."""
    return " ".join(token.word for token in labelled.sentence.tokens[run.first : run.stop])


def role_after(labelled: Labelled, stop: int, flat: str) -> RoleHit | None:
    """The role in apposition to the name that ends before token `stop`.

    Articles, possessives and names may stand before it: ", the company's new director".
    """
    tokens = labelled.sentence.tokens
    if not 0 < stop < len(tokens):
        return None
    gap = flat[tokens[stop - 1].end : tokens[stop].start]
    if not _OPENS.search(gap):
        return None
    if tokens[stop].word.isdigit() and stop + 1 < len(tokens):
        if flat[tokens[stop].end : tokens[stop + 1].start] != ", ":
            return None
        stop += 1  # "N. N., 67, chair of …"
    for at in range(stop, min(stop + _MOST_WORDS, len(tokens))):
        if at > stop:
            left = tokens[at - 1]
            between = flat[left.end : tokens[at].start]
            owner = _POSSESSIVE.fullmatch(between) is not None
            if not owner and not adjacent(flat, left, tokens[at]):
                return None
            known = left.word.lower() in _BEFORE_A_ROLE or at - 1 in labelled.hit_at
            named = left.capital and _ends_here(labelled, at, flat)
            if not (known or owner or named or _owned(labelled, at, flat)):
                return None
        role = labelled.role_at.get(at)
        if role and role.first >= stop:
            return None if _leads_to_a_name(labelled, role, flat) else role
    return None


def _ends_here(labelled: Labelled, at: int, flat: str) -> bool:
    """Whether a role begins at token `at` with which its apposition ends: ", a CSP commander,"."""
    role = labelled.role_at.get(at)
    if role is None or role.first != at:
        return False
    end = labelled.sentence.tokens[role.stop - 1].end
    after = flat[end : end + 5]
    return after[:1] in ",.;)" or after.startswith((" of ", " for ", " who"))


def _owned(labelled: Labelled, at: int, flat: str) -> bool:
    """Whether the words from token `at - 1` on end in a possessive: "the port workers' leader"."""
    tokens = labelled.sentence.tokens
    for index in range(at - 1, min(at + 4, len(tokens) - 1)):
        between = flat[tokens[index].end : tokens[index + 1].start]
        if _POSSESSIVE.fullmatch(between):
            return True
        if not between.isspace():
            return False
    return False


def _leads_to_a_name(labelled: Labelled, role: RoleHit, flat: str) -> bool:
    """Whether the role belongs to a name after it: "in Bonn, President Ortega said"."""
    tokens = labelled.sentence.tokens
    return (
        role.stop < len(tokens)
        and adjacent(flat, tokens[role.stop - 1], tokens[role.stop])
        and any(run.first == role.stop for run in labelled.runs)
    )


def role_comma_before(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role before a comma and the name that begins at token `first`: "the minister, John
    Doe,", "the minister of trade, Mr John Doe,".
    """
    tokens = labelled.sentence.tokens
    for _ in range(3):  # titles such as "H.E. Mr" between the comma and the name
        if (
            first > 1
            and adjacent(flat, tokens[first - 1], tokens[first])
            and len(tokens[first - 1].word) < 6
            and tokens[first - 1].capital
            and first - 1 not in labelled.role_at
        ):
            first -= 1
    if not first or flat[tokens[first - 1].end : tokens[first].start].strip() not in {",", "),"}:
        return None
    role = labelled.role_at.get(first - 1)
    if role and role.stop == first:
        sure = role.office or _led(labelled, role, flat) or _a_trade(labelled, role, first, flat)
        return role if sure else None
    return _with_complement(labelled, first, flat)


def _led(labelled: Labelled, role: RoleHit, flat: str) -> bool:
    """Whether "the", "its" or "Acme's" stands before a role: then it means one person."""
    if not role.first:
        return True  # "Head of the relief office, N. N., said": headline English
    tokens = labelled.sentence.tokens
    before = tokens[role.first - 1]
    gap = flat[before.end : tokens[role.first].start]
    return bool(_POSSESSIVE.fullmatch(gap)) or (
        gap.isspace() and before.word.lower() in {"the", "its", "their", "his", "her", "our"}
    )


def _a_trade(labelled: Labelled, role: RoleHit, first: int, flat: str) -> bool:
    """Whether the name between commas is that of "a cotton grower, N. N., was …"."""
    tokens = labelled.sentence.tokens
    run = next((each for each in labelled.runs if each.first <= first < each.stop), None)
    if run is None or not role.first or tokens[role.first - 1].word.lower() not in {"a", "an"}:
        return False
    return flat[tokens[run.stop - 1].end : tokens[run.stop - 1].end + 1] == ","


def _with_complement(labelled: Labelled, first: int, flat: str) -> RoleHit | None:
    """The role whose "of …" or "for …" ends at the comma before token `first`."""
    tokens = labelled.sentence.tokens
    comma = tokens[first - 1].end
    found: RoleHit | None = None
    for role in reversed(labelled.roles):  # "the envoy of the secretary-general for X" is one
        if role.stop > first - 1:
            continue
        end = tokens[role.stop - 1].end
        if comma - end > 84:
            break
        between = _SHORT_NAME.sub("", flat[end:comma])
        if (
            _COMPLEMENT.fullmatch(between)
            and not _VERB_INSIDE.search(between)
            and (role.office or _led(labelled, role, flat))
        ):
            found = role
    return found


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


def _titled(labelled: Labelled, first: int, flat: str) -> bool:
    """Whether a short title stands right before the name, and words before that."""
    tokens = labelled.sentence.tokens
    gap = flat[tokens[first - 2].end : tokens[first - 1].start]
    return (
        gap.isspace()
        and tokens[first - 1].word.rstrip(".").lower() in _SHORT_TITLES
        and flat[tokens[first - 1].end : tokens[first].start].strip(" .") == ""
    )


def roles_beside(labelled: Labelled, first: int, stop: int, flat: str) -> list[RoleHit]:
    """All roles that the words beside the name `[first, stop)` give it, those before it first.

    One role may stand behind another: "the minister of defence, General N. N.".
    """
    found: list[RoleHit] = []
    before = role_before(labelled, first, flat)
    if before:
        found.append(before)
        start = before.first
        behind = labelled.role_at.get(start - 1)
        if behind and adjacent(
            flat, labelled.sentence.tokens[start - 1], labelled.sentence.tokens[start]
        ):
            found.insert(0, behind)  # "army commander Gen. N. N."
            start = behind.first
        if start and labelled.sentence.tokens[start - 1].word.lower() in {"the", "a", "an"}:
            start -= 1
        farther = role_comma_before(labelled, start, flat)
        if farther and farther not in found:
            found.insert(0, farther)
    else:
        comma = role_comma_before(labelled, first, flat)
        if comma:
            found.append(comma)
        elif first > 1 and labelled.sentence.tokens[first - 1].word in PORTFOLIOS:
            role = _with_complement(labelled, first, flat)
            if role:
                found.append(role)
        elif first > 1 and _titled(labelled, first, flat):
            role = _with_complement(labelled, first - 1, flat)
            if role:
                found.append(role)
    return found


def whose_office(
    labelled: Labelled, first: int, flat: str, people: People
) -> tuple[int, tuple[str, ...]]:
    """Where an office begins with an unknown name before it, and the state that this names.

    "Ruritanian minister of trade", "Lumad leader": the name is part of the role.
    """
    tokens = labelled.sentence.tokens
    if not first or not adjacent(flat, tokens[first - 1], tokens[first]):
        return first, ()
    before = tokens[first - 1].word
    state = people.adjectives.get(before)
    if state:
        return first - 1, (state,)
    run = next((each for each in labelled.runs if each.stop == first), None)
    owned = run and run.first and tokens[run.first - 1].word == "of"  # "Department of X Director"
    if run and run.stop - run.first <= 2 and not run.title and not owned:
        name = words_of(labelled, run)
        if name not in people.aliases:
            return run.first, ()
    return first, ()


# An envoy for a state is sent about it, not by it.
_SENT = frozenset({"envoy", "mediator", "rapporteur", "ambassador", "coordinator", "emissary"})
_ABOUT = frozenset({"for", "to", "on"})


def states_after(labelled: Labelled, stop: int, flat: str) -> tuple[str, ...]:
    """The state or organisation that the "of …", "for …" or "to …" after token `stop` ends in.

    A name that the gazetteer does not know counts after "of": it says whose office this is.
    """
    tokens = labelled.sentence.tokens
    unknown: tuple[str, ...] = ()
    if stop < len(tokens) and tokens[stop].word.lower() not in _LINKS:
        return ()
    if (
        0 < stop < len(tokens)
        and tokens[stop - 1].word.lower() in _SENT
        and tokens[stop].word.lower() in _ABOUT
    ):
        return ()
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
