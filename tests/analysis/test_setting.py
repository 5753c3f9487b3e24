"""One setting goes through all questions; its words may be given one by one."""

from __future__ import annotations

import inspect
import pickle
from dataclasses import fields, replace
from typing import Any

import pytest

import detente
from analysis.test_arguments import CONFLICT, RIGHT
from detente.analysis import registry
from detente.problems import ModelError, TooLarge

WORDS = {one.name for one in fields(detente.Setting)}
ASKED = {
    one.name: one.function()
    for one in registry.QUESTIONS
    if "setting" in inspect.signature(one.function()).parameters
}
OWN: dict[str, Any] = {
    "sanction_moves": "single",
    "sanction": "strict",
    "reading": {"A": "calm"},
    "holding": ("A.low or not B.low",),
    "engine": "table",
    "memory": "2GB",
}


def given(name: str) -> dict[str, Any]:
    right = RIGHT.get(name, {})
    return right if name == "diff" else {"conflict": CONFLICT, **right}


def plain(finding: Any) -> dict[str, Any]:
    return {key: value for key, value in finding.to_dict().items() if key != "made"}


def test_all_questions_about_verdicts_take_a_setting() -> None:
    assert set(ASKED) == {one.name for one in registry.QUESTIONS} - {"check", "ledger", "track"}


@pytest.mark.parametrize("name", ASKED)
def test_a_setting_and_its_words_are_the_same_question(name: str) -> None:
    question, takes = ASKED[name], inspect.signature(ASKED[name]).parameters
    words = {one: value for one, value in OWN.items() if one in takes}
    if name == "what_if":  # what is held is asked to be otherwise there
        del words["holding"]
    by_word = question(**given(name), **words)
    at_once = question(**given(name), setting=detente.Setting(**words))

    assert plain(at_once) == plain(by_word)
    assert at_once.setting == by_word.setting == detente.Setting(**words)
    assert plain(question(**given(name), setting=by_word.setting)) == plain(by_word)


@pytest.mark.parametrize("name", ASKED)
def test_a_word_goes_before_the_setting(name: str) -> None:
    strict, weak = detente.Setting(sanction="strict"), detente.Setting()
    found = ASKED[name](**given(name), setting=strict, sanction="weak")
    assert found.setting == weak


@pytest.mark.parametrize("name", ["claims", "trace", "weight"])
def test_questions_that_say_themselves_what_they_are_about_refuse_to_be_told(name: str) -> None:
    for word in ("reading", "holding"):
        with pytest.raises(ModelError, match=f"leave `{word}` out of the setting"):
            ASKED[name](**given(name), setting=detente.Setting(**{word: OWN[word]}))


def test_the_engine_that_is_asked_for_judges() -> None:
    for engine in ("listed", "plain", "table"):
        assert detente.analyze(CONFLICT, setting=detente.Setting(engine=engine)).engine == engine
        found = detente.explain(CONFLICT, "today", setting=detente.Setting(engine=engine))
        assert plain(found) == plain(detente.explain(CONFLICT, "today"))
    towns = detente.load("elmira-nine-states")  # its moves do not compose
    for ask, right in (
        (detente.analyze, {"concepts": "seq"}),
        (detente.coalitions, {"concepts": "c-seq"}),
        (detente.diff, {"new": towns, "concepts": "seq"}),
        (detente.what_if, {"rules": ["9"], "concepts": "seq"}),
    ):
        with pytest.raises(TooLarge, match="the swept engine"):
            ask(towns, **right, engine="swept")


def test_memory_and_progress_reach_the_work() -> None:
    with pytest.raises(TooLarge):
        detente.analyze(CONFLICT, setting=detente.Setting(memory="1MB"))
    told: list[str] = []
    setting = detente.Setting(progress=lambda what, done, total: told.append(what))
    found = detente.analyze(CONFLICT, setting=setting)
    assert "listing states" in told
    assert found.setting.progress is None
    assert found.setting == setting  # who was told is no part of the question
    assert pickle.loads(pickle.dumps(found.setting)) == setting


def test_a_setting_is_told_by_what_is_not_usual() -> None:
    assert repr(detente.Setting()) == "Setting()"
    setting = detente.Setting(sanction="strict", holding="A.low")
    assert repr(setting) == "Setting(sanction='strict', holding=['A.low'])"
    assert set(setting.to_dict()) == WORDS - {"engine", "memory", "progress"}
    assert replace(setting, sanction="weak") == detente.Setting(holding=["A.low"])
