"""How a conflict shows itself in a notebook: the business of the room `report`, entered here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.model import Conflict

Shower = Callable[["Conflict"], str]
_SHOWN: list[Callable[[], Shower]] = []


def conflicts_shown(by: Callable[[], Shower]) -> None:
    """Enter what imports the function that shows a conflict as HTML; it is called late."""
    _SHOWN.append(by)


def html_of(conflict: Conflict) -> str | None:
    """The conflict as HTML; None where nothing shows it."""
    return _SHOWN[-1]()(conflict) if _SHOWN else None
