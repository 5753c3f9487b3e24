"""The choices that coalitions add to what a verdict means."""

from __future__ import annotations

from typing import Literal

from detente.stability.assumptions import Sanction, SanctionMoves
from detente.values import dataclass

Answers = Literal["class", "individual"]
CoalitionImprovements = Literal["joint", "stepwise"]


@dataclass(frozen=True, slots=True)
class CoalitionSetting:
    """How a coalition's gains and the answers to it are read; echoed with every answer.

    answers       credible answers of those outside: `class`: they may coalesce, each step a joint
                  improvement of those who take it [IH08]; `individual`: each by itself.
    improvements  `joint`: the end must be better for all members [KHFP01]; `stepwise`: each step
                  must improve its mover as well.
    sanction_moves limits the answers by any moves, and the individual ones; never class answers.
    """

    answers: Answers = "class"
    improvements: CoalitionImprovements = "joint"
    sanction_moves: SanctionMoves = "legal"
    sanction: Sanction = "weak"
