"""A new name is written wherever the old one stood for the thing, and nowhere else."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

import detente
from detente.editing import renamed_everywhere
from detente.model import load_text
from detente.problems import ModelError
from editing.test_steps import strewn
from model.everything import BY_OPTIONS, BY_STATES
from model.test_mistakes import PEACE, QUARRY
from oracle.generate import random_model, to_yaml

FLOW = "{title: x, decision_makers: {A: {options: {p: P}}}}"
NEW = "anew-Ünï"  # in no model


def renamed(text: str, kind: str, old: str, new: str) -> str:
    made, ledger = renamed_everywhere(text, kind, old, new)
    assert ledger is None
    return made


def things(text: str) -> list[tuple[str, str, str]]:
    """Kind, name and bare name of all that can be renamed."""
    conflict = load_text(text)
    found = [("party", name, name) for name in conflict.party_names]
    found += [("option", option.key, option.name) for option in conflict.options]
    found += [("outcome", name, name) for name in conflict.outcomes]
    if conflict.form == "graph":
        found += [("state", state.name, state.name) for state in conflict.states]
    return found


def said(text: str) -> Any:
    return json.dumps(load_text(text).to_dict(), default=str, ensure_ascii=False)


def check(text: str, kind: str, old: str, bare: str) -> str:
    """The model renamed: as before but for the name, and back again byte by byte."""
    new = renamed(text, kind, old, NEW)
    assert said(new).replace(NEW, bare) == said(text)
    key = old.replace(bare, NEW) if kind != "option" else f"{old.rsplit('.', 1)[0]}.{NEW}"
    assert renamed(new, kind, key, bare) == text
    return new


@pytest.mark.parametrize("number", range(40))
def test_a_random_model_is_the_same_but_for_the_name_and_back_again_byte_by_byte(
    number: int,
) -> None:
    text = strewn(number)
    rng = Random(f"rename/{number}")
    for kind, old, bare in rng.sample(things(text), 2):
        check(text, kind, old, bare)


@pytest.mark.parametrize("number", range(8))
def test_verdicts_do_not_change_with_names(number: int) -> None:
    text = to_yaml(random_model(Random(f"renamed verdicts/{number}")))
    kind, old, _ = Random(number).choice(things(text))
    new = renamed(text, kind, old, NEW)
    before, after = (
        detente.analyze(load_text(one), concepts=["nash", "seq"]) for one in (text, new)
    )
    for concept in ("nash", "seq"):
        states = after.equilibria(concept)
        assert [old if one == NEW else one for one in states] == list(before.equilibria(concept))


@pytest.mark.parametrize("text", [BY_OPTIONS, BY_STATES], ids=["options", "states"])
def test_whatever_a_file_can_say_follows_the_name(text: str) -> None:
    for kind, old, bare in things(text):
        new = renamed(text, kind, old, NEW)
        assert said(new).replace(NEW, bare) == said(text), (kind, old)


STYLES = f"""{QUARRY}outcomes: {{deal: sign and filter}}  # the deal
preferences:
  Village:
    - '''deal'' and not Village.sue'
    - "sue\\u0020or 'deal'"
    - >-
      sue and
      "deal" and sue
    - not   sue  if "deal"   # sue first
  Quarry: {{weights: {{not sue: 2, "'deal'": 1}}}}
alternatives: {{Village: {{other: {{edit: [move 2 to 1, 'insert "not sue" at 1', drop 1]}}}}}}
status_quo: [sue]
claims: {{a: {{says: sue, expect: {{no equilibrium: deal}}, holding: [not sue], without: [sue]}}}}
"""


def test_every_way_of_writing_a_text_is_kept() -> None:
    new = check(STYLES, "option", "Village.sue", "sue")

    assert f'    - not   {NEW}  if "deal"   # sue first\n' in new
    assert f"\"{NEW}\\u0020or 'deal'\"" in new
    assert f'insert "not {NEW}" at 1' in new
    assert "says: sue" in new


@pytest.mark.parametrize("name", ["the mayor's deal", 'a "deal"', "a: b, c] #", "yes", "12"])
def test_an_outcome_may_have_any_words(name: str) -> None:
    new = renamed(STYLES, "outcome", "deal", name)

    assert said(new).replace(json.dumps(name)[1:-1], "deal").replace('\\"', "'") == said(
        STYLES
    ).replace('\\"', "'")
    assert said(renamed(new, "outcome", name, "deal")) == said(STYLES)


def test_a_bare_option_that_two_parties_then_have_gets_its_party() -> None:
    text = QUARRY + "preferences: {Village: [close, sue], Quarry: [Quarry.close]}\n"
    new = renamed(text, "option", "sue", "close")

    assert "{Village: [Quarry.close, Village.close], Quarry: [Quarry.close]}" in new


def test_a_ledger_of_its_own_follows_the_model() -> None:
    model = QUARRY + "evidence: facts.yaml\npreferences: {Village: [{prefer: sue, evidence: a}]}\n"
    facts = "a: {says: sue, supports: [not sue, Else.where]}  # sue\n"
    new, ledger = renamed_everywhere(model, "option", "Village.sue", "court", ledger=facts)

    assert ledger == "a: {says: sue, supports: [not court, Else.where]}  # sue\n"
    assert "{prefer: court, evidence: a}" in new


@pytest.mark.parametrize(
    ("text", "kind", "old", "new", "code", "words"),
    [
        (QUARRY, "option", "Village.sue", "sign", "E-NAME-CLASH", "'sign' is called so already"),
        (QUARRY, "option", "Village.sue", "Sign", "E-NAME-CLASH", "'sign' is called so already"),
        (QUARRY, "party", "Village", "Quarry", "E-NAME-CLASH", "'Quarry' is called so already"),
        (QUARRY, "party", "Village", "the town", "E-NAME", "contains a space"),
        (QUARRY, "option", "sue", "Village.go", "E-NAME", "contains '.'"),
        (QUARRY, "option", "sue", "not", "E-NAME", "a word of the condition language"),
        (QUARRY, "option", "sue", "", "E-NAME", "a name is empty"),
        (QUARRY, "option", "seu", "go", "E-OPTION", "unknown option 'seu'; did you mean 'sue'?"),
        (QUARRY, "party", "Vilage", "go", "E-PARTY", "did you mean 'Village'?"),
        (QUARRY, "outcome", "deal", "x", "E-OUTCOME", "the model has none"),
        (QUARRY, "state", "peace", "x", "E-VALUE", "the model has options"),
        (PEACE, "option", "peace", "x", "E-VALUE", "the model has states"),
        (PEACE, "state", "peace", "war", "E-NAME-CLASH", "'war' is called so already"),
        (STYLES, "option", "sue", "deal", "E-NAME-CLASH", "'deal' is an outcome"),
        (STYLES, "outcome", "deal", "sue", "E-NAME-CLASH", "'sue' is an option"),
        (STYLES, "outcome", "deal", " ", "E-NAME", "an outcome's name is empty"),
        (STYLES, "outcome", "deal", "'\"", "E-NAME", "both kinds of quotes"),
        (QUARRY, "rule", "x", "y", "E-VALUE", "no 'rule' to rename"),
        (QUARRY, "party", 3, "y", "E-TYPE", "old: the number 3 is no text"),
        (QUARRY, "party", "Village", "a\u202eb", "E-NAME", "contains 'U+202E'"),
        (FLOW, "party", "A", "n" * 1_200, "E-EDIT", "cannot be written here"),
        (QUARRY + "evidence: f.yaml\n", "party", "Village", "x", "E-MISSING", "in 'f.yaml'"),
        (None, "party", "A", "B", "E-TYPE", "text: None is no text"),
        ("title: [", "party", "A", "B", "E-YAML", "not closed"),
    ],
)  # fmt: skip
def test_what_cannot_be_renamed_is_said_and_why(
    text: Any, kind: Any, old: Any, new: Any, code: str, words: str
) -> None:
    with pytest.raises(ModelError) as caught:
        renamed_everywhere(text, kind, old, new)

    assert code in {one.code for one in caught.value.problems}
    assert words in str(caught.value)
