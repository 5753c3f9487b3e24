"""What a report's page may ask for: a candidate taken or dropped, words made a part of the model.

Each part that is taken is written together with the entry of evidence that points to its words: by
the report's fingerprint, the first and last letter, and the hash of what stands between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import count
from typing import Any

from detente.drafting import Addition, Draft, Place, identifier, lists_states, text_of, unique
from detente.editing import Insert, Step, edited, yaml_text
from detente.model import parsed
from detente.problems import ModelError
from detente.reading import Placing, Reading
from detente.web.acts import ACTS, saved
from detente.web.candidates import Candidate, Offered, source_of
from detente.web.edits import Form, list_at, wrong
from detente.web.open_projects import BOM, STAND_INS
from detente.web.pages.report import KINDS, find, offers, picked
from detente.web.reports import document_of
from detente.web.view import View

_NOTED = {"quote": "a quote", "statement": "a statement"}


def _reading(view: View) -> tuple[list[Reading], Reading]:
    """All reports, and the one whose page it is."""
    readings = view.open_projects.reports.readings(view.project)
    document = document_of(readings, find(view, view.asked("d")))
    return readings, next(one for one in readings if one.document == document)


def _offered(view: View) -> Offered:
    readings, reading = _reading(view)
    return offers(view, readings, reading)[0]


def _take(view: View, fields: Mapping[str, str], revision: int) -> str:
    view.project.require(revision)
    found = _offered(view)
    one = found.find(fields.get("candidate", ""))
    if one is None:
        raise wrong("candidate", "the reports offer this no more", "see what they offer now")
    view.project.kept.drop(one.name, False)
    return _added(
        view, revision, found.with_needed([one], view.conflict), f"from a report: {_called(one)}"
    )


def _take_all(view: View, fields: Mapping[str, str], revision: int) -> str:
    """All parts that are open and need none that is dropped; where no model is there yet and none
    is dropped, the draft as the command writes it."""
    view.project.require(revision)
    dropped = view.project.kept.dropped()
    readings, reading = _reading(view)
    found = offers(view, readings, reading)[0]
    made = view.open_projects.reports.draft(readings)
    if isinstance(made, ModelError):
        raise made
    parts = [one for one in found.candidates if one.kind != "said"]
    wanted = [one for one in parts if not dropped & {each.name for each in found.needed([one])}]
    if _is_new(view) and len(wanted) == len(parts) and isinstance(made, Draft):
        return saved(view, revision, text_of(made), None, "a first model, drafted from reports")
    many = f"{len(wanted)} {'part' if len(wanted) == 1 else 'parts'}"
    return _added(view, revision, found.with_needed(wanted, view.conflict), f"from reports: {many}")


def _called(one: Candidate) -> str:
    whose = f"{one.party}: " if one.party else ""
    words = f"{whose}{one.words}".rstrip(". ")
    return f"{'evidence' if one.kind == 'said' else one.kind}, {words}"


def _drop(view: View, fields: Mapping[str, str], revision: int) -> str:
    return _put_aside(view, fields, True)


def _keep(view: View, fields: Mapping[str, str], revision: int) -> str:
    return _put_aside(view, fields, False)


def _put_aside(view: View, fields: Mapping[str, str], aside: bool) -> str:
    one = _offered(view).find(fields.get("candidate", ""))
    if one is None:
        raise wrong("candidate", "the reports offer this no more", "see what they offer now")
    view.project.kept.drop(one.name, aside)
    return f"{'Dropped' if aside else 'Open again'}: {_called(one)}."


def _forget(view: View, fields: Mapping[str, str], revision: int) -> str:
    _, reading = _reading(view)
    view.project.kept.forget(f"sha256:{reading.document.sha256}")
    return "The report's text is kept no longer; what was taken from it stays in the model."


def _ask(view: View, fields: Mapping[str, str], revision: int) -> str:
    reports = view.open_projects.reports
    if reports.llm is None:
        raise wrong("llm", "this server may ask no language model", "start it with --llm URL")
    places = view.project.kept.places()
    reading = reports.reading(view.project, find(view, view.asked("d"))) if places else None
    if reading is not None:
        reports.ask(reading)
    return ""


def _pick(view: View, fields: Mapping[str, str], revision: int) -> str:
    """Words of the report, selected or written, as a part of the model with their evidence."""
    view.project.require(revision)
    _, reading = _reading(view)
    form = Form(fields, view.conflict, parsed(view.head.text.removeprefix(BOM), "model").data)
    start, end = _words(view, fields, reading)
    kind, says = form.text("kind"), form.text("says")
    if kind not in KINDS:
        raise wrong("kind", f"'{kind}' is nothing to make of words", "choose one of the list")
    if not says:
        raise wrong("says", "nothing is said in your own words", "write what the words tell")
    document = reading.document
    hashed = hashlib.sha256(document.text[start:end].encode("utf-8", "surrogatepass")).hexdigest()
    place = Place(document.sha256, document.name, start, end, hashed)
    known = [*view.conflict.evidence]
    key = unique(f"report-{document.sha256[:4]}-{kind}-{start}", known)
    entry: dict[str, Any] = {"says": says}
    if reading.as_of and len(reading.as_of) == len("2000-01-01"):
        entry["date"] = reading.as_of
    entry["source"] = source_of(place)
    party = form.text("party")
    whose = view.conflict.party(party).words if party else ""
    if kind in _NOTED:
        entry |= {"by": whose, "note": _NOTED[kind]} if whose else {"note": _NOTED[kind]}
    added = [Addition(("evidence",), key, entry), *_part(form, kind, says, whose, key)]
    return _added(view, revision, added, f"from a report: {kind}, {says}")


def _words(view: View, fields: Mapping[str, str], reading: Reading) -> tuple[int, int]:
    """Where the words stand: as they were selected, or else where the text has them."""
    start, end = picked(f"{fields.get('from', '')}-{fields.get('to', '')}", reading)
    words = fields.get("words", "").strip()
    text = reading.document.text
    if end and (not words or words.split() == text[start:end].split()):
        return start, end
    if not words:
        raise wrong("words", "no words of the report are given", "select some, or write them")
    found = Placing(text).place(words)
    if not found.found:
        near = ""
        if found.spans:
            at = found.spans[0]
            near = f"; nearest is “{' '.join(text[at.start : at.end].split())[:120]}”"
        raise wrong("words", f"the report has no such words{near}", "copy them as they stand")
    if len(found.spans) > 1:
        what = f"the report has these words {len(found.spans)} times"
        raise wrong("words", what, "give more words, or select them in the text")
    return found.spans[0].start, found.spans[0].end


def _part(form: Form, kind: str, says: str, whose: str, key: str) -> list[Addition]:
    conflict = form.conflict
    if kind == "option":
        party = form.party()
        maker = conflict.party(party)
        own = [one.name for one in conflict.options if one.party == maker.name]
        name = unique(form.text("name") or identifier(says.lower(), "act")[:24].strip("_"), own)
        value = {"title": says, "evidence": [key]}
        return [Addition(("decision_makers", party, "options"), name, value)]
    if kind == "wish":
        wish = {"prefer": form.condition("condition"), "because": says, "evidence": [key]}
        return [Addition(("preferences", form.party()), None, wish)]
    if kind == "claim":
        name = next(one for k in count(1) if (one := f"c{k}") not in conflict.claims)
        claim = {"says": says, "by": whose, "evidence": [key]}
        claim |= {"untestable": "it is not written as a test yet", "review": "write its test"}
        return [Addition(("claims",), name, {k: v for k, v in claim.items() if v})]
    return []


def _added(view: View, revision: int, added: Sequence[Addition], what: str) -> str:
    """The model with these additions, saved; its evidence file where it has one of its own."""
    mark = BOM if view.head.text.startswith(BOM) else ""
    bare = view.head.text.removeprefix(BOM)
    form = Form({}, view.conflict, parsed(bare, "model").data)
    if any(one.path[0] == "decision_makers" for one in added) and lists_states(view.conflict):
        what = "the model lists states, and a new option would change each of them"
        raise wrong("candidate", what, "write the option into the file, with the states", "E-INTO")
    ledger = view.head.ledger
    entries = [one for one in added if one.path == ("evidence",)] if ledger is not None else []
    rest = [one for one in added if one not in entries]
    if _is_new(view) and any(one.path == ("decision_makers",) for one in added):
        text = mark + yaml_text(_begun(form.data, rest))
    else:
        text = mark + edited(bare, _steps(form, rest), "model")
    if entries and ledger is not None:
        said = [Insert((), one.key, one.value) for one in entries]
        head = BOM if ledger.startswith(BOM) else ""
        ledger = head + edited(ledger.removeprefix(BOM), said, "the evidence file")
    return saved(view, revision, text, ledger, what)


def _begun(data: Mapping[str, Any], added: Sequence[Addition]) -> dict[str, Any]:
    """The values of a new project without the parties that stood in, and with what was added."""
    begun: dict[str, Any] = {**deepcopy(dict(data)), "decision_makers": {}, "preferences": {}}
    for one in added:
        place = begun
        for name in one.path[:-1]:
            place = place.setdefault(name, {})
        if one.key is None:
            place.setdefault(one.path[-1], []).append(one.value)
        else:
            place.setdefault(one.path[-1], {})[one.key] = one.value
    return begun


def _steps(form: Form, added: Sequence[Addition]) -> list[Step]:
    steps: list[Step] = []
    begun: dict[str, list[Any]] = {}  # the wishes of parties that have none yet, in one piece
    for one in added:
        if one.path[0] != "preferences":
            steps.append(Insert(one.path, one.key, one.value))
            continue
        party = one.path[1]
        if party in begun:
            begun[party].append(one.value)
        elif (form.data.get("preferences") or {}).get(party) is None:
            begun[party] = [one.value]
            steps.append(Insert(("preferences",), party, begun[party]))
        else:
            steps.append(Insert(list_at(form, party, "base"), None, one.value))
    return steps


def _is_new(view: View) -> bool:
    """Whether the model has the parties of a new project alone, whom nobody has named yet."""
    parties = view.conflict.decision_makers
    return (
        tuple(one.words for one in parties) == STAND_INS
        and tuple(one.name for one in parties) == ("A", "B")
        and not view.conflict.evidence
        and not view.conflict.rules
    )


ACTS.update(
    {
        "report-take": _take,
        "report-all": _take_all,
        "report-drop": _drop,
        "report-keep": _keep,
        "report-forget": _forget,
        "report-ask": _ask,
        "report-pick": _pick,
    }
)
