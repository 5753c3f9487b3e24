"""Reports say the same in every form, carry their model, and are held to it."""

import importlib.util
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from analysis.quarry import quarry
from detente.cli.app import _commands, app
from detente.library import case_text
from detente.problems import ModelError
from detente.report.whole import Report, verify_report, whole_report
from detente.report.whole.blocks import Drawn, Grid, Heading, Paragraph
from detente.report.whole.carried import read_carried
from detente.report.whole.sections import SECTIONS
from detente.report.whole.sections.answers import firmly

_commands("report")
BLOCK = b'<script type="application/json" id="detente-data">'
FORMS = ("html", "md", "docx", "pdf", "ipynb")
NASTY = """detente: 1
title: "</script><script>alert(1)</script> *b* $x$ #h Y--N -1 -->"
about: "=1+1 | <img src=x onerror=y> \\\\ `code` \\u0007 \\ufffe"
decision_makers:
  A: {title: "A | B", options: {a: {title: "[link](http://x)"}, b: go}}
  B: {options: {c: "--- #let x = 1"}}
status_quo: []
preferences: {A: [A.a], B: [B.c]}
outcomes: {both: A.a and B.c}
"""


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["report", *words])
    return done.exit_code, done.output


# What takes no claim of Korea's 90 readings is asked of a small conflict that has every section.
SMALL = quarry(
    """court: {says: The court alone settles nothing., by: The mayor,
        holding: [not Village.sign], across: all, under: [nash, seq],
        expect: {no equilibrium: settlement}}
shaky: {says: They come to terms., under: [nash], across: all,
        expect: {some equilibrium: settlement}}"""
)


@pytest.fixture(scope="module")
def small() -> Report:
    return whole_report(detente.load(SMALL))


@pytest.fixture(scope="module")
def brief() -> Report:
    return whole_report(detente.load(SMALL), brief=True)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("model") / "quarry.yaml"
    place.write_text(SMALL, encoding="utf-8")
    return str(place)


@pytest.fixture(scope="module")
def nasty() -> Report:
    return whole_report(detente.load(NASTY), brief=True)


def words(made: Report) -> str:
    return " ".join(one.text for one in made.blocks if isinstance(one, Paragraph | Heading))


def test_a_whole_report_has_every_section_and_a_brief_those_that_are_short(
    small: Report, brief: Report
) -> None:
    def titles(made: Report) -> list[str]:
        return [one.text for one in made.blocks if isinstance(one, Heading) and one.level == 1]

    draft = "What is still to be looked at"  # this model is none
    assert titles(small) == [one.title for one in SECTIONS if one.title != draft]
    short = [one.title for one in SECTIONS if one.brief is not None and one.title != draft]
    assert titles(brief) == short
    assert len(brief.blocks) < len(small.blocks) / 3


def test_a_report_says_what_the_findings_say(small: Report, brief: Report) -> None:
    conflict = detente.load(SMALL)
    analysis = detente.analyze(conflict)
    (told,) = [b for b in brief.blocks if isinstance(b, Grid) and b.columns[0] == "Claim"]
    found = detente.claims(conflict).findings
    assert [row[:2] for row in told.rows] == [(one.claim.says, one.verdict) for one in found]
    counted = [one for finding in found for one in finding.counts[:1] if one.concept]
    assert counted
    counts = " ".join(row[2] for row in told.rows)
    assert all(f"{one.holds} of {one.of} ({one.concept})" in counts for one in counted)
    assert re.search(r"'settlement' would[^.]* \(seq\)\.", words(brief))
    (ruled,) = [b for b in small.blocks if isinstance(b, Grid) and b.columns[0] == "Rule"]
    assert [row[0] for row in ruled.rows] == ["not both: Village.sue and Village.sign"]
    count = analysis.count("seq")
    assert re.search(rf"\b{count} states? of {analysis.size} (is|are) stable", words(brief))
    steps = detente.evolve(conflict, "settlement").ways.steps
    far = "out of reach" if steps is None else f"{steps} step{'' if steps == 1 else 's'} away"
    assert f"'settlement' is {far} by improvements." in words(brief)
    table = small.blocks[-1]
    assert isinstance(table, Grid)
    assert len(table.rows) == analysis.size


def test_a_brief_says_whether_what_would_hold_is_firm() -> None:
    elmira = detente.load("elmira")
    analysis = detente.analyze(elmira)
    target = next(iter((*elmira.focus, *elmira.outcomes)))
    assert analysis.firm[target]["seq"] == analysis.outcomes()[target]["seq"] == 4
    held = analysis.count("seq")
    firm = detente.analyze(elmira, ["hseq"]).count("hseq")  # firm answers are what hseq asks for
    told = words(whole_report(elmira, brief=True))
    assert told.count("All of them are firm: resting on no answer") == 1 + (held == firm)


@pytest.mark.parametrize(
    ("within", "firm", "said"),
    [(1, 1, "That is firm:"), (1, 0, "It is not firm,"), (4, 1, "Of them 1 is firm,"),
     (4, 0, "Of them 0 are firm,")],
)  # fmt: skip
def test_firm_is_told_in_numbers(within: int, firm: int, said: str) -> None:
    assert firmly(within, firm).startswith(said)


def test_a_whole_report_draws_each_kind_but_the_matrix(small: Report) -> None:
    kinds = {one.picture.kind for one in small.blocks if isinstance(one, Drawn)}
    assert kinds == {"table", "graph", "ladder", "tree", "claims", "timeline"}


def test_every_wish_stands_there_with_its_reason(small: Report) -> None:
    cells = {cell for one in small.blocks if isinstance(one, Grid) for r in one.rows for cell in r}
    for party in ("Village", "Quarry"):
        for one in detente.load(SMALL).preference(party).basis.statements:
            assert {one.text, one.because} <= cells


@pytest.mark.parametrize("form", FORMS)
def test_a_report_is_written_and_verified_in_each_form(
    form: str, model: str, tmp_path: Path
) -> None:
    place = str(tmp_path / f"x.{form}")
    assert run(model, "--brief", "-o", place)[0] == 0
    status, told = run("--verify", place)
    assert status == 0, told
    assert "all as the report says" in told


@pytest.mark.parametrize("form", FORMS)
def test_names_with_marks_are_text_in_each_form(form: str, nasty: Report, tmp_path: Path) -> None:
    place = tmp_path / f"x.{form}"
    nasty.save(str(place))
    assert verify_report(str(place)).differing == ()
    assert read_carried(str(place))["model"]["title"] == detente.load(NASTY).title


@pytest.mark.parametrize("form", FORMS)
def test_what_would_steer_a_screen_is_shown_as_an_escape(form: str, tmp_path: Path) -> None:
    model = tmp_path / "m.yaml"
    title = 'title: "a \\u202e b \\uffff c \\u0001"\n'
    model.write_text(re.sub("title: .*\n", lambda _: title, NASTY, count=1), encoding="utf-8")
    status, told = run(str(model), "-o", str(tmp_path / f"x.{form}"))
    assert (status, "a \\u202e b \\uffff c \\x01: report" in told) == (0, True), told
    assert told.strip().isprintable()
    if form in ("html", "md", "ipynb"):
        text = (tmp_path / f"x.{form}").read_text(encoding="utf-8")
        assert not set(text) & set("\u202e\ufffe\uffff\x01\x07")


def test_a_table_has_room_for_each_word_and_fits_the_page() -> None:
    from detente.report.whole.columns import broken, laid_out

    long = "Go on with nuclear and missile tests, whatever the others do " * 3
    grid = Grid(
        ("State", "verdict", "date", "says"),
        (("YNNYYYNNYY (today)", "confirmed", "2017-09-06", long),),
    )
    widths, size, _ = laid_out(grid)
    assert (round(sum(widths)), size) == (480, 8.0)
    assert widths[3] > widths[0] > widths[2] > 8.0 * 0.5 * len("2017-09-06")
    many = Grid(tuple(f"Equilibrium{k}" for k in range(14)), (("yes",) * 14,))
    narrow, small, longest = laid_out(many)
    assert sum(narrow) <= 481
    assert small == 5.0
    assert longest < len("Equilibrium")
    assert broken("x" * 100).replace("\u200b", "") == "x" * 100
    assert max(map(len, broken("x" * 100, 7).split("\u200b"))) == 7
    assert broken("Y" * 40) == "Y" * 40  # a state's letters stay together


def test_a_report_tells_no_flags_and_no_commands(small: Report) -> None:
    told = words(whole_report(detente.load("elmira")))
    assert not re.search(r"\(--|detente [a-z-]+ FILE|same command", told + words(small))
    states = [
        b
        for b in whole_report(detente.load("elmira")).blocks
        if isinstance(b, Grid) and b.columns[0] == "state"
    ]
    assert [len(row[0]) for row in states[0].rows] == [5] * 12  # the letters, not what they mean


def test_what_a_model_is_about_is_told_without_marks() -> None:
    from detente.report.whole.sections.asked import _plain

    marked = "*Twelve* states, **four** of them `as one`; 2 * 3 * 4, a*b*c, *, ** and `"
    assert _plain(marked) == "Twelve states, four of them as one; 2 * 3 * 4, a*b*c, *, ** and `"


def test_a_brief_of_what_is_so_already_and_of_what_nobody_hinders_says_no_more() -> None:
    told = words(whole_report(detente.load("us-china-trade-static"), brief=True))
    assert "Today lies in 'agreement' already." in told
    assert "Today: US eases tariffs" in told
    assert "Whose consent" not in told + words(
        whole_report(detente.load("cuban-missile-crisis"), brief=True)
    )


def test_a_brief_says_whether_its_way_ends_where_things_hold_and_who_would_leave_together() -> None:
    crisis = detente.load("cuban-missile-crisis")
    told = words(whole_report(crisis, brief=True))
    way = detente.evolve(crisis, "resolution").ways
    assert way is not None
    end = way.paths[0][-1].to
    lasting = [one for one in ("gmr", "smr") if detente.analyze(crisis).is_equilibrium(one, end)]
    assert lasting == ["gmr", "smr"]
    assert not detente.analyze(crisis).is_equilibrium("seq", end)
    assert f"The way ends at {end}. There it would hold: an equilibrium under gmr, smr." in told
    assert "Under seq it would not." in told
    elmira = words(whole_report(detente.load("elmira-nine-states"), brief=True))
    assert "leave 5 for 8, better for each of them." in elmira  # as published
    assert "Uniroyal Chemical leave" in elmira
    chicken = words(whole_report(detente.load("chicken"), brief=True))
    assert "No coalition would leave any of them (c-seq)." in chicken


def test_a_brief_without_a_today_says_so_and_no_flag() -> None:
    text = re.sub(r"status_quo: .*\n", "", case_text("elmira"))
    made = whole_report(detente.load(text), brief=True)
    assert "No answer: the model names no status quo." in words(made)
    assert [b.picture.kind for b in made.blocks if isinstance(b, Drawn)] == ["table"]


def test_a_brief_says_first_whether_what_is_asked_about_would_hold() -> None:
    made = whole_report(detente.load("korea-small"), brief=True)
    place = next(
        k
        for k, b in enumerate(made.blocks)
        if isinstance(b, Heading) and b.text == "What would hold"
    )
    first = made.blocks[place + 1]
    assert isinstance(first, Paragraph)
    assert first.text.startswith("'double freeze' would not hold in any of its")
    table = next(b for b in made.blocks[place:] if isinstance(b, Grid))
    analysis = detente.analyze(detente.load("korea-small"))
    assert [row[0].split(" ")[0] for row in table.rows] == list(
        map(str.__str__, analysis.equilibria("seq", 3))
    )
    assert table.columns[1:] == tuple(one.words for one in analysis.conflict.decision_makers)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("made", ["small", "nasty"])
def test_html_has_no_script_and_nothing_from_outside(
    made: str, request: pytest.FixtureRequest
) -> None:
    text = request.getfixturevalue(made).content(".html")
    tags = _Tags()
    tags.feed(text)
    for tag, looks in tags.found:
        assert tag not in ("img", "link", "iframe", "object", "b")
        assert not any(name.startswith("on") for name in looks)
        assert "src" not in looks
        assert (looks.get("href") or "#").startswith("#")
        if tag == "script":
            assert looks["type"] == "application/json"
    assert [tag for tag, _ in tags.found].count("script") == 1
    assert not re.search(r"url\(|@import", text)


def test_html_is_laid_out_for_those_who_listen(small: Report) -> None:
    tags = _Tags()
    tags.feed(small.content(".html"))
    names = [tag for tag, _ in tags.found]
    assert (names.count("h1"), names.count("main")) == (1, 1)
    assert dict(tags.found)["html"] == {"lang": "en"}
    assert all(looks.get("scope") == "col" for tag, looks in tags.found if tag == "th")
    svgs = [looks for tag, looks in tags.found if tag == "svg"]
    assert svgs
    assert all(one["role"] == "img" and one["aria-label"] for one in svgs)
    ids = [looks["id"] for _, looks in tags.found if looks.get("id")]
    assert len(ids) == len(set(ids))


def test_docx_has_real_headings_tables_and_words_for_pictures(small: Report) -> None:
    import docx

    made = docx.Document(io.BytesIO(small.content(".docx")))
    heads = [p.text for p in made.paragraphs if p.style.name == "Heading 1"]
    assert heads == [b.text for b in small.blocks if isinstance(b, Heading) and b.level == 1]
    grids = [one for one in small.blocks if isinstance(one, Grid)]
    assert len(made.tables) == len(grids)
    assert [c.text for c in made.tables[0].rows[0].cells] == list(grids[0].columns)
    pictures = [one for one in small.blocks if isinstance(one, Drawn)]
    told = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert told == [one.picture.alt[:4000] for one in pictures]


def test_the_brief_of_korea_fits_on_a_page() -> None:
    import pypdf

    made = whole_report(detente.load("korea-small"), brief=True)
    assert "'double freeze' is out of reach by improvements." in words(made)
    assert len(pypdf.PdfReader(io.BytesIO(made.content(".pdf"))).pages) == 1


def test_pdf_says_texts_as_they_are_written(nasty: Report) -> None:
    import pypdf

    text = " ".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(nasty.content(".pdf"))).pages
    )
    assert "Y--N -1" in text
    assert "$x$ #h" in text


def test_a_notebook_has_the_shape_of_one_and_its_code_runs(brief: Report) -> None:
    made = json.loads(brief.content(".ipynb"))
    assert (made["nbformat"], made["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in made["cells"]]
    assert len(ids) == len(set(ids))
    (code,) = [cell for cell in made["cells"] if cell["cell_type"] == "code"]
    exec(compile(code["source"], "cell", "exec"), {})


def test_a_report_whose_verdicts_differ_is_told(brief: Report, tmp_path: Path) -> None:
    place = tmp_path / "x.html"
    text = brief.content(".html")
    assert '"claim shaky":"depends"' in text
    place.write_text(text.replace('"claim shaky":"depends"', '"claim shaky":"confirmed"'), "utf-8")
    status, told = run("--verify", str(place))
    assert status == 1
    assert "claim shaky: the report says confirmed, a new run depends" in told


def test_another_version_is_said_and_is_no_failure(brief: Report, tmp_path: Path) -> None:
    place = tmp_path / "x.html"
    text = brief.content(".html").replace(f'"detente":"{detente.__version__}"', '"detente":"0.0.9"')
    place.write_text(text, encoding="utf-8")
    status, told = run("--verify", str(place))
    assert (status, "made by detente 0.0.9" in told) == (0, True)


def test_what_was_asked_is_verified_as_it_was_asked(tmp_path: Path) -> None:
    place = str(tmp_path / "x.md")
    assert run("elmira", "--brief", "-o", place, "--without", "MoE.modify")[0] == 0
    assert verify_report(place).differing == ()
    assert read_carried(place)["asked"]["without"] == ["MoE.modify"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.html", b"<p>none</p>"),
        ("x.md", b"<!-- detente-data AAAA -->"),
        ("x.docx", b"PK no zip"),
        ("x.pdf", b"%PDF-1.7 none"),
        ("x.ipynb", b"{}"),
        ("x.html", b'<script type="application/json" id="detente-data">[1]</script>'),
        (
            "x.html",
            BLOCK + b'{"model":{},"asked":{},"verdicts":{}}</script>',
        ),
        (
            "x.html",
            BLOCK + b'{"model":1,"asked":[],"verdicts":3}</script>',
        ),
        ("x.md", b"\xff\xfe"),
    ],
)
def test_what_is_no_report_is_one_clear_error(name: str, content: bytes, tmp_path: Path) -> None:
    place = tmp_path / name
    place.write_bytes(content)
    status, told = run("--verify", str(place))
    assert status == 2, told
    assert "mistake of detente's own" not in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chicken"], "either written or verified"),
        (["chicken", "-o", "x.odt"], "is no form of a report"),
        (["chicken", "-o", "no/x.html"], "there is no folder"),
        (["nowhere", "-o", "x.html"], "E-FILE"),
        (["--verify", "nowhere.html"], "cannot be read"),
        (["chicken", "-o", "x.html", "--without", "One.swrve"], "did you mean"),
    ],
)
def test_bad_input_leaves_nothing_behind(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, told = run(*words)
    assert (status, said in told) == (2, True), told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("form", "library"), [("docx", "docx"), ("pdf", "typst")])
def test_a_missing_library_is_named_before_the_work(
    form: str, library: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name == library else found(name, *a)
    )
    status, told = run("chicken", "-o", str(tmp_path / f"x.{form}"))
    assert (status, "[report]" in told) == (2, True)


def test_the_model_is_never_what_is_written(tmp_path: Path) -> None:
    model = tmp_path / "m.md"
    model.write_text(case_text("chicken"), encoding="utf-8")
    assert run(str(model), "-o", str(model), "--force")[0] == 2
    assert model.read_text(encoding="utf-8") == case_text("chicken")


def test_a_docx_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "x.docx"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("detente.json", b" " * (40 << 20))
    with pytest.raises(ModelError, match="carries no model"):
        read_carried(str(place))
