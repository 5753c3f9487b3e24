"""Each question of the registry has a page; it says what the command line says, word for word."""

import re
import shlex
import sys
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.datastructures import QueryParams
from typer.testing import CliRunner

from detente.analysis import QUESTIONS, Question
from detente.cli.app import _commands, app
from detente.cli.spoken import spoken
from detente.model import Conflict
from detente.problems import ModelError
from detente.web.arguments import arguments, given, silent
from detente.web.commands import command_of, parsed
from web.client import Client
from web.test_guard import XSS

NEEDED = {
    "explain": {"state": "today"},
    "package": {"to": "settlement"},
    "design": {"make": "settlement"},
    "margin": {"of": "settlement"},
    "what_if": {"edits": "Uniroyal=example file", "concepts": "nash,seq"},
    "evolve": {"to": "settlement", "joint": "simultaneous"},
    "coalitions": {"of": "MoE,Local\nUniroyal,Local"},
    "robust": {"across": "Uniroyal", "uncertain": "no", "quick": "yes"},
}


MINUTES = "q/robust?edits=2&sample=500000&ask=1"  # half a million readings: no machine is done soon


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    found = Client(tmp_path_factory.mktemp("projects"))
    for case in ("elmira", "korea", "chicken"):
        found.open_projects.begin_case(case)
    yield found
    found.open_projects.close()


class Said(HTMLParser):
    """What the element with an id says."""

    def __init__(self, wanted: str) -> None:
        super().__init__()
        self.wanted, self.depth, self.text = wanted, 0, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or dict(attrs).get("id") == self.wanted:
            self.depth += tag not in ("input", "br", "use", "path", "circle", "rect")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= self.depth > 0

    def handle_data(self, data: str) -> None:
        if self.depth:
            self.text += data


def said(page: str, wanted: str = "words") -> str:
    parser = Said(wanted)
    parser.feed(page)
    return parser.text


def answered(client: Client, address: str) -> str:
    """The page once it has its answer."""
    for _ in range(1_000):
        page = client.get(address)
        assert page.status == 200, page.text
        if 'id="asked"' not in page.text:
            return page.text
        for one in tuple(client.open_projects.questions._asked.values()):
            one.over.wait(60)  # as long as it takes, however busy the machine is
    raise AssertionError(f"no answer at {address}")


def page_words(page: str) -> list[str]:
    """The words of an answer, cells apart."""
    return said(re.sub(r"</(td|th|p|h3)>", r" </\1>", page)).split()


def told(words: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What the command line says, without its line breaks."""
    from detente.report import terminal

    monkeypatch.setattr(terminal, "_WIDEST", 5000)
    monkeypatch.setenv("COLUMNS", "5000")
    _commands()
    return CliRunner().invoke(app, words).stdout


def bare(text: str, case: str) -> str:
    """Without spaces, and commands as links name them."""
    return re.sub(r"\s+", "", re.sub(rf"detente ((?:evidence )?\S+) {case}\b", r"\1", text))


def asked(name: str, values: dict[str, str]) -> tuple[str, list[str]]:
    """The address of a question about Elmira, and the command that asks the same."""
    one = next(each for each in QUESTIONS if each.name == name)
    every = arguments(one, spoken)
    command = command_of(one, every, given(every, QueryParams(values)), {}, "elmira")
    query = urlencode({"ask": "1", **values})
    return f"/p/elmira/q/{name}?{query}", command


ASKED = [one for one in QUESTIONS if one.command and one.name not in ("diff", "trace", "weight")]


@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.name)
def test_a_page_says_what_the_command_line_says(
    one: Question, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, command = asked(one.name, NEEDED.get(one.name, {}))
    page = answered(client, address)
    shown = bare(said(page), "elmira")
    assert len(shown) > 40, page
    answer = told(command, monkeypatch)
    if one.name == "analyze":  # its table has a row for each option there, and columns here
        assert set(page_words(page)) == set(answer.split()) - {"detente", "elmira"}
    else:
        assert shown == bare(answer, "elmira")


@pytest.mark.parametrize("name", ["trace", "weight"])
def test_so_do_those_about_the_evidence(
    name: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = next(each for each in QUESTIONS if each.name == name)
    every = arguments(one, spoken)
    values = {"claim": "c5"} if name == "trace" else {"entry": "xiamen-2017"}
    command = command_of(one, every, given(every, QueryParams(values)), {}, "korea")
    page = answered(client, f"/p/korea-medium/q/{name}?{urlencode({'ask': '1', **values})}")
    shown = bare(said(page), "korea-medium")
    assert len(shown) > 40, page
    assert shown == bare(told(command, monkeypatch), "korea").rstrip()


def test_every_question_is_listed_and_has_a_page(client: Client) -> None:
    page = client.get("/p/chicken/questions").text
    for one in QUESTIONS:
        assert f'href="/p/chicken/q/{one.name}"' in page
        assert one.asks in said(client.get(f"/p/chicken/q/{one.name}").text, "lead")
    assert client.get("/p/chicken/q/nothing").status == 404


def test_a_form_offers_what_the_function_takes_in_the_words_of_the_help(client: Client) -> None:
    page = client.get("/p/elmira/q/evolve").text
    for one in arguments(next(each for each in QUESTIONS if each.name == "evolve"), spoken):
        if one.kind != "reading":
            assert f'name="{one.name}"' in page, one
        if one.says and one.kind != "reading":
            assert one.says in page.replace("&#39;", "'"), one
    assert 'name="r"' in page
    assert "workers" not in client.get("/p/elmira/q/robust").text, "the server decides that"
    assert 'name="documents"' not in client.get("/p/elmira/q/ledger").text, "no path is taken"


class New(Question):
    """A question that the list of this session does not have."""

    def function(self) -> Callable[..., Any]:
        return twice


def twice(conflict: Conflict, times: int = 2) -> None:
    """Is asked for its form alone."""


def test_a_new_question_has_a_page_without_a_list_of_pages(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = New("twice", "Is it right twice?", "check", ("Check",), "check_page", "show_check", "")
    pages = sys.modules["detente.web.pages.questions"]
    assert client.get("/p/chicken/q/twice").status == 404
    monkeypatch.setattr(pages, "QUESTIONS", (*QUESTIONS, own))
    assert "Is it right twice?" in client.get("/p/chicken/questions").text
    monkeypatch.setattr(client.open_projects, "spoken", silent)
    assert 'name="times"' in client.get("/p/chicken/q/twice?times=2.5").text


def test_a_reading_that_the_model_does_not_have_is_told(client: Client) -> None:
    page = client.get("/p/korea-medium/verdicts?r=DPRK%3Dnone&r=DPRK%3Dtit+for+tat").text
    assert "There is no reading DPRK=none; what is shown is read without it." in page
    assert "no reading DPRK=tit" not in page


def test_long_work_shows_how_far_it_is_survives_a_reload_and_is_stopped(client: Client) -> None:
    question = f"{MINUTES}&seed=1"
    address = f"/p/korea-medium/{question}"
    assert 'id="asked"' in client.get(address).text
    again = client.get(address).text
    assert 'id="asked"' in again, "a reload finds it at work"
    assert "<progress" in again
    assert client.get("/p/chicken/q/check?ask=1").status == 200, "and nobody waits for it"
    stopped = client.do("korea-medium", "ask-stop", question).text
    assert "Stopped" in stopped
    assert 'id="words"' not in stopped
    assert 'id="asked"' in client.get(address).text, "it can be asked again"
    client.do("korea-medium", "ask-stop", question)


def test_an_answer_that_comes_while_a_page_is_drawn_waits_for_the_next_look(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is of one moment: at work, or with its words; never as answered and without words."""
    pages = sys.modules["detente.web.pages.questions"]
    named = pages.command_of  # called when the page has looked for the answer

    def slowly(*asked: Any) -> Any:
        for one in tuple(client.open_projects.questions._asked.values()):
            one.over.wait(60)
        return named(*asked)

    address = "/p/chicken/q/explain?state=YY&ask=1"
    monkeypatch.setattr(pages, "_SOON", 0)
    monkeypatch.setattr(pages, "command_of", slowly)
    page = client.get(address).text
    assert 'id="asked"' in page
    assert 'id="words"' not in page
    assert "First driver would leave YY" in said(client.get(address).text, "words")


def test_a_process_that_is_ended_from_outside_is_told(client: Client) -> None:
    address = f"/p/korea-medium/{MINUTES}&seed=2"
    assert 'id="asked"' in client.get(address).text
    every = client.open_projects.questions._asked.values()
    at_work = [one for one in every if one.order.name == "robust"][-1]  # the newest
    while at_work.process is None:  # it waits for the questions before it
        assert 'id="asked"' in client.get(address).text
    at_work.process.kill()
    assert "ended from outside" in answered(client, address)
    assert 'id="words"' in answered(client, "/p/chicken/q/check"), "another takes its place"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("evolve?to=nowhere&ask=1", "nowhere"),
        ("evolve?within=2.0&ask=1", "is no whole number"),
        ("evolve?within=-3&ask=1", "-3"),
        ("evolve?ask=1&by=jumps", "there is no step"),
        ("explain?ask=1", "State is needed"),
        ("diff?old=77&ask=1", "there is no version"),
        ("explain?state=today&concept=sesq&ask=1", "unknown concept"),
        ("robust?across=Nobody&ask=1", "Nobody"),
        ("analyze?holding=MoE.nothing&ask=1", "MoE.nothing"),
    ],
)
def test_what_cannot_be_answered_is_told_in_words(address: str, words: str, client: Client) -> None:
    page = answered(client, f"/p/elmira/q/{address}")
    assert words in page
    assert 'role="alert"' in page
    assert 'id="words"' not in page


@pytest.mark.parametrize("one", QUESTIONS, ids=lambda one: one.name)
def test_no_text_that_is_asked_acts_on_the_page(one: Question, client: Client) -> None:
    """The same elements stand there as for a harmless text that cannot be answered either."""
    texts = [each.name for each in arguments(one, spoken) if each.kind not in ("yes", "version")]
    seen = []
    for text in ("q1w2", "".join(XSS)):
        values = dict.fromkeys(texts, text)
        page = answered(client, f"/p/elmira/q/{one.name}?{urlencode({'ask': 1, **values})}")
        seen.append(tags(page))
    assert seen[0] == seen[1]


def tags(page: str) -> set[str]:
    found: set[str] = set()

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.add(tag)
            assert not any(name.startswith("on") for name, _ in attrs), attrs

    Tags().feed(page)
    return found


def test_a_command_that_an_answer_names_is_a_link_that_asks_the_same(client: Client) -> None:
    page = answered(client, "/p/elmira/q/evolve?ask=1")
    (link,) = re.findall(r'class="cmd" href="([^"]+)"', page)
    answered(client, link.replace("&amp;", "&"))
    found = parsed("detente what-if elmira --set 'MoE: move 1 to 2' --reading A=b", spoken)
    assert found is not None
    assert (found[0].name, found[1]) == ("what_if", [("edits", "MoE: move 1 to 2"), ("r", "A=b")])
    assert parsed("detente evolve elmira --unheard of", spoken) is None
    assert parsed("detente picture graph elmira", spoken) is None
    both = parsed("detente claims korea --only c1 --trace", spoken)
    assert both is not None
    assert (both[0].name, both[1]) == ("trace", [("claim", "c1")])


def test_the_command_that_a_page_names_is_read_back_as_the_same_question() -> None:
    for name, values in NEEDED.items():
        _, command = asked(name, values)
        found = parsed(shlex.join(["detente", *command]), spoken)
        if name in ("robust", "evolve"):  # `--no-uncertain`, and a flag that may have a value
            continue
        assert found is not None, command
        one = next(each for each in QUESTIONS if each.name == name)
        every = arguments(one, spoken)
        pairs = QueryParams(found[1])
        assert given(every, pairs) == given(every, QueryParams(values))


def test_a_number_is_digits_and_nothing_else() -> None:
    one = next(each for each in QUESTIONS if each.name == "evolve")
    for text in ("2.0", "1_000", "+3", "٣", "1e3"):
        with pytest.raises(ModelError, match="whole number"):
            given(arguments(one, spoken), QueryParams({"within": text}))
    with pytest.raises(ModelError, match="a number of 30 digits is more than can be asked for"):
        given(arguments(one, spoken), QueryParams({"within": "9" * 30}))


def test_nothing_is_done_twice(client: Client) -> None:
    first = answered(client, "/p/elmira/q/analyze?ask=1")
    before = len(client.open_projects.questions._asked)
    assert said(answered(client, "/p/elmira/q/analyze?concepts=&engine=x")) == said(first)
    assert len(client.open_projects.questions._asked) == before
