"""Readings: the alternatives of each party, and all their combinations, as one value."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from detente.analysis.question_checks import bad, check_party, guess_or_list
from detente.limits import limit
from detente.model import Conflict
from detente.problems import TooLarge

Across = str | Mapping[str, Sequence[str] | str]
Reading = Mapping[str, str]


@dataclass(frozen=True)
class Readings:
    """Ways to read what the parties want: one alternative a party, in all combinations.

    names   by party, in file order: its alternatives; a party with one does not vary.
    chosen  the places of the readings looked at, ascending; None for all.
    seed    with which `chosen` was drawn; None where it was not.
    A reading's place counts like a clock: the last party's alternative changes fastest.
    """

    names: Mapping[str, tuple[str, ...]]
    chosen: tuple[int, ...] | None = None
    seed: int | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """How many alternatives each party has, in file order."""
        return tuple(len(names) for names in self.names.values())

    @property
    def size(self) -> int:
        """How many combinations there are."""
        return math.prod(self.shape)

    def __len__(self) -> int:
        return self.size if self.chosen is None else len(self.chosen)

    @property
    def varying(self) -> tuple[str, ...]:
        """The parties with more than one alternative."""
        return tuple(party for party, names in self.names.items() if len(names) > 1)

    @property
    def complete(self) -> bool:
        """Whether every combination is looked at."""
        return self.chosen is None

    def at(self, place: int) -> dict[str, str]:
        """The combination at a place of the whole product."""
        reading = {}
        for party, names in reversed(list(self.names.items())):
            place, k = divmod(place, len(names))
            reading[party] = names[k]
        return {party: reading[party] for party in self.names}

    def __iter__(self) -> Iterator[dict[str, str]]:
        return (self.at(place) for place in (self.chosen or range(self.size)))

    def shown(self, reading: Reading) -> dict[str, str]:
        """What tells one reading from the others: the parties that vary or are not at base."""
        return {
            party: name
            for party, name in reading.items()
            if len(self.names[party]) > 1 or name != "base"
        }

    def sample(self, count: int, seed: int) -> Readings:
        """So many different readings drawn with a seed, all where there are no more.

        Equal seeds draw equal readings.
        """
        if count < 1:
            raise bad("sample", "E-VALUE", f"a sample of {count} says nothing", "write 1 or more")
        if count >= self.size:
            return self
        # By rejection: the product may be far too large to list or to shuffle.
        draw = random.Random(seed)
        places: set[int] = set()
        while len(places) < count:
            places.add(draw.randrange(self.size))
        return replace(self, chosen=tuple(sorted(places)), seed=seed)

    def require_listable(self, states: int) -> None:
        """TooLarge where there are more readings than are looked at one by one."""
        most = limit("readings")
        if len(self) > most:
            minutes = max(1, round(len(self) * (2e-3 + states * 4e-6) / 60))
            size, unit = (minutes, "minute") if minutes < 55 else (round(minutes / 60), "hour")
            long = f"about {size:,} {unit}{'' if size == 1 else 's'}"
            raise TooLarge(
                f"{len(self):,} readings",
                f"more than {most:,}, {long} at {states:,} states",
                f"look at a sample (`--sample {min(most, 1000)} --seed 1`), or name fewer "
                "alternatives under `across`",
            )

    def to_dict(self) -> dict[str, Any]:
        """Which readings these are, as `--json` prints it."""
        return {
            "across": {party: list(self.names[party]) for party in self.varying}
            or {party: list(names) for party, names in self.names.items() if names != ("base",)},
            "readings": len(self),
            "of": self.size,
            "seed": self.seed,
        }


def readings_of(conflict: Conflict, across: Across = "all", where: str = "across") -> Readings:
    """The readings named by `across`: `base`, `all`, or alternatives by party, `all` among them.

    A party that is not named is at its base. ModelError where a name is unknown.
    """
    if isinstance(across, str):
        if across not in ("base", "all"):
            raise bad(
                where,
                "E-VALUE",
                f"'{across}' is no set of readings",
                "write base, all or a mapping",
            )
        named: dict[str, list[str]] = (
            {party: ["all"] for party in conflict.party_names} if across == "all" else {}
        )
    else:
        named = {
            check_party(conflict, party, where): [names] if isinstance(names, str) else list(names)
            for party, names in across.items()
        }
    found = {}
    for party in conflict.party_names:
        known = conflict.readings(party)
        wanted: dict[str, None] = {}
        for name in named.get(party, ["base"]):
            if name != "all" and name not in known:
                raise bad(
                    where,
                    "E-ALTERNATIVE",
                    f"{party} has no alternative '{name}'",
                    guess_or_list(name, ("all", *known)),
                )
            wanted.update(dict.fromkeys(known if name == "all" else (name,)))
        found[party] = tuple(wanted) or ("base",)
    return Readings(MappingProxyType(found))
