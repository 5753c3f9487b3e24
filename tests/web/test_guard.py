"""Who may ask: the right host, the right site, the right token; and what every answer says."""

import html
import itertools
from pathlib import Path
from urllib.parse import quote

import pytest

from detente.web.app import Workbench, _back, _inside
from detente.web.guard import HEADERS, OPEN, Door, is_loopback
from detente.web.pages import PAGES
from detente.web.token import Token
from web.client import Client

GOOD_HOSTS = ["127.0.0.1:8901", "localhost:8901", "LOCALHOST:8901", "[::1]:8901"]
BAD_HOSTS = [
    *("evil.test", "evil.test:8901", "127.0.0.1.evil.test:8901", "localhost.evil.test:8901"),
    *("", "127.0.0.1", "localhost", "[::1]", "127.0.0.1:8902", "localhost:80", "0.0.0.0:8901"),
    *("user@127.0.0.1:8901", "127.0.0.1:8901@evil.test", "127.0.0.1:8901.evil.test", "::1:8901"),
    *("127.0.0.1:", ":8901", "127.1:8901", "2130706433:8901", "0x7f.1:8901", "[::]:8901"),
    *("127.0.0.2:8901", "localhost.:8901", "127.0.0.1 :8901", "127.0.0.1:08901", "[::1:8901"),
    *("127.0.0.1:8901/", "http://127.0.0.1:8901", "[::ffff:127.0.0.1]:8901", "localhost:8901,a"),
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    found = Client(tmp_path_factory.mktemp("projects"))
    found.open_projects.begin_case("chicken")
    return found


def addresses(client: Client) -> list[tuple[str, str]]:
    """Every route, with a method that it answers to."""
    found = []
    for route in Workbench(client.open_projects, client.door).routes():
        path = route.path.replace("{word}", "chicken").replace("{page}", "verdicts")
        if path == "/static":
            found.append(("GET", "/static/style.css"))
            continue
        found += [(method, path) for method in sorted(route.methods) if method != "HEAD"]
    return found


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_another_host_is_refused_on_every_route(host: str, client: Client) -> None:
    for method, path in addresses(client):
        headers = [(k, v) for k, v in client.own() if k != "host"]
        assert client.ask(method, path, [("host", host), *headers]).status == 421, path


def test_no_host_and_two_hosts_are_refused(client: Client) -> None:
    rest = [(k, v) for k, v in client.own() if k != "host"]
    good = ("host", GOOD_HOSTS[0])
    for hosts in ([], [good, good], [good, ("host", "evil.test")]):
        assert client.ask("GET", "/", [*hosts, *rest]).status == 421


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_the_own_host_is_answered(host: str, client: Client) -> None:
    assert client.ask("GET", "/", [("host", host), ("cookie", client.cookie)]).status == 200


def test_every_route_needs_the_token_but_those_named(client: Client) -> None:
    wrong = f"{client.door.cookie}={'x' * 43}"
    others = [(k, v) for k, v in client.own() if k != "cookie"]
    for method, path in addresses(client):
        for cookie in ([], [("cookie", wrong)], [("cookie", "garbage;;=")]):
            status = client.ask(method, path, [*others, *cookie]).status
            assert (status != 403) == path.startswith(OPEN), (path, status)


def test_the_token_of_the_address_becomes_a_cookie_that_no_other_site_sends(
    client: Client,
) -> None:
    token = client.door.token.reveal()
    answer = client.ask("GET", f"/?token={token}", [("host", GOOD_HOSTS[0])])
    assert (answer.status, answer.head("location")) == (303, "/")
    (cookie,) = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert client.ask("GET", "/?token=wrong", [("host", GOOD_HOSTS[0])]).status == 403
    assert client.ask("POST", f"/?token={token}", client.own()[:1]).status == 403
    for page in ("/", "/p/chicken/verdicts", "/p/chicken/versions"):
        assert token not in client.get(page).text


def test_the_token_is_long_new_and_hides_itself() -> None:
    one, other = Token(), Token()
    assert len(one.reveal()) >= 43
    assert one.reveal() != other.reveal()
    assert one.reveal() not in f"{one!r} {one!s} {Door('127.0.0.1', 1, one)!r}"


SITES = [None, "same-origin", "same-site", "cross-site", "none", "garbage"]
ORIGINS = [
    *(None, "http://127.0.0.1:8901", "null", "https://127.0.0.1:8901", "http://127.0.0.1:1"),
    *("http://evil.test", "http://localhost:8901"),
]
PROOFS = ["cookie", "bearer", "nothing"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_table_of_sites_origins_and_proofs(method: str, client: Client) -> None:
    rows = 0
    for site, origin, proof in itertools.product(SITES, ORIGINS, PROOFS):
        headers = [("host", "127.0.0.1:8901")]
        headers += [("sec-fetch-site", site)] if site else []
        headers += [("origin", origin)] if origin else []
        if proof == "cookie":
            headers.append(("cookie", client.cookie))
        if proof == "bearer":
            headers.append(("authorization", f"Bearer {client.door.token.reveal()}"))
        own = origin == "http://127.0.0.1:8901"
        if method == "GET":
            expected = proof != "nothing"
            path = "/p/chicken/rules"
        else:
            from_page = site == "same-origin" and (own or origin is None)
            older = site is None and own
            program = site is None and origin is None and proof == "bearer"
            expected = (from_page or older or program) and proof != "nothing"
            path = "/theme"
        status = client.ask(method, path, headers).status
        assert (status in (200, 303)) == expected, (site, origin, proof, status)
        rows += 1
    assert rows == len(SITES) * len(ORIGINS) * len(PROOFS)


def test_other_methods_and_sockets_are_refused(client: Client) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"):
        assert client.ask(method, "/", client.own()).status == 405
    assert client.ask("GET", "/", client.own(), kind="websocket").status == 0


def test_every_answer_says_what_its_page_may_load(client: Client) -> None:
    for address in ("/", "/p/chicken/verdicts", "/static/style.css", "/none", "/p/none/wishes"):
        answer = client.get(address)
        assert {name: answer.head(name) for name in HEADERS} == HEADERS
        assert "'unsafe" not in answer.head("content-security-policy")
    page = client.get("/p/chicken/verdicts").text
    for inline in ("<style", " style=", " onclick", "javascript:", "<script>"):
        assert inline not in page


def test_more_than_may_be_sent_is_not_taken(client: Client) -> None:
    headers = [*client.own(), ("content-type", "application/x-www-form-urlencoded")]
    big = b"do=file-set&text=" + b"a" * (9 << 20)
    assert (
        client.ask("POST", "/p/chicken/do", [*headers, ("content-length", "1" * 20)]).status == 413
    )
    assert client.ask("POST", "/p/chicken/do", [*headers, ("content-length", "-1")]).status == 413
    assert client.ask("POST", "/p/chicken/do", headers, big).status == 413
    many = b"&".join(b"a%d=1" % k for k in range(500))
    assert client.ask("POST", "/p/chicken/do", headers, many).status in (400, 413)


@pytest.mark.parametrize(
    "name",
    [
        *("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//etc"),
        *("/etc/passwd", "chicken.detente", "../chicken", "chicken%00", "C:%5Cboot.ini", "."),
        *("con", "nul", "~root", "chicken%0d%0aset-cookie:a=b", "\u202echicken", "style.css%00"),
        *(
            "..",
            "../",
            "../../",
            "..%5c..%5cboot.ini",
            "%252e%252e%252fetc",
            "..;/etc",
            "./chicken",
        ),
        *("..%c0%af..%c0%afetc", "..%ef%bc%8fetc", "chicken/../chicken", "chicken%2f", "chicken."),
        *(
            "chicken.detente-wal",
            "chicken.detente%00.html",
            "\\\\server\\share",
            "file:///etc/passwd",
        ),
        *("/proc/self/environ", "%2fproc%2fself%2fmem", "/dev/zero", "aux", "prn", "com1", "lpt1"),
        *("chicken::$DATA", "C:", "C:/", "c:chicken", "%43%3a", "$HOME", "${HOME}", "`id`", "|id"),
        *("*", "?", "chicken*", "[c]hicken", "chicken%0a", "chicken%09", "-rf", "--help", "."),
        *("%", "%%", "%zz", "%u002e", "\u2025/etc", "\u2024\u2024/etc", "\uff0e\uff0e/etc", " "),
    ],
)
def test_no_name_of_a_request_reaches_the_file_system(name: str, client: Client) -> None:
    for address in (f"/p/{name}/verdicts", f"/static/{name}", f"/p/chicken/{name}"):
        answer = client.get(address)
        assert answer.status in (404, 405), address
        assert "root:" not in answer.text
        assert "set-cookie" not in answer.headers
    for field in ("case", "title"):
        begun = client.post("/begin", {field: name})
        assert begun.status in (303, 422)
    inside = client.open_projects.folder.resolve()
    for path in client.open_projects.places().values():
        assert path.resolve().parent == inside


@pytest.mark.parametrize(
    "address",
    [
        *("//evil.test", "https://evil.test", "/\\evil.test", "\\\\evil.test", "/ /evil.test"),
        *("javascript:alert(1)", "/%0d%0aSet-Cookie:a=b\r\nx", "///evil.test", "http:evil", ""),
        *("/\t/evil.test", "/\n/evil.test", "evil.test", "@evil.test", "/p/a?next=//b#x"),
        *(
            "////evil.test",
            "/\\/evil.test",
            "\\/evil.test",
            "https:/evil.test",
            "HTTPS://evil.test",
        ),
        *(
            "//evil.test/%2f..",
            "/\r/evil.test",
            "data:text/html,x",
            "//user@evil.test",
            "/\u3000/a",
        ),
        *("/%0d%0aa:b\r\n\r\n<b>", "\r\nSet-Cookie: a=b", "/a\r\nb: c", "/a\x00b", "/\u2028a:b"),
    ],
)
def test_no_redirect_leaves_the_site(address: str, client: Client) -> None:
    answer = client.post("/theme", {"theme": "dark", "back": address})
    place = answer.head("location")
    assert answer.status == 303
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))
    assert not any(letter in place for letter in "\r\n\t")
    assert _inside(address) == place
    page, query = _back(address)
    assert (page, str(query)) == ("verdicts", "")


SPLITS = [
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    "%0d%0a",
    "%0A",
    "\u2028",
    "\x0b",
    "\x85",
    "\r\n ",
    "\\r\\n",
]


@pytest.mark.parametrize("split", SPLITS)
def test_no_text_of_a_request_splits_the_head_of_an_answer(split: str, client: Client) -> None:
    text = f"mine{split}Set-Cookie: a=b{split}X-Own: c"
    file = text.encode("utf-8")
    body = b'--b\r\nContent-Disposition: form-data; name="model"; filename="' + file
    body += b'.yaml"\r\n\r\ntitle: x\r\n--b--\r\n'
    kind = ("content-type", "multipart/form-data; boundary=b")
    answers = [
        client.ask("POST", "/open", [*client.own(), kind], body),
        client.post("/begin", {"title": text}),
        client.post("/begin", {"case": text}),
        client.post("/theme", {"theme": text, "back": "/"}),
        client.do("chicken", "undo", f"verdicts?s={text}"),
    ]
    answers += [client.get(f"/p/{word}/export") for word in client.open_projects.places()]
    for answer in answers:
        assert not {"set-cookie", "x-own"} & answer.headers.keys()
        assert not any(
            letter in value
            for values in answer.headers.values()
            for value in values
            for letter in "\r\n\x00\x0b"
        )


XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "</textarea><svg/onload=alert(1)>",
    "javascript:alert(1)",
    "\u202e<b>",
]
_WAYS_OUT = ["", '"', "'", "`", ">", '">', "'>", "-->", "]]>", "</title>", "</textarea>", "</svg>"]
_DOES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href=javascript:alert(1)>x",
]
_DOES += [" autofocus onfocus=alert(1) ", "<style>*{background:url(//evil.test)}</style>"]
MORE_XSS = [out + does for out in _WAYS_OUT for does in _DOES]  # for the long form: 60 more


def hostile(payload: str) -> str:
    """A model with the payload in every field that takes a text."""
    quoted = payload.replace("\\", "\\\\").replace('"', '\\"')
    return f'''
detente: 1
title: "{quoted}"
decision_makers:
  A:
    title: "{quoted}"
    options: {{x: "{quoted}", y: {{title: "{quoted}", short: "{quoted}"}}}}
  B: {{options: {{z: "{quoted}"}}}}
rules: [{{infeasible: A.x and B.z, because: "{quoted}"}}]
status_quo: []
preferences:
  A: [{{prefer: B.z, because: "{quoted}", evidence: [e]}}]
  B: [A.x]
alternatives: {{A: {{"other {quoted}": [A.x]}}}}
outcomes: {{good: {{title: "{quoted}", where: A.x}}}}
evidence: {{e: {{says: "{quoted}", place: "{quoted}", source: {{title: "{quoted}"}}}}}}
'''


def shown(client: Client, payload: str) -> dict[str, list[str]]:
    """The elements and attributes of every page of a project whose every text is the payload."""
    word = client.open_projects.begin("plain")
    done = client.do(word, "file-set", "file", text=hostile(payload))
    assert done.status == 200, html.unescape(done.text)
    client.do(word, "name", "versions", state=1, name=payload[:120])
    trees = {}
    for page in PAGES:
        found = client.get(f"/p/{word}/{page}")
        assert found.status == 200
        assert "onerror" not in _attributes(found.text)
        assert "alert(1)" not in _scripts(found.text)
        if page != "versions":  # where a name that cannot be one is left out
            trees[page] = _tree(found.text)
    asked = quote(payload)
    assert client.get(f"/p/{word}/verdicts?s={asked}&show={asked}&where={asked}").status == 200
    return trees


def test_nothing_of_a_model_is_taken_for_markup(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    client = Client(tmp_path)
    plain = shown(client, "harmless")
    for payload in (*XSS, *(MORE_XSS if pytestconfig.getoption("--deep") else ())):
        assert shown(client, payload) == plain, payload
    client.open_projects.close()


def _parse(page: str) -> tuple[list[str], set[str], str]:
    from html.parser import HTMLParser

    tags: list[str] = []
    names: set[str] = set()
    scripts: list[str] = []

    class Seen(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append(f"{tag} {' '.join(sorted(name for name, _ in attrs))}")
            names.update(name for name, _ in attrs)

        def handle_data(self, data: str) -> None:
            if tags and tags[-1].startswith("script"):
                scripts.append(data)

    Seen().feed(page)
    return tags, names, "".join(scripts)


def _tree(page: str) -> list[str]:
    return _parse(page)[0]


def _attributes(page: str) -> set[str]:
    return _parse(page)[1]


def _scripts(page: str) -> str:
    return _parse(page)[2]


def test_a_server_for_others_is_reached_by_number_and_needs_the_password(tmp_path: Path) -> None:
    client = Client(tmp_path, "192.0.2.7", "open sesame")
    for host, status in (
        *(("192.0.2.7:8901", 303), ("192.0.2.8:8901", 303), ("evil.test:8901", 421)),
        *(("[2001:db8::1]:8901", 303), ("192.0.2.7.evil.test:8901", 421)),
    ):
        assert client.ask("GET", "/", [("host", host)]).status == status, host
    assert client.door.token.reveal() not in client.door.address
    wrong = client.post("/sign-in", {"password": "open"})
    assert (wrong.status, "set-cookie" in wrong.headers) == (403, False)
    right = client.post("/sign-in", {"password": "open sesame"})
    assert right.status == 303
    assert client.door.token.reveal() in right.head("set-cookie")
    assert not is_loopback("192.0.2.7")
    assert all(map(is_loopback, ("127.0.0.1", "::1", "localhost", "127.9.9.9")))


def test_without_a_password_there_is_nothing_to_sign_in_to(client: Client) -> None:
    assert client.get("/sign-in").status == 404


def test_who_leaves_before_all_is_sent_changes_nothing(client: Client) -> None:
    before = client.open_projects.project("chicken").revision
    headers = [*client.own(), ("content-type", "application/x-www-form-urlencoded")]
    answer = client.ask("POST", "/p/chicken/do", headers, b"do=undo", gone=True)
    assert answer.status == 400
    assert client.open_projects.project("chicken").revision == before
