"""Who may ask, before anything is done: the right host, the right site, the right token.

`Host` is checked first, so that no name of another site can be made to lead here. A request that
changes something has to come from a page of this server. All else needs the token, as a cookie that
no other site's request carries. Every answer says what its page may load: what comes from here.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from detente.limits import limit
from detente.values import dataclass
from detente.web.meeting import NEWS, PAGE, Meeting
from detente.web.token import Token

SAFE = frozenset({"GET", "HEAD"})
ALLOWED = frozenset({*SAFE, "POST"})
OPEN = ("/static/", "/sign-in")  # what is shown without the token: nobody's model is in it
_LOCAL = ("localhost", "127.0.0.1", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# The address with the token is never a page's own: it is answered by a redirection alone. With
# `no-referrer` forms would not say where they come from.
HEADERS = {
    "content-security-policy": POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_NEEDS_TOKEN = (
    "This address needs the token of the server that is running now.\n\n"
    "A token is valid until its server stops. Look into the terminal where `detente serve` runs: "
    "it printed the whole address when it started. Nothing of your work is lost.\n"
)
_NO_MEETING = (
    "This meeting is over, or this address is not its own.\n\n"
    "Ask whoever leads it for the address that the workbench shows now.\n"
)


@dataclass(frozen=True, slots=True)
class Door:
    """What the server listens on, and how it knows its users.

    host      as `--host` named it; port: the one it got.
    password  whether people sign in by a password, and not by the printed address alone.
    first     the page that they come to.
    """

    host: str
    port: int
    token: Token
    password: str = ""
    first: str = "/"

    @property
    def cookie(self) -> str:
        """The cookie's name: with the port, as cookies do not tell ports apart."""
        return f"detente-{self.port}"

    @property
    def guest_cookie(self) -> str:
        """The name of the cookie of who only follows a meeting."""
        return f"detente-guest-{self.port}"

    @property
    def address(self) -> str:
        """The address that is printed, with the token where there is no password."""
        bare = f"http://{shown_host(self.host)}:{self.port}/"
        return bare if self.password else f"{bare}?token={self.token.reveal()}"


def shown_host(host: str) -> str:
    """The host as an address writes it."""
    if host in ("0.0.0.0", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches a server on it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def host_fits(door: Door, given: str) -> bool:
    """Whether a `Host` names this server, and nothing that another site could have made."""
    name, colon, port = given.rpartition(":")
    if not colon or port != str(door.port):
        return False
    name = name.lower()
    if name in _LOCAL or name == shown_host(door.host).lower():
        return True
    if is_loopback(door.host):
        return False
    try:  # a server for others is also reached by its number, which no foreign name can be
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def site_fits(door: Door, method: str, headers: Mapping[str, list[str]]) -> bool:
    """Whether a request may change something: it comes from a page of this server, or from a
    program that shows the token itself."""
    if method in SAFE:
        return True
    sites, origins = headers.get("sec-fetch-site", []), headers.get("origin", [])
    if sites:
        return sites == ["same-origin"] and _own(origins, headers, missing=True)
    if origins:
        return _own(origins, headers)
    return bearer(door, headers)


def _own(origins: list[str], headers: Mapping[str, list[str]], missing: bool = False) -> bool:
    if not origins:
        return missing
    return origins == [f"http://{headers['host'][0]}"]


def bearer(door: Door, headers: Mapping[str, list[str]]) -> bool:
    """Whether a program shows the token in its head."""
    given = headers.get("authorization", [])
    return len(given) == 1 and door.token.matches(given[0].removeprefix("Bearer "))


def knows_token(door: Door, headers: Mapping[str, list[str]]) -> bool:
    """Whether the cookie, or a program's head, shows the token."""
    return any(map(door.token.matches, _cookies(headers, door.cookie))) or bearer(door, headers)


def _cookies(headers: Mapping[str, list[str]], name: str) -> Iterator[str]:
    for line in headers.get("cookie", []):
        try:
            found = SimpleCookie(line).get(name)
        except CookieError:
            continue
        if found is not None:
            yield found.value


def with_cookie(door: Door, response: Response) -> Response:
    """The answer, after which the browser is known."""
    response.set_cookie(
        door.cookie, door.token.reveal(), httponly=True, samesite="strict", path="/"
    )
    return response


class Guard:
    """Lets through what may ask, with the headers under which it is answered."""

    def __init__(self, app: ASGIApp, door: Door, meeting: Meeting) -> None:
        self.app, self.door, self.meeting = app, door, meeting

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = _headers(scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, _dressed(send))
            return
        await self.app(scope, _bounded(receive), _dressed(send))

    def _refused(self, scope: Scope, headers: Mapping[str, list[str]]) -> Response | None:
        hosts = headers.get("host", [])
        if len(hosts) != 1 or not host_fits(self.door, hosts[0]):
            return PlainTextResponse("This server does not answer to that name.\n", 421)
        if scope["method"] not in ALLOWED:
            return PlainTextResponse("Only GET and POST are answered.\n", 405)
        if not site_fits(self.door, scope["method"], headers):
            return PlainTextResponse("This can only be asked by a page of this server.\n", 403)
        lengths = headers.get("content-length", [])
        most = limit("request_bytes")
        if any(not one.isdigit() or int(one) > most for one in lengths):
            return PlainTextResponse(f"More than {most:,} bytes are not taken.\n", 413)
        if scope["path"].startswith(OPEN) or knows_token(self.door, headers):
            return None
        if scope["method"] in SAFE and scope["path"] in (PAGE, NEWS):
            return self._following(scope, headers)
        if self.door.password:
            return RedirectResponse("/sign-in", 303)
        return self._introduced(scope)

    def _following(self, scope: Scope, headers: Mapping[str, list[str]]) -> Response | None:
        """Who follows a meeting: by the token in the address once, then by a cookie."""
        given = parse_qs(scope["query_string"].decode("latin-1")).get("guest", [])
        if scope["path"] == PAGE and len(given) == 1 and self.meeting.knows(given[0]):
            answer = RedirectResponse(PAGE, 303)
            name = self.door.guest_cookie
            answer.set_cookie(name, given[0], httponly=True, samesite="strict", path=PAGE)
            return answer
        for cookie in _cookies(headers, self.door.guest_cookie):
            if self.meeting.knows(cookie):
                return None
        return PlainTextResponse(_NO_MEETING, 403)

    def _introduced(self, scope: Scope) -> Response:
        """The first call with the token in its address: kept as a cookie, and out of sight."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = query.get("token", [])
        if scope["method"] == "GET" and len(given) == 1 and self.door.token.matches(given[0]):
            return with_cookie(self.door, RedirectResponse(self.door.first, 303))
        return PlainTextResponse(_NEEDS_TOKEN, 403)


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


class TooMuch(Exception):
    """A body that says more than it may."""


def _bounded(receive: Receive) -> Receive:
    """The same body, counted while it comes: a length that was given is not believed."""
    seen, most = 0, limit("request_bytes")

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooMuch
        return message

    return counted


def _dressed(send: Send) -> Send:
    async def with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            own = [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in given
            ]
            message = {**message, "headers": [*message["headers"], *own]}
        await send(message)

    return with_headers
