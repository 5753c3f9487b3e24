"""Reading claims: what is asserted, with every name in it checked. Running them is analysis."""

from __future__ import annotations

from types import MappingProxyType

from detente.model.conflict import Claim
from detente.model.desk import Desk
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


def read_claims(desk: Desk, shape: ModelFile) -> dict[str, Claim]:
    """The claims by id, in file order."""
    claims = {}
    for name, data in shape.claims.items():
        path: Path_ = ("claims", name)
        _ClaimReader(desk, shape, path).check(data)
        claims[name] = Claim(
            name,
            data.says,
            data.by,
            tuple(data.evidence),
            MappingProxyType(data.model_dump(by_alias=True, exclude_unset=True)),
            desk.source.place(path, key=True)[0],
        )
    return claims


class _ClaimReader:
    """Checks the names in one claim, its tests included."""

    def __init__(self, desk: Desk, shape: ModelFile, path: Path_) -> None:
        self.desk, self.shape, self.path = desk, shape, path

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
        self.desk.absent(
            path,
            "E-CLAIM",
            "the claim expects nothing",
            "write `expect: …`, `tests: …` or `untestable: because …`",
            key=True,
        )

    def _test(self, path: Path_, data: TestShape) -> None:
        for k, text in enumerate(data.holding):
            self.desk.condition(_item(self.desk, (*path, "holding"), k), text)
        for k, text in enumerate(data.without):
            self.desk.name(_item(self.desk, (*path, "without"), k), text)
        self._across(path, data.across)
        if data.share is not None:
            for key in ("at_most", "at_least"):
                share = getattr(data.share, key)
                if share is not None and not 0 <= share <= 1:
                    self.desk.fault(
                        (*path, "share", key),
                        "E-SHARE",
                        f"the share {share} lies outside 0 to 1",
                        "write 0.25 for a quarter",
                    )
            most, least = data.share.at_most, data.share.at_least
            if most is not None and least is not None and least > most:
                self.desk.fault(
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
            self.desk.name(_item(self.desk, (*path, "without"), k), text)
        for k, text in enumerate(data.holding):
            self.desk.condition(_item(self.desk, (*path, "holding"), k), text)
        if data.expect is not None:
            self._expect((*path, "expect"), data.expect)

    def _across(self, path: Path_, across: str | dict[str, list[str]]) -> None:
        where: Path_ = (*path, "across")
        if isinstance(across, str):
            if across not in ("base", "all"):
                self.desk.fault(
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
                    self.desk.fault(
                        _item(self.desk, (*where, party), k),
                        "E-ALTERNATIVE",
                        f"{party} has no alternative '{name}'",
                        f"did you mean '{guess}'?"
                        if guess
                        else f"write one of: {', '.join(known)}",
                    )

    def _party(self, path: Path_, party: str, key: bool = False) -> bool:
        if plain(party) in self.desk.words.parties:
            return True
        guess = nearest(party, self.desk.words.parties)
        self.desk.fault(
            path,
            "E-PARTY",
            f"unknown party '{party}'",
            f"did you mean '{guess}'?"
            if guess
            else f"write one of: {', '.join(self.desk.words.parties)}",
            key=key,
        )
        return False

    def _expect(self, path: Path_, data: ExpectShape) -> None:
        given = data.model_dump(by_alias=True, exclude_none=True)
        if len(given) != 1:
            forms = ", ".join(field.alias or key for key, field in ExpectShape.model_fields.items())
            note = self.desk.fault if given else self.desk.absent
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
                self._party(_item(self.desk, (*path, form, named), k), party)

    def _parts(self, path: Path_, parts: list[PartShape]) -> None:
        if not parts:
            self.desk.fault(path, "E-CLAIM", "the list has no test", "write some `expect: …`")
        for k, part in enumerate(parts):
            for j, text in enumerate(part.holding):
                self.desk.condition(_item(self.desk, (*path, k, "holding"), j), text)
            for j, text in enumerate(part.without):
                self.desk.name(_item(self.desk, (*path, k, "without"), j), text)
            self._expect((*path, k, "expect"), part.expect)

    def _class(self, path: Path_, text: str) -> None:
        """A class of states: an outcome's name, or a condition."""
        if plain(text) in self.desk.words.outcomes:
            return
        condition, faults = self.desk.words.condition(text)
        if condition is None:
            one_word = all(fault.code != "E-CONDITION" for fault in faults) and "." not in text
            if one_word or " " in text.strip():
                self.desk.outcome(path, text)
            else:
                self.desk.faults(path, faults)


def _item(desk: Desk, path: Path_, k: int) -> Path_:
    """The path of item k of a list, or of the single value that stands for the list."""
    return (*path, k) if desk.source.has((*path, k)) else path
