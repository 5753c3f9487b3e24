"""Ways, coalitions, what-if and diff: what cannot be asked is answered in one line."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from cli.commands import detente

QUARRY = """\
title: A quarry without a status quo
decision_makers:
  Village: {options: {sue: Sue, sign: Sign}}
  Quarry: {options: {filter: Filter, close: Close}}
rules:
  - infeasible: Quarry.close and Quarry.filter
    because: a closed pit has no dust
  - infeasible: Village.sue and Village.sign
preferences: {Village: [Quarry.filter], Quarry: [not Village.sue]}
outcomes:
  both: Quarry.close and Quarry.filter
  never: Village.sue and not Village.sue
  torn: Village.sue and Village.sign and Quarry.close and Quarry.filter
  settled: Village.sign
"""
BAD = [
    # an unknown target, and empty ones
    (
        "evolve q --from NNNN --to setled",
        "'setled' is no state and no outcome; did you mean 'settled'?",
    ),
    (
        "evolve q --from NNNN --to nosuch",
        "'nosuch' is no outcome, no state and no option; write an outcome (both,",
    ),
    (
        "evolve q --from NNNN --to both",
        "close and Quarry.filter' (a closed pit has no dust) forbids it",
    ),
    ("evolve q --from NNNN --to --YY", "no feasible state fits '--YY': rule 1 in line 6"),
    ("evolve q --from NNNN --to never", "no feasible state is in 'never': it contradicts itself"),
    ("evolve q --from NNNN --to torn", "the rules forbid it, more than one of them"),
    ("evolve q --from NNNN --to settled --without Village.sign", "it lies outside of what is held"),
    (
        "evolve q --from NNNN --to settled --holding -Village.sign",
        "it lies outside of what is held",
    ),
    # where from
    ("evolve q", "--from: the model names no status quo; write --from STATE [E-STATUS-QUO]"),
    ("evolve q --to settled", "--from: the model names no status quo; write --from STATE"),
    (
        "evolve q --from settled",
        "'settled' holds in 3 states, and one is needed; write one of them",
    ),
    ("evolve q --from YYNN", "breaks the rule in line 8 'not both: Village.sue and Village.sign'"),
    # how
    ("evolve q --from NNNN --by bset", "there is no step 'bset'; did you mean 'best'?"),
    ("evolve q --from NNNN --of Vilage", "--of: unknown party 'Vilage'; did you mean 'Village'?"),
    ("evolve q --from NNNN --within -1", "within: -1 is below 0; give a whole number from 0 on"),
    ("evolve q --from NNNN --avoid nosuch", "--avoid: 'nosuch' is no outcome, no state"),
    (
        "evolve q --from NNNN --concept l2 --by undeterred",
        "'l2' leaves no single improvement unanswered",
    ),
    (
        "evolve q --from NNNN simultaneous",
        "'simultaneous' stands alone; write --to, --from or --joint",
    ),
    ("evolve q --from NNNN --joint twice", "there is no joint step 'twice'; write: simultaneous"),
    # coalitions
    ("coalitions q --of Village,France", "unknown party 'France'; write one of: Village, Quarry"),
    ("coalitions q --of ,", "a coalition without a party; write --of A,B"),
    ("coalitions q --concepts seq", "unknown concept 'seq'"),
    ("coalitions q --coalition-answers all", "'all' is no reading of the answers"),
    ("coalitions q --coalition-improvements any", "'any' is no reading of joint improvements"),
    # edits that empty the conflict, or contradict each other
    ("what-if q --rule true", "no state is feasible: the rule 'never: true' excludes every state"),
    ("what-if q --holding Village.sue --holding -Village.sue", "exclude all of them together"),
    ("what-if q --without Village.sue --holding Village.sue", "exclude all of them together"),
    ("what-if q --set Village=loud", "Village has no alternative 'loud'"),
    (
        "what-if q --set 'Village: drop 1' --set Village=base",
        "stands behind another change of Village",
    ),
    (
        "what-if q --set 'Village: drop 1' --set 'Village: drop 1'",
        "the list has no statement here; insert one first",
    ),
    ("what-if q --set 'Village: move 9 to 1'", "the list has no place 9: it has 1 statement"),
    ("what-if q --set 'France: drop 1'", "unknown party 'France'"),
    ("what-if q", "nothing is asked to be otherwise; write --set, --holding, --without, --rule"),
    ("what-if q --rule Village.sing", "did you mean 'Village.sign'?"),
    ("what-if q --across Village --sample 0", "sample: 0 is below 1"),
    # two models
    ("diff q nosuch", "nosuch: there is no such file or bundled case"),
    ("diff q q --concepts seqq", "unknown concept 'seqq'; did you mean 'seq'?"),
    ("diff q q --reading Village=loud", "Village has no alternative 'loud'"),
    ("diff q q --holding France.war", "unknown party 'France'"),
]


@pytest.mark.parametrize(("command", "message"), BAD, ids=[one for one, _ in BAD])
def test_what_cannot_be_asked_is_answered_in_one_line(
    command: str, message: str, tmp_path: Path
) -> None:
    model = tmp_path / "q.yaml"
    model.write_text(QUARRY, encoding="utf-8")

    ran = detente(*(str(model) if one == "q" else one for one in shlex.split(command)))

    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert len(ran.err.strip().splitlines()) == 1


def test_a_grid_beyond_the_limit_is_refused_with_its_count_cost_and_a_sample(
    tmp_path: Path,
) -> None:
    model = tmp_path / "many.yaml"
    parties = range(6)
    readings = ", ".join(f"r{k}: [not P0.a]" for k in range(5))
    model.write_text(
        "title: Many readings\ndecision_makers:\n"
        + "".join(f"  P{k}: {{options: {{a: A}}}}\n" for k in parties)
        + "preferences: {P0: [P0.a]}\nstatus_quo: []\nalternatives:\n"
        + "".join(f"  P{k}: {{{readings}}}\n" for k in parties),
        encoding="utf-8",
    )

    refused = detente("what-if", model, "--across", "all")

    assert refused.code == 3
    assert "46,656 readings: more than 20,000, about " in refused.err
    assert "way out: look at a sample (`--sample 1000 --seed 1`)" in refused.err
    sampled = detente("what-if", model, "--across", "all", "--sample", "3", "--json").json
    assert (sampled["readings"], sampled["of"], len(sampled["columns"])) == (3, 46_656, 3)
