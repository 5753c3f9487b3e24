"""The least change: each kind of it with what comes of it, and a button that makes it.

One that works by threat alone is a finding and no advice: it has a caution and no button.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from detente.analysis import Design
from detente.model import Priorities, Statement, edit_text
from detente.report import edits_told, safe
from detente.values import dataclass
from detente.web.view import View

_MOST = 8  # kinds of change


@dataclass(frozen=True)
class Change:
    """One kind of change.

    edits     as one types them; words: what each party would do to its list.
    works     wish, both or threat.
    others    how many more have the same effect; appear, vanish: outcomes, in words.
    what_if   the page that asks what else would be otherwise; applicable: whether it has a button.
    """

    number: int
    edits: tuple[str, ...]
    words: tuple[Markup, ...]
    works: str
    state: str
    state_url: str
    states: int
    others: int
    appear: tuple[str, ...]
    vanish: tuple[str, ...]
    what_if: str
    applicable: bool


def show(view: View, answer: Design) -> dict[str, Any]:
    """The first kinds of change whose effect is worked out."""
    kinds: dict[int, list[Any]] = {}
    for one in answer.changes:
        kinds.setdefault(one.order, []).append(one)
    told = [same for same in kinds.values() if same[0].effect is not None and same[0].edits]
    titles = {name: safe(one.words) for name, one in view.conflict.outcomes.items()}
    feared = next((k for k, same in enumerate(told) if same[0].effect.works == "threat"), 0)
    chosen = [*told[:_MOST], *([told[feared]] if feared >= _MOST else [])]  # one to be seen
    changes = []
    for number, same in enumerate(chosen, 1):
        one, effect = same[0], same[0].effect
        edits = tuple(f"{p}: {edit_text(edit)}" for p, every in one.edits.items() for edit in every)
        changes.append(
            Change(
                number,
                edits,
                tuple(
                    Markup("{} {}").format(
                        view.marks.party(p), safe(edits_told(_list(view, p), every))
                    )
                    for p, every in one.edits.items()
                ),
                effect.works,
                view.marks.state(str(one.state)),
                view.url("verdicts", s=str(one.state)),
                one.states,
                len(same) - 1,
                tuple(titles[name] for name in effect.appear if name != answer.make),
                tuple(titles[name] for name in effect.vanish),
                view.ask_many("what_if", [*(("edits", text) for text in edits), ("ask", "1")]),
                effect.works in ("wish", "both"),
            )
        )
    return {
        "changes": changes,
        "cost": answer.cost,
        "count": answer.count,
        "kinds": len(kinds),
        "make": titles.get(answer.make, safe(answer.make)),
        "concept": answer.concept,
        "all_threat": bool(changes) and all(one.works == "threat" for one in changes),
        "readings": "\n".join(f"{p}={name}" for p, name in view.reading.items()),
    }


def _list(view: View, party: str) -> tuple[Statement, ...]:
    """The statements of a party as they are read."""
    preference = view.conflict.preference(party, view.reading.get(party, "base"))
    basis = preference.basis
    return basis.statements if isinstance(basis, Priorities) else ()
