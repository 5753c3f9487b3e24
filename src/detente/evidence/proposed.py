"""What is proposed, demanded and offered: acts of those who would do it, an aim of its author."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.documents import Item, Proposal, Reading, clause_end
from detente.documents import flat as flattened
from detente.evidence.acts import Deed, deed_of
from detente.evidence.clause import Clause, clauses_in
from detente.evidence.clause_words import clause_words
from detente.evidence.described import Described, gerund, told
from detente.evidence.holders import Holders, owner_in, unnamed_in
from detente.evidence.ledger import enter
from detente.evidence.objects import object_words, phrase_before_link
from detente.evidence.options import Found, act_of, kind_word, merged, who
from detente.evidence.outcome_names import name_of, what_of
from detente.evidence.parties import Cast
from detente.evidence.values import Act, Aim, Basis, Entry, Guess, Ref, Wish
from detente.evidence.voice import doers_of, gives_orders
from detente.evidence.words import words

_OFFERED = re.compile(r"\boffer(?:ed|s|ing)?(?:\s(?:the\s)?[A-Z][\w-]*){0,3}\s+$")
_GIVEN_UP = re.compile(
    r"\b(?:drop|abandon|scrap|shelve|give\sup|withdraw|cancel|halt)\w*\s+(?:the|its|a|any|their)\s+(?:\w+\s)?"
    r"(?:plans?|proposal|bid|idea|scheme)\s+(?:to|for|of)\s+$"
)
_WELCOMED = re.compile(
    r"\b(?:support|welcome|favou?r|accept|back|prefer|see|have|want|like|endorse)(?:e?d|s|ing)?\s+$"
)
_IF = re.compile(
    r"[\s,”\"’]*(?:if|provided(?:\s+that)?|on\s+condition\s+that|once|as\s+long\s+as"
    r"|in\s+(?:exchange|return)\s+for)\s+(?=\w)",
    re.IGNORECASE,
)
_IF_NOT = re.compile(
    r"[\s,”\"’]*(?:unless|if)\s[^.;]{2,60}?\b(?:did|do|does|is|are|was|were|has|have)(?:\s+not|n['’]t)\b",
    re.I,
)
_POINTING = re.compile(r"(?:it|they)", re.IGNORECASE)
_JOINED = re.compile(r"[\s,;“”\"]*(?:and|as well as|while)[\s\w,'’“”\"]{0,60}", re.IGNORECASE)
_RETURN = re.compile(
    r"\b(?:in\s+(?:return|exchange)|on\s+the\s+same\s+day|at\s+the\s+same\s+time)\b", re.I
)
_OF_ITS_OWN = (".offer", ".exchange", ".bargain")
_AGREED = re.compile(r"\bagree[ds]?\s+to\s+$")  # who agrees does it no more, perhaps
_CLOSE = 90  # code points between the halves of one bargain
_LONGEST_CONDITION = 170


@dataclass(frozen=True, slots=True)
class Part:
    """One act that a proposal wants of some parties; `implied`: the report names nobody for it."""

    deed: Deed
    parties: tuple[str, ...]
    implied: bool
    state: str

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """The acts, and whether they are wanted done."""
        return tuple(
            ((party, self.deed.act.kind), self.deed.wanted == "do") for party in self.parties
        )


@dataclass(frozen=True, slots=True)
class Understood:
    """A proposal with its parts; `condition` is what its author asks for in return."""

    proposal: Proposal
    by: tuple[str, ...]
    parts: tuple[Part, ...]
    condition: tuple[Part, ...] = ()
    condition_end: int = 0


Unclear = tuple[Proposal, tuple[str, ...], bool]
"""A proposal that makes no option by itself, by whom it is, and whether its words are plain."""


def find_proposed(reading: Reading, cast: Cast, found: Found, holders: Holders) -> list[Unclear]:
    """Enter the acts and aims of all proposals; returned are those that make no option."""
    flat = flattened(reading.document.text)
    understood: list[Understood] = []
    unclear: list[Unclear] = []
    last: Understood | None = None
    for proposal in reading.proposals:
        by = merged(cast.stand_for(name, proposal) for name in proposal.by)
        if last is not None and proposal.rule.endswith(".also"):
            by = last.by
        if last is not None and proposal.rule.endswith(".return"):
            by = last.by or by
        if is_threat(flat, proposal):
            continue
        before: tuple[str, ...] = ()
        if last and last.parts and proposal.start - last.proposal.end < _CLOSE:
            before = last.parts[-1].parties
        one = _understood(reading, cast, flat, proposal, by, holders, before=before)
        if one is None:
            plain = bool(clauses_in(proposal.text, reading.language))
            unclear.append((proposal, by, plain))
            last = Understood(proposal, by, ())
            continue
        last = one
        understood.append(one)
        for part in one.parts:
            holders.add(part.deed.act.kind, part.parties)
    # Whose a thing is may be said after it is made a condition.
    whole = [
        one if one.condition else _conditioned(reading, cast, flat, one, holders)
        for one in understood
    ]
    for part in (part for one in whole for part in one.condition):
        holders.add(part.deed.act.kind, part.parties)
    for package in _packages(flat, whole):
        _enter(reading, cast, package, found)
    return unclear


def find_left_open(
    reading: Reading, cast: Cast, unclear: Sequence[Unclear], found: Found, holders: Holders
) -> None:
    """Proposals that name nobody: for those known to do the thing, else a guess with its place."""
    flat = flattened(reading.document.text)
    for proposal, by, plain in unclear:
        _left_open(reading, cast, flat, proposal, by, plain, found, holders)


def is_threat(flat: str, proposal: Proposal) -> bool:
    """Whether what looks like an offer is made unless others act: "would … if X did not …"."""
    return proposal.kind.endswith("offer") and _IF_NOT.match(flat, proposal.end) is not None


def _understood(
    reading: Reading,
    cast: Cast,
    flat: str,
    proposal: Proposal,
    by: tuple[str, ...],
    holders: Holders,
    doers: tuple[str, ...] = (),
    before: tuple[str, ...] = (),
) -> Understood | None:
    """The proposal with its parts; None where it makes no act of anybody.

    doers   who is known to do it, for what names nobody. before: whom "it" and "they" mean.
    """
    parts = _parts(reading, cast, flat, proposal, by, doers, before)
    if not parts:
        return None
    return _conditioned(reading, cast, flat, Understood(proposal, by, parts), holders)


def _parts(
    reading: Reading,
    cast: Cast,
    flat: str,
    proposal: Proposal,
    by: tuple[str, ...],
    doers: tuple[str, ...],
    before: tuple[str, ...],
) -> tuple[Part, ...]:
    """The acts that a proposal wants, each with the parties that would do them."""
    clauses = clauses_in(proposal.text, reading.language)
    offered = _OFFERED.search(flat, max(0, proposal.start - 40), proposal.start) is not None
    if offered:
        rest = object_words(flat[proposal.start : proposal.end], reading.language)
        clauses = (Clause(None, "offer", rest),) if rest else ()
    asked = merged(
        cast.stand_for(ask.who, proposal, by) for ask in proposal.asks if ask.who is not None
    )
    orders = any(gives_orders(ask.who, reading.language) for ask in proposal.asks)
    if _GIVEN_UP.search(flat, max(0, proposal.start - 60), proposal.start):
        clauses = tuple(replace(each, denied=not each.denied) for each in clauses)
    found = []
    for clause in clauses:
        parties = doers_of(clause, proposal.text, proposal, cast, by)
        if clause.subject and before and _POINTING.fullmatch(proposal.text[slice(*clause.subject)]):
            parties = before
        if parties is None and clause.subject is not None:
            continue
        implied = False
        if parties is None and (offered or clause.verb in {"host", "mediate"}):
            parties = by
        if parties is None and not clause.passive:
            parties = () if _receives(clause, proposal) else asked
        if not parties:
            # An offer, or a scheme that nobody else is named for, is for its author to carry out.
            implied = True
            own = proposal.kind.endswith("offer") or (
                proposal.kind == "proposal"
                and not proposal.rule.endswith(".listed")
                and not clause.passive
                and not _WELCOMED.search(flat, max(0, proposal.start - 30), proposal.start)
            )
            parties = doers or (by if own else ()) or _other_side(cast, proposal, clause, by)
        partners = parties
        if parties and len(parties) == 1 and parties[0] in cast.sides:
            partners = cast.sides
        deed = deed_of(
            clause,
            partners,
            reading.language,
            speaker=by[0] if by else "",
            ordered=orders,
        )
        if deed is not None and deed.act.kind.startswith("talks:") and len(parties) == 1:
            parties = partners  # nobody talks alone
        # "It proposed to stop the tests" does not say whose; "it offered to stop them", its own.
        own = proposal.rule.endswith(_OF_ITS_OWN) and not _AGREED.search(
            flat, max(0, proposal.start - 20), proposal.start
        )
        vague = implied and parties == by and not own
        if deed is None or not parties or (deed.going and vague):
            continue
        found.append(Part(deed, parties, implied, _state(clause, deed)))
    return tuple(found)


def _receives(clause: Clause, proposal: Proposal) -> bool:
    """Whether who is named is who is given something: "access for observers"."""
    given = " ".join(clause.rest).casefold()
    return clause.verb == "give" and any(
        ask.who and re.search(rf"\b(?:for|to)\s(?:the\s)?{re.escape(ask.who.casefold())}", given)
        for ask in proposal.asks
    )


def _other_side(
    cast: Cast, proposal: Proposal, clause: Clause, by: tuple[str, ...]
) -> tuple[str, ...]:
    """Who is meant where a side demands something of nobody: the other side, or both of them."""
    demanded = proposal.kind == "demand" or proposal.rule.endswith(".listed")
    if not demanded and not clause.passive:
        return ()
    sides = cast.sides
    if clause.rest[-1:] == ("fighting",):
        return sides
    stops = clause.passive and clause.verb in clause_words(cast.language).stops
    if stops and not (demanded and set(by) & set(sides)):
        return sides
    others = tuple(each for each in sides if each not in by)
    if len(others) == len(sides) and not clause.passive:
        return ()
    return others


def _state(clause: Clause, deed: Deed) -> str:
    """What is so where the part is followed."""
    act = deed.act
    if deed.wanted == "stop" and not deed.going:
        thing = [each for each in phrase_before_link(clause.rest) if each.lower() != "the"]
        if clause.rest and clause.rest[0].lower() in {
            "on",
            "to",
            "in",
            "with",
            "for",
            "from",
            "at",
        }:
            return f"no {gerund(clause.verb)} {' '.join([clause.rest[0], *thing[1:]])}"
        return f"no {' '.join(thing)}" if thing else f"no {gerund(clause.verb)}"
    if deed.wanted == "do" and deed.going:
        return act.does
    return act.state


def _condition(
    reading: Reading,
    cast: Cast,
    flat: str,
    proposal: Proposal,
    by: tuple[str, ...],
    holders: Holders,
) -> tuple[tuple[Part, ...], int]:
    """What an author asks for in return: "… if Washington removed the sanctions"; where it ends."""
    lead = _IF.match(flat, proposal.end) or _IF.search(flat, proposal.start, proposal.end)
    if lead is None:
        return (), 0
    end = clause_end(flat, lead.end(), min(len(flat), lead.end() + _LONGEST_CONDITION))
    stop = re.search(r"[.!?](?=\s)", flat[lead.end() : end])
    if stop:
        end = lead.end() + stop.start()
    where = Item(lead.end(), end, reading.document.text[lead.end() : end], "draft.condition", 0.6)
    found: list[Part] = []
    for clause in clauses_in(where.text, reading.language):
        doers = doers_of(clause, where.text, where, cast, ())
        named = deed_of(clause, doers, reading.language) if doers else None
        if doers and named is not None and not set(doers) <= set(by):
            found.append(Part(named, doers, False, _state(clause, named)))
    for clause in () if found else unnamed_in(where.text, reading.language):
        if held := holders.deed(clause, by, reading.language, owner_in(cast, flat, where)):
            found.append(Part(*held, False, _state(clause, held[0])))
    return tuple(found), end


def _conditioned(
    reading: Reading, cast: Cast, flat: str, one: Understood, holders: Holders
) -> Understood:
    condition, end = _condition(reading, cast, flat, one.proposal, one.by, holders)
    return replace(one, condition=condition, condition_end=end)


def _packages(flat: str, understood: Sequence[Understood]) -> list[list[Understood]]:
    """Proposals that hold together: halves of a bargain, and what is asked for in return."""
    packages: list[list[Understood]] = []
    for one in understood:
        previous = packages[-1][-1] if packages else None
        if previous is not None and one.proposal.start < previous.condition_end:
            continue  # it is the condition, which is read already
        if previous is not None and _belongs(flat, previous, one):
            packages[-1].append(one)
        else:
            packages.append([one])
    return packages


def _belongs(flat: str, first: Understood, second: Understood) -> bool:
    if first.by and second.by and set(first.by) != set(second.by):
        return False
    if second.proposal.start - first.proposal.end > _CLOSE:
        return False
    between = flat[first.proposal.end : second.proposal.start]
    if second.proposal.rule.endswith(".return") or _RETURN.search(between):
        return True
    # "He proposed that X … and that Y …": one proposal of two halves.
    both = first.proposal.kind == second.proposal.kind == "proposal" and any(
        all(one.proposal.rule.endswith(rule) for one in (first, second))
        for rule in (".that", ".planned")
    )
    return both and _JOINED.fullmatch(between) is not None and "." not in between


def _enter(reading: Reading, cast: Cast, package: Sequence[Understood], found: Found) -> None:
    """The acts of proposals that hold together, and one aim for all of them."""
    wishes: list[Wish] = []
    states: list[str] = []
    first: Entry | None = None
    exchanged = len({part for one in package for part in one.condition}) > 0
    for one in package:
        parts = (*one.parts, *one.condition)
        entry = _entry(reading, one, parts)
        first = first or entry
        for part in parts:
            for act in _acts(one.proposal, part, entry):
                found.acts.append(act)
            wishes.extend(each for each in part.wishes if each not in wishes)
            if part.state not in states:
                states.append(part.state)
        if one.proposal.kind == "conditional_offer":
            found.acts.extend(_hosting(entry, one.by, one.parts))
    assert first is not None
    lead = package[0].proposal
    by = next((one.by for one in package if one.by), ())
    kinds = {ref[1].partition(":")[0] for ref, _ in wishes}
    parties = {ref[0] for ref, _ in wishes}
    kind = "bargain" if exchanged or len(package) > 1 else lead.kind
    offered = any(part.deed.act.kind.startswith(("host:", "offer:")) for part in package[0].parts)
    if kind == "proposal" and offered and parties <= set(by):
        kind = "offer"
    whole = len(parties) > 1 and len(kinds) > 1
    found.aims.append(
        Aim(
            name_of(reading, cast, lead, states),
            kind,
            by,
            tuple(ref for ref, done in wishes if not done),
            tuple(ref for ref, done in wishes if done),
            any(one.proposal.reciprocal for one in package) or (len(package) > 1 and whole),
            first,
            what_of(states),
            whole,
            any(gives_orders(ask.who, reading.language) for ask in lead.asks),
        )
    )


def _entry(reading: Reading, one: Understood, parts: Sequence[Part]) -> Entry:
    says = dict.fromkeys(
        told(
            part.parties, part.deed.act.stops if part.deed.wanted == "stop" else part.deed.act.does
        )
        for part in parts
    )
    supports: dict[tuple[Ref, bool], None] = {}
    for part in parts:
        for ref, _ in part.wishes:
            supports[(ref, part.deed.going)] = None
    proposal = one.proposal
    return enter(
        reading,
        proposal,
        proposal.kind.replace("_", "-"),
        f"{kind_word(proposal)} by {who(one.by)}: {'; '.join(says)}.",
        tuple(supports),
    )


def _acts(proposal: Proposal, part: Part, entry: Entry) -> list[Act]:
    basis: Basis = "do"
    offered = part.implied and proposal.kind.endswith("offer")
    if part.deed.wanted == "stop":
        basis = "refrain" if not part.deed.going else "offer" if offered else "stop"
    elif offered:
        basis = "offer"
    questions = []
    if part.deed.going:
        told = (
            "The report only has it offer to stop"
            if offered
            else "The report only asks that it stop"
        )
        questions.append(f"is it going on? {told}")
    if basis == "refrain":
        questions.append("is it going on already? The report only asks that it not be done")
    if len(part.parties) > 1 and basis == "stop":
        questions.append("it is asked of several together: does each of them do it?")
    if part.implied and not offered:
        questions.append("who would do it? The report names nobody")
    return [
        act_of(party, part.deed.act, part.deed.going, basis, entry, questions)
        for party in part.parties
    ]


def _hosting(entry: Entry, by: tuple[str, ...], parts: Sequence[Part]) -> list[Act]:
    """Who offers to help with what others would do has an option: to keep the offer open."""
    found = []
    for part in parts:
        if all(each in by for each in part.parties):
            continue
        hosted = part.deed.act.kind.partition(":")[0] == "talks"
        title = words().say["host"] if hosted else "Offer help"
        described = Described(
            "host",
            "host",
            title,
            "offer help",
            "withdraw the offer",
            False,
            frozenset({"offer"}),
            "help offered",
        )
        questions = ["the offer is taken to stand; does it?"]
        found += [act_of(party, described, True, "offer", entry, questions) for party in by]
    return found


def _left_open(
    reading: Reading,
    cast: Cast,
    flat: str,
    proposal: Proposal,
    by: tuple[str, ...],
    plain: bool,
    found: Found,
    holders: Holders,
) -> None:
    """A proposal that names nobody who would do it: it is for those known to do the thing."""
    kinds = set()
    for clause in clauses_in(proposal.text, reading.language):
        deed = deed_of(clause, ("",), reading.language)
        if deed is not None:
            kinds.add(deed.act.kind)
    doers = tuple(dict.fromkeys(act.party for act in found.acts if act.kind in kinds))
    one = _understood(reading, cast, flat, proposal, by, holders, doers) if doers else None
    if one is not None:
        _enter(reading, cast, [one], found)
        return
    entry = enter(reading, proposal, "proposal", "")
    why = "nobody is named who would do it" if plain else "its words make no plain act of anybody"
    question = f"{kind_word(proposal)} by {who(by)}: {why}; no option made"
    found.guesses.append(Guess("options", question, entry.place))
