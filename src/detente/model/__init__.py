"""Model: what a conflict is, how a file says it, and its compiled form, the graph.

A model file becomes a `Conflict` (words), and a `Conflict` becomes a `Graph` (numbers). This room
knows nothing of solution concepts.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.model.checks import warnings as warnings
    from detente.model.condition import TRUE as TRUE
    from detente.model.condition import And as And
    from detente.model.condition import Condition as Condition
    from detente.model.condition import Constant as Constant
    from detente.model.condition import Iff as Iff
    from detente.model.condition import Implies as Implies
    from detente.model.condition import Name as Name
    from detente.model.condition import Not as Not
    from detente.model.condition import Or as Or
    from detente.model.condition import OutcomeName as OutcomeName
    from detente.model.condition import all_of as all_of
    from detente.model.condition import any_of as any_of
    from detente.model.condition import condition_text as condition_text
    from detente.model.condition import names_in as names_in
    from detente.model.condition_syntax import ConditionError as ConditionError
    from detente.model.condition_syntax import parse_condition as parse_condition
    from detente.model.conflict import Claim as Claim
    from detente.model.conflict import Conflict as Conflict
    from detente.model.conflict import DecisionMaker as DecisionMaker
    from detente.model.conflict import Evidence as Evidence
    from detente.model.conflict import ListedState as ListedState
    from detente.model.conflict import Option as Option
    from detente.model.conflict import Outcome as Outcome
    from detente.model.conflict import Rule as Rule
    from detente.model.edits import Drop as Drop
    from detente.model.edits import Edit as Edit
    from detente.model.edits import Insert as Insert
    from detente.model.edits import Move as Move
    from detente.model.edits import Replace as Replace
    from detente.model.edits import applied as applied
    from detente.model.edits import cost as cost
    from detente.model.edits import edit_data as edit_data
    from detente.model.edits import edit_text as edit_text
    from detente.model.evaluate import holds as holds
    from detente.model.evaluate import option_columns as option_columns
    from detente.model.evaluate import state_columns as state_columns
    from detente.model.feasible import options_named as options_named
    from detente.model.feasible import pattern_is_feasible as pattern_is_feasible
    from detente.model.graph import Arena as Arena
    from detente.model.graph import Graph as Graph
    from detente.model.graph import compile_arena as compile_arena
    from detente.model.graph import compile_graph as compile_graph
    from detente.model.graph import known_names_of as known_names_of
    from detente.model.graph import no_state as no_state
    from detente.model.kept import Kept as Kept
    from detente.model.known_names import Fault as Fault
    from detente.model.known_names import KnownNames as KnownNames
    from detente.model.letter_places import Lines as Lines
    from detente.model.letter_places import Span as Span
    from detente.model.letter_places import letters as letters
    from detente.model.model_data import model_data as model_data
    from detente.model.moves import Arcs as Arcs
    from detente.model.moves import count_option_arcs as count_option_arcs
    from detente.model.names import look_alike as look_alike
    from detente.model.names import name_fault as name_fault
    from detente.model.names import nearest as nearest
    from detente.model.names import one_of as one_of
    from detente.model.names import plain as plain
    from detente.model.names import printable as printable
    from detente.model.preferences import Better as Better
    from detente.model.preferences import PairTable as PairTable
    from detente.model.preferences import Payoffs as Payoffs
    from detente.model.preferences import Preference as Preference
    from detente.model.preferences import Priorities as Priorities
    from detente.model.preferences import Ranking as Ranking
    from detente.model.preferences import Statement as Statement
    from detente.model.preferences import Weights as Weights
    from detente.model.ranks import NoPlainOrder as NoPlainOrder
    from detente.model.ranks import Order as Order
    from detente.model.ranks import Ranks as Ranks
    from detente.model.ranks import Relation as Relation
    from detente.model.ranks import dense as dense
    from detente.model.read_edits import FORMS_OF_EDITS as FORMS_OF_EDITS
    from detente.model.reader import build as build
    from detente.model.reader import load_file as load_file
    from detente.model.reader import load_text as load_text
    from detente.model.review import Place as Place
    from detente.model.schema import json_schema as json_schema
    from detente.model.semantics import Acts as Acts
    from detente.model.semantics import Semantics as Semantics
    from detente.model.semantics import semantics_ids as semantics_ids
    from detente.model.semantics import semantics_of as semantics_of
    from detente.model.source import Source as Source
    from detente.model.source import parse_source as parse_source
    from detente.model.source import parsed as parsed
    from detente.model.states import TODAY as TODAY
    from detente.model.states import State as State
    from detente.model.states import state_of as state_of
    from detente.model.states import told as told
    from detente.model.structure import validate as validate
    from detente.model.text_file import BYTE_ORDER_MARK as BYTE_ORDER_MARK
    from detente.model.text_file import decode as decode
    from detente.model.text_file import is_marked as is_marked
    from detente.model.text_file import read_file as read_file
    from detente.model.variation import varied as varied

open_door(
    __name__,
    {
        "checks": ("warnings",),
        "condition": (
            "And",
            "Condition",
            "Constant",
            "Iff",
            "Implies",
            "Name",
            "Not",
            "Or",
            "OutcomeName",
            "TRUE",
            "all_of",
            "any_of",
            "condition_text",
            "names_in",
        ),
        "condition_syntax": ("ConditionError", "parse_condition"),
        "conflict": (
            "Claim",
            "Conflict",
            "DecisionMaker",
            "Evidence",
            "ListedState",
            "Option",
            "Outcome",
            "Rule",
        ),
        "edits": (
            "Drop",
            "Edit",
            "Insert",
            "Move",
            "Replace",
            "applied",
            "cost",
            "edit_data",
            "edit_text",
        ),
        "evaluate": ("holds", "option_columns", "state_columns"),
        "feasible": ("options_named", "pattern_is_feasible"),
        "graph": ("Arena", "Graph", "compile_arena", "compile_graph", "known_names_of", "no_state"),
        "kept": ("Kept",),
        "known_names": ("Fault", "KnownNames"),
        "letter_places": ("Lines", "Span", "letters"),
        "model_data": ("model_data",),
        "moves": ("Arcs", "count_option_arcs"),
        "names": ("look_alike", "name_fault", "nearest", "one_of", "plain", "printable"),
        "preferences": (
            "Better",
            "PairTable",
            "Payoffs",
            "Preference",
            "Priorities",
            "Ranking",
            "Statement",
            "Weights",
        ),
        "ranks": ("NoPlainOrder", "Order", "Ranks", "Relation", "dense"),
        "read_edits": ("FORMS_OF_EDITS",),
        "reader": ("build", "load_file", "load_text"),
        "review": ("Place",),
        "schema": ("json_schema",),
        "semantics": ("Acts", "Semantics", "semantics_ids", "semantics_of"),
        "source": ("Source", "parse_source", "parsed"),
        "states": ("State", "TODAY", "state_of", "told"),
        "structure": ("validate",),
        "text_file": ("BYTE_ORDER_MARK", "decode", "is_marked", "read_file"),
        "variation": ("varied",),
    },
)
