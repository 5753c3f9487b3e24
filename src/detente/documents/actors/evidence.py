"""What the words around an unknown name say it is: a person, a place, a state, an organisation."""

from __future__ import annotations

import re

from detente.documents.actors.apposition import role_after, role_comma_before
from detente.documents.actors.apposition import words_of as words_of
from detente.documents.actors.labelled import Labelled, Run
from detente.documents.actors.vocabulary import PORTFOLIOS, Vocabulary
from detente.documents.late import late
from detente.documents.page import Page
from detente.documents.part_patterns import PROSE
from detente.documents.tokens import adjacent, words_of_text

_AGE = late(r",\s*(?:aged\s+)?\d{2}\b|\s*\((?:aged\s+)?\d{2}(?:\s+years?[^)]{0,12})?\)")
_STATE_HEADS = words_of_text(
    """
    president government prime foreign parliament ambassador king queen army navy premier
    capital embassy ministry cabinet military minister chancellor supreme deputy border
    """
)
_PLAIN_VERBS = words_of_text(
    """
    said says added told warned insisted argued replied stated stressed noted explained
    declared claimed recalled asked answered announced concluded denied responded wrote
    complained admitted thinks believes met visited resigned spoke arrived urged called
    rejected accused promised refused agreed
    """
)
_INSIDE = words_of_text(
    """
    in near outside inside at off across around throughout
    """
)
_COMPASS = words_of_text(
    """
    North South East West Northern Southern Eastern Western Central Upper Lower Great Little
    New Old Inner Outer
    """
)
_ORGANISATION_NOUNS = words_of_text(
    """
    charity company firm operator newspaper broadcaster agency supermarket retailer insurer
    airline carrier manufacturer shipbuilder brewer distributor start-up think-tank lender
    weekly daily magazine website cooperative co-operative nonprofit conglomerate miner
    utility developer contractor group union party movement outlet militia NGO association shipper
    coalition alliance collective federation sect junta
    bank fund foundation ministry network channel platform consortium faction
    """
)
_BODIES = (
    r"(?:service|agency|company|operator|union|group|charity|newspaper|party|body|network|firm"
    r"|movement|association|organisation|organization|alliance|coalition|front|militia|bank"
    r"|ministry|authority|council|federation|regulator|watchdog|cooperative|co-operative"
    r"|think-tank|think tank|manufacturer|airline|broadcaster|parent company|campaign|faction|lobby"
    r"|fund|foundation|committee|consortium|conglomerate|subsidiary|miner|carrier|utility"
    r"|contractor|shipper|exporter|importer|retailer|insurer|lender|developer|buyer|supplier"
    r"|publisher|commission|board|chamber|institute|cartel|guild|syndicate|wing|offshoot|owner)"
)
_ORGANISATION_AFTER = late(
    r",\s+(?:which|a|an|the|its|their)\s+(?:(?!(?:of|for|at|in|to|on|from|who|and)\b)[\w-]+\s+){0,4}?"
    rf"{_BODIES}\b(?!')"
    r"|,\s+(?:one|part|(?:the|a)\s+(?:\w+\s+)?\w+est|a member)\s+of\s+(?:[\w'-]+\s+){1,5}?"
    r"(?:companies|operators|unions|firms|carriers|parties|groups|charities|banks|agencies"
    r"|factions|producers|miners|exporters|airlines|newspapers)\b"
)
_SURNAMES_TOO = words_of_text(
    """
    Lake Hill Banks Bank Ford Park Bridge Wood Woods Field Fields Rivers Bay Marsh Moor Cape Forest
    Gate Cross Heath Glen Street Rock Camp Mount Point Port Coast Castle Church Lane Pond Brook
    Burn Dale Grove Holm Land Mills Pool Shore Stone Well Wells West North Falls Lakes Hills Beach
    """
)
_PORTFOLIOS = words_of_text(
    """
    Affairs Interior Defence Defense Justice Finance Energy Health Education Agriculture Fisheries
    Transport Trade Environment Economy Labour Labor Relations Security Development Rights Media
    """
)
_KIN = late(
    r"\b(?:[Hh]is|[Hh]er|[Mm]y|[Tt]heir|[Oo]ur|'s)\s+(?:\w+\s+)?(?:wife|husband|(?:grand|step)?(?:son|daughter)|(?:grand)?(?:father|mother)|brother|sister|"
    r"uncle|aunt|cousin|nephew|niece|widow|fianc[ée]e?|neighbou?r|predecessor|successor)(?:,)?\s+$"
)
_SPOKEN_TO = late(
    r"(?:\b(?:[Tt]hanks|[Tt]hank you|[Yy]es|Hi|Hello|Dear|[Ss]orry|[Ww]ell|No|OK|[Oo]kay|[Rr]ight"
    r"|Look|Welcome|[Mm]orning|[Aa]fternoon|[Ee]vening|[Gg]o ahead|[Pp]lease|[Nn]ow),?|[–—]|--)\s+$"
)
_NOT_BEFORE_A_NAME = words_of_text(
    """
    the The a an called named this that its their his her our
    """
)
_BEFORE_A_SPEAKER = words_of_text(
    """
    said says added adds warned insisted argued replied stated stressed noted explained
    declared claimed recalled asked answered concluded wrote complained
    """
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


def evidence(page: Page, labelled: Labelled, run: Run, words: Vocabulary) -> str:
    """What the words around a run say it is: a key of STRONG, "place", "state", or "" for
    nothing.
    """
    tokens, flat = labelled.sentence.tokens, page.flat
    names = [token.word for token in tokens[run.first : run.stop]]
    if any(name in words.organisation_words for name in names):
        return ""
    before = tokens[run.first - 1] if run.first else None
    if (
        before is not None
        and before.word.lower() in _ORGANISATION_NOUNS
        and adjacent(flat, before, tokens[run.first])
        and names[0] not in words.given
        and before.word.islower()
    ):
        return "organisation"
    if (
        preceding_the(labelled, run, flat)
        and run.stop < len(tokens)
        and tokens[run.stop].word in _BODY_NOUNS
        and adjacent(flat, tokens[run.stop - 1], tokens[run.stop])
        and len(names) <= 2
        and names[0] not in _COMPASS
    ):
        return "organisation"  # "the Aurora bloc"
    if len(names) > 1 and names[0] in COMPANY_FIRST:
        return "organisation"
    if (
        run.first > 1
        and tokens[run.first - 1].word == "and"
        and tokens[run.first - 2].word in PORTFOLIOS
        and names[0] not in words.given
    ):
        return ""  # "Minister of Energy and Mineral Resources"
    if names[0] not in words.given and _RUNS_THINGS.match(
        flat, tokens[run.stop - 1].end, labelled.sentence.end
    ):
        return "organisation"
    office = labelled.role_at.get(run.stop)
    if (
        office
        and office.first == run.stop
        and len(names) > 1
        and preceding_the(labelled, run, flat)
        and tokens[run.stop].capital
        and adjacent(flat, tokens[run.stop - 1], tokens[run.stop])
    ):
        return ""  # "the Land Reform Secretary": the office's field
    if _called(labelled, run, flat) and names[0] not in words.given:
        return "organisation"
    if len(names) == 1 and (names[0] in _PORTFOLIOS or names[0].lower() in words.people):
        return ""
    beside = role_after(labelled, run.stop, flat)
    person_after = beside is not None and beside.head not in _ORGANISATION_NOUNS
    named = (
        names[0] in words.given
        and names[0] not in words.place_words
        and (names[-1] not in words.place_words or names[-1] in _SURNAMES_TOO)
    )
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
        return "" if names[0] in _STYLED else "title"
    if len(names) == 1 and names[0] in words.given and _addressed(labelled, run, flat):
        return "given"
    if before is not None and before.word in _COMPASS and adjacent(flat, before, tokens[run.first]):
        return "place"
    if not person_after and _ORGANISATION_AFTER.match(
        flat, tokens[run.stop - 1].end, labelled.sentence.end
    ):
        return "organisation"
    if (
        run.first > 1
        and tokens[run.first - 1].word in {"for", "of"}
        and (
            (run.first - 2 in labelled.role_at and not _of_a_body(labelled, run, names, words))
            or (
                tokens[run.first - 2].word in words.organisation_words
                and tokens[run.first - 2].capital
            )
        )
    ):
        return ""  # the subject of an office: "Minister for National Reconciliation"
    if not person_after and page.words.place_after.match(
        flat, tokens[run.stop - 1].end, labelled.sentence.end
    ):
        return "place"
    start, end = tokens[run.first].start, tokens[run.stop - 1].end
    after = flat[end : min(labelled.sentence.end, end + 60)]
    following = tokens[run.stop].word if run.stop < len(tokens) else ""
    preceding = tokens[run.first - 1].word if run.first else ""
    if (
        before is not None
        and before.word in PORTFOLIOS
        and len(names) > 1
        and adjacent(flat, before, tokens[run.first])
        and any(run.first - back in labelled.role_at for back in range(3, 6))
        and names[0] not in words.organisation_hints | words.place_words
    ):
        return "role"  # "the Minister of Ecology N. N."
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
        return "" if names[-1] in words.event_words else "organisation"
    if _employs(page, labelled, run):
        return "organisation"
    if len(names) > 1 and (
        names[0] in words.given or (names[0] in words.family_first and len(names) <= 3)
    ):
        return "given"
    if _AGE.match(after):
        return "age"
    if len(names) > 1 and _NAMED_BY_TRADE.match(after):
        return "apposition"
    if (beside and _apposition(after)) or (
        re.match(r",\s+who(?:se)?\b", after) and not (len(names) == 1 and preceding == "of")
    ):
        return "apposition"
    if _KIN.search(flat[max(labelled.sentence.start, start - 40) : start]):
        return "apposition"
    if role_comma_before(labelled, run.first, flat) and re.match(r"\s*[,.)]", after):
        return "apposition"
    if after.startswith("'s") and following.lower() in _STATE_HEADS:
        return "state"
    if preceding.lower() in {"neighbouring", "neighboring"} and len(names) <= 2:
        return "state"
    if preceding in {"of", "the"} and re.search(
        r"\b(?:government|president|republic|kingdom|people|parliament|prime minister|king"
        r"|ambassador to|border with|independence of|state)\s+of\s+(?:the\s+)?$"
        r"|\b(?:ambassador to|border with)\s+$",
        flat[max(0, start - 45) : start],
        re.IGNORECASE,
    ):
        return "state"
    if (
        preceding.lower() in page.words.list("places", "near")
        or preceding.lower() in {"visit", "visited", "visiting", "reached", "toured", "entered"}
        or re.search(
            rf"\b(?:residents|people|inhabitants|villagers|outskirts|streets|siege|mayor"
            rf"|{'|'.join(page.words.list('places', 'kinds'))})\s+of\s+$",
            flat[max(0, start - 30) : start],
        )
    ):
        return "place"
    if following in page.words.list("places", "nouns") and adjacent(
        flat, tokens[run.stop - 1], tokens[run.stop]
    ):
        return "place"
    near_after = following in _PLAIN_VERBS and after[:1] in " ," and preceding not in _LEADS
    near_before = preceding in _PLAIN_VERBS and adjacent(
        flat, tokens[run.first - 1], tokens[run.first]
    )
    if preceding.lower() == "the" and adjacent(flat, tokens[run.first - 1], tokens[run.first]):
        return ""  # nobody's own name has an article
    if near_after or (near_before and preceding in _BEFORE_A_SPEAKER):
        return "verb"
    if len(names) == 1 and names[0] in words.given and run.first and not names[0].isupper():
        return "pair"
    if (
        len(names) == 2
        and not run.first
        and not labelled.sentence.title_case
        and names[0] not in words.organisation_hints | words.place_words | words.event_words
        and names[1] not in words.organisation_hints | words.event_words
        and not any(each.isupper() for each in names)
        and page.zones[labelled.sentence.zone].kind in PROSE
        and re.match(
            r"\s+(?:has|had)\s+(?:\w+\s+){0,2}?(?:\w+ed|been|worked|run|led|taught|held|spent|kept"
            r"|lived|told)\b|\s+of\s+the\s+(?:[A-Z][\w'-]+\s+){1,6}(?:has|had|said|says|argued)\b"
            r"|\s+(?:who|whose)\b",
            after,
        )
    ):
        return "pair"
    if 2 <= len(names) <= 3 and run.first and preceding not in _NOT_BEFORE_A_NAME:
        led = (
            tokens[run.first - 1].capital
            and tokens[run.first - 1].word not in words.days
            and adjacent(flat, tokens[run.first - 1], tokens[run.first])
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


_STYLED = words_of_text("Member Members Gentleman Lady Minister Friend Madam Chair Court")


def _of_a_body(labelled: Labelled, run: Run, names: list[str], words: Vocabulary) -> bool:
    """Whether what is led is a body: "managing director of Loruk Wind Power"."""
    head = labelled.role_at[run.first - 2].head.split()[-1]
    return head not in {"minister", "secretary", "commissioner", "rapporteur", "spokesman"} and (
        len(names) > 1 and names[-1] in words.organisation_hints
    )


# What only companies and clubs do: ", which employs", " employs".
_RUNS_THINGS = late(
    r",\s+which\s+(?:employs|owns|runs|operates|represents|sells|builds|publishes|funds|finances"
    r"|organi[sz]es|campaigns|manages|insures|supplies|exports|imports|isn't\s+a\s+party"
    r"|is\s+not\s+a\s+party|has\s+(?:about\s+)?[\d,]+\s+members)\b|\s+(?:employs|owns\s+(?:half|most|all|the|\d))\b"
)
# A name, and what they do for a living: ", a digger wounded in …", ", a retired drover,".
_NAMED_BY_TRADE = late(
    r",\s+(?:an?|the)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?!(?:river|border|water|paper|newspaper|power|former|other|number|quarter|corner|harbou?r|sector"
    r"|corridor|motor|tower|cent(?:er|re)|chapter|order|cluster|trawler|freighter|tanker|carrier|cutter"
    r"|container|reactor|letter|supplier|manufacturer|operator|retailer|insurer|broadcaster|publisher"
    r"|developer|importer|exporter|lender|producer|maker|shipper|contractor|distributor|holder|major"
    r"|minor|popular|later|further|larger|smaller|similar|regular|member|partner|charter|poster)\b)"
    r"[a-z]{3,}(?:er|or|ist|eer|man|woman|herd|smith)\b(?=[,.]|\s+(?:who|whose|from|in|of|at|wounded))"
)
_LEADS = frozenset({"to", "from", "of", "in"})
COMPANY_FIRST = frozenset({"PT", "CV", "OOO", "OAO", "ZAO", "AO", "NV", "SA", "SARL"})
_BODY_NOUNS = words_of_text("bloc party coalition faction newspaper")


def preceding_the(labelled: Labelled, run: Run, flat: str) -> bool:
    """Whether "the" stands right before a run."""
    tokens = labelled.sentence.tokens
    return (
        run.first > 0
        and tokens[run.first - 1].word.lower() == "the"
        and adjacent(flat, tokens[run.first - 1], tokens[run.first])
    )


def _called(labelled: Labelled, run: Run, flat: str) -> bool:
    """Whether a name in commas says which body is meant: "the water company, Northmere,"."""
    tokens = labelled.sentence.tokens
    if not run.first or run.first - 1 in labelled.role_at:
        return False
    if role_comma_before(labelled, run.first, flat):
        return False  # "the owner of a small firm, N. N.,"
    before = tokens[run.first - 1]
    return (
        before.word in _ORGANISATION_NOUNS
        and flat[before.end : tokens[run.first].start].strip() == ","
        and flat[tokens[run.stop - 1].end : tokens[run.stop - 1].end + 1] in {",", "."}
    )


def _employs(page: Page, labelled: Labelled, run: Run) -> bool:
    """Whether who asks in a conversation comes from here: "Ann Vale from Radio Delta."."""
    tokens = labelled.sentence.tokens
    zone = page.zones[labelled.sentence.zone]
    first = labelled.runs[0]
    return (
        zone.label is not None
        and labelled.sentence.start == zone.start
        and first.first == 0
        and first.stop == run.first - 1
        and tokens[run.first - 1].word in {"from", "with", "of"}
        and page.flat[tokens[run.stop - 1].end] in ".,"
    )


def _addressed(labelled: Labelled, run: Run, flat: str) -> bool:
    """Whether somebody is spoken to by a first name: "Thanks, Ann.", "With that – Ann."."""
    start = labelled.sentence.tokens[run.first].start
    end = labelled.sentence.tokens[run.stop - 1].end
    before = flat[max(labelled.sentence.start, start - 24) : start]
    after = flat[end : end + 1]
    alone = not before.strip() and end + 1 >= labelled.sentence.end
    asked = not before.strip() and flat.startswith((", please", ", go ahead"), end)
    return (
        asked
        or (alone and after in ".?!")
        or (after in ".?!,;" and after != "" and _SPOKEN_TO.search(before) is not None)
    )


def _apposition(after: str) -> bool:
    """Whether the words after a name open like ", the deputy minister …" or " (a farmer"."""
    return after[:1] in ",(" or after.startswith((" (", " –", " —"))
