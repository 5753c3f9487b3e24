"""Stability: what holds. Solution concepts, the engines that judge them, and the reasons why.

This room sees graphs only: numbers, no files, no words of a conflict.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.stability.assumptions import Assumptions as Assumptions
    from detente.stability.assumptions import Sanction as Sanction
    from detente.stability.assumptions import SanctionMoves as SanctionMoves
    from detente.stability.coalitions.judge import COALITION_CONCEPTS as COALITION_CONCEPTS
    from detente.stability.coalitions.judge import CoalitionJudge as CoalitionJudge
    from detente.stability.coalitions.judge import all_coalitions as all_coalitions
    from detente.stability.coalitions.judge import judge_coalition as judge_coalition
    from detente.stability.coalitions.judge import tempting_states as tempting_states
    from detente.stability.coalitions.play import Coalition as Coalition
    from detente.stability.coalitions.setting import Answers as Answers
    from detente.stability.coalitions.setting import CoalitionImprovements as CoalitionImprovements
    from detente.stability.coalitions.setting import CoalitionSetting as CoalitionSetting
    from detente.stability.coalitions.ways import first_way as first_way
    from detente.stability.concepts.sim import JointSearch as JointSearch
    from detente.stability.engines.base import Engine as Engine
    from detente.stability.engines.base import Play as Play
    from detente.stability.engines.base import StepRule as StepRule
    from detente.stability.engines.choice import ENGINES as ENGINES
    from detente.stability.engines.choice import choose as choose
    from detente.stability.engines.costs import engines_by_cost as engines_by_cost
    from detente.stability.engines.listed import improving_arcs as improving_arcs
    from detente.stability.engines.swept.box import box_of_graph as box_of_graph
    from detente.stability.engines.table import TablePlay as TablePlay
    from detente.stability.explain.party_at_state import PartyAtState as PartyAtState
    from detente.stability.explain.party_at_state import Patience as Patience
    from detente.stability.explain.sanctions import answered as answered
    from detente.stability.explain.sanctions import sanction as sanction
    from detente.stability.inverse.conditions import in_closed_form as in_closed_form
    from detente.stability.inverse.conditions import inverse_concepts as inverse_concepts
    from detente.stability.inverse.conditions import minimal_sets as minimal_sets
    from detente.stability.inverse.many import Lanes as Lanes
    from detente.stability.inverse.many import many_stable as many_stable
    from detente.stability.inverse.many import undeterred_in_many as undeterred_in_many
    from detente.stability.inverse.own import OwnTest as OwnTest
    from detente.stability.inverse.steps import Lane as Lane
    from detente.stability.inverse.steps import StepGraph as StepGraph
    from detente.stability.inverse.steps import answer_sets as answer_sets
    from detente.stability.inverse.steps import credible_bits as credible_bits
    from detente.stability.inverse.steps import improving as improving
    from detente.stability.inverse.steps import step_graph as step_graph
    from detente.stability.judge import judge as judge
    from detente.stability.judge import undefined as undefined
    from detente.stability.judge import verdict as verdict
    from detente.stability.many import judge_many as judge_many
    from detente.stability.many import judged_together as judged_together
    from detente.stability.reach import distances as distances
    from detente.stability.reach import listless as listless
    from detente.stability.reach import never as never
    from detente.stability.reach.endless import endless as endless
    from detente.stability.reach.gains import gaining as gaining
    from detente.stability.reach.resisted import least_resisted as least_resisted
    from detente.stability.reach.steps import Steps as Steps
    from detente.stability.reach.steps import all_moves as all_moves
    from detente.stability.reach.steps import best_moves as best_moves
    from detente.stability.reach.steps import improvements as improvements
    from detente.stability.reach.steps import undeterred as undeterred
    from detente.stability.registry import Asked as Asked
    from detente.stability.registry import Concept as Concept
    from detente.stability.registry import concepts as concepts
    from detente.stability.registry import core_ids as core_ids
    from detente.stability.registry import find as find
    from detente.stability.registry import known_ids as known_ids
    from detente.stability.registry import read_as as read_as
    from detente.stability.semantics import ReadAs as ReadAs
    from detente.stability.session import Session as Session
    from detente.stability.terms import NASH as NASH
    from detente.stability.terms import SEQ as SEQ
    from detente.stability.terms import Counter as Counter
    from detente.stability.terms import Term as Term
    from detente.stability.terms import worth as worth
    from detente.stability.verdicts import Verdicts as Verdicts
    from detente.stability.verdicts import packed as packed
    from detente.stability.why import why as why

open_door(
    __name__,
    {
        "assumptions": ("Assumptions", "Sanction", "SanctionMoves"),
        "coalitions.judge": (
            "COALITION_CONCEPTS",
            "CoalitionJudge",
            "all_coalitions",
            "judge_coalition",
            "tempting_states",
        ),
        "coalitions.play": ("Coalition",),
        "coalitions.setting": ("Answers", "CoalitionImprovements", "CoalitionSetting"),
        "coalitions.ways": ("first_way",),
        "concepts.sim": ("JointSearch",),
        "engines.base": ("Engine", "Play", "StepRule"),
        "engines.choice": ("ENGINES", "choose"),
        "engines.costs": ("engines_by_cost",),
        "engines.listed": ("improving_arcs",),
        "engines.swept.box": ("box_of_graph",),
        "engines.table": ("TablePlay",),
        "explain.party_at_state": ("PartyAtState", "Patience"),
        "explain.sanctions": ("answered", "sanction"),
        "inverse.conditions": ("in_closed_form", "inverse_concepts", "minimal_sets"),
        "inverse.many": ("Lanes", "many_stable", "undeterred_in_many"),
        "inverse.own": ("OwnTest",),
        "inverse.steps": (
            "Lane",
            "StepGraph",
            "answer_sets",
            "credible_bits",
            "improving",
            "step_graph",
        ),
        "judge": ("judge", "undefined", "verdict"),
        "many": ("judge_many", "judged_together"),
        "reach": ("distances", "listless", "never"),
        "reach.endless": ("endless",),
        "reach.gains": ("gaining",),
        "reach.resisted": ("least_resisted",),
        "reach.steps": (
            "Steps",
            "all_moves",
            "best_moves",
            "improvements",
            "undeterred",
        ),
        "registry": ("Asked", "Concept", "concepts", "core_ids", "find", "known_ids", "read_as"),
        "semantics": ("ReadAs",),
        "session": ("Session",),
        "terms": ("Counter", "NASH", "SEQ", "Term", "worth"),
        "verdicts": ("Verdicts", "packed"),
        "why": ("why",),
    },
)
