"""A model too large for a page is judged by a process of its own: told, stopped, kept, stale."""

import json
import time
from pathlib import Path

import pytest

from detente import limits
from detente.limits import Limit
from web.client import Client, Numbers


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    small = Limit("live_options", 1, "options", "a test")
    monkeypatch.setitem(limits.LIMITS, "live_options", small)
    found = Client(tmp_path)
    found.open_projects.begin_case("chicken")
    return found


def wait_for(client: Client) -> None:
    project = client.open_projects.project("chicken")
    job = client.open_projects.judged.job(project.head(), {})
    assert job is not None
    job.process.join(60)
    while not job.over:  # what it sent last is being heard
        time.sleep(0.01)


def test_it_is_offered_run_kept_and_then_stale(client: Client) -> None:
    page = client.get("/p/chicken/verdicts")
    assert "not judged yet" in page.text
    assert "Judge it now" in page.text
    assert client.get("/p/chicken/wishes").status == 200
    assert client.get("/p/chicken/graph").status == 200
    assert 'id="job"' in client.do("chicken", "run").text
    assert 'id="job"' in client.get("/p/chicken/verdicts").text, "and a reload shows it too"
    wait_for(client)
    assert client.get("/p/chicken/job").head("HX-Refresh".lower()) == "true"
    assert Numbers.of(client.get("/p/chicken/verdicts").text)["equilibria nash"] == {"2"}
    project = client.open_projects.project("chicken")
    from detente import __version__

    run = project.run("analyze", project.head(), {"reading": {}}, __version__)
    assert run is not None
    assert json.loads(run.result)["equilibria"]["nash"] == ["YN", "NY"]
    client.do("chicken", "title-set", title="Another")
    stale = client.get("/p/chicken/verdicts")
    assert "stale" in stale.text
    assert "before the last edit" in stale.text
    client.open_projects.close()


def test_it_is_stopped_and_nothing_is_kept(client: Client) -> None:
    client.do("chicken", "run")
    assert "Stopped" in client.do("chicken", "stop").text
    wait_for(client)
    page = client.get("/p/chicken/verdicts")
    assert "Judge it now" in page.text
    client.open_projects.close()


def test_what_the_process_cannot_do_is_told_on_the_page(client: Client) -> None:
    client.do("chicken", "run")
    job = client.open_projects.judged.job(client.open_projects.project("chicken").head(), {})
    assert job is not None
    job.process.kill()
    wait_for(client)
    page = client.get("/p/chicken/verdicts").text
    assert "ended from outside" in page or "equilibria nash" in page
    client.open_projects.close()
