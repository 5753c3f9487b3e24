"""What of a draft a model does not have yet, said in the model's own names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from detente.drafting.draft import Draft
from detente.drafting.sheet import MOVE
from detente.drafting.values import Guess
from detente.drafting.words import called, kind_of, unique
from detente.values import dataclass

_GOES_ON = "the report has it going on"
_ADDED = "proposed from a report"
_KEY = re.compile(r"(?<![\w.])[^\W\d][\w-]*\.[\w-]+")
# Other names by which models know these parties.
_ALIASES = {
    "North Korea": ("DPRK", "North"),
    "South Korea": ("ROK", "South"),
    "United States": ("USA", "US", "America"),
    "United Kingdom": ("UK", "Britain"),
    "European Union": ("EU",),
    "Russia": ("RF", "Russian Federation"),
    "China": ("PRC", "CN"),
}


@dataclass(frozen=True, slots=True)
class Addition:
    """One thing to add: under the keys `path` of a model, `key: value`, or an item where no key."""

    path: tuple[str, ...]
    key: str | None
    value: Any

    @property
    def words(self) -> str:
        """What is added, for people."""
        if self.key is None:
            return f"{'.'.join(self.path)}: {self.value}"
        return ".".join([*self.path, self.key])


def additions(
    model: Mapping[str, Any], draft: Draft, ledger: Mapping[str, Mapping[str, Any]]
) -> tuple[Addition, ...]:
    """What `model`, a model file's plain values, lacks of `draft`; nothing of it is changed.

    A party is the same where name, title or a known other name agrees; an option where its name
    does, or the kind of act in its title. Where the evidence stands in a file of its own, no entry
    is added: the places are in the review notes.

    ledger  the source of each entry that the model has, wherever it stands.
    """
    return _Comparison(model, draft, ledger).additions()


class _Comparison:
    def __init__(
        self, model: Mapping[str, Any], draft: Draft, ledger: Mapping[str, Mapping[str, Any]]
    ) -> None:
        self.model = model
        self.ledger = ledger
        self.draft = draft
        self.data = draft.data
        self.makers: dict[str, Any] = dict(model.get("decision_makers") or {})
        self.apart = isinstance(model.get("evidence"), str)
        self.renamed: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        self.new: set[str] = set()
        self.parties: dict[str, str] = {}
        self.unwritten: set[str] = set()
        self.claims: dict[str, str] = {}
        self.found: list[Addition] = []

    def additions(self) -> tuple[Addition, ...]:
        self._parties()
        self._evidence()
        self._status_quo()
        self._outcomes()
        self._preferences()
        self._rules()
        self._claims()
        self._review()
        return tuple(self.found)

    def _parties(self) -> None:
        # A name that the model uses without its party must not become that of several parties.
        bare = {option for maker in self.makers.values() for option in _options(maker)}
        alone = [name for name in bare if _stands_alone(name, self.model)]
        for name, maker in self.data["decision_makers"].items():
            own = self._party(name, maker.get("title", name))
            if own is not None and list(maker["options"]) == [MOVE]:
                self.parties[name] = own
                self.unwritten.add(name)
                continue  # the model has the party, and the report no move for it
            known: dict[str, Any] = {}
            if own is not None:
                known = _options(self.makers[own])
            new: dict[str, Any] = {}
            party = own or unique(name, self.makers)
            self.parties[name] = party
            for key, option in maker["options"].items():
                same = _same_option(key, option, known)
                option_name = same or unique(key, [*known, *new, *alone])
                self.renamed[f"{name}.{key}"] = f"{party}.{option_name}"
                if same is None:
                    new[option_name] = self._marked(option)
                    self.new.add(f"{party}.{option_name}")
            if own is None:
                whole = {**maker, "options": new}
                self.found.append(Addition(("decision_makers",), party, whole))
                continue
            for key, option in new.items():
                self.found.append(Addition(("decision_makers", own, "options"), key, option))

    def _party(self, name: str, title: str) -> str | None:
        names = {each.casefold() for each in (name, title, *_ALIASES.get(title, ()))}
        for own, maker in self.makers.items():
            title = str((maker or {}).get("title", "")).casefold().removeprefix("the ")
            if own.casefold() in names or title in names:
                return own
        return None

    def _marked(self, option: Mapping[str, Any]) -> dict[str, Any]:
        """The option with a review note in any case: it was proposed, not written."""
        note = option.get("review")
        return {**option, "review": f"{_ADDED}; {note}" if note else _ADDED}

    def _evidence(self) -> None:
        known = list(self.ledger)
        places = {_place(source): key for key, source in self.ledger.items() if _place(source)}
        for key, entry in self.data.get("evidence", {}).items():
            place = _place(entry.get("source", {}))
            if place in places:
                self.ids[key] = places[place]
            elif not self.apart:
                new = unique(key, known)
                known.append(new)
                self.ids[key] = new
                self.found.append(Addition(("evidence",), new, entry))

    def _status_quo(self) -> None:
        """New options that go on; a model without a list of what is going on is asked."""
        for key in self.data.get("status_quo", []):
            own = self.renamed[key]
            listed = self.model.get("status_quo")
            if own not in self.new:
                if isinstance(listed, list) and not {own, own.split(".", 1)[1]} & set(listed):
                    line = f"{own}: contradiction: {_GOES_ON}, the status quo here has not"
                    self.found.append(Addition(("review",), None, line))
                continue
            if isinstance(listed, list):
                self.found.append(Addition(("status_quo",), None, own))
            else:
                line = f"{own}: is it part of the status quo? {_GOES_ON.capitalize()}"
                self.found.append(Addition(("review",), None, line))

    def _outcomes(self) -> None:
        """Outcomes whose names the model does not have; a name that it has keeps its meaning."""
        known: dict[str, Any] = dict(self.model.get("outcomes") or {})
        for name, outcome in self.data.get("outcomes", {}).items():
            if name not in known:
                note = outcome.get("review") or _ADDED
                self.found.append(Addition(("outcomes",), name, {**outcome, "review": note}))

    def _preferences(self) -> None:
        """Preferences of parties that have none; the others' are their author's business."""
        known = self.model.get("preferences") or {}
        for name, preference in self.data["preferences"].items():
            if name not in self.unwritten and self.parties[name] not in known:
                self.found.append(Addition(("preferences",), self.parties[name], preference))

    def _rules(self) -> None:
        known = {str(rule.get("infeasible")) for rule in self.model.get("rules") or []}
        for rule in self.data.get("rules", []):
            if self._said(rule["infeasible"]) not in known:
                self.found.append(Addition(("rules",), None, rule))

    def _claims(self) -> None:
        known: dict[str, Any] = dict(self.model.get("claims") or {})
        cited = {
            each for claim in known.values() for each in _listed((claim or {}).get("evidence"))
        }
        for key, claim in self.data.get("claims", {}).items():
            if {self.ids.get(each, each) for each in claim.get("evidence", [])} & cited:
                continue  # the model has a claim from this place
            new = unique(key, known)
            known[new] = claim
            self.claims[f"claim {key}"] = f"claim {new}"
            self.found.append(Addition(("claims",), new, claim))

    def _review(self) -> None:
        """The guesses that concern what was added, in the model's names."""
        known = set(map(str, self.model.get("review") or []))
        for guess, line in zip(self.draft.guesses, self.data["review"], strict=False):
            said = self._said(line)
            about = guess.about if isinstance(guess.about, str) else ""
            if not self._concerns(guess, about):
                continue
            if about.startswith("claim "):
                if about not in self.claims:
                    continue
                said = said.replace(about, self.claims[about], 1)
            if about.startswith("preferences of ") and about not in self._new_preferences():
                continue
            if said not in known:
                self.found.append(Addition(("review",), None, said))
        self.found = [
            Addition(each.path, each.key, self._own(each.value))
            for each in self.found
            if each.path != ("review",) or each.value not in known
        ]

    def _concerns(self, guess: Guess, about: str) -> bool:
        """Whether a guess is about something that the model did not have."""
        if not about:
            key = self.draft.keys.get(guess.about) if isinstance(guess.about, tuple) else None
            return self.renamed.get(key or "") in self.new or "contradiction" in guess.question
        if about in ("as_of", "rules"):
            return not self.model.get(about)
        kind, _, name = about.partition(" ")
        if kind == "party":
            return self.parties.get(name) not in self.makers
        return kind != "outcome" or name not in (self.model.get("outcomes") or {})

    def _new_preferences(self) -> set[str]:
        titles = {self.parties[name]: maker for name, maker in self._drafted().items()}
        return {
            f"preferences of {called(titles[str(each.key)]['title'])}"
            for each in self.found
            if each.path == ("preferences",)
        }

    def _drafted(self) -> dict[str, Any]:
        return dict(self.data["decision_makers"])

    def _own(self, value: Any, key: str = "") -> Any:
        """The value in the model's names: options renamed, citations to entries that it has."""
        if isinstance(value, str):
            return self._said(value)
        if isinstance(value, list):
            if key == "evidence":
                return [self.ids[each] for each in value if each in self.ids]
            return [self._own(item, key) for item in value]
        if isinstance(value, dict):
            made = {name: self._own(item, name) for name, item in value.items()}
            return {name: item for name, item in made.items() if name != "evidence" or item}
        return value

    def _said(self, text: str) -> str:
        return _KEY.sub(lambda match: self.renamed.get(match.group(), match.group()), text)


def _same_option(key: str, option: Mapping[str, Any], known: Mapping[str, Any]) -> str | None:
    """The option of the model that this one is: by name or title, else by the kind of act."""
    if key in known:
        return key
    said = str(option.get("title", ""))
    kind = kind_of(said)
    for own, value in known.items():
        title = str(value.get("title", "")) if isinstance(value, dict) else str(value)
        if title == said:
            return own
        if kind is not None and kind.name != "talks" and kind_of(f"{own} {title}") is kind:
            return own
    return None


def _options(maker: Any) -> dict[str, Any]:
    return dict((maker or {}).get("options") or {})


_PROSE = frozenset({"title", "about", "because", "says", "review", "note", "by", "evidence"})


def _stands_alone(name: str, value: Any) -> bool:
    """Whether the option's name is used somewhere without its party."""
    if isinstance(value, str):
        return re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", value) is not None
    if isinstance(value, list):
        return any(_stands_alone(name, item) for item in value)
    if isinstance(value, dict):
        return any(
            _stands_alone(name, item)
            for key, item in value.items()
            if key not in _PROSE and key != "decision_makers"
        )
    return False


def _place(source: Mapping[str, Any]) -> tuple[Any, ...]:
    """Document and offsets of a source; empty where it points into no report."""
    if "document" not in source:
        return ()
    return source["document"], source.get("from"), source.get("to")


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [str(value)]
