"""Every Why is there, is true and can be read; 100,000 of them a run, replayed by the oracle."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

import detente
from detente.library import case_text
from oracle.conflict import read
from oracle.generate import to_yaml
from oracle.reading import Reading
from oracle.replay import replay
from oracle.shrink import shrunk
from stability.battery import model_at
from stability.whys import replay_all, unreadable

CHUNK = 5
MODELS, MODELS_DEEP = 40, 2_000
SEED = "whys"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for every chunk of models, so that they can run side by side."""
    if "chunk" in metafunc.fixturenames:
        count = MODELS_DEEP if metafunc.config.getoption("--deep") else MODELS
        metafunc.parametrize("chunk", range(count // CHUNK))


def test_every_why_is_there_and_true(chunk: int, tally: Callable[[str, int], None]) -> None:
    kinds = set()
    for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
        model = model_at(number, SEED)
        found = replay_all(model)
        if found.complaints:
            small = shrunk(model, lambda smaller: bool(replay_all(smaller).complaints))
            lines = [*found.complaints[:3], "", "Made small:", *replay_all(small).complaints[:5]]
            pytest.fail("\n".join([f"model {number}", *lines, to_yaml(small)]), pytrace=False)
        kinds |= set(found.kinds)
        tally("Whys replayed", sum(found.kinds.values()))
        tally("Whys read in words", found.told)
    assert {"no_improvement", "improvement", "sanctioned", "unsanctioned", "lines"} <= kinds


# why it is right: case, state, party, concept, and the sentences after the verdict
GOLDEN = {
    "defecting pays": (
        *("prisoners-dilemma", "YY", "One", "nash"),
        (
            "It would do better by dropping 'Keep silent' (better for First player by its second "
            "statement, 'not One.cooperate')."
        ),
    ),
    "but the other then gains by defecting too": (
        *("prisoners-dilemma", "YY", "One", "seq"),
        (
            "First player would improve by dropping 'Keep silent' (better for First player by its "
            "second statement, 'not One.cooperate'). But Second player can answer, and gain, by "
            "dropping 'Keep silent' (better for Second player by its second statement, 'not "
            "Two.cooperate'). That leaves First player worse off (NN: by its first statement, "
            "'Two.cooperate'), so First player would stay."
        ),
    ),
    "and going back to silence does not help": (
        *("prisoners-dilemma", "YY", "One", "smr"),
        (
            "First player would improve by dropping 'Keep silent' (better for First player by its "
            "second statement, 'not One.cooperate'). But Second player can answer by dropping "
            "'Keep silent' (better for Second player by its second statement, 'not "
            "Two.cooperate'). That leaves First player worse off (NN: by its first statement, "
            "'Two.cooperate'); even its best move from there, taking up 'Keep silent', does not "
            "free it, so First player would stay."
        ),
    ),
    "who is betrayed is worst off": (
        *("prisoners-dilemma", "YN", "One", "gmr"),
        (
            "First player would improve by dropping 'Keep silent' (better for First player by its "
            "second statement, 'not One.cooperate'). The others' answer ends in NY, which is "
            "better for First player than YN, by its first statement, 'Two.cooperate'."
        ),
    ),
    "to insist pays, and nobody gains by an answer": (
        *("elmira", "today", "Local", "seq"),
        (
            "Local government would improve by taking up 'Insist on the original order' (better "
            "for Local government by its ranking, NYNNY above NYNNN). "
            "After that no move of others would better them, so nobody answers."
        ),
    ),
    "but the ministry could answer at its own cost": (
        *("elmira", "today", "Local", "gmr"),
        (
            "Local government would improve by taking up 'Insist on the original order' (better "
            "for Local government by its ranking, NYNNY above NYNNN). But Ministry of the "
            "Environment can answer by taking up 'Modify the control order' (worse for Ministry "
            "of the Environment by its ranking, NYNNY above YYNNY). That leaves Local government "
            "worse off (YYNNY: by its ranking, NYNNN above YYNNY), so Local government would stay."
        ),
    ),
    "where it ended, the town has nothing better": (
        *("elmira", "NYNNY", "Local", "seq"),
        "No move of its own would better its position.",
    ),
}


@pytest.mark.parametrize("golden", GOLDEN)
def test_sentences_tell_what_the_case_is_known_for(golden: str) -> None:
    case, state, party, concept, expected = GOLDEN[golden]
    found = detente.explain(detente.load(case), state, party=party, concept=concept)
    named = found.conflict.party(party).words

    assert " ".join(found.words[1:]) == expected
    does = "would stay at" if found.stable else "would leave"
    assert found.words[0].startswith(f"{named} {does} {found.state} under {concept} (")
    assert unreadable(found.words, found.conflict, party, str(found.state)) == []


def test_the_double_freeze_would_not_hold_as_the_north_gains_by_new_tests() -> None:
    """The North ranks tests before an end of joint drills, so it leaves every state of the freeze;
    whatever the others then do, it is better off than under the freeze."""
    found = detente.explain(detente.load("korea"), "double freeze")

    assert found.inside["equilibria"] == 0
    assert found.inside["stable"]["DPRK"] == 0
    assert (found.main.party, found.main.stable, found.main.concept) == ("DPRK", False, "seq")
    assert found.main.words[0].startswith("North Korea would leave ")
    assert found.main.words[1] == (
        "North Korea would improve by taking up 'Go on with nuclear and missile tests' (better for "
        "North Korea by its second statement, 'DPRK.tests', citing kcna-2017-07-05, "
        "nuclear-2017-09, xiamen-2017)."
    )
    assert "all are better for North Korea" in found.main.words[2]
    for part in found.parts:
        assert unreadable(part.words, found.conflict, part.party, str(part.state)) == []


def test_the_double_freeze_explained_is_true_by_the_definitions() -> None:
    text = case_text("korea")
    found = detente.explain(detente.load("korea"), "double freeze")
    reading = Reading(read(yaml.safe_load(text)), "legal", "weak")

    for part in found.parts:
        state = str(part.state)
        assert replay(reading, "seq", part.party, state, part.stable, part.why) == []
