"""Words as the workbench writes them: a party's shape beside its option, conditions in plain words.

Everything that comes from a model is escaped here or by the templates.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from detente.model import Conflict, Option, known_names_of
from detente.report import safe

SHAPES = 6  # of parties; further ones repeat a shape with a bar in it
COLOURS = 7
_CONDITIONS: dict[tuple[object, str], Markup] = {}  # as written before, by the names and the text
_MOST_CONDITIONS = 4_096
_TOKEN = re.compile(r"('[^']*'|\"[^\"]*\"|[()]|<->|->|[!&|]|[^\s()'\"!&|<>]+|\s+)")
_WORDS = {
    "iff": "just when",
    "<->": "just when",
    "implies": "only if",
    "->": "only if",
    "&": "and",
    "|": "or",
    "!": "no",
    "not": "no",
}


@lru_cache(maxsize=256)
def shape(place: int, hollow: bool = False, big: bool = False) -> Markup:
    """The mark of the party at `place` in file order; hollow: what it does not do."""
    names = "g" + (" o" if hollow else "") + (" big" if big else "")
    colour, number = place % COLOURS + 1, place % SHAPES + 1
    bar = "b" if place >= SHAPES else ""
    return Markup(
        '<svg class="{} c{}" viewBox="0 0 12 12" aria-hidden="true"><use href="#p{}{}"/></svg>'
    ).format(names, colour, number, bar)


class Marks:
    """The marks and words of one conflict."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.place = {name: k for k, name in enumerate(conflict.party_names)}
        self._options = {one.key: one for one in conflict.options}
        words = [self.word(one) for one in conflict.options]
        self._shared = {one for one in words if words.count(one) > 1}
        self._find = known_names_of(conflict).find
        # All that a condition's words depend on: an edit of wishes changes none of it.
        self._named = (
            tuple((one.name, one.words) for one in conflict.decision_makers),
            tuple((one.key, one.words, one.short) for one in conflict.options),
            tuple(one.name for one in conflict.states),
        )

    def party(self, name: str, big: bool = False) -> Markup:
        """A party: its mark and its title."""
        return shape(self.place[name], big=big) + " " + _text(self.conflict.party(name).words)

    def party_mark(self, name: str) -> Markup:
        """Its mark alone."""
        return shape(self.place[name])

    def word(self, option: Option) -> str:
        """The option in a word: its label, or else its name."""
        return option.short or option.name

    def named(self, option: Option) -> str:
        """The option where no mark stands beside it: with its owner where others share the word."""
        word = self.word(option)
        return f"{option.party} {word}" if word in self._shared else word

    def option(self, key: str, taken: bool = True) -> Markup:
        """An option: its owner's mark and its word; for listeners the owner's name too."""
        one = self._options[key]
        owner = _text(self.conflict.party(one.party).words)
        return Markup('<span class="op" title="{}">{}<span class="vh">{}: </span>{}</span>').format(
            _text(f"{self.conflict.party(one.party).words}: {one.words}"),
            shape(self.place[one.party], hollow=not taken),
            owner,
            _text(self.word(one)),
        )

    def condition(self, text: str) -> Markup:
        """A condition in marks and plain words; as written in its tip."""
        if (kept := _CONDITIONS.get((self._named, text))) is not None:
            return kept
        parts: list[Markup] = []
        for token in _TOKEN.findall(text):
            parts.append(self._token(token))
        joined = Markup("").join(parts)
        made = Markup('<span class="cond" title="{}">{}</span>').format(_text(text), joined)
        if len(_CONDITIONS) >= _MOST_CONDITIONS:
            _CONDITIONS.clear()
        _CONDITIONS[self._named, text] = made
        return made

    def _token(self, token: str) -> Markup:
        if token in _WORDS:
            return Markup("{}").format(_WORDS[token])
        if token[:1] in "'\"":
            return Markup("<i>{}</i>").format(_text(token[1:-1]))
        if token.isspace() or not token.strip("()"):
            return escape(token)
        found = self._find(token)
        if isinstance(found, str) and found in self._options:
            return self.option(found)
        return escape(_text(token))

    def state(self, text: str) -> str:
        """A state in a few words: how it differs from today, or its title."""
        conflict = self.conflict
        if conflict.form == "graph":
            listed = next(one for one in conflict.states if one.name == text)
            return safe(listed.title or listed.name)
        today = conflict.status_quo
        if today is None:
            taken = [
                self.named(one)
                for one, letter in zip(conflict.options, text, strict=True)
                if letter == "Y"
            ]
            return safe(", ".join(taken) or "nothing")
        if text == today:
            return "today"
        differ = [
            self.named(one) if now == "Y" else f"no {self.named(one)}"
            for one, was, now in zip(conflict.options, today, text, strict=True)
            if was != now
        ]
        return safe(", ".join(differ))


def _text(text: str) -> str:
    """A text of the model, without what could steer or turn a line."""
    return safe(text)
