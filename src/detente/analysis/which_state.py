"""What is wrong with a state that was asked for and is not there."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analysis.question_checks import bad, guess_or_list
from detente.model import Conflict, Graph, known_names_of, pattern_is_feasible
from detente.problems import ModelError


def no_such_state(
    conflict: Conflict, graph: Graph, text: str, others: Sequence[str] = ()
) -> ModelError:
    """The error for `text`, which is no state of the graph; `others` might have been named too."""
    if graph.form == "graph":
        known = [*others, *graph.labels]
        if text in graph.labels:
            return _left_out(conflict, graph, text)
        return _unknown(text, bool(others), guess_or_list(text, known))
    letters, wanted = text.upper(), graph.letters
    if not text or not set(letters) <= set("YN-"):
        return _unknown(text, bool(others), guess_or_list(text, others) if others else _how(graph))
    if len(text) != wanted:
        written = f"{len(text)} letter{'s' * (len(text) != 1)}"
        options = f"{wanted} option{'s' * (wanted != 1)}"
        what = f"the state '{text}' has {written}, the model {options}"
        return bad("state", "E-STATE", what, _how(graph))
    if "-" in text:
        return bad("state", "E-STATE", f"'{text}' is a pattern, not one state", _how(graph))
    if graph.find_state(letters) is not None:
        return bad("state", "E-STATE", f"'{text}' is no state", f"did you mean '{letters}'?")
    return _left_out(conflict, graph, letters)


def no_status_quo(conflict: Conflict, where: str = "state") -> ModelError:
    """The error where today's state is asked for and there is none; `where`: what names another."""
    if conflict.status_quo is None:
        mend = "write a state" if where == "state" else f"write {where} STATE"
        return bad(where, "E-STATUS-QUO", "the model names no status quo", mend)
    what = f"today's state {conflict.status_quo} lies outside of what is held"
    return bad(where, "E-STATUS-QUO", what, "hold other conditions, or name another state")


def _unknown(text: str, others: bool, mend: str) -> ModelError:
    what = "is no state and no outcome" if others else "is no state"
    return bad("state", "E-STATE", f"'{text}' {what}", mend)


def _left_out(conflict: Conflict, graph: Graph, text: str) -> ModelError:
    """A state that is written rightly, but a rule or what is held excludes it."""
    outcomes = {name: outcome.condition for name, outcome in conflict.outcomes.items()}
    words = known_names_of(conflict)
    rule = pattern_is_feasible(text, conflict.rules, words, outcomes)
    if rule is None:
        what = f"'{text}' lies outside of what is held"
        return bad("state", "E-STATE", what, "name another state, or hold other conditions")
    where = f" in line {rule.line}" if rule.line else ""
    because = f" ({rule.because.rstrip('.')})" if rule.because else ""
    what = f"'{text}' is not feasible here: it breaks the rule{where} '{rule.words}'{because}"
    return bad("state", "E-STATE", what, _how(graph))


def _how(graph: Graph) -> str:
    return f"write a state as '{graph.state_text(graph.status_quo or 0)}'"
