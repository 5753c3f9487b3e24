"""Pictures say what their finding says, in every form, and are safe to open."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

import detente
from detente.analysis.registry import question
from detente.problems import ModelError
from detente.report.pictures import KINDS, Picture, picture
from detente.report.pictures.classes import classes_of
from detente.report.pictures.graph import arrows_of
from detente.report.pictures.layout import positions
from detente.report.pictures.palette import DARK, LIGHT, party_role, party_shape

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = [
    (kind, case)
    for kind in KINDS
    for case in ("korea-small", "elmira")
    if (kind, case) != ("matrix", "elmira")
]

NASTY = """detente: 1
title: "<script>alert(1)</script> & 'x' \\u202e"
decision_makers:
  A: {title: "=HYPERLINK(1)", options: {a: {title: "</svg><b onload=x>"}, b: go}}
  B: {options: {c: "\\u0007 bell"}}
status_quo: []
preferences:
  A: [A.a]
  B: [B.c]
"""


def drawn(kind: str, case: str) -> Picture:
    conflict = detente.load(case)
    asked = {"edits": [f"{conflict.party_names[0]}: drop 1"]} if kind == "matrix" else {}
    return picture(conflict, kind, **asked)


def texts(made: Picture) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(made.svg()).iter(f"{SVG}text")]


@pytest.mark.parametrize(("kind", "case"), DRAWN)
def test_a_picture_is_whole_and_within_its_bounds(kind: str, case: str) -> None:
    made = drawn(kind, case)
    root = ET.fromstring(made.svg())
    assert root.find(f"{SVG}title").text == made.title
    assert root.find(f"{SVG}desc").text == made.alt
    assert len(made.alt) > 40
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= made.width
        assert 0 <= float(text.get("y")) <= made.height
    assert not re.search(r"<script|href=|url\(|@import|\bon\w+=", made.svg())


@pytest.mark.parametrize(("kind", "case"), DRAWN)
def test_a_picture_is_the_same_each_time(kind: str, case: str) -> None:
    assert drawn(kind, case).svg() == drawn(kind, case).svg()


@pytest.mark.parametrize("kind", ["table", "graph", "ladder", "tree"])
def test_what_a_title_holds_is_text_and_nothing_else(kind: str) -> None:
    svg = picture(detente.load(NASTY), kind).svg()
    root = ET.fromstring(svg)
    tags = {one.tag.removeprefix(SVG) for one in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "rect", "path", "text"}
    assert "\u202e" not in svg
    assert "\x07" not in svg


def test_the_table_marks_what_the_analysis_says() -> None:
    analysis = detente.analyze(detente.load("elmira"))
    alt = picture(analysis, "table").alt
    for place in range(analysis.size):
        state = analysis.verdicts.graph.state_text(place)
        (told,) = re.findall(rf"{place + 1} {state}(?: \(today\))?: ([^.]*)\.", alt)
        names = [one for one in analysis.concepts if analysis.is_equilibrium(one, state)]
        assert told == (f"equilibrium under {', '.join(names)}" if names else "no equilibrium")


def test_the_table_of_many_states_has_todays_and_each_sort_of_equilibria() -> None:
    analysis = detente.analyze(detente.load("korea"), ["nash", "seq"])
    alt = picture(analysis, "table").alt
    for group in analysis.groups():
        assert f"{analysis.index(group.example) + 1} {group.example}" in alt
    assert f"{analysis.status_quo} (today)" in alt


@pytest.mark.parametrize("case", ["korea-small", "elmira", "cuban-missile-crisis", "garrison"])
def test_arrows_are_moves_and_bold_ones_improvements(case: str) -> None:
    graph = detente.analyze(detente.load(case), ["nash"]).verdicts.graph
    arrows, _ = arrows_of(graph)
    assert arrows
    for one in arrows:
        assert one.end in graph.moves_from(one.party, one.start)
        assert one.gain == graph.prefers(one.party, one.end, one.start)
    # whoever can improve has an arrow, whatever is left out
    for party in range(graph.parties):
        for state in range(graph.states):
            can = any(graph.prefers(party, int(k), state) for k in graph.moves_from(party, state))
            assert can == any((a.party, a.start, a.gain) == (party, state, True) for a in arrows)


def test_states_do_not_stand_on_each_other() -> None:
    for case in ("korea-small", "elmira", "elmira-nine-states", "garrison", "milk-river"):
        spots, _ = positions(detente.analyze(detente.load(case), ["nash"]).verdicts.graph, 92, 84)
        apart = np.abs(spots[:, None] - spots[None]).max(axis=2) + np.eye(len(spots)) * 999
        assert apart.min() > 40, case


def test_where_arrows_would_be_too_many_each_state_says_where_they_lead() -> None:
    analysis = detente.analyze(detente.load("us-china-trade-static"), ["nash"])
    graph = analysis.verdicts.graph
    made = picture(analysis, "graph")
    marks = [one for one in made.shapes if getattr(one, "text", "").startswith("→ ")]
    can = {
        (party, state): [
            int(k) for k in graph.moves_from(party, state) if graph.prefers(party, int(k), state)
        ]
        for party in range(graph.parties)
        for state in range(graph.states)
    }
    assert len(marks) == sum(map(bool, can.values())) > 60
    shown = sorted((one.role, int(one.text[2:]) - 1) for one in marks)
    rank = [order.rank for order in graph.orders]
    for role, end in shown:
        party = [party_role(k) for k in range(graph.parties)].index(role)
        starts = [s for (p, s), ends in can.items() if p == party and end in ends]
        assert any(rank[party][end] == max(rank[party][k] for k in can[party, s]) for s in starts)


def test_numbers_of_classes_stand_free_of_boxes_and_of_each_other() -> None:
    made = picture(detente.load("korea"), "graph", concepts=["nash"])
    numbers = [
        one for one in made.shapes if getattr(one, "size", 0) == 11 and one.role.startswith("party")
    ]
    assert len(numbers) > 30
    spots = [(one.x, one.y) for one in numbers]
    apart = [abs(a[0] - b[0]) > 12 or abs(a[1] - b[1]) > 12 for a in spots for b in spots if a != b]
    assert all(apart)
    assert len(set(spots)) == len(spots)
    titles = [one for one in made.shapes if getattr(one, "bold", False) and one.anchor == "middle"]
    assert len(titles) >= 10
    for x, y in spots:  # a box reaches 75 to each side of its title, and 50 below
        assert not any(abs(x - one.x) < 74 and one.y - 16 < y < one.y + 45 for one in titles)


def test_long_names_of_states_are_whole_in_the_table() -> None:
    analysis = detente.analyze(detente.load("us-china-trade-static"))
    made = picture(analysis, "table")
    names = {one.text for one in made.shapes if getattr(one, "turned", False)}
    assert names == {
        analysis.verdicts.graph.state_text(analysis.index(one))
        for one in [analysis.status_quo, *(group.example for group in analysis.groups())]
    }


def test_many_states_are_drawn_as_classes_and_each_state_is_in_one() -> None:
    analysis = detente.analyze(detente.load("korea"), ["nash"])
    classes = classes_of(analysis)
    sizes = np.bincount(classes.of)
    assert sizes.sum() == analysis.size
    assert len(sizes) == len(classes.names) <= 12
    for k, name in enumerate(classes.names):
        if name in analysis.outcome_planes:
            assert analysis.outcome_planes[name][classes.of == k].all()
    assert any("today" in one for one in texts(picture(analysis, "graph")))


def test_the_ladder_orders_as_the_party_does() -> None:
    analysis = detente.analyze(detente.load("elmira"), ["nash"])
    alt = picture(analysis, "ladder").alt
    for name, order in zip(
        analysis.verdicts.graph.names, analysis.verdicts.graph.orders, strict=True
    ):
        words = analysis.conflict.party(name).words
        (told,) = re.findall(rf"{re.escape(words)}: ([\d, >]+)", alt)
        rungs = [[int(one) - 1 for one in rung.split(", ")] for rung in told.split(" > ")]
        ranks = [{int(order.rank[state]) for state in rung} for rung in rungs]
        assert [len(one) for one in ranks] == [1] * len(rungs)
        assert [one.pop() for one in ranks] == list(range(len(rungs) - 1, -1, -1))


def test_dashed_branches_are_the_resisted_steps() -> None:
    answer = detente.evolve(detente.load("korea"), "double freeze")
    dashed = [one for one in picture(answer).shapes if getattr(one, "dashed", False)]
    assert len(dashed) == answer.ways.resisted > 0


def test_the_matrix_shows_what_turns() -> None:
    conflict = detente.load("korea-small")
    answer = detente.what_if(conflict, edits="DPRK: drop 1", concepts=["nash", "seq"])
    shown = texts(picture(answer))
    for name in conflict.outcomes:
        for one in ("nash", "seq"):
            before, after = answer.columns[0].before[name][one], answer.columns[0].after[name][one]
            if before != after:
                assert f"{before}→{after} {'▲' if after > before else '▼'}" in shown


def test_a_finding_is_drawn_without_naming_its_kind() -> None:
    conflict = detente.load("korea-small")
    assert picture(detente.claims(conflict)).kind == "claims"
    assert picture(detente.track(conflict, draws=10)).kind == "timeline"
    with pytest.raises(ModelError, match="no picture shows Check"):
        picture(detente.check(conflict))
    with pytest.raises(ModelError, match="did you mean 'graph'"):
        picture(conflict, "grpah")


def test_each_kind_belongs_to_a_question() -> None:
    assert all(question(one.question).name == one.question for one in KINDS.values())


def _light(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_lines_stand_out_from_the_ground(colours: dict[str, str]) -> None:
    for role in ("ink", "soft"):
        for ground in ("ground", "band", "mark", "yes"):
            assert _contrast(colours[role], colours[ground]) >= 4.5, (role, ground)
    for role in ("good", "bad", "open", *(f"party{k}" for k in range(7))):
        assert _contrast(colours[role], colours["ground"]) >= 4.5, role


def test_parties_differ_by_shape_as_well_as_by_colour() -> None:
    looks = [(party_role(k), party_shape(k)) for k in range(42)]
    assert len(set(looks)) == 42
    assert all(party_shape(k) != party_shape(k + 1) for k in range(41))
