"""What the texts of a model become when a party, an option, an outcome or a state is renamed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.editing.references import (
    CLASS,
    CONDITION,
    EDIT,
    OPTION,
    OUTCOME,
    OWN,
    PARTY,
    STATE,
    TAKEN,
)
from detente.model import (
    FORMS_OF_EDITS,
    ConditionError,
    Fault,
    KnownNames,
    OutcomeName,
    names_in,
    parse_condition,
    plain,
)


@dataclass(frozen=True, slots=True)
class Change:
    """`text` in the place of the letters from `start` to `end` of a value."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Naming:
    """One thing that gets another name.

    kind    party, option, outcome or state. old: its name; of an option `Party.option`.
    new     the other name; of an option `Party.option` too.
    words   the names as they are; after: as they are to be.
    """

    kind: str
    old: str
    new: str
    words: KnownNames
    after: KnownNames

    def changes(self, role: str, text: str, path: tuple[str | int, ...]) -> list[Change]:
        """What changes in a text that may be what `role` says, and that stands at `path`."""
        whole = self._whole(role, text, path)
        if whole is not None:
            return [Change(0, len(text), whole)] if whole != text else []
        if role == EDIT:
            return list(self._in_words(text))
        if role in (CONDITION, CLASS):
            return self._in_condition(text)
        return []

    def _whole(self, role: str, text: str, path: tuple[str | int, ...]) -> str | None:
        """The new text of one that is a name as a whole; None where it may be a condition."""
        name = plain(text)
        if role in (PARTY, OUTCOME, STATE):
            return self.new if self.kind == role and name == self.old else text
        if role == OWN:
            party = plain(str(path[1]))
            own = self.kind == OPTION and f"{party}.{name}" == self.old
            return self.new.split(".", 1)[1] if own else text
        if role in (OPTION, TAKEN):
            return self._thing(text)
        if role == CLASS and name in self.words.outcomes:
            return self.new if self.kind == OUTCOME and name == self.old else text
        return None

    def _thing(self, text: str) -> str:
        """An option or a state by its other name, as short as it was where that may be."""
        found = self.words.find(text)
        if isinstance(found, Fault):
            return text
        key = self._key(found)
        bare = key.split(".", 1)[-1]
        if self.words.form == "option" and "." not in text and len(self.after.short[bare]) == 1:
            key = bare
        return text if key == plain(text) else key

    def _key(self, key: str) -> str:
        if self.kind == PARTY and self.words.form == "option":
            party, option = key.split(".", 1)
            return f"{self.new}.{option}" if party == self.old else key
        return self.new if self.kind in (OPTION, STATE) and key == self.old else key

    def _in_condition(self, text: str) -> list[Change]:
        try:
            names = list(names_in(parse_condition(text)))
        except ConditionError:
            return []  # of a ledger that speaks of another model, say
        changes = []
        for name in names:
            start = name.column - 1
            if isinstance(name, OutcomeName):
                if self.kind == OUTCOME and plain(name.text) == self.old:
                    quote = '"' if "'" in self.new else "'" if '"' in self.new else text[start]
                    new = f"{quote}{self.new}{quote}"
                    changes.append(Change(start, start + len(name.text) + 2, new))
                continue
            new = self._thing(name.text)
            if new != name.text:
                changes.append(Change(start, start + len(name.text), new))
        return changes

    def _in_words(self, text: str) -> Iterator[Change]:
        for form in FORMS_OF_EDITS.values():
            match = form.fullmatch(text.strip())
            if match is None:
                continue
            lead = len(text) - len(text.lstrip())
            for group in ("text", "said"):
                said = match.groupdict().get(group)
                if said is None:
                    continue
                start = lead + match.start(group)
                if said[0] == said[-1] == '"' and plain(said[1:-1]) not in self.words.outcomes:
                    said, start = said[1:-1], start + 1  # a whole statement in quotes
                for one in self._in_condition(said):
                    yield replace(one, start=one.start + start, end=one.end + start)
            return


def applied(text: str, changes: list[Change]) -> str:
    """The text with the changes in it."""
    for one in sorted(changes, key=lambda each: -each.start):
        text = text[: one.start] + one.text + text[one.end :]
    return text
