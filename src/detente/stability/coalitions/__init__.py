"""Coalitions: where parties who move together would stay, and where they would not.

A coalition plays like one party: it moves where its members' legal sequences lead, prefers what all
of them prefer, and is deterred where one of them is. So each sanction concept is judged as written,
with the coalition's play in place of a party's. Source: [KHFP01], [IH08].
"""

from detente.stability.coalitions.judge import (
    COALITION_CONCEPTS,
    CoalitionJudge,
    all_coalitions,
    judge_coalition,
    tempting_states,
)
from detente.stability.coalitions.play import Coalition
from detente.stability.coalitions.setting import CoalitionSetting
from detente.stability.coalitions.ways import Way, first_way

__all__ = [
    "COALITION_CONCEPTS",
    "Coalition",
    "CoalitionJudge",
    "CoalitionSetting",
    "Way",
    "all_coalitions",
    "first_way",
    "judge_coalition",
    "tempting_states",
]
