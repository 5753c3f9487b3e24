"""Published ways: Elmira, and the Korea models."""

from __future__ import annotations

import pytest

import detente
from detente.model import Conflict

# The states 1 to 9 of the published model, as the bundled one writes them.
ELMIRA = ["NYNNN", "YYNNN", "NNYNN", "YNYNN", "NYNNY", "YYNNY", "NNYNY", "YNYNY"]


@pytest.fixture(scope="module")
def elmira() -> Conflict:
    return detente.load("elmira")


def test_improvements_at_elmira_lead_from_today_to_5_and_stop(elmira: Conflict) -> None:
    answer = detente.evolve(elmira)

    assert answer.start == ELMIRA[0]
    assert answer.in_reach == 2
    assert answer.ends == (ELMIRA[4],)
    assert answer.must_end.holds
    assert not answer.order_decides


@pytest.mark.parametrize(
    ("number", "steps"), [(1, 0), (2, 1), (3, 1), (5, 1), (4, 2), (6, 2), (7, 2), (8, 3)]
)
def test_moves_at_elmira_take_the_published_steps(
    elmira: Conflict, number: int, steps: int
) -> None:
    answer = detente.evolve(elmira, to=ELMIRA[number - 1], by="moves")

    assert answer.ways is not None
    assert answer.ways.steps == steps


def test_abandonment_at_elmira_is_one_move_away(elmira: Conflict) -> None:
    answer = detente.evolve(elmira, to="abandonment", by="moves")

    assert answer.ways is not None
    assert (answer.ways.steps, answer.ways.paths[0][0].by) == (1, ("Uniroyal",))


@pytest.mark.parametrize(
    ("members", "published"),
    [
        ("MoE Uniroyal", "2>4 5>8 6>8"),
        ("MoE Local", "1>5 3>7"),
        ("Uniroyal Local", "2>4 2>8 6>8"),
    ],
)
def test_coalitions_at_elmira_make_the_published_joint_steps(
    elmira: Conflict, members: str, published: str
) -> None:
    coalition = set(members.split())
    found = set()
    for a, start in enumerate(ELMIRA, 1):
        for b, end in enumerate(ELMIRA, 1):
            answer = detente.evolve(elmira, end, start, of=sorted(coalition), within=1, joint=True)
            assert answer.ways is not None
            if any(set(path[0].by) == coalition for path in answer.ways.paths if path):
                found.add(f"{a}>{b}")

    assert found == set(published.split())


def test_today_in_korea_is_where_it_stops_and_the_blocker_stands_at_the_first_step() -> None:
    answer = detente.evolve(detente.load("korea"), to="double freeze")

    assert answer.ways is not None
    assert answer.in_reach == 1
    assert not answer.ways.reachable
    assert answer.ways.blocked is not None
    step = answer.ways.blocked.step
    assert step is not None
    assert (step.by, step.start) == (("DPRK",), answer.start)
    assert (step.decided["DPRK"].place, step.decided["DPRK"].text) == (2, "DPRK.tests")
    assert answer.ways.unwilling == (("DPRK", "USA"),)
