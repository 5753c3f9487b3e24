"""A project keeps what was acknowledged, gives it back byte for byte, and refuses what is none."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from detente import ModelError
from detente.library import case_text
from detente.store import ChangedElsewhere, Project, projects_in
from detente.store.file import opened
from detente.store.schema import STEPS
from in_place import call

FIXTURES = Path(__file__).parent / "fixtures"


def code_of(error: pytest.ExceptionInfo[ModelError]) -> str:
    return error.value.problems[0].code


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "a.detente"


def test_what_is_saved_comes_back_byte_for_byte(place: Path) -> None:
    text = "a: 1\r\n# ü\tcomment  \n\n" + case_text("elmira")
    with Project.create(place, text, "b: 2\n") as project:
        head = project.save(1, text + "# more", None, "a comment")
        assert (head.revision, head.text, head.ledger) == (2, text + "# more", None)
    with Project.open(place) as project:
        assert project.head() == head
        assert project.texts(1).text == text
        assert project.texts(1).ledger == "b: 2\n"


def test_undo_and_redo_go_along_the_states_and_lose_none(place: Path) -> None:
    with Project.create(place, "one") as project:
        project.save(1, "two", None, "second")
        project.save(2, "three", None, "third")
        assert [project.undo(3).text, project.undo(4).text] == ["two", "one"]
        assert project.undo(5).text == "one"
        assert project.redo(5).text == "two"
        project.save(6, "other", None, "another branch")
        assert not project.can_redo()
        assert project.undo(7).text == "two"
        assert project.redo(8).text == "other"
        assert project.back_to(9, 3).text == "three"
        assert [one.what for one in project.history()] == [
            *("back to version 3", "another branch", "third", "second", "the beginning"),
        ]


def test_an_edit_of_an_older_state_is_refused_and_changes_nothing(place: Path) -> None:
    with Project.create(place, "one") as first, Project.open(place) as second:
        first.save(1, "mine", None, "mine")
        with pytest.raises(ChangedElsewhere):
            second.save(1, "yours", None, "yours")
        assert second.head().text == "mine"


def test_of_many_writers_none_loses_an_edit(place: Path) -> None:
    Project.create(place, "0").close()

    def write() -> None:
        with Project.open(place) as project:
            done = 0
            while done < 25:
                head = project.head()
                try:
                    project.save(head.revision, f"{int(head.text) + 1}", None, "one more")
                    done += 1
                except ChangedElsewhere:
                    continue

    threads = [threading.Thread(target=write) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    with Project.open(place) as project:
        assert project.head().text == "100"
        assert project.check() == ()


def test_versions_have_names_that_move(place: Path) -> None:
    with Project.create(place, "one") as project:
        project.save(1, "two", None, "second")
        project.name(1, " before  the talks ")
        project.name(2, "now")
        project.name(2, "before the talks")
        assert project.versions() == {"before the talks": 2, "now": 2}
        assert project.history()[0].names == ("before the talks", "now")
        for bad in ("", " \n", "x" * 121):
            with pytest.raises(ModelError):
                project.name(1, bad)


def test_a_run_is_found_by_all_that_it_depends_on(place: Path) -> None:
    with Project.create(place, "one") as project:
        head = project.head()
        kept = project.keep_run("analyze", head, {"reading": {}}, "0.1", b"answer", "swept", 7)
        assert project.run("analyze", head, {"reading": {}}, "0.1", 7) == kept
        for other in (
            ("analyze", head, {"reading": {"A": "b"}}, "0.1", 7),
            ("analyze", head, {"reading": {}}, "0.2", 7),
            ("analyze", head, {"reading": {}}, "0.1", 8),
            ("explain", head, {"reading": {}}, "0.1", 7),
        ):
            assert project.run(*other) is None
        later = project.save(1, "two", None, "second")
        assert project.run("analyze", later, {"reading": {}}, "0.1", 7) is None
        project.keep_report("sha256:1", "reports/one.html")
        assert project.reports() == {"sha256:1": "reports/one.html"}


def test_a_report_is_kept_as_it_was_read_until_it_is_forgotten(place: Path) -> None:
    raw = b"%PDF\0\xff \r\n"
    with Project.create(place, "one") as project:
        project.keep_report("sha256:1", "elsewhere.html")
        project.kept.add("sha256:2", "a report.pdf", raw)
        project.kept.drop("option A.x")
        project.kept.drop("option A.x")
        project.kept.drop("option A.y")
        project.kept.drop("option A.y", False)
    with Project.open(place) as project:
        assert project.kept.places() == {"sha256:2": "a report.pdf"}
        assert (project.kept.raw("sha256:2"), project.kept.raw("sha256:1")) == (raw, None)
        assert project.kept.dropped() == {"option A.x"}
        assert project.check() == ()
        with closing(sqlite3.connect(place)) as found:
            found.execute("UPDATE report_text SET body = x'00'")
            found.commit()
        assert len(project.check()) == 1
        with pytest.raises(ModelError):
            project.kept.raw("sha256:2")
        project.kept.forget("sha256:2")
        assert project.kept.raw("sha256:2") is None
        assert set(project.reports()) == {"sha256:1", "sha256:2"}


def test_every_connection_keeps_what_it_acknowledges(place: Path) -> None:
    Project.create(place, "one").close()
    with closing(opened(place, "p")) as found:
        asked = ("synchronous", "foreign_keys", "journal_mode", "trusted_schema")
        assert [found.execute(f"PRAGMA {one}").fetchone()[0] for one in asked] == [2, 1, "wal", 0]


_WRITER = """
import sys
from detente.store import Project
project = Project.open(sys.argv[1])
while True:
    head = project.head()
    head = project.save(head.revision, str(int(head.text) + 1), None, "one more")
    print(head.text, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(place: Path) -> None:
    Project.create(place, "0").close()
    for turn in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(place)], stdout=subprocess.PIPE, encoding="utf-8"
        ) as process:
            assert process.stdout is not None
            for _ in range(20 + 7 * turn):
                process.stdout.readline()
            process.send_signal(signal.SIGKILL)
            told = [int(line) for line in process.stdout.read().split()]
        with Project.open(place) as project:
            assert int(project.head().text) >= max(told, default=0)
            assert project.check() == ()
            assert int(project.head().text) == project.revision - 1


@pytest.mark.parametrize(
    "content", [b"", b"title: a model\n", b"SQLite format 3\0" + b"\0" * 84, os.urandom(4096)]
)
def test_a_foreign_file_is_refused_and_left_alone(place: Path, content: bytes) -> None:
    place.write_bytes(content)
    with pytest.raises(ModelError) as error:
        Project.open(place)
    assert code_of(error) == "E-PROJECT"
    assert place.read_bytes() == content
    assert os.listdir(place.parent) == [place.name]


def test_another_program_s_database_is_refused(place: Path) -> None:
    with closing(sqlite3.connect(place)) as other:
        other.execute("CREATE TABLE a (b)")
    before = place.read_bytes()
    with pytest.raises(ModelError) as error:
        Project.open(place)
    assert (code_of(error), place.read_bytes()) == ("E-PROJECT", before)


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_a_damaged_project_is_told_in_words(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "a.detente"
        Project.create(place, case_text("elmira")).close()
        raw = bytearray(place.read_bytes())
        at = data.draw(st.integers(0, len(raw) - 1))
        length = data.draw(st.integers(1, 400))
        raw[at : at + length] = data.draw(st.binary(min_size=length, max_size=length))
        kept = raw[: data.draw(st.sampled_from([len(raw), len(raw) // 2, 100, 50]))]
        place.write_bytes(kept)
        try:
            with Project.open(place) as project:
                project.check()
                assert project.head().text
        except ModelError as error:
            told = {one.code for one in error.problems}
        else:
            told = set()
        assert told <= {"E-PROJECT", "E-PROJECT-NEWER", "E-SAVE", "E-FILE"}


def test_a_project_whose_names_are_no_text_is_told_in_words(place: Path) -> None:
    Project.create(place, "one").close()
    raw = bytearray(place.read_bytes())
    raw[raw.index(b"autoindex_content")] = 0x80  # SQLite repeats this name in its words
    place.write_bytes(raw)

    with pytest.raises(ModelError) as error, Project.open(place) as project:
        project.check()

    assert code_of(error) == "E-PROJECT"


def test_a_newer_project_is_refused_unharmed(place: Path) -> None:
    Project.create(place, "one").close()
    with closing(sqlite3.connect(place)) as found:
        found.execute("PRAGMA user_version = 9")
        found.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = place.read_bytes()
    with pytest.raises(ModelError) as error:
        Project.open(place)
    assert (code_of(error), place.read_bytes()) == ("E-PROJECT-NEWER", before)


@pytest.mark.parametrize("version", range(1, len(STEPS) + 1))
def test_a_project_of_every_schema_opens(version: int, tmp_path: Path) -> None:
    place = tmp_path / "old.detente"
    place.write_bytes((FIXTURES / f"schema-{version}.detente").read_bytes())
    with Project.open(place) as project:
        assert project.head().text == case_text("chicken")
        assert project.versions() == {"begun": 1}
        assert project.check() == ()


def test_moving_up_keeps_a_copy_and_is_whole_or_not_at_all(place: Path) -> None:
    Project.create(place, "one").close()
    broken = [*STEPS, ("CREATE TABLE more (a)", "NO SQL AT ALL")]
    with pytest.raises(ModelError):
        opened(place, "p", broken)
    with Project.open(place) as project:
        assert project.head().text == "one"
    newer = len(STEPS) + 1
    opened(place, "p", [*STEPS, ("CREATE TABLE more (a)",)]).close()
    with pytest.raises(ModelError) as error:
        Project.open(place)
    assert code_of(error) == "E-PROJECT-NEWER"
    with Project.open(place.with_name(f"a.detente.before-{newer}")) as project:
        assert project.head().text == "one"


def test_nothing_half_made_is_left_where_there_is_no_place(tmp_path: Path) -> None:
    place = tmp_path / "a.detente"
    Project.create(place, "one").close()
    with pytest.raises(ModelError) as error:
        Project.create(place, "two")
    assert code_of(error) == "E-EXISTS"
    with pytest.raises(ModelError) as error:
        Project.create(tmp_path / "none" / "a.detente", "two")
    assert code_of(error) == "E-SAVE"
    assert os.listdir(tmp_path) == ["a.detente"]
    assert projects_in(tmp_path) == (place,)
    assert projects_in(tmp_path / "none") == ()


def test_a_full_disk_loses_nothing(place: Path) -> None:
    with Project.create(place, "one") as project:
        (pages,) = project._connection.execute("PRAGMA page_count").fetchone()
        project._connection.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(ModelError) as error:
            project.save(1, os.urandom(200_000).hex(), None, "much")
        assert code_of(error) == "E-SAVE"
        assert project.head().text == "one"
    with Project.open(place) as project:
        assert (project.head().text, project.check()) == ("one", ())


def test_compacting_keeps_every_state(place: Path) -> None:
    with Project.create(place, "one") as project:
        project.keep_run("analyze", project.head(), {}, "0.1", os.urandom(100_000))
        project.save(1, "two", None, "second")
        before, after = project.compact()
        assert after < before
        assert (project.texts(1).text, project.head().text) == ("one", "two")


class AgainstADictionary(RuleBasedStateMachine):
    """The store against plain lists, opened anew now and then."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.place = Path(self.folder.name) / "a.detente"
        self.project = Project.create(self.place, "0")
        self.texts, self.parents, self.here, self.revision = ["0"], [-1], 0, 1

    @rule(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
    def save(self, text: str) -> None:
        if text != self.texts[self.here]:
            self.texts.append(text)
            self.parents.append(self.here)
            self.here, self.revision = len(self.texts) - 1, self.revision + 1
        self.project.save(self.project.revision, text, None, "an edit")

    @rule()
    def undo(self) -> None:
        if self.parents[self.here] >= 0:
            self.here, self.revision = self.parents[self.here], self.revision + 1
        self.project.undo(self.project.revision)

    @rule()
    def redo(self) -> None:
        after = [k for k, parent in enumerate(self.parents) if parent == self.here]
        if after:
            self.here, self.revision = after[-1], self.revision + 1
        self.project.redo(self.project.revision)

    @rule()
    def open_anew(self) -> None:
        self.project.close()
        self.project = Project.open(self.place)

    @rule()
    @precondition(lambda self: self.revision > 1)
    def be_late(self) -> None:
        with pytest.raises(ChangedElsewhere):
            self.project.save(self.revision - 1, "late", None, "too late")

    @invariant()
    def is_equal(self) -> None:
        head = self.project.head()
        assert (head.text, head.revision) == (self.texts[self.here], self.revision)
        assert len(self.project.history()) == len(self.texts)

    def teardown(self) -> None:
        self.project.close()
        self.folder.cleanup()


TestAgainstADictionary = AgainstADictionary.TestCase
TestAgainstADictionary.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)


def test_a_pipe_is_no_project_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.detente")
    with pytest.raises(ModelError, match="this is no project of detente's"):
        Project.open(tmp_path / "pipe.detente")


def test_a_project_whose_tables_are_damaged_is_told_so(place: Path) -> None:
    Project.create(place, "title: x\n").close()
    with closing(sqlite3.connect(place)) as found:
        found.execute("ALTER TABLE state RENAME COLUMN model TO medal")
    with pytest.raises(ModelError, match="this project is damaged"), Project.open(place) as project:
        project.history(10)


def test_a_folder_that_is_not_there_has_no_projects_to_list(tmp_path: Path) -> None:
    code, out, err = call(["project", "list", str(tmp_path / "nowhere")], {})
    assert (code, out) == (2, "")
    assert "there is no such folder" in err
