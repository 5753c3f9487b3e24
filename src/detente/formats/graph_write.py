"""Writing states and moves as GraphML, GEXF or DOT: with directions, ids and parallel edges."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from detente.formats.state_graph import KINDS, Value, sayable, state_graph, written
from detente.model import Conflict
from detente.problems import Problem

Notes = tuple[Problem, ...]
Values = tuple[Value, ...]
Named = tuple[tuple[str, type], ...]

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_GEXF_KINDS = {str: "string", bool: "boolean", int: "integer"}


def write_graphml(conflict: Conflict) -> tuple[str, Notes]:
    """The state graph as GraphML, and notes on what it does not say."""
    graph, notes = state_graph(conflict)
    lines = [
        _HEAD,
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ]
    for letter, kind, named in (
        ("n", "node", graph.node_attributes),
        ("e", "edge", graph.edge_attributes),
    ):
        lines += [
            f'  <key id="{letter}{k}" for="{kind}" attr.name={_attribute(name)} '
            f'attr.type="{KINDS[type_]}"/>'
            for k, (name, type_) in enumerate(named)
        ]
    lines.append(f"  <desc>{_text(graph.title)}</desc>")
    lines.append('  <graph id="conflict" edgedefault="directed">')
    for name, values in graph.nodes:
        lines += [f'    <node id="{name}">', *_data("n", values), "    </node>"]
    for name, start, end, values in graph.edges:
        lines += [
            f'    <edge id="{name}" source="{start}" target="{end}">',
            *_data("e", values),
            "    </edge>",
        ]
    return "\n".join([*lines, "  </graph>", "</graphml>", ""]), notes


def write_gexf(conflict: Conflict) -> tuple[str, Notes]:
    """The state graph as GEXF 1.2, and notes on what it does not say."""
    graph, notes = state_graph(conflict)
    lines = [
        _HEAD,
        '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
        f"  <meta><creator>detente</creator><description>{_text(graph.title)}</description></meta>",
        '  <graph mode="static" defaultedgetype="directed">',
    ]
    for kind, named in (("node", graph.node_attributes), ("edge", graph.edge_attributes)):
        lines.append(f'    <attributes class="{kind}" mode="static">')
        lines += [
            # some programs show the id and not the title
            f"      <attribute id={_attribute(name)} title={_attribute(name)} "
            f'type="{_GEXF_KINDS[type_]}"/>'
            for name, type_ in named
        ]
        lines.append("    </attributes>")
    lines.append("    <nodes>")
    for name, values in graph.nodes:
        lines.append(f'      <node id="{name}" label={_attribute(written(values[0]))}>')
        lines += [*_values(graph.node_attributes, values), "      </node>"]
    lines += ["    </nodes>", "    <edges>"]
    for name, start, end, values in graph.edges:
        label = _attribute(written(values[0]))
        lines.append(
            f'      <edge id="{name}" source="{start}" target="{end}" type="directed" '
            f"label={label}>"
        )
        lines += [*_values(graph.edge_attributes, values), "      </edge>"]
    return "\n".join([*lines, "    </edges>", "  </graph>", "</gexf>", ""]), notes


def write_dot(conflict: Conflict) -> tuple[str, Notes]:
    """The state graph as DOT for Graphviz, and notes on what it does not say."""
    graph, notes = state_graph(conflict)
    lines = ["digraph {", f"  label={_quoted(graph.title)};"]
    for name, values in graph.nodes:
        lines.append(f"  {name} [{_pairs(graph.node_attributes, values)}];")
    for name, start, end, values in graph.edges:
        style = "bold" if values[2] else "dashed"
        own = f"id={_quoted(name)}, label={_quoted(written(values[0]))}, style={style}"
        lines.append(f"  {start} -> {end} [{own}, {_pairs(graph.edge_attributes, values)}];")
    return "\n".join([*lines, "}", ""]), notes


def _data(letter: str, values: Values) -> list[str]:
    return [
        f'      <data key="{letter}{k}">{_text(written(value))}</data>'
        for k, value in enumerate(values)
    ]


def _values(named: Named, values: Values) -> list[str]:
    inside = "".join(
        f"<attvalue for={_attribute(name)} value={_attribute(written(value))}/>"
        for (name, _), value in zip(named, values, strict=True)
    )
    return [f"        <attvalues>{inside}</attvalues>"]


def _pairs(named: Named, values: Values) -> str:
    pairs = zip(named, values, strict=True)
    return ", ".join(f"{_quoted(name)}={_quoted(written(value))}" for (name, _), value in pairs)


def _text(text: str) -> str:
    plain = "".join(sayable(text))
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return quoteattr("".join(sayable(text)))


def _quoted(text: str) -> str:
    """A text in DOT's quotes: no mark-up, and no escape that Graphviz would fill in."""
    plain = "".join(sayable(text)).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(plain.split()) + '"'
