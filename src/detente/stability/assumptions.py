"""The choices that fix what a verdict means, where the literature knows several, and who judges."""

from __future__ import annotations

from typing import Literal

from detente.values import dataclass

SanctionMoves = Literal["legal", "once", "single"]
Sanction = Literal["weak", "strict"]


@dataclass(frozen=True, slots=True)
class Assumptions:
    """How sanctions are read; echoed with every answer.

    sanction_moves  `legal`: the others answer by sequences in which nobody moves twice in a row;
                    `once`: each moves at most once, in any order; `single`: one of them, one step.
    sanction        `weak`: a result that is not better deters; `strict`: only a worse one does.
    engine          `auto`, or the engine that is to judge; it changes no verdict.
    """

    sanction_moves: SanctionMoves = "legal"
    sanction: Sanction = "weak"
    engine: str = "auto"

    def to_dict(self) -> dict[str, str]:
        """The assumptions as `--json` prints them."""
        return {"sanction_moves": self.sanction_moves, "sanction": self.sanction}
