"""Fetch one page, only when asked: no private addresses, no redirects into them, no more than
allowed.

The name is looked up once, every address it has is checked, and the connection is made to the
checked address itself, so that a second look-up cannot lead elsewhere.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

from detente.documents.deadline import cut_off
from detente.documents.refusal import refusal
from detente.limits import limit
from detente.values import dataclass

Resolver = Callable[[str, int], list[str]]
"""From host name and port to the addresses of the host, as text."""

_TEXT_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_PORTS = {"http": 80, "https": 443}
_CHUNK = 64 * 1024
_EMBEDDING = (
    ipaddress.ip_network("64:ff9b::/96"),  # NAT64
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("2002::/16"),  # 6to4
    ipaddress.ip_network("2001::/32"),  # Teredo
    ipaddress.ip_network("::/96"),  # IPv4-compatible
)


@dataclass(frozen=True, slots=True)
class _Target:
    """A checked address: where to connect, and what to ask for."""

    scheme: str
    host: str
    port: int
    address: str
    path: str


def resolve(host: str, port: int) -> list[str]:
    """The addresses of `host`, from the system."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def fetch_bytes(url: str, resolver: Resolver = resolve) -> tuple[bytes, str]:
    """The body at `url` and the kind of document it is. Raises ModelError for all that is
    refused.
    """
    deadline = time.monotonic() + limit("fetch_seconds")
    here = url
    for _ in range(limit("fetch_redirects") + 1):
        target = check_address(here, url, resolver)
        status, headers, body = _get(target, url, deadline)
        if status in {301, 302, 303, 307, 308}:
            where = headers.get("location")
            if not where:
                raise refusal(url, "FETCH", "the site redirects to nowhere", "check the address")
            here = urljoin(here, where)
            continue
        if status != 200:
            raise refusal(url, "FETCH", f"the site answers {status}", "check the address")
        return body, _TEXT_TYPES[_type(headers)]
    raise refusal(
        url,
        "FETCH",
        f"the site redirects more than {limit('fetch_redirects')} times",
        "give the final address",
    )


def check_address(here: str, url: str, resolver: Resolver) -> _Target:
    """Check scheme, port and every address of the host; `url` is what the user gave."""
    try:
        parts = urlsplit(here)
        port = parts.port
        host = parts.hostname or ""
    except ValueError:
        raise refusal(url, "ADDRESS", "this is not an address", "check the address") from None
    if parts.scheme not in _PORTS or not host or any(ord(each) < 33 for each in here):
        raise refusal(url, "ADDRESS", "only http and https are fetched", "give such an address")
    if parts.username is not None or parts.password is not None:
        raise refusal(url, "ADDRESS", "the address holds a name or password", "leave them out")
    wanted = _PORTS[parts.scheme]
    if port not in {None, wanted}:
        raise refusal(url, "ADDRESS", f"port {port} is not fetched", f"use port {wanted}")
    try:
        addresses = resolver(host, wanted)
    except (OSError, UnicodeError):
        raise refusal(url, "FETCH", "the site is not found", "check the address") from None
    if not addresses or not all(is_public(each) for each in addresses):
        raise refusal(
            url, "PRIVATE", "the address leads into a private network", "give a public address"
        )
    return _Target(parts.scheme, host, wanted, addresses[0], _path(parts))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; addresses inside addresses are looked
    at.
    """
    try:
        found = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in _EMBEDDING):
            return False
    return bool(found.is_global and not found.is_multicast and not found.is_reserved)


def _path(parts: SplitResult) -> str:
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def _type(headers: dict[str, str]) -> str:
    return headers.get("content-type", "").split(";", 1)[0].strip().lower()


def _get(target: _Target, url: str, deadline: float) -> tuple[int, dict[str, str], bytes]:
    """One request to the checked address; the body is read only of an answer that will be used."""
    late = refusal(
        url,
        "FETCH",
        f"the site takes more than {limit('fetch_seconds')} seconds",
        "try again later",
    )
    broken = refusal(url, "FETCH", "the site does not answer properly", "try again later")
    try:
        stream = socket.create_connection((target.address, target.port), _left(deadline))
    except TimeoutError:
        raise late from None
    except OSError:
        raise broken from None
    with contextlib.ExitStack() as closing:
        closing.enter_context(stream)
        end = closing.enter_context(cut_off(stream, deadline - time.monotonic()))
        try:
            if target.scheme == "https":
                context = ssl.create_default_context()
                stream = context.wrap_socket(stream, server_hostname=target.host)
                closing.enter_context(stream)
            answer = closing.enter_context(_ask(target, stream))
            headers = {name.lower(): value for name, value in answer.getheaders()}
            if answer.status != 200:
                return answer.status, headers, b""
            if _type(headers) not in _TEXT_TYPES:
                kind = _type(headers)[:60] or "without a type"
                raise refusal(
                    url, "TYPE", f"the answer is not text but {kind}", "download it yourself"
                )
            body = _body(answer, url)
        except (OSError, http.client.HTTPException, UnicodeError):
            raise (late if end.passed else broken) from None
        if end.passed:
            raise late
        return answer.status, headers, body


def _ask(target: _Target, stream: socket.socket) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = stream
    connection.request(
        "GET",
        target.path,
        headers={
            "Accept": "text/html, text/plain",
            "Accept-Encoding": "identity",
            "Connection": "close",
        },
    )
    return connection.getresponse()


def _body(answer: http.client.HTTPResponse, url: str) -> bytes:
    pieces: list[bytes] = []
    total = 0
    while piece := answer.read1(_CHUNK):
        total += len(piece)
        if total > limit("fetch_bytes"):
            raise refusal(
                url,
                "TOO-LARGE",
                f"the page is larger than {limit('fetch_bytes') >> 20} MB",
                "download it and give the part that matters",
            )
        pieces.append(piece)
    return b"".join(pieces)


def _left(deadline: float) -> float:
    return max(0.001, deadline - time.monotonic())
