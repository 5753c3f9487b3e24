"""A conflict as the plain values of a model file, which `build` turns back into the same."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from detente.fixed import plain
from detente.model.condition import Condition, condition_text
from detente.model.conflict import Conflict, DecisionMaker, Evidence, Outcome, Rule
from detente.model.preferences import (
    Better,
    PairTable,
    Payoffs,
    Preference,
    Priorities,
    Ranking,
    Statement,
    Weights,
)

Values = dict[str, Any]


def model_data(conflict: Conflict) -> Values:
    """The conflict as plain values, keys in the order of a model file; evidence written out."""
    data: Values = {"detente": 1, "title": conflict.title}
    if conflict.as_of is not None:
        data["as_of"] = conflict.as_of.isoformat()
    if conflict.about:
        data["about"] = conflict.about
    if conflict.form == "graph":
        data["states"] = _states(conflict)
    data["decision_makers"] = {
        party.name: _party(party, conflict.form) for party in conflict.decision_makers
    }
    if conflict.rules:
        data["rules"] = [_rule(rule) for rule in conflict.rules]
    if conflict.status_quo is not None:
        data["status_quo"] = _status_quo(conflict, conflict.status_quo)
    if conflict.preferences:
        data["preferences"] = {name: _preference(one) for name, one in conflict.preferences.items()}
    if conflict.alternatives:
        data["alternatives"] = {
            party: {name: _preference(one) for name, one in named.items()}
            for party, named in conflict.alternatives.items()
        }
    if conflict.uncertain:
        data["uncertain"] = {
            party: {"any order": [list(one) for one in places]}
            for party, places in conflict.uncertain.items()
        }
    if conflict.outcomes:
        data["outcomes"] = {name: _outcome(one) for name, one in conflict.outcomes.items()}
    if conflict.coalitions:
        data["coalitions"] = [list(one) for one in conflict.coalitions]
    if conflict.evidence:
        data["evidence"] = {name: _evidence(one) for name, one in conflict.evidence.items()}
    if conflict.focus:
        data["focus"] = list(conflict.focus)
    if conflict.claims:
        data["claims"] = {name: plain(one.data) for name, one in conflict.claims.items()}
    if conflict.expected:
        data["expected"] = [plain(one) for one in conflict.expected]
    return data


def word(text: str) -> str | int:
    """A name as a file writes it: `1`, not `'1'`. The reader takes a number for its text."""
    plain_number = text.isascii() and text.isdigit() and len(text) <= 18 and str(int(text)) == text
    return int(text) if plain_number else text


def condition_data(condition: Condition) -> str | int:
    """The condition as a file writes it."""
    return word(condition_text(condition))


def _beside(cited: tuple[str, ...], because: str = "") -> Values:
    """The reason and the evidence of something, where it has them."""
    found: Values = {"because": because} if because else {}
    return {**found, "evidence": list(cited)} if cited else found


def _states(conflict: Conflict) -> Any:
    if not any(state.title or state.strategies for state in conflict.states):
        return [word(state.name) for state in conflict.states]
    states: Values = {}
    for state in conflict.states:
        states[state.name] = state.title
        if state.strategies:
            title = {"title": state.title} if state.title else {}
            strategies = {name: word(what) for name, what in state.strategies.items()}
            states[state.name] = {**title, "strategies": strategies}
    return states


def _party(party: DecisionMaker, form: str) -> Values:
    data: Values = {"title": party.title} if party.title else {}
    if party.options:
        data["options"] = {}
        for option in party.options:
            own: Values = {"title": option.title} if option.title else {}
            for key, words in (("short", option.short), ("off", option.off)):
                if words:
                    own[key] = words
            if option.once is not None:
                own["once"] = option.once
            own.update(_beside(option.evidence))
            data["options"][option.name] = option.title if set(own) <= {"title"} else own
    if form == "graph":
        data["moves"] = {start: [word(end) for end in ends] for start, ends in party.moves.items()}
    return {**data, **_beside(party.evidence)}


def _rule(rule: Rule) -> Values:
    said = [condition_data(one) for one in rule.conditions]
    value: Any = said
    if rule.kind == "infeasible":
        value = said[0]
    elif rule.kind == "infeasible_move":
        value = {"by": rule.by, "from": said[0], "to": said[1]}
    return {rule.kind: value, **_beside(rule.evidence, rule.because)}


def _status_quo(conflict: Conflict, state: str) -> Any:
    if conflict.form == "graph":
        return word(state)
    return [o.key for o, letter in zip(conflict.options, state, strict=True) if letter == "Y"]


def _outcome(outcome: Outcome) -> Any:
    said = condition_data(outcome.condition)
    return {"where": said, "title": outcome.title} if outcome.title else said


def _preference(preference: Preference) -> Any:
    basis = preference.basis
    data: Values = {} if basis is None else _basis(basis)
    if preference.unknown:
        data["unknown"] = [[condition_data(a), condition_data(b)] for a, b in preference.unknown]
    for key, table in (("fuzzy", preference.fuzzy), ("probability", preference.probability)):
        if table is not None:
            data[key] = _table(table)
    return data["priorities"] if set(data) == {"priorities"} else data


def _basis(basis: Priorities | Ranking | Weights | Payoffs | Better) -> Values:
    match basis:
        case Priorities(statements):
            return {"priorities": [statement_data(one) for one in statements]}
        case Ranking(classes):
            listed = [[word(state) for state in members] for members in classes]
            return {"ranking": [one[0] if len(one) == 1 else one for one in listed]}
        case Weights(items):
            weights: Values = {}
            for condition, weight in items:
                text = condition_text(condition)
                while text in weights:  # the same condition twice: brackets tell the keys apart
                    text = f"({text})"
                weights[text] = weight
            return {"weights": weights}
        case Payoffs(values, threshold):
            data: Values = {} if threshold is None else {"threshold": threshold}
            return {**data, "payoffs": dict(values)}
        case Better(pairs):
            return {"better": [[word(a), word(b)] for a, b in pairs]}


def statement_data(statement: Statement) -> Any:
    """The statement as a file writes it: its text alone where nothing stands beside it."""
    said = condition_data(statement.prefer)
    data = {
        "prefer": said,
        **({"strength": "much"} if statement.strong else {}),
        **_beside(statement.evidence, statement.because),
    }
    return said if len(data) == 1 else data


def _table(table: PairTable) -> Values:
    pairs = [[word(a), word(b), number] for a, b, number in table.values]
    return {**({"pairs": pairs} if pairs else {}), **dict(table.thresholds)}


def _evidence(one: Evidence) -> Values:
    data: Values = {"says": one.says}
    for key, date in (("date", one.date), ("as_of", one.as_of)):
        if date is not None:
            data[key] = date.isoformat()
    if one.source:
        source: Mapping[str, Any] = one.source
        data["source"] = dict(source)
    if one.confidence is not None:
        data["confidence"] = one.confidence
    if one.supports:
        data["supports"] = [word(text) for text in one.supports]
    if one.place:
        data["place"] = one.place
    return data


def with_numbers(value: Any) -> Any:
    """The plain values where a decimal is a number of JSON, if that says exactly the same."""
    if isinstance(value, Mapping):
        return {key: with_numbers(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [with_numbers(one) for one in value]
    if isinstance(value, Decimal) and value.is_finite():
        if value == value.to_integral_value() and abs(value.adjusted()) <= 15:
            return int(value)
        if Decimal(repr(float(value))) == value:
            return float(value)
    return value
