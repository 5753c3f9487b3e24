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
from detente.model.edits import (
    Drop,
    Edit,
    Insert,
    Move,
    Replace,
    applied,
    cost,
    edit_data,
    edit_text,
)
from detente.model.grammar import ConditionError, parse_condition
from detente.model.graph import Frame, Graph, compile_frame, compile_graph, vocabulary_of
from detente.model.model_data import model_data
from detente.model.moves import Arcs
from detente.model.ranks import NoPlainOrder, Order, Ranks, Relation
from detente.model.reader import build, load_file, load_text
from detente.model.schema import json_schema
from detente.model.variation import varied

__all__ = [
    "Arcs",
    "Claim",
    "Condition",
    "ConditionError",
    "Conflict",
    "DecisionMaker",
    "Drop",
    "Edit",
    "Evidence",
    "Frame",
    "Graph",
    "Insert",
    "ListedState",
    "Move",
    "NoPlainOrder",
    "Option",
    "Order",
    "Outcome",
    "Ranks",
    "Relation",
    "Replace",
    "Rule",
    "applied",
    "build",
    "compile_frame",
    "compile_graph",
    "condition_text",
    "cost",
    "edit_data",
    "edit_text",
    "json_schema",
    "load_file",
    "load_text",
    "model_data",
    "parse_condition",
    "varied",
    "vocabulary_of",
    "warnings",
]
