"""What reports say of bargains: who wants what, whose a thing is, and what is only to come."""

from __future__ import annotations

from typing import Any

from evidence.reports import draft_of


def preferred(data: dict[str, Any], party: str) -> list[str]:
    return [each["prefer"] for each in data["preferences"][party]["priorities"]]


def data_of(text: str) -> dict[str, Any]:
    return draft_of(text).data


def test_an_offer_of_ones_own_is_no_wish_where_another_demands_the_same() -> None:
    data = data_of(
        "Row\n\nDenmark demanded that Norway lift the tariff on fish. Norway offered to lift the "
        "tariff on fish. Norway demanded that Denmark stop the patrols."
    )
    wanted = [name for name, each in data["outcomes"].items() if "tariffs" in each["where"]]
    assert len(wanted) == 1
    assert f"'{wanted[0]}'" in preferred(data, "Denmark")
    assert f"'{wanted[0]}'" not in preferred(data, "Norway")


def test_whose_the_tariff_is_stays_open_where_both_have_one() -> None:
    data = data_of(
        "Row\n\nNorway's tariff on fish and Sweden's tariff on steel are in force. Denmark "
        "threatened to close its ports unless the tariff was lifted."
    )
    assert preferred(data, "Denmark") == []


def test_what_would_be_cut_off_is_not_cut_off_yet() -> None:
    data = data_of(
        "Row\n\nFrance warned it would cut off power to Jersey unless the permits were granted. "
        "Britain has detained a French trawler."
    )
    assert data["status_quo"] == ["UK.detain_trawler"]


def test_no_talks_until_something_stops_is_no_test_of_doing_without_it() -> None:
    data = data_of(
        "Row\n\nNorway demanded that Pakistan stop shelling. India said there would be no talks "
        "until Pakistan stopped shelling. Norway proposed that India stop building bunkers."
    )
    assert all("compare" not in claim for claim in data["claims"].values())


def test_an_owner_who_is_named_is_who_must_stop() -> None:
    data = data_of(
        "Row\n\nSudan will keep the crossing closed unless Chad's soldiers are withdrawn, its "
        "foreign minister said. Chad stationed soldiers at the crossing."
    )
    assert "Sudan.close_crossing iff Chad.soldiers" in preferred(data, "Sudan")
    assert preferred(data, "Chad") == []
