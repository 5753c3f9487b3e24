"""Reading claims: what is asserted, with every name in it checked. Running them is analysis."""

from __future__ import annotations

from types import MappingProxyType

from detente.model.checker import Checker
from detente.model.conflict import Claim
from detente.model.names import nearest, plain
from detente.model.schema import (
    ClaimShape,
    CompareShape,
    ExpectShape,
    ModelFile,
    PartShape,
    TestShape,
)
from detente.model.source import Path_


def read_claims(checker: Checker, shape: ModelFile) -> dict[str, Claim]:
    """The claims by id, in file order."""
    claims = {}
    for name, data in shape.claims.items():
        path: Path_ = ("claims", name)
        _ClaimReader(checker, shape, path).check(data)
        claims[name] = Claim(
            name,
            data.says,
            data.by,
            tuple(data.evidence),
            MappingProxyType(data.model_dump(by_alias=True, exclude_unset=True)),
            checker.source.place(path, key=True)[0],
        )
    return claims


class _ClaimReader:
    """Checks the names in one claim, its tests included."""

    def __init__(self, checker: Checker, shape: ModelFile, path: Path_) -> None:
        self.checker, self.shape, self.path = checker, shape, path

    def check(self, data: ClaimShape) -> None:
        self._test(self.path, data)
        for k, test in enumerate(data.tests):
            self._test((*self.path, "tests", k), test)
            if test.expect is None and test.compare is None and data.expect is None:
                self._no_expectation((*self.path, "tests", k))
        compared = data.compare is not None and data.compare.expect is not None
        if data.expect is None and not data.tests and data.untestable is None and not compared:
            self._no_expectation(self.path)

    def _no_expectation(self, path: Path_) -> None:
        self.checker.absent(
            path,
            "E-CLAIM",
            "the claim expects nothing",
            "write `expect: …`, `tests: …` or `untestable: because …`",
            key=True,
        )

    def _test(self, path: Path_, data: TestShape) -> None:
        for k, text in enumerate(data.holding):
            self.checker.condition(_item(self.checker, (*path, "holding"), k), text)
        for k, text in enumerate(data.without):
            self.checker.name(_item(self.checker, (*path, "without"), k), text)
        self._across(path, data.across)
        if data.share is not None:
            for key in ("at_most", "at_least"):
                share = getattr(data.share, key)
                if share is not None and not 0 <= share <= 1:
                    self.checker.fault(
                        (*path, "share", key),
                        "E-SHARE",
                        f"the share {share} lies outside 0 to 1",
                        "write 0.25 for a quarter",
                    )
            most, least = data.share.at_most, data.share.at_least
            if most is not None and least is not None and least > most:
                self.checker.fault(
                    (*path, "share"),
                    "E-SHARE",
                    f"no share is at least {least} and at most {most}",
                    "keep one of the two, or swap them",
                )
        if data.compare is not None:
            self._compare((*path, "compare"), data.compare)
        if data.expect is not None:
            self._expect((*path, "expect"), data.expect)

    def _compare(self, path: Path_, data: CompareShape) -> None:
        for k, text in enumerate(data.without):
            self.checker.name(_item(self.checker, (*path, "without"), k), text)
        for k, text in enumerate(data.holding):
            self.checker.condition(_item(self.checker, (*path, "holding"), k), text)
        if data.expect is not None:
            self._expect((*path, "expect"), data.expect)

    def _across(self, path: Path_, across: str | dict[str, list[str]]) -> None:
        where: Path_ = (*path, "across")
        if isinstance(across, str):
            if across not in ("base", "all"):
                self.checker.fault(
                    where,
                    "E-VALUE",
                    f"'{across}' is no set of readings",
                    "write base, all or a mapping",
                )
            return
        for party, names in across.items():
            if not self._party((*where, party), party, key=True):
                continue
            known = ["base", "all", *self.shape.alternatives.get(party, {})]
            for k, name in enumerate(names):
                if name not in known:
                    guess = nearest(name, known)
                    self.checker.fault(
                        _item(self.checker, (*where, party), k),
                        "E-ALTERNATIVE",
                        f"{party} has no alternative '{name}'",
                        f"did you mean '{guess}'?"
                        if guess
                        else f"write one of: {', '.join(known)}",
                    )

    def _party(self, path: Path_, party: str, key: bool = False) -> bool:
        if plain(party) in self.checker.words.parties:
            return True
        guess = nearest(party, self.checker.words.parties)
        self.checker.fault(
            path,
            "E-PARTY",
            f"unknown party '{party}'",
            f"did you mean '{guess}'?"
            if guess
            else f"write one of: {', '.join(self.checker.words.parties)}",
            key=key,
        )
        return False

    def _expect(self, path: Path_, data: ExpectShape) -> None:
        given = data.model_dump(by_alias=True, exclude_none=True)
        if len(given) != 1:
            forms = ", ".join(field.alias or key for key, field in ExpectShape.model_fields.items())
            note = self.checker.fault if given else self.checker.absent
            note(
                path,
                "E-CLAIM",
                f"an expectation has one form, this has {len(given)}",
                f"write one of: {forms}",
            )
        for form, value in given.items():
            if isinstance(value, str):
                self._class((*path, form), value)
                continue
            if isinstance(value, list):
                self._parts((*path, form), getattr(data, f"{form}_"))
                continue
            if value is True:  # must end: true
                continue
            for key in ("where", "to", "from", "outcome", "make"):
                if key in value:
                    self._class((*path, form, key), value[key])
            if "for" in value:
                self._party((*path, form, "for"), value["for"])
            if form == "blocked":
                self._party((*path, form, "by"), value["by"])
            named = "by" if form == "broken" else "of"
            for k, party in enumerate(value.get(named, []) if form != "blocked" else []):
                self._party(_item(self.checker, (*path, form, named), k), party)

    def _parts(self, path: Path_, parts: list[PartShape]) -> None:
        if not parts:
            self.checker.fault(path, "E-CLAIM", "the list has no test", "write some `expect: …`")
        for k, part in enumerate(parts):
            for j, text in enumerate(part.holding):
                self.checker.condition(_item(self.checker, (*path, k, "holding"), j), text)
            for j, text in enumerate(part.without):
                self.checker.name(_item(self.checker, (*path, k, "without"), j), text)
            self._expect((*path, k, "expect"), part.expect)

    def _class(self, path: Path_, text: str) -> None:
        """A class of states: an outcome's name, or a condition."""
        if plain(text) in self.checker.words.outcomes:
            return
        condition, faults = self.checker.words.condition(text)
        if condition is None:
            one_word = all(fault.code != "E-CONDITION" for fault in faults) and "." not in text
            if one_word or " " in text.strip():
                self.checker.outcome(path, text)
            else:
                self.checker.faults(path, faults)


def _item(checker: Checker, path: Path_, k: int) -> Path_:
    """The path of item k of a list, or of the single value that stands for the list."""
    return (*path, k) if checker.source.has((*path, k)) else path
