"""States and moves as GraphML, GEXF and DOT: every value has its type, nothing is left empty."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conflicts import CASES

from detente import build
from detente.formats import write_model
from detente.model import Conflict, compile_graph, load_file
from detente.problems import ModelError, TooLarge

NAMED = ["chicken", "elmira", "elmira-nine-states", "jacobi-korea-original"]
KINDS = {"boolean": re.compile("true|false"), "string": re.compile("(?s).+")}
KINDS["int"] = KINDS["integer"] = re.compile("-?[0-9]+")


def moves(conflict: Conflict) -> list[tuple[str, str, str]]:
    graph = compile_graph(conflict)
    texts = graph.state_texts(np.arange(graph.states))
    return sorted(
        (name, texts[state], texts[target])
        for party, name in enumerate(graph.names)
        for state in range(graph.states)
        for target in graph.arcs(party).of(state).tolist()
    )


def in_xml(text: str, node: str, edge: str, key: str, value: str) -> dict[str, Any]:
    """Nodes and edges of a file with their values by name; each value is held to its type."""
    root = ET.fromstring(text)
    for one in root.iter():
        one.tag = one.tag.rpartition("}")[2]
    keys = {one.get("id"): one for one in root.iter(key)}
    owners = {one: parent for parent in root.iter() for one in parent}
    of = {k: str(one.get("for") or owners[one].get("class")) for k, one in keys.items()}
    titles = [(of[k], one.get("attr.name") or one.get("title")) for k, one in keys.items()]
    assert len(set(titles)) == len(titles), "one type an attribute"

    def values(owner: ET.Element) -> dict[str, str]:
        found = {}
        for one in owner.iter(value):
            name = keys[one.get("key") or one.get("for")]
            said = one.text if one.text is not None else one.get("value", "")
            kind = name.get("attr.type") or name.get("type")
            assert KINDS[str(kind)].fullmatch(said), (name.attrib, said)
            found[str(name.get("attr.name") or name.get("title"))] = said
        assert len(found) == list(of.values()).count(owner.tag), "no empty values"
        return found

    nodes = {one.get("id"): values(one) for one in root.iter(node)}
    edges = [(one.get("source"), one.get("target"), values(one)) for one in root.iter(edge)]
    ids = [one.get("id") for one in root.iter(edge)]
    assert len(set(ids)) == len(ids)
    assert None not in ids
    return {"nodes": nodes, "edges": edges}


def in_dot(text: str) -> dict[str, Any]:
    """The same of a DOT file as this program writes it: an item a line, everything in quotes."""
    assert text.startswith("digraph {\n"), "not strict, so parallel edges stay"
    nodes, edges = {}, []
    for line in text.splitlines():
        found = re.fullmatch(r"  (s\d+)(?: -> (s\d+))? \[(.*)\];", line)
        if found is None:
            continue
        pairs = re.findall(r'"((?:[^"\\]|\\.)*)"="((?:[^"\\]|\\.)*)"', found[3])
        plain = [[re.sub(r"\\(.)", r"\1", one) for one in pair] for pair in pairs]
        values = dict(plain)
        if found[2]:
            edges.append((found[1], found[2], values))
        else:
            nodes[found[1]] = values
    return {"nodes": nodes, "edges": edges}


def read(text: str, ending: str) -> dict[str, Any]:
    match ending:
        case ".graphml":
            return in_xml(text, "node", "edge", "key", "data")
        case ".gexf":
            return in_xml(text, "node", "edge", "attribute", "attvalue")
        case _:
            return in_dot(text)


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".dot"])
@pytest.mark.parametrize("name", NAMED)
def test_states_and_moves_are_those_of_the_conflict(name: str, ending: str) -> None:
    conflict = load_file(CASES / f"{name}.yaml")
    graph = compile_graph(conflict)
    found = read(str(write_model(conflict, Path(f"x{ending}"))[0]), ending)
    nodes = found["nodes"]

    texts = graph.state_texts(np.arange(graph.states))
    assert [one["label"] for one in nodes.values()] == texts
    assert [k for k, one in enumerate(nodes.values()) if one["today"] == "true"] == [
        graph.status_quo
    ]
    assert sorted(
        (said["party"], nodes[a]["label"], nodes[b]["label"]) for a, b, said in found["edges"]
    ) == moves(conflict)
    for a, b, said in found["edges"]:
        rank = f"rank {said['party']}"
        better = int(nodes[b][rank]) - int(nodes[a][rank])
        assert said["gain"] == ("tied" if not better else "better" if better > 0 else "worse")
        assert said["improvement"] == str(better > 0).lower()


def two_ways(title: str = "T", state: str = "a") -> Conflict:
    """Two parties with the same move: parallel edges."""
    moves_ = {"moves": {state: ["b"]}}
    return build(
        {
            "detente": 1,
            "title": title,
            "states": {state: title, "b": 'quote " and \\ and <b>'},
            "decision_makers": {"A": moves_, "B": moves_},
            "preferences": {"A": {"ranking": ["b", state]}, "B": {"ranking": [state, "b"]}},
            "outcomes": {title: "b"},
        }
    )


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".dot"])
def test_parallel_moves_stay_two_and_mark_up_stays_text(ending: str) -> None:
    title = "<script>&amp; it's \\N ]]> é"
    found = read(str(write_model(two_ways(title), Path(f"x{ending}"))[0]), ending)

    assert [(a, b, said["party"]) for a, b, said in found["edges"]] == [
        ("s1", "s2", "A"),
        ("s1", "s2", "B"),
    ]
    assert found["nodes"]["s1"]["title"] == title
    assert found["nodes"]["s2"][f"outcome {title}"] == "true"


def test_a_preference_that_is_not_known_is_a_loss_that_is_refused() -> None:
    data = two_ways().to_dict()
    data["preferences"]["A"] = {"unknown": [["a", "b"]], "priorities": ["b"]}
    with pytest.raises(ModelError, match="what is not known of the preference of A"):
        write_model(build(data), Path("x.graphml"))

    assert write_model(build(data), Path("x.graphml"), lossy=True)[0]


def test_a_graph_that_no_program_draws_is_refused() -> None:
    many = {"options": {f"o{k}": "" for k in range(11)}}
    data = {"detente": 1, "title": "T", "decision_makers": {"A": many, "B": {"options": {"p": ""}}}}
    with pytest.raises(TooLarge, match="states and moves"):
        write_model(build(data), Path("x.dot"))
