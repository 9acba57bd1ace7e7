"""Asking for one address, and following where it leads."""

import http.client
import re
import ssl
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

from django.conf import settings

from florilegium import __version__

from .answer import Fetched, Redirect
from .decoding import CODINGS, Undecodable, decoded
from .destination import Allowed, Target, addresses, target
from .problems import Kind, NotFetched
from .wire import Deadline, TooLarge, Wire, connect

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MISSING = frozenset({404, 410})
_BUSY = frozenset({408, 425, 429, 503})
_DAY = 86_400
_CHUNK = 65_536
_FOLD = re.compile(r"[ \t]*\r?\n[ \t]*")  # only these: other spaces are letters of a UTF-8 address


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of somebody else's time and bytes we take: seconds, and bytes.

    `seconds`: for everything together, redirects too. `silence`: the longest wait for the next bytes. `wire`: bytes as
    sent; `body`: after decompression. `head`: status line and headers of one answer. `addresses`: of one name are tried.
    """

    seconds: float = 30
    connect: float = 8
    silence: float = 12
    wire: int = 20_000_000
    body: int = 20_000_000
    head: int = 65_536
    redirects: int = 10
    addresses: int = 4


@dataclass(frozen=True, slots=True)
class Accept:
    """What is wanted: the header that says so, and the beginnings of the media types that are taken; none: any."""

    header: str
    types: tuple[str, ...] = ()


PAGES = Accept(
    "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.1",
    (
        "text/html", "application/xhtml+xml", "application/pdf", "application/x-pdf", "text/plain", "text/xml",
        "application/xml",
    ),
)  # fmt: skip
IMAGES = Accept(
    "image/avif,image/webp,image/*;q=0.8,*/*;q=0.1", ("image/", "application/octet-stream", "binary/octet-stream")
)
#: Whatever belongs to a page; the one who inlines it looks at its bytes.
RESOURCES = Accept("*/*")


def fetch(
    url: str,
    *,
    limits: Limits = Limits(),
    accept: Accept = PAGES,
    allow: Allowed = frozenset(),
) -> Fetched:
    """What stands at an address, after its redirects. Raises NotFetched, and nothing else.

    Sent are only Host, User-Agent, Accept and Accept-Encoding: no cookie, no referrer, nothing of who asked. `allow`:
    hosts and ports of this very machine that tests may ask. An answer without a media type is taken whatever is
    accepted. Thread-safe.
    """
    deadline = Deadline(limits.seconds)
    steps: list[Redirect] = []
    asked = target(url.strip())
    while True:
        answer = _exchange(asked, steps, _Terms(limits, deadline, accept, allow))
        if isinstance(answer, Fetched):
            return answer
        steps.append(answer)
        if len(steps) > limits.redirects or answer.to in {step.url for step in steps}:
            raise NotFetched("too_many_redirects", asked.url)
        asked = target(answer.to)


@dataclass(frozen=True, slots=True)
class _Terms:
    """What holds for the whole way."""

    limits: Limits
    deadline: Deadline
    accept: Accept
    allow: Allowed


def _exchange(asked: Target, steps: list[Redirect], terms: _Terms) -> Fetched | Redirect:
    """One question and its answer; whatever goes wrong on the wire becomes a NotFetched."""
    try:
        ips = addresses(asked, terms.allow, terms.deadline.left(terms.limits.connect))
        with closing(
            connect(
                ips, asked.port, asked.name,
                secure=asked.scheme == "https", deadline=terms.deadline, limits=terms.limits,
            )
        ) as wire:  # fmt: skip
            return _ask(asked, steps, terms, wire)
    except TooLarge:
        _fail("too_large", asked)
    except ssl.SSLCertVerificationError as error:
        _fail("certificate", asked, error)
    except TimeoutError as error:
        _fail("too_slow", asked, error)
    except (Undecodable, http.client.HTTPException, ValueError) as error:
        _fail("unreadable", asked, error)
    except OSError as error:  # also a broken handshake
        _fail("unreachable", asked, error)


def _fail(kind: Kind, asked: Target, cause: Exception | None = None) -> NoReturn:
    raise NotFetched(kind, asked.url) from cause


def _ask(asked: Target, steps: list[Redirect], terms: _Terms, wire: Wire) -> Fetched | Redirect:
    """Ask, read the head, and the body if it is wanted."""
    wire.sendall(_question(asked, terms.accept))
    response = http.client.HTTPResponse(wire, method="GET")  # type: ignore[arg-type]
    response.begin()
    headers = _headers(response)
    status = response.status
    if status in _REDIRECTS and headers.get("location"):
        return Redirect(asked.url, status, _led_to(asked, headers["location"]))
    if not 200 <= status < 300:
        raise NotFetched(_kind(status), asked.url, status=status, retry_after=_retry_after(headers))
    media_type, charset = _content_type(headers.get("content-type", ""))
    if media_type and terms.accept.types and not media_type.startswith(terms.accept.types):
        raise NotFetched("media", asked.url, status=status)
    return Fetched(
        url=asked.url,
        redirects=tuple(steps),
        status=status,
        headers=headers,
        media_type=media_type,
        charset=charset,
        body=_body(response, headers, terms.limits, wire),
        fetched=datetime.now(UTC),
        secure=all(one.startswith("https:") for one in (asked.url, *(step.url for step in steps))),
    )


def _question(asked: Target, accept: Accept) -> bytes:
    # security: every part has been through the parser, which leaves neither spaces nor line ends
    lines = (
        f"GET {asked.path} HTTP/1.1",
        f"Host: {asked.host_header}",
        f"User-Agent: {user_agent()}",
        f"Accept: {accept.header}",
        f"Accept-Encoding: {CODINGS}",
        "Connection: close",
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")


def user_agent() -> str:
    """Who we are, and where to find those who run us."""
    return f"Florilegium/{__version__} (+{settings.SITE_URL or 'a private library'})"


def _headers(response: http.client.HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.getheaders():
        name, value = name.lower(), _FOLD.sub(" ", value).strip(" \t")
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _led_to(asked: Target, location: str) -> str:
    """The absolute address a Location means; letters beyond ASCII are UTF-8, as browsers take them."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    led = target(location, asked.url).url
    fragment = asked.url.partition("#")[2]
    return f"{led}#{fragment}" if fragment and "#" not in led else led


def _kind(status: int) -> Kind:
    if status in _MISSING:
        return "missing"
    if status in _BUSY:
        return "busy"
    return "broken" if status >= 500 else "refused"


def _retry_after(headers: dict[str, str]) -> int | None:
    told = headers.get("retry-after", "")
    return min(int(told), _DAY) if told.isdecimal() and len(told) < 9 else None


def _content_type(told: str) -> tuple[str, str | None]:
    """The media type, and the charset."""
    media_type, _, parameters = told.partition(";")
    charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", parameters, re.IGNORECASE)
    return media_type.partition(",")[0].strip().lower(), charset[1].lower() if charset else None


def _body(response: http.client.HTTPResponse, headers: dict[str, str], limits: Limits, wire: Wire) -> bytes:
    if response.length is not None and response.length > limits.wire:
        raise TooLarge
    wire.allowance = limits.wire
    return decoded(_chunks(response), headers.get("content-encoding", ""), limits.body)


def _chunks(response: http.client.HTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK):
        yield chunk
    if response.length:  # the connection ended before what was announced
        raise http.client.IncompleteRead(b"", response.length)
