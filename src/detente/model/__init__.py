"""Model: what a conflict is, how a file says it, and its compiled form, the graph.

A model file becomes a `Conflict` (words), and a `Conflict` becomes a `Graph` (numbers). This room
knows nothing of solution concepts.
"""

from detente.model.checks import warnings
from detente.model.condition import Condition, condition_text
from detente.model.conflict import (
    Claim,
    Conflict,
    DecisionMaker,
    Evidence,
    ListedState,
    Option,
    Outcome,
    Rule,
)
from detente.model.grammar import ConditionError, parse_condition
from detente.model.graph import Frame, Graph, compile_frame, compile_graph, vocabulary_of
from detente.model.moves import Arcs
from detente.model.ranks import NoPlainOrder, Order, Ranks, Relation
from detente.model.reader import build, load_file, load_text
from detente.model.schema import json_schema

__all__ = [
    "Arcs",
    "Claim",
    "Condition",
    "ConditionError",
    "Conflict",
    "DecisionMaker",
    "Evidence",
    "Frame",
    "Graph",
    "ListedState",
    "NoPlainOrder",
    "Option",
    "Order",
    "Outcome",
    "Ranks",
    "Relation",
    "Rule",
    "build",
    "compile_frame",
    "compile_graph",
    "condition_text",
    "json_schema",
    "load_file",
    "load_text",
    "parse_condition",
    "vocabulary_of",
    "warnings",
]
