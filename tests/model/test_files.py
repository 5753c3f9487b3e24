"""What a file can be beside a model: absent, unreadable, no text, no YAML, too much of it."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.limits import limit
from detente.model import compile_graph, load_file, load_text
from detente.problems import ModelError, Problem
from model.marked import problems_of, unmarked
from model.test_mistakes import QUARRY
from work import measured

KOREA = Path(__file__).parents[3] / "shared" / "cases" / "korea"


def refusal(path: Path) -> Problem:
    """The one problem of the file at `path`."""
    with pytest.raises(ModelError) as caught:
        load_file(path, "shown.yaml")
    (problem,) = caught.value.problems
    assert problem.file == "shown.yaml"
    return problem


def refusal_of(tmp_path: Path, raw: bytes) -> Problem:
    path = tmp_path / "model.yaml"
    path.write_bytes(raw)
    return refusal(path)


# --- the file itself ---


def test_a_missing_file_is_named_with_its_nearest_neighbour(tmp_path: Path) -> None:
    (tmp_path / "quarry.yaml").write_text(QUARRY, encoding="utf-8")
    (tmp_path / "abc.yaml").write_text(QUARRY, encoding="utf-8")
    problem = refusal(tmp_path / "quary.yaml")

    assert (problem.line, problem.code, problem.what) == (0, "E-FILE", "there is no such file")
    assert problem.mend == f"did you mean '{tmp_path / 'quarry.yaml'}'?"
    assert str(problem).startswith("shown.yaml: there is no such file; did you mean")


def test_a_missing_file_with_nothing_near_points_to_the_cases(tmp_path: Path) -> None:
    assert "`detente cases`" in refusal(tmp_path / "none.yaml").mend


def test_a_folder_is_no_model(tmp_path: Path) -> None:
    assert "this is a folder" in refusal(tmp_path).what


def test_a_file_that_may_not_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    problem = refusal(tmp_path / "model.yaml")

    assert (problem.code, problem.what) == ("E-FILE", "no permission to read this file")


def test_a_disk_that_fails_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", fail)

    assert refusal(tmp_path / "model.yaml").what == "cannot be read (Input/output error)"


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a\0b.yaml").code == "E-FILE"
    assert refusal(tmp_path / ("a" * 300)).code == "E-FILE"
    assert refusal(Path(__file__) / "model.yaml").code == "E-FILE"


@pytest.mark.parametrize(
    ("raw", "line", "column", "code", "what"),
    [
        (b"", 1, 1, "E-EMPTY", "the file is empty"),
        (b"# only a comment\n", 1, 1, "E-EMPTY", "the file is empty"),
        (b"---\n", 2, 1, "E-SHAPE", "not a mapping"),
        (b"just text\n", 1, 1, "E-SHAPE", "not a mapping"),
        (b"a: b\nc: \0\n", 2, 4, "E-BINARY", "a zero byte"),
        (b"\x89PNG\r\n\x1a\n\0\0", 3, 1, "E-BINARY", "a zero byte"),
        ("title: x".encode("utf-16"), 0, 0, "E-ENCODING", "UTF-16, not UTF-8"),
        ("title: x".encode("utf-16-be"), 1, 1, "E-BINARY", "a zero byte"),
        (b"a: b\n\xc3\xa9: \xfc\n", 2, 4, "E-ENCODING", "byte 0xFC is not UTF-8"),
        (b"a: b\nb: \x07\n", 2, 4, "E-BINARY", "the control character U+0007"),
        (b"\xc3\xa9: \x1b[0m\n", 1, 4, "E-BINARY", "the control character U+001B"),
        (b"a: \xed\xa0\x80\n", 1, 4, "E-ENCODING", "is not UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(
    tmp_path: Path, raw: bytes, line: int, column: int, code: str, what: str
) -> None:
    problem = refusal_of(tmp_path, raw)

    assert (problem.line, problem.column, problem.code) == (line, column, code)
    assert what in problem.what
    assert problem.mend


def test_half_a_surrogate_pair_in_a_text_is_refused_with_its_place() -> None:
    (problem,) = problems_of("title: x\nabout: \u00e9\ud800\n")

    assert (problem.line, problem.column, problem.code) == (2, 9, "E-ENCODING")


@pytest.mark.parametrize("mark", ["\ufeff", ""])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_are_right_whatever_ends_a_line(tmp_path: Path, mark: str, end: str) -> None:
    text = (QUARRY + "status_quo: ['sew']\n").replace("\n", end)
    problem = refusal_of(tmp_path, (mark + text).encode())

    assert (problem.line, problem.column) == (7, 15)


def test_places_are_right_behind_signs_that_only_yaml_takes_for_line_ends() -> None:
    text = QUARRY + 'about: "one\u2028two\u0085three"\nstatus_quo: [sew]\n'
    (problem,) = problems_of(text)

    assert (problem.line, problem.column) == (8, 14)


def test_a_model_with_a_byte_order_mark_loads() -> None:
    assert load_text("\ufeff" + QUARRY).title == "A village and a quarry"


# --- YAML that is none, or that no model needs ---


@pytest.mark.parametrize(
    ("marked", "code", "what"),
    [
        ("title: x\n\n⟦title: y\n", "E-DUPLICATE", "'title' stands here a second time (first in line 1)"),  # noqa: E501  # one line reads best
        ("title: ⟦&a x\nabout: *a\n", "E-ALIAS", "anchors and aliases"),
        ("title: ⟦*a\n", "E-ALIAS", "anchors and aliases"),
        ("⟦*a : x\n", "E-ALIAS", "anchors and aliases"),
        ("rules: [{⟦<<: {a: 1}}]\n", "E-ALIAS", "merge keys"),
        ("title: ⟦!!python/object:os.system x\n", "E-TAG", "the tag"),
        ("⟦!x a: b\n", "E-TAG", "'!x' as a tag"),
        ("⟦[a]: b\n", "E-KEY", "a key is not plain text"),
        ("title: x\n⟦---\ntitle: y\n", "E-YAML", "a second document starts here"),
        ("title: x\n⟦\tabout: y\n", "E-YAML", "a tab stands where YAML wants spaces"),
        ("title: x⟦: y\n", "E-YAML", "a ':' stands here that YAML cannot take"),
        ("rules: [a, b\ntitle⟦: x\n", "E-YAML", "a '[' or '{' is not closed"),
        ("title: 'x\n⟦", "E-YAML", "a quote is not closed"),
        ("a:\n  b: 1\n ⟦c: 2\n", "E-YAML", "the indentation does not fit"),
        ("title: x\n⟦about\nrules: []\n", "E-YAML", "a key without ':' stands here"),
        ("title: ⟦@x\n", "E-YAML", "not valid YAML"),
        ("title: ⟦%x\n", "E-YAML", "not valid YAML"),
        ('{"title": "x"⟦\u202e}', "E-YAML", "the invisible character U+202E stands here"),
        ("⟦" + "[" * 100, "E-DEPTH", "deeper than 64 levels"),
    ],
)  # fmt: skip
def test_yaml_that_is_none_or_that_no_model_needs_is_refused(
    marked: str, code: str, what: str
) -> None:
    text, ((line, column),) = unmarked(marked)
    (problem,) = problems_of(text)

    assert (problem.code, problem.line) == (code, line)
    assert what in problem.what
    assert problem.mend
    if code == "E-DEPTH":
        assert problem.column == limit("file_depth") + 2
    else:
        assert problem.column == column


def test_words_that_other_versions_of_yaml_take_for_values_are_text() -> None:
    conflict = load_text(
        "title: 1:20\nas_of: 2017-09-06\ndecision_makers:\n"
        "  no: {options: {on: yes, 1: 2, 0x1F: 1_000}}\n  010: {}\n"
    )

    assert conflict.title == "1:20"
    assert conflict.party_names == ("no", "010")
    assert [(option.name, option.title) for option in conflict.options] == [
        ("on", "yes"),
        ("1", "2"),
        ("0x1F", "1_000"),
    ]


def test_numbers_may_be_names_everywhere() -> None:
    conflict = load_text(
        "title: 7\nstates: [1, 2]\ndecision_makers: {3: {moves: {1: [2]}}}\nstatus_quo: 1\n"
        "preferences: {3: {ranking: [2, [1]]}}\noutcomes: {4: 1 or 2}\n"
    )

    assert conflict.status_quo == "1"
    assert conflict.party("3").moves == {"1": ("2",)}


# --- size: refused with little work and 200 MB more, with the limit named ---

BOMBS = {
    "aliases": b"a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n",
    "depth": b"[" * 100_000,
    "depth of mappings": b"{a: " * 100_000,
    "depth of blocks": b"".join(b" " * k + b"a:\n" for k in range(2_000)),
    "keys": b"".join(b"k%d: 1\n" % k for k in range(1_000_000)),
    "items": b"[" + b"1," * 2_000_000 + b"]",
    "bytes": b"a" * (100 * 2**20),
    "dashes": b"- " * 200_000,
    "one long number": b"title: " + b"9" * 5_000_000,
    "one long name": b"decision_makers: {" + b"a" * 5_000_000 + b": {}}",
    "duplicate keys": b"a: 1\n" * 500_000,
    "quotes": b"'" * 1_000_001,
    "brackets in a condition": b"title: x\ndecision_makers: {A: {options: {o: x}}}\n"
    b"preferences: {A: ['" + b"(" * 1_000_000 + b"o']}\n",
    "mistakes": QUARRY.encode() + b"preferences: {Village: [" + b"sing," * 150_000 + b"]}\n",
    "mistakes of shape": QUARRY.encode() + b"rules: [" + b"1," * 300_000 + b"]\n",
    "dangling evidence": QUARRY.encode()
    + b"evidence: {"
    + b",".join(b"e%d: {says: x}" % k for k in range(60_000))
    + b"}\nrules:\n"
    + b"".join(b"- {infeasible: sue, evidence: x%d}\n" % k for k in range(20_000)),
}


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> float:
    """The work that an honest file of five megabytes takes, in this run on this machine."""
    entries = "".join(
        f"  fact-{k}:\n    says: >-\n      {'The council said what the council says. ' * 8}\n"
        f"    date: 2026-02-{k % 28 + 1:02}\n"
        f"    source: {{document: report, from: {k}, to: {k + 9}}}\n"
        for k in range(12_500)
    )
    path = tmp_path_factory.mktemp("honest") / "large.yaml"
    path.write_text(QUARRY + "evidence:\n" + entries, encoding="utf-8")
    assert path.stat().st_size > 5_000_000
    with measured() as work:
        assert len(load_file(path).evidence) == 12_500
    return work.loops


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_fast(tmp_path: Path, honest: float, name: str) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_bytes(BOMBS[name])
    with measured() as work, pytest.raises(ModelError) as caught:
        load_file(path, "bomb.yaml")

    assert work.loops < 6 * honest  # seen: at most 3.2 times it; it is linear in keys and values
    assert all(len(str(problem)) < 2_000 for problem in caught.value.problems)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("keys", f"more than {limit('file_nodes'):,} keys and values"),
        ("items", f"more than {limit('file_nodes'):,} keys and values"),
        ("bytes", f"larger than {limit('file_bytes') // 2**20} MB"),
        ("depth", f"deeper than {limit('file_depth')} levels"),
    ],
)
def test_a_bomb_is_told_which_limit_it_breaks(tmp_path: Path, name: str, words: str) -> None:
    assert words in refusal_of(tmp_path, BOMBS[name]).what


def test_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "bomb.yaml"
    path.write_bytes(BOMBS["keys"])
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from detente.model import load_file\n"
        "from peak import peak\n"
        "before = peak()\n"
        "try: load_file(Path(sys.argv[1]))\n"
        "except ValueError: print(peak() - before)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[1],
    )

    assert int(done.stdout) < 200 * 2**20


def test_an_honest_file_of_five_megabytes_loads(honest: float) -> None:
    assert honest < 450  # seen: 185


def test_outcomes_that_double_each_other_are_read_and_compiled_fast() -> None:
    chain = "".join(f"  o{k}: \"'o{k - 1}' and 'o{k - 1}'\"\n" for k in range(1, 60))
    text = QUARRY + f"outcomes:\n  o0: sue\n{chain}rules: [{{infeasible: \"'o59'\"}}]\n"
    with measured() as work:
        assert compile_graph(load_text(text)).states == 8

    assert work.loops < 200


def test_a_chain_of_outcomes_beyond_the_depth_of_a_condition_is_refused() -> None:
    chain = "".join(f"  o{k}: \"not 'o{k - 1}'\"\n" for k in range(1, 5_000))
    (problem,) = problems_of(QUARRY + f"outcomes:\n  o0: sue\n{chain}")

    assert problem.code == "E-DEPTH"
    assert "stands on others too deep: over 200 levels" in problem.what


# --- evidence in a file of its own ---


def ledger(tmp_path: Path, text: str, model: str = "evidence: facts.yaml\n") -> list[Problem]:
    (tmp_path / "facts.yaml").write_text(text, encoding="utf-8")
    return problems_of(
        QUARRY + "preferences: {Village: [{prefer: sue, evidence: a}]}\n" + model, tmp_path
    )


@pytest.mark.parametrize("text", ["a: {says: x}\n", "about: y\nevidence:\n  a: {says: x}\n"])
def test_evidence_stands_in_a_file_in_either_form(tmp_path: Path, text: str) -> None:
    assert ledger(tmp_path, text) == []


def test_evidence_in_a_file_may_speak_of_what_a_model_leaves_out(tmp_path: Path) -> None:
    assert ledger(tmp_path, "a: {says: x, supports: [Elsewhere.option]}\n") == []


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a: {says: x, date: ⟦someday}\n", "E-DATE", "'someday' is no date"),
        ("a: {says: x, ⟦sayz: y}\n", "E-KEY", "unknown key 'sayz'"),
        ("evidence:\n  ⟦a: {date: 2017-01-01}\n", "E-MISSING", "the key 'says' is missing"),
        ("a: {says: x, supports: [not ⟦and]}\n", "E-CONDITION", "'and'"),
        ("a: {says: x, source: {from: 4, to: ⟦2}}\n", "E-SPAN", "from 4 to 2"),
        ("⟦- a\n", "E-TYPE", "is a list, not a mapping"),
        ("a: ⟦&x {says: x}\n", "E-ALIAS", "anchors"),
    ],
)  # fmt: skip
def test_a_mistake_in_an_evidence_file_is_told_in_that_file(
    tmp_path: Path, text: str, code: str, words: str
) -> None:
    text, ((line, column),) = unmarked(text)
    (problem,) = ledger(tmp_path, text)

    assert problem.file == str(tmp_path / "facts.yaml")
    assert (problem.line, problem.column, problem.code) == (line, column, code)
    assert words in problem.what


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere.yaml", "the evidence file 'nowhere.yaml': there is no such file"),
        ("../facts.yaml", "lies outside the model's folder"),
        ("/etc/hostname", "lies outside the model's folder"),
        (".", "this is a folder"),
    ],
)
def test_an_evidence_file_that_cannot_be_had_is_told_where_the_model_names_it(
    tmp_path: Path, name: str, words: str
) -> None:
    (problem,) = ledger(tmp_path, "a: {says: x}\n", f"evidence: {name}\n")

    assert (problem.file, problem.line, problem.column) == ("quarry.yaml", 8, 11)
    assert problem.code == "E-FILE"
    assert words in problem.what


def test_a_text_without_a_folder_has_no_evidence_file() -> None:
    (problem,) = problems_of(QUARRY + "evidence: facts.yaml\n")

    assert (problem.line, problem.code, problem.mend) == (7, "E-FILE", "write the evidence inline")


def test_a_ledger_of_many_entries_is_read_in_proportion(tmp_path: Path) -> None:
    text = "".join(f"e{k}: {{says: x, date: 2017-01-01}}\n" for k in range(20_000))
    with measured() as work:
        assert ledger(tmp_path, text + "a: {says: x}\n") == []

    assert work.loops < 500


# --- JSON is YAML ---


def test_a_json_file_is_a_model_file(tmp_path: Path) -> None:
    path = tmp_path / "quarry.json"
    data = {
        "title": "x\u00e9",
        "decision_makers": {"A": {"options": {"p": "P", "q": {"title": "Q", "once": "taken"}}}},
        "rules": [{"at_most_one": ["p", "q"], "because": "so"}],
        "preferences": {"A": {"weights": {"p": 1.5, "not q": 2}}},
    }
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    conflict = load_file(path)

    assert conflict.title == "xé"
    assert conflict.options[1].once == "taken"


def test_given_cases_in_json_load() -> None:
    given = sorted(KOREA.glob("*.json")) if KOREA.is_dir() else []
    models = [path for path in given if path.stem not in ("evidence", "expected")]
    for path in models:
        assert load_file(path).options


def test_expected_results_are_kept_as_written() -> None:
    (entry,) = load_text(
        QUARRY + "expected:\n  - {source: a book, equilibria: {nash: [YNNN], gmr: {count: 3}}}\n"
    ).expected

    assert entry == {"source": "a book", "equilibria": {"nash": ("YNNN",), "gmr": {"count": 3}}}


def test_a_file_of_another_program_is_told_with_the_command_that_converts_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "dam.gmcr").write_text("{}", encoding="utf-8")
    problem = refusal(tmp_path / "dam.gmcr")

    assert "a file of GMCR+" in problem.what
    assert problem.mend == "convert it first: detente convert dam.gmcr dam.yaml"


class OldSave:
    """What an old program may have saved; opened, it would make a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.options, self.itself = str(folder), ["sue", "sign"], self

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.folder,)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_old_save_is_told_for_what_it_is_and_not_opened(tmp_path: Path, protocol: int) -> None:
    path = tmp_path / "x"
    for saved in (OldSave(tmp_path / "opened"), {"options": ["sue"]}, [{"name": "Village"}]):
        path.write_bytes(pickle.dumps(saved, protocol))
        problem = refusal(path)

        assert (problem.code, problem.what[:26]) == ("E-BINARY", "this is a pickle of Python")
        assert "as `.gmcr` from GMCR+" in problem.mend
        with pytest.raises(ModelError, match="this is a pickle of Python"):
            detente.analyze(detente.load(path))
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize("encoding", ["utf-32", "utf-16"])
def test_a_file_in_another_unicode_is_told_by_its_name(tmp_path: Path, encoding: str) -> None:
    problem = refusal_of(tmp_path, QUARRY.encode(encoding))

    assert encoding.upper() in problem.what
    assert problem.mend == "save it as UTF-8"
