"""Each engine against the definitions, and against another engine where those are too slow."""

from __future__ import annotations

from stability.engine_tests import EngineTests


class TestListed(EngineTests):
    engine = "listed"
    slow_twin = "table"
    options = (4, 7)
    chain = 6
    least_taken = 0.6


class TestTable(EngineTests):
    engine = "table"
    options = (4, 7)
    chain = 6
    least_taken = 0.9


class TestSearched(EngineTests):
    engine = "searched"
    options = (4, 8)
    least_taken = 0.3


class TestClassed(EngineTests):
    engine = "classed"
    least_taken = 0.25


class TestPlain(EngineTests):
    engine = "plain"


class TestSwept(EngineTests):
    engine = "swept"
    options = (4, 12)
