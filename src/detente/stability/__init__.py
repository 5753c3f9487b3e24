"""Stability: what holds. Solution concepts, the engines that judge them, and the reasons why.

This room sees graphs only: numbers, no files, no words of a conflict.
"""

import detente.stability.concepts  # noqa: F401 - first, or the folder would hide the function
from detente.stability.assumptions import Assumptions
from detente.stability.judge import judge, undefined
from detente.stability.registry import Asked, Concept, concepts, core_ids, find, known_ids
from detente.stability.verdicts import Verdicts

__all__ = [
    "Asked",
    "Assumptions",
    "Concept",
    "Verdicts",
    "concepts",
    "core_ids",
    "find",
    "judge",
    "known_ids",
    "undefined",
]
