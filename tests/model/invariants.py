"""What holds of every compiled graph."""

from __future__ import annotations

import numpy as np

from detente.model import Graph, Ranks, Relation


def check_invariants(graph: Graph) -> None:
    """Assert what the docstrings of Graph, Arcs, Ranks and Relation promise."""
    codes = graph.codes
    assert graph.states == len(codes) > 0
    assert codes.dtype == np.int64
    assert not codes.flags.writeable
    assert (np.diff(codes) > 0).all()
    assert codes[0] >= 0
    assert len(graph.orders) == graph.parties == len(graph.names)
    assert graph.status_quo is None or 0 <= graph.status_quo < graph.states
    if graph.form == "option":
        _check_options(graph)
    else:
        assert graph.masks == graph.only_taken == graph.only_dropped == ()
        assert not graph.moves_compose
        assert codes[-1] < len(graph.labels)
    for party, order in enumerate(graph.orders):
        _check_arcs(graph, party)
        if isinstance(order, Ranks):
            _check_ranks(graph, order)
        elif isinstance(order, Relation):
            assert order.better.dtype == bool
            assert order.better.shape == (graph.states, graph.states)
            assert not (order.better & order.better.T).any()
    texts = graph.state_texts(np.arange(graph.states))
    assert [graph.find_state(text) for text in texts] == list(range(graph.states))


def _check_options(graph: Graph) -> None:
    everything = 0
    for party in range(graph.parties):
        mask = graph.masks[party]
        assert mask & everything == 0
        everything |= mask
        assert graph.only_taken[party] & ~mask == graph.only_dropped[party] & ~mask == 0
    assert everything == (1 << graph.letters) - 1
    assert int(graph.codes[-1]) <= everything


def _check_arcs(graph: Graph, party: int) -> None:
    arcs = graph.arcs(party)
    assert arcs.first.dtype == np.int64
    assert arcs.end.dtype == np.int32
    assert len(arcs.first) == graph.states + 1
    assert arcs.first[0] == 0
    assert arcs.first[-1] == len(arcs.end)
    assert (np.diff(arcs.first) >= 0).all()
    assert (arcs.starts() != arcs.end).all()
    for state in range(graph.states):
        ends = arcs.of(state)
        assert (np.diff(ends) > 0).all()
        assert ends.tolist() == graph.moves_from(party, state).tolist()


def _check_ranks(graph: Graph, order: Ranks) -> None:
    assert order.rank.shape == (graph.states,)
    assert order.rank.dtype in (np.int16, np.int32)
    assert set(order.rank.tolist()) == set(range(int(order.rank.max()) + 1))
