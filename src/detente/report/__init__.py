"""Report: findings as people see them, in a terminal and in a notebook. No numerics here.

One module a kind of page.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.report.analysis_page import show_analysis as show_analysis
    from detente.report.check_page import show_check as show_check
    from detente.report.claims_page import count_words as count_words
    from detente.report.claims_page import decided_words as decided_words
    from detente.report.claims_page import show_claims as show_claims
    from detente.report.coalitions_page import show_coalitions as show_coalitions
    from detente.report.coalitions_page import show_unlisted_coalitions as show_unlisted_coalitions
    from detente.report.design_page import show_design as show_design
    from detente.report.diff_page import show_diff as show_diff
    from detente.report.draft_page import show_draft as show_draft
    from detente.report.edit_words import edits_told as edits_told
    from detente.report.evidence_page import entry_words as entry_words
    from detente.report.evidence_page import show_evidence_check as show_evidence_check
    from detente.report.evidence_page import show_ledger as show_ledger
    from detente.report.evidence_page import show_trace as show_trace
    from detente.report.evidence_page import show_weight as show_weight
    from detente.report.explain_page import show_explanation as show_explanation
    from detente.report.margin_page import show_margin as show_margin
    from detente.report.missing import missing_library as missing_library
    from detente.report.numbers import count as count
    from detente.report.package_page import show_package as show_package
    from detente.report.pictures import kind_of as kind_of
    from detente.report.pictures import kinds_of as kinds_of
    from detente.report.pictures import picture as picture
    from detente.report.pictures.classes import class_graph as class_graph
    from detente.report.pictures.classes import classes_of as classes_of
    from detente.report.pictures.drawing import Path as Path
    from detente.report.pictures.drawing import Picture as Picture
    from detente.report.pictures.drawing import Sketch as Sketch
    from detente.report.pictures.drawing import Words as Words
    from detente.report.pictures.graph import MOST_STATES_DRAWN as MOST_STATES_DRAWN
    from detente.report.pictures.graph import arrows_of as arrows_of
    from detente.report.pictures.graph import draw_arrow as draw_arrow
    from detente.report.pictures.graph import sides_of as sides_of
    from detente.report.pictures.layout import positions as positions
    from detente.report.pictures.saved import place_for as place_for
    from detente.report.pictures.saved import save_picture as save_picture
    from detente.report.reading import show_reading as show_reading
    from detente.report.reading_html import reading_html as reading_html
    from detente.report.reading_marks import LAYERS as LAYERS
    from detente.report.reading_marks import Mark as Mark
    from detente.report.reading_marks import marks_of as marks_of
    from detente.report.reading_marks import stretches as stretches
    from detente.report.reading_table import reading_table as reading_table
    from detente.report.robust_page import show_robust as show_robust
    from detente.report.safe import safe as safe
    from detente.report.states_page import SCREEN as SCREEN
    from detente.report.states_page import TOGETHER as TOGETHER
    from detente.report.states_page import page_of_states as page_of_states
    from detente.report.terminal import Page as Page
    from detente.report.terminal import page_for as page_for
    from detente.report.track_page import show_track as show_track
    from detente.report.ways_page import show_evolution as show_evolution
    from detente.report.ways_page import show_unlisted as show_unlisted
    from detente.report.what_if_page import show_what_if as show_what_if
    from detente.report.whole import place_for_report as place_for_report
    from detente.report.whole import verify_report as verify_report
    from detente.report.whole import whole_report as whole_report
    from detente.report.workbook import about_lines as about_lines
    from detente.report.workbook import require_workbook as require_workbook
    from detente.report.workbook import workbook as workbook

open_door(
    __name__,
    {
        "analysis_page": ("show_analysis",),
        "check_page": ("show_check",),
        "claims_page": ("count_words", "decided_words", "show_claims"),
        "coalitions_page": ("show_coalitions", "show_unlisted_coalitions"),
        "design_page": ("show_design",),
        "diff_page": ("show_diff",),
        "draft_page": ("show_draft",),
        "edit_words": ("edits_told",),
        "evidence_page": (
            "entry_words",
            "show_evidence_check",
            "show_ledger",
            "show_trace",
            "show_weight",
        ),
        "explain_page": ("show_explanation",),
        "margin_page": ("show_margin",),
        "missing": ("missing_library",),
        "numbers": ("count",),
        "package_page": ("show_package",),
        "pictures": ("kind_of", "kinds_of", "picture"),
        "pictures.classes": ("class_graph", "classes_of"),
        "pictures.drawing": ("Picture", "Path", "Sketch", "Words"),
        "pictures.graph": ("MOST_STATES_DRAWN", "arrows_of", "draw_arrow", "sides_of"),
        "pictures.layout": ("positions",),
        "pictures.saved": ("place_for", "save_picture"),
        "reading": ("show_reading",),
        "reading_html": ("reading_html",),
        "reading_marks": ("LAYERS", "Mark", "marks_of", "stretches"),
        "reading_table": ("reading_table",),
        "robust_page": ("show_robust",),
        "safe": ("safe",),
        "states_page": ("SCREEN", "TOGETHER", "page_of_states"),
        "terminal": ("Page", "page_for"),
        "track_page": ("show_track",),
        "ways_page": ("show_evolution", "show_unlisted"),
        "what_if_page": ("show_what_if",),
        "whole": (
            "place_for_report",
            "verify_report",
            "whole_report",
        ),
        "workbook": ("about_lines", "require_workbook", "workbook"),
    },
)
