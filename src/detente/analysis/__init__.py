"""Analysis: questions about a conflict and the findings that answer them.

One module a question; a finding is an immutable value that says how it was got. This
room knows nothing of terminals or pages.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.analysis.analyze import Analysis as Analysis
    from detente.analysis.analyze import analyze as analyze
    from detente.analysis.change_words import change_words as change_words
    from detente.analysis.change_words import listed as listed
    from detente.analysis.change_words import move_words as move_words
    from detente.analysis.check import Check as Check
    from detente.analysis.check import check as check
    from detente.analysis.claims import ClaimFinding as ClaimFinding
    from detente.analysis.claims import Claims as Claims
    from detente.analysis.claims import Count as Count
    from detente.analysis.claims import claims as claims
    from detente.analysis.claims import each_claim as each_claim
    from detente.analysis.coalitions import COALITION_IDS as COALITION_IDS
    from detente.analysis.coalitions import Broken as Broken
    from detente.analysis.coalitions import Coalitions as Coalitions
    from detente.analysis.coalitions import coalitions as coalitions
    from detente.analysis.coalitions_unlisted import UnlistedCoalitions as UnlistedCoalitions
    from detente.analysis.commitments import Agreement as Agreement
    from detente.analysis.commitments import Commitment as Commitment
    from detente.analysis.commitments import Event as Event
    from detente.analysis.deciders import Decider as Decider
    from detente.analysis.decides import decided_by as decided_by
    from detente.analysis.decides import ordinal as ordinal
    from detente.analysis.design import Design as Design
    from detente.analysis.design import design as design
    from detente.analysis.diff import Diff as Diff
    from detente.analysis.diff import VerdictChange as VerdictChange
    from detente.analysis.diff import diff as diff
    from detente.analysis.ensembles.answers import Answer as Answer
    from detente.analysis.ensembles.answers import Driver as Driver
    from detente.analysis.ensembles.answers import Share as Share
    from detente.analysis.examples import Example as Example
    from detente.analysis.explain import Explanation as Explanation
    from detente.analysis.explain import Explanations as Explanations
    from detente.analysis.explain import explain as explain
    from detente.analysis.finding import Finding as Finding
    from detente.analysis.finding import renders as renders
    from detente.analysis.finding import shown_on as shown_on
    from detente.analysis.finding import stamp as stamp
    from detente.analysis.firm import RESTS_ON_ANSWERS as RESTS_ON_ANSWERS
    from detente.analysis.firm import firm_equilibria as firm_equilibria
    from detente.analysis.hindsight import Hindsight as Hindsight
    from detente.analysis.hindsight import Judged as Judged
    from detente.analysis.history import OptionChange as OptionChange
    from detente.analysis.history import Stop as Stop
    from detente.analysis.least.changes import Alone as Alone
    from detente.analysis.least.changes import WishChange as WishChange
    from detente.analysis.least.effects import Effect as Effect
    from detente.analysis.least.lists import KINDS_OF_EDIT as KINDS_OF_EDIT
    from detente.analysis.ledger import Ledger as Ledger
    from detente.analysis.ledger import ledger as ledger
    from detente.analysis.ledger import support_name as support_name
    from detente.analysis.ledger_add import add_evidence as add_evidence
    from detente.analysis.ledger_add import place_in as place_in
    from detente.analysis.margin import Margin as Margin
    from detente.analysis.margin import margin as margin
    from detente.analysis.package import Package as Package
    from detente.analysis.package import Relaxation as Relaxation
    from detente.analysis.package import Stage as Stage
    from detente.analysis.package import package as package
    from detente.analysis.question_checks import bad as bad
    from detente.analysis.question_checks import check_conditions as check_conditions
    from detente.analysis.question_checks import guess_or_list as guess_or_list
    from detente.analysis.question_checks import several as several
    from detente.analysis.reading_sets import Readings as Readings
    from detente.analysis.reading_sets import readings_of as readings_of
    from detente.analysis.registry import QUESTIONS as QUESTIONS
    from detente.analysis.registry import Question as Question
    from detente.analysis.registry import commands_in_order as commands_in_order
    from detente.analysis.registry import offered as offered
    from detente.analysis.registry import question as question
    from detente.analysis.robust import Robust as Robust
    from detente.analysis.robust import robust as robust
    from detente.analysis.setting import SYMBOLIC as SYMBOLIC
    from detente.analysis.setting import Setting as Setting
    from detente.analysis.state_rows import Rows as Rows
    from detente.analysis.state_rows import StateRow as StateRow
    from detente.analysis.state_rows import check_rows as check_rows
    from detente.analysis.state_rows import chosen as chosen
    from detente.analysis.state_rows import state_rows as state_rows
    from detente.analysis.state_rows import table_of as table_of
    from detente.analysis.symbolic import SymbolicAnalysis as SymbolicAnalysis
    from detente.analysis.symbolic import SymbolicRows as SymbolicRows
    from detente.analysis.symbolic import analyze_symbolic as analyze_symbolic
    from detente.analysis.table import Cell as Cell
    from detente.analysis.table import Column as Column
    from detente.analysis.table import Table as Table
    from detente.analysis.table import csv_lines as csv_lines
    from detente.analysis.table import headings as headings
    from detente.analysis.table import problem_table as problem_table
    from detente.analysis.trace import Change as Change
    from detente.analysis.trace import Support as Support
    from detente.analysis.trace import Trace as Trace
    from detente.analysis.trace import Weight as Weight
    from detente.analysis.trace import evidence_dict as evidence_dict
    from detente.analysis.trace import trace as trace
    from detente.analysis.trace import weight as weight
    from detente.analysis.track import Track as Track
    from detente.analysis.track import track as track
    from detente.analysis.unlisted import listed_or_not as listed_or_not
    from detente.analysis.ways.evolution import Blocked as Blocked
    from detente.analysis.ways.evolution import Evolution as Evolution
    from detente.analysis.ways.evolution import Ways as Ways
    from detente.analysis.ways.listing import in_parts as in_parts
    from detente.analysis.ways.listing import moves_from as moves_from
    from detente.analysis.ways.question import evolve as evolve
    from detente.analysis.ways.steps import improves as improves
    from detente.analysis.ways.told import ToldStep as ToldStep
    from detente.analysis.ways.unlisted import Course as Course
    from detente.analysis.what_if import WhatIf as WhatIf
    from detente.analysis.what_if import what_if as what_if

open_door(
    __name__,
    {
        "analyze": ("Analysis", "analyze"),
        "change_words": ("change_words", "listed", "move_words"),
        "check": ("Check", "check"),
        "claims": ("ClaimFinding", "Claims", "Count", "claims", "each_claim"),
        "coalitions": ("Broken", "COALITION_IDS", "Coalitions", "coalitions"),
        "commitments": ("Agreement", "Commitment", "Event"),
        "deciders": ("Decider",),
        "decides": ("decided_by", "ordinal"),
        "design": ("Design", "design"),
        "diff": ("Diff", "VerdictChange", "diff"),
        "ensembles.answers": ("Answer", "Driver", "Share"),
        "examples": ("Example",),
        "explain": ("Explanation", "Explanations", "explain"),
        "finding": ("Finding", "renders", "shown_on", "stamp"),
        "firm": ("RESTS_ON_ANSWERS", "firm_equilibria"),
        "hindsight": ("Hindsight", "Judged"),
        "history": ("OptionChange", "Stop"),
        "least.changes": ("Alone", "WishChange"),
        "least.effects": ("Effect",),
        "least.lists": ("KINDS_OF_EDIT",),
        "ledger": ("Ledger", "ledger", "support_name"),
        "ledger_add": ("add_evidence", "place_in"),
        "margin": ("Margin", "margin"),
        "package": ("Package", "Relaxation", "Stage", "package"),
        "question_checks": ("bad", "check_conditions", "guess_or_list", "several"),
        "reading_sets": ("Readings", "readings_of"),
        "registry": ("QUESTIONS", "Question", "commands_in_order", "offered", "question"),
        "robust": ("Robust", "robust"),
        "setting": ("SYMBOLIC", "Setting"),
        "coalitions_unlisted": ("UnlistedCoalitions",),
        "unlisted": ("listed_or_not",),
        "state_rows": ("Rows", "StateRow", "check_rows", "chosen", "state_rows", "table_of"),
        "symbolic": ("SymbolicAnalysis", "SymbolicRows", "analyze_symbolic"),
        "table": ("Cell", "Column", "Table", "csv_lines", "headings", "problem_table"),
        "trace": ("Change", "Support", "Trace", "Weight", "evidence_dict", "trace", "weight"),
        "track": ("Track", "track"),
        "ways.evolution": ("Blocked", "Evolution", "Ways"),
        "ways.listing": ("in_parts", "moves_from"),
        "ways.question": ("evolve",),
        "ways.steps": ("improves",),
        "ways.told": ("ToldStep",),
        "ways.unlisted": ("Course",),
        "what_if": ("WhatIf", "what_if"),
    },
)
