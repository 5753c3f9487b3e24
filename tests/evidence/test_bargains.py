"""What reports say of bargains: both halves of a plan, ultimatums, offers with a condition."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.reports import draft_of

TARIFF_AND_PATROLS = """Norway and Denmark trade demands over the Halven Strait

OSTBY, 4 May 2026 (Fjordwire) - Norway called on Denmark on Monday to stop the night patrols in
the strait, and said that its tariff on Danish fish would stay while they went on. Denmark has
sent three patrol boats there since March.

“A tariff alone will never settle this,” said Danish Foreign Minister Mette Krag. She proposed a
double freeze: Denmark stops the patrols, and Norway suspends the tariff.

Norwegian Trade Minister Liv Aas said that Norway was ready to hold talks with Denmark if the
patrols stopped. “Without talks there will be no solution,” she told reporters in Ostby.

Denmark threatened to close its ports to Norwegian boats unless the tariff was lifted by the end
of June.
"""

BORDER = """Kenya and Somalia at odds over the Mandu crossing

MANDU, 9 March 2026 (Coastwire) - Kenya demanded on Monday that Somalia withdraw its troops from
the crossing. Somalia has closed the crossing since January.

The African Union put forward a standstill under which Somalia would withdraw its troops and
Kenya would end its overflights.

Kenya warned that its overflights would continue until the troops were withdrawn.
"""

BEEF_AND_STEEL = """Canada and Mexico in row over steel

LORTON, 2 June 2026 (Tradewire) - Canada threatened to close its market to Mexican beef unless
the steel quota was lifted by July.

Mexico imposed a quota on Canadian steel in May. Mexican Economy Minister Elena Ruiz proposed a
swap: Canada to drop its threat of a beef ban, Mexico to lift the quota.

Canada said that it would lift its duties on Mexican tomatoes in exchange for an end to the
quota.
"""

WATER = """Upstream and downstream

SALGA, 14 July 2026 (Riverwire) - Egypt called on Ethiopia to stop the filling of the Karo dam.
Ethiopia said the filling would go on as long as Egypt refused to share its flow data.

Egyptian Water Minister Hany Sami suggested that Ethiopia halt the filling and Egypt share its
flow data.

Sudan proposed a mutual halt: both sides would stop military drills on the river.
"""

TESTS_AND_SANCTIONS = """Iran and the United States

VIENNA, 12 May 2026 (Newswire) - Russia proposed a freeze for freeze: Iran to halt missile
tests, Washington to issue no new sanctions.

The United States threatened to impose an oil embargo unless the tests were halted by June. Iran
said the tests would continue while US sanctions remained in force.

Iran was prepared to open its sites to inspectors if the sanctions were lifted, Foreign Minister
Ali Karimi said.
"""

REJECTED = """Greece and Turkey

ATHENS, 5 May 2026 (Newswire) - Greece rejected a plan under which Turkey would halt its survey
and Greece would stop naval patrols.

Turkey has offered to halt its survey in return for Greece stopping naval patrols.
"""

ROAD = """Road dispute

BAKU, 8 November 2026 (Roadwire) - Azerbaijan demanded that Armenia open the road, and Armenia
demanded that Azerbaijan remove its checkpoint.

The European Union floated a deal that would see Azerbaijan remove the checkpoint and Armenia
open the road.

Azerbaijan said its checkpoint would stay unless the road was opened.
"""

STRIKE = """Strike at the port of Harlow

HARLOW, 3 October 2026 (Portwire) - The union demanded that the company withdraw the night rota.
The company said it would hold talks with the union if the strike ended.

The mayor proposed a deal whereby the union would suspend the strike and the company would
withdraw the rota.
"""


def preferred(data: dict[str, Any], party: str) -> list[str]:
    return [each["prefer"] for each in data["preferences"][party]["priorities"]]


def where(data: dict[str, Any], outcome: str) -> str:
    return str(data["outcomes"][outcome]["where"])


def data_of(text: str) -> dict[str, Any]:
    return draft_of(text).data


def test_a_double_freeze_is_one_plan_of_two_halves() -> None:
    data = data_of(TARIFF_AND_PATROLS)
    assert where(data, "double freeze") == "not Denmark.patrols and not Norway.tariffs"
    assert data["focus"] == ["double freeze"]
    assert preferred(data, "Denmark")[0] == "'double freeze'"
    assert "'double freeze'" not in preferred(data, "Norway")


def test_nobody_wants_the_other_sides_demand() -> None:
    data = data_of(TARIFF_AND_PATROLS)
    assert "'night patrols stopped'" in preferred(data, "Norway")
    assert "'night patrols stopped'" not in preferred(data, "Denmark")
    assert "'tariff lifted'" not in preferred(data, "Norway")


def test_an_ultimatum_in_the_passive_is_a_demand_and_a_threat() -> None:
    data = data_of(TARIFF_AND_PATROLS)
    assert where(data, "tariff lifted") == "not Norway.tariffs"
    assert "'tariff lifted'" in preferred(data, "Denmark")
    assert "Denmark.close_ports iff Norway.tariffs" in preferred(data, "Denmark")


def test_what_stays_while_others_go_on_goes_on_today_and_hangs_on_them() -> None:
    data = data_of(TARIFF_AND_PATROLS)
    assert data["status_quo"] == ["Denmark.patrols", "Norway.tariffs"]
    assert "Norway.tariffs if Denmark.patrols" in preferred(data, "Norway")


def test_an_offer_with_a_condition_is_no_claim_and_claims_aim_at_the_plan() -> None:
    claims = data_of(TARIFF_AND_PATROLS)["claims"]
    assert len(claims) == 2
    assert claims["c2"]["expect"] == {"path": {"to": "'double freeze'", "by": "improvements"}}


def test_a_standstill_of_a_third_party() -> None:
    data = data_of(BORDER)
    assert where(data, "standstill") == "not Somalia.troops and not Kenya.overflights"
    assert preferred(data, "African_Union") == ["'standstill'"]
    assert preferred(data, "Somalia") == []
    assert preferred(data, "Kenya") == [
        "'troops withdrawn'",
        "Kenya.overflights iff Somalia.troops",
    ]


def test_a_swap_told_with_infinitives_and_an_offer_in_exchange() -> None:
    data = data_of(BEEF_AND_STEEL)
    assert where(data, "swap") == "not Canada.threat and not Mexico.quota"
    assert preferred(data, "Mexico") == ["'swap'"]
    bargain = where(data, "duties lifted and quota ended")
    assert bargain == "not Canada.tariffs and not Mexico.quota"
    assert preferred(data, "Canada") == [
        "'duties lifted and quota ended'",
        "'steel quota lifted'",
        "Canada.close_market iff Mexico.quota",
    ]
    assert set(data["status_quo"]) == {"Mexico.quota", "Canada.threat", "Canada.tariffs"}


def test_halves_suggested_with_that_and_a_mutual_halt() -> None:
    data = data_of(WATER)
    plan = where(data, "filling halted and flow data shared")
    assert plan == "not Ethiopia.filling and Egypt.share_data"
    assert where(data, "military drills stopped") == "not Egypt.drills and not Ethiopia.drills"
    assert preferred(data, "Ethiopia") == ["Ethiopia.filling if not Egypt.share_data"]
    assert "'filling halted and flow data shared'" in preferred(data, "Egypt")
    # That Egypt refuses is what Ethiopia says of it.
    assert "not Egypt.share_data" not in preferred(data, "Egypt")


def test_a_freeze_for_freeze_with_an_ultimatum_and_a_conditional_offer() -> None:
    data = data_of(TESTS_AND_SANCTIONS)
    assert where(data, "freeze for freeze") == "not Iran.tests and not USA.new_sanctions"
    assert preferred(data, "Russia") == ["'freeze for freeze'"]
    assert preferred(data, "USA") == ["'tests halted'", "USA.embargo iff Iran.tests"]
    assert preferred(data, "Iran") == [
        "'sites opened and sanctions lifted'",
        "Iran.tests if USA.sanctions",
    ]
    assert "claims" not in data


def test_who_rejects_a_plan_is_not_its_author() -> None:
    data = data_of(REJECTED)
    name = "survey halted and naval patrols stopped"
    assert where(data, name) == "not Turkey.survey and not Greece.patrols"
    assert preferred(data, "Greece") == [f"not '{name}'"]
    assert preferred(data, "Turkey") == [f"'{name}'"]


def test_demands_of_two_sides_in_one_sentence_stay_apart() -> None:
    data = data_of(ROAD)
    plan = where(data, "checkpoint removed and road opened")
    assert plan == "not Azerbaijan.checkpoint and Armenia.open_road"
    assert preferred(data, "Armenia") == ["'checkpoint removed'"]
    assert preferred(data, "Azerbaijan") == [
        "'road opened'",
        "Azerbaijan.checkpoint iff not Armenia.open_road",
    ]


def test_a_deal_between_a_union_and_a_company() -> None:
    data = data_of(STRIKE)
    (name,) = data["focus"]
    assert where(data, name) == "not Union.strike and not Company.rota"
    assert f"'{name}'" not in preferred(data, "Union") + preferred(data, "Company")


@pytest.mark.parametrize("opener", ["under which", "in which", "whereby", "that would see"])
def test_a_plan_is_read_after_every_opener_and_in_both_orders(opener: str) -> None:
    say = "{} lift the tariff" if opener == "that would see" else "{} would lift the tariff"
    stop = say.replace("lift the tariff", "stop the patrols")
    for first, second in ((say, stop), (stop, say)):
        parties = ("Norway", "Denmark") if first == say else ("Denmark", "Norway")
        halves = f"{first.format(parties[0])} and {second.format(parties[1])}"
        data = data_of(f"Row\n\nSweden proposed a standstill {opener} {halves}.")
        assert set(where(data, "standstill").split(" and ")) == {
            "not Norway.tariffs",
            "not Denmark.patrols",
        }
        assert preferred(data, "Sweden") == ["'standstill'"]
        assert preferred(data, "Norway") == preferred(data, "Denmark") == []


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


SUSPENSIONS = """North Korea drills row

SEOUL, 3 March 2026 (Penwire) - North Korea demanded that South Korea and the United States halt
their joint drills. The United States said the drills would go on unless North Korea stopped its
missile tests.

China called for a "suspension for suspension", under which North Korea would suspend its missile
tests in exchange for the United States and South Korea suspending their drills.

The United States dismissed a proposal under which it would halt the drills and North Korea would
halt its tests.
"""


def test_three_parties_in_two_halves_and_a_plan_that_is_dismissed() -> None:
    data = data_of(SUSPENSIONS)
    plan = where(data, "suspension for suspension")
    assert set(plan.split(" and ")) == {
        "not North_Korea.tests",
        "not USA.drills",
        "not South_Korea.drills",
    }
    assert preferred(data, "China") == ["'suspension for suspension'"]
    assert preferred(data, "North_Korea") == ["'joint drills halted'"]
    assert preferred(data, "USA") == [
        "'missile tests stopped'",
        "USA.drills iff North_Korea.tests",
        "not 'drills halted and tests halted'",
    ]


def test_neither_side_means_both_do_not() -> None:
    data = data_of(
        "Row\n\nIndia and Pakistan met. Pakistan offered a standstill: neither side would move "
        "troops, and both would reopen their consulates."
    )
    assert set(where(data, "standstill").split(" and ")) == {
        "not Pakistan.move_troops",
        "not India.move_troops",
        "Pakistan.reopen_consulates",
        "India.reopen_consulates",
    }


def test_a_tariff_that_is_cut_is_neither_kept_nor_lifted() -> None:
    data = data_of(
        "Row\n\nBrazil imposed a tariff on wheat. Uruguay floated a swap: Brazil would cut its "
        "wheat tariff, and in return Argentina would drop its quota on cars."
    )
    assert where(data, "swap") == "not Argentina.quota and Brazil.cut_tariff"
    assert "Brazil.tariffs" in data["status_quo"]


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
