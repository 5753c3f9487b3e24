"""`detente serve` as people start it: one line, a clean end, bad input in one line."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from detente.report.pictures.palette import DARK, LIGHT
from detente.store import Project

DETENTE = Path(sys.executable).parent / "detente"


class Serving(subprocess.Popen[str]):
    """A server of its own process, which does not outlive the `with` around it."""

    def __exit__(self, *raised: Any) -> None:
        if raised[0] is not None:  # else the test waited for its end
            self.kill()
        super().__exit__(*raised)


def serve(folder: Path, *words: str) -> Serving:
    return Serving(
        [DETENTE, "serve", *words, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "DETENTE_PROJECTS": str(folder)},
    )


def get(address: str, path: str, cookie: str = "") -> tuple[int, dict[str, str], str]:
    place = urlsplit(address)
    talk = http.client.HTTPConnection(place.hostname or "", place.port or 0, timeout=30)
    try:
        talk.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        found = talk.getresponse()
        return found.status, dict(found.getheaders()), found.read().decode()
    finally:
        talk.close()


def test_it_prints_its_address_answers_and_ends_on_sigterm(tmp_path: Path) -> None:
    with serve(tmp_path, "chicken") as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = line.split()[-1]
        assert line.startswith("detente serves at http://127.0.0.1:")
        place = urlsplit(address)
        status, headers, _ = get(address, f"/?{place.query}")
        assert (status, headers["location"]) == (303, "/p/chicken/verdicts")
        cookie = headers["set-cookie"].split(";")[0]
        assert get(address, "/p/chicken/verdicts", cookie)[0] == 200
        assert get(address, "/p/chicken/verdicts")[0] == 403
        with socket.create_connection((place.hostname or "", place.port or 0), 30) as raw:
            raw.sendall(b"GET / HTTP/1.1\r\nHost: " + b"a" * 70_000)
            assert b"400" in raw.recv(200)
        assert get(address, "/", cookie)[0] == 200
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert out == ""
    assert err == "stopped; every edit is kept\n"
    with Project.open(tmp_path / "chicken.detente") as project:
        assert project.check() == ()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--host", "0.0.0.0"), "E-VALUE"),
        (("none.yaml",), "E-FILE"),
        (("foreign.detente",), "E-PROJECT"),
        (("--host", "203.0.113.1", "--password", "a"), "E-PORT"),
    ],
)
def test_bad_input_is_told_in_one_line(words: tuple[str, ...], code: str, tmp_path: Path) -> None:
    (tmp_path / "foreign.detente").write_text("no project")
    words = tuple(
        str(tmp_path / one) if one.endswith((".yaml", ".detente")) else one for one in words
    )
    with serve(tmp_path, *words) as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (2, "")
    assert err.count("\n") == 1
    assert f"[{code}]" in err


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with serve(tmp_path, "--port", str(port)) as process:
            _, err = process.communicate(timeout=60)
    assert (process.returncode, err.count("\n")) == (2, 1)
    assert "[E-PORT]" in err


def test_nothing_heavy_is_loaded_before_it_answers() -> None:
    code = (
        "import sys, pathlib, detente.cli.commands.serve; "
        "from detente.web import OpenProjects, is_loopback, listen; "
        "open_projects = OpenProjects(pathlib.Path('.')); "
        "heavy = {'numba', 'scipy', 'pandas', 'lxml', 'trafilatura', 'numpy', 'pydantic', "
        "'detente.analysis.analyze'}; "
        "print(*heavy.intersection(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8")
    assert (done.stdout.strip(), done.returncode) == ("", 0)


def test_scripts_and_styles_are_small_and_as_recorded() -> None:
    import gzip
    import hashlib

    import detente.web

    folder = Path(detente.web.__file__).parent / "static"
    sent = [one for one in folder.iterdir() if one.suffix in (".js", ".css")]
    assert sum(len(gzip.compress(one.read_bytes())) for one in sent) <= 200_000
    record = (folder / "VENDORED.md").read_text(encoding="utf-8")
    for one in ("htmx.min.js", "idiomorph.min.js"):
        assert hashlib.sha256((folder / one).read_bytes()).hexdigest() in record
    for one in (*folder.iterdir(), *(folder.parent / "templates").iterdir()):
        if one.suffix in (".css", ".html", ".svg") or one.name == "workbench.js":
            text = one.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert "//" not in text.replace("  //", "").replace("// ", ""), one.name


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_parties_have_the_colours_that_they_have_in_pictures(colours: dict[str, str]) -> None:
    import detente.web

    style = (Path(detente.web.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
    named = "".join(f"--p{k + 1}:{colours[f'party{k}']}; " for k in range(6)).strip()
    assert named in style
