"""Fetching what may be fetched: what is sent, what comes back, and that neither time nor bytes run out of hand."""

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from pytest_django import Settings

from florilegium.kit.fetching import IMAGES, RESOURCES, Fetched, Kind, Limits, NotFetched, fetch

from .conftest import Wires
from .site import Site, redirect, response

CERTIFICATE = Path(__file__).with_name(
    "localhost.pem"
)  # for 127.0.0.1 and news.localhost, signed by nobody, until 2126
SMALL = Limits(seconds=5, connect=2, silence=1, wire=50_000, body=100_000, head=4_000, redirects=3)


def refusal(site: Site, path: str = "/", limits: Limits = SMALL) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        fetch(site.url(path), allow=site.allow, limits=limits)
    return caught.value


def got(site: Site, path: str = "/", limits: Limits = SMALL) -> Fetched:
    return fetch(site.url(path), allow=site.allow, limits=limits)


# ---------------------------------------------------------------- what is sent, what comes back


def test_nothing_is_sent_but_what_is_needed(site: Site, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SITE_URL = "https://library.example.org"
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")  # a proxy of the environment would see all we ask for
    site.answers["/a?b=c"] = response(b"<p>hello", set_cookie="a=b")
    site.answers["/"] = redirect("/a?b=c#d")
    got(site)
    assert site.asked[1].split("\r\n") == [
        "GET /a?b=c HTTP/1.1", f"Host: 127.0.0.1:{site.port}", "User-Agent: Florilegium/0.1.0 (+https://library.example.org)",
        "Accept: text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.1", "Accept-Encoding: gzip, deflate, br",
        "Connection: close", "", "",
    ]  # fmt: skip


def test_what_comes_back(site: Site) -> None:
    site.answers["/a"] = redirect("/b", 301)
    site.answers["/b"] = redirect("/é?q=ü", 302)
    site.answers["/%C3%A9?q=%C3%BC"] = response(b"<p>hello", content_type='Text/HTML; Charset="ISO-8859-1"', x_one="1")
    answer = got(site, "/a#passage")
    assert answer.body == b"<p>hello" and answer.status == 200 and answer.secure is False
    assert answer.url == site.url("/%C3%A9?q=%C3%BC#passage")
    assert [(step.status, step.permanent) for step in answer.redirects] == [(301, True), (302, False)]
    assert [step.to for step in answer.redirects] == [site.url("/b#passage"), answer.url]
    assert (answer.media_type, answer.charset, answer.headers["x-one"]) == ("text/html", "iso-8859-1", "1")


def test_a_header_told_twice_is_one_with_a_comma(site: Site) -> None:
    site.answers["/"] = b"HTTP/1.1 200 OK\r\nX-Robots-Tag: noarchive\r\nx-robots-tag: nofollow\r\n\r\nx"
    assert got(site).headers["x-robots-tag"] == "noarchive, nofollow"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_every_kind_of_redirect_is_followed(site: Site, status: int) -> None:
    site.answers["/"] = redirect("/there", status)
    site.answers["/there"] = response(b"there")
    assert got(site).body == b"there"


def test_other_ways_to_lead_elsewhere_are_not_followed(site: Site) -> None:
    site.answers["/"] = response(
        b'<meta http-equiv="refresh" content="0;url=/there">', refresh="0;url=/there", location="/there"
    )
    assert b"refresh" in got(site).body
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwhol\r\n1;x=y\r\ne\r\n0\r\nTrailer: x\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\nwhole",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole",
        response(gzip.compress(b"whole"), content_encoding="gzip"),
        response(gzip.compress(b"wh") + gzip.compress(b"ole"), content_encoding="x-gzip"),
        response(gzip.compress(b"whole") + b"padding", content_encoding="gzip"),
        response(zlib.compress(b"whole"), content_encoding="deflate"),
        response(zlib.compress(b"whole")[2:-4], content_encoding="Deflate"),
        response(brotli.compress(b"whole"), content_encoding="br"),
        response(b"whole", content_encoding="identity"),
    ],
)
def test_bodies_arrive_whole_however_they_are_sent(site: Site, body: bytes) -> None:
    site.answers["/"] = body
    assert got(site).body == b"whole"


def test_long_bodies_arrive_whole(site: Site) -> None:
    long = bytes(range(256)) * 300
    for name, packed in (
        ("gzip", gzip.compress(long)),
        ("br", brotli.compress(long)),
        ("deflate", zlib.compress(long)),
    ):
        site.answers["/"] = response(packed, content_encoding=name)
        assert got(site).body == long
    site.answers["/"] = response(b"")
    assert got(site).body == b""


# ---------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("status", "kind", "passing"),
    [(400, "refused", False), (401, "refused", False), (403, "refused", False), (404, "missing", False), (410, "missing", False),
     (429, "busy", True), (451, "refused", False), (500, "broken", True), (502, "broken", True), (503, "busy", True),
     (300, "refused", False), (304, "refused", False)],
)  # fmt: skip
def test_answers_that_are_no_page(site: Site, status: int, kind: Kind, passing: bool) -> None:
    site.answers["/"] = response(b"no", status, retry_after="120")
    refused = refusal(site)
    assert (refused.kind, refused.status, refused.passing, refused.retry_after) == (kind, status, passing, 120)
    assert str(status) in refused.sentence


@pytest.mark.parametrize(
    ("told", "seconds"), [("1000000", 86_400), ("-1", None), ("soon", None), ("٣", None), ("9" * 50, None)]
)
def test_how_long_a_site_asks_us_to_wait(site: Site, told: str, seconds: int | None) -> None:
    site.answers["/"] = f"HTTP/1.1 503 X\r\nretry-after: {told}\r\n\r\n".encode()
    assert refusal(site).retry_after == seconds


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"\r\n\r\n", b"<p>no head at all", b"HTTP/1.1\r\n\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nshort", response(b"no gzip", content_encoding="gzip"),
        response(b"\x8f\xff" * 9, content_encoding="br"), response(b"x", content_encoding="zstd"),
        response(b"x", content_encoding="gzip, gzip"), b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
        response(gzip.compress(b"whole" * 99)[:-20], content_encoding="gzip"),
    ],
)  # fmt: skip
def test_answers_that_cannot_be_read(site: Site, answer: bytes) -> None:
    site.answers["/"] = answer
    assert refusal(site).kind in ("unreadable", "unreachable", "refused")


def test_too_many_redirects(site: Site) -> None:
    for number in range(9):
        site.answers[f"/{number}"] = redirect(f"/{number + 1}")
    site.answers["/3"] = response(b"after three")
    assert got(site, "/0").body == b"after three"
    assert refusal(site, "/4").kind == "too_many_redirects"
    assert len(site.asked) == 4 + 4


def test_a_redirect_to_itself(site: Site) -> None:
    site.answers["/"] = redirect("/other")
    site.answers["/other"] = redirect("/")
    assert refusal(site, limits=Limits()).kind == "too_many_redirects"
    assert len(site.asked) == 2


def test_only_what_is_accepted(site: Site) -> None:
    site.answers["/"] = response(b"PK", content_type="application/zip")
    assert refusal(site).kind == "media"
    assert fetch(site.url(), allow=site.allow, accept=RESOURCES).body == b"PK"
    with pytest.raises(NotFetched, match="media"):
        fetch(site.url(), allow=site.allow, accept=IMAGES)
    site.answers["/"] = b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4"
    assert got(site).media_type == ""


def test_nobody_answers() -> None:
    with socket.socket() as bound:  # and does not listen
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        with pytest.raises(NotFetched, match="unreachable"):
            fetch(f"http://127.0.0.1:{port}/", allow=frozenset({("127.0.0.1", port)}), limits=SMALL)


def test_name_nobody_has_and_names_that_cannot_be(wires: Wires) -> None:
    for host in ("nobody.example", "a..b", "-", "a" * 63 + ".example", "xn--mnchen-3ya.example", "*.example"):
        with pytest.raises(NotFetched) as caught:
            fetch(f"http://{host}/", limits=SMALL)
        assert caught.value.kind in ("no_host", "malformed", "inside")
    assert wires.connects == []


def test_every_address_of_a_name_is_tried_in_turn(wires: Wires, site: Site) -> None:
    wires.names["two.example"] = [["2606:2800:220:1::1", "93.184.216.34"]]
    wires.public["93.184.216.34"] = site.port
    site.answers["/"] = response(b"by the second")
    assert fetch("http://two.example/").body == b"by the second"
    assert [address for address, _port in wires.connects] == ["2606:2800:220:1::1", "93.184.216.34"]
    assert "Host: two.example\r\n" in site.asked[0]


# ---------------------------------------------------------------- too much, too slow


def bomb(coding: str) -> bytes:
    nothing = b"\0" * 10_000_000
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[coding](nothing)
    return response(packed, content_encoding=coding)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_bomb_is_not_opened(site: Site, coding: str) -> None:
    site.answers["/"] = bomb(coding)
    assert refusal(site).kind == "too_large"


def endless(start: bytes, more: bytes, pause: float = 0) -> Callable[[socket.socket], None]:
    def answer(connected: socket.socket) -> None:
        connected.sendall(start)
        while True:
            connected.sendall(more)
            time.sleep(pause)

    return answer


OK = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        response(b"x", content_length="1000000000000"), endless(OK + b"\r\n", b"x" * 1000), endless(OK, b"X: y\r\n" * 100),
        endless(b"HTTP/1.1 200 " , b"OK" * 1000), endless(OK + b"X: ", b"y" * 1000), endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"3e8\r\n" + b"x" * 1000 + b"\r\n"),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 1000),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 100),
    ],
)  # fmt: skip
def test_too_much_is_not_read(site: Site, answer: bytes | Callable[[socket.socket], None]) -> None:
    site.answers["/"] = answer
    began = time.monotonic()
    assert refusal(site).kind in ("too_large", "unreadable")
    assert time.monotonic() - began < SMALL.seconds


@pytest.mark.parametrize(
    "answer",
    [
        lambda connected: time.sleep(30), endless(b"", b"H", 0.2), endless(OK, b"X: y\r\n", 0.2), endless(OK + b"\r\n", b"x", 0.2),
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.2),
    ],
)  # fmt: skip
def test_who_drips_is_left(site: Site, answer: Callable[[socket.socket], None]) -> None:
    site.answers["/"] = answer
    limits = Limits(seconds=1.5, connect=1, silence=1)
    began = time.monotonic()
    assert refusal(site, limits=limits).kind == "too_slow"
    assert time.monotonic() - began < 5


def test_a_chain_of_slow_redirects_has_one_time(site: Site) -> None:
    def slowly(to: str) -> Callable[[socket.socket], None]:
        def answer(connected: socket.socket) -> None:
            time.sleep(0.6)
            connected.sendall(redirect(to))

        return answer

    for number in range(8):
        site.answers[f"/{number}"] = slowly(f"/{number + 1}")
    assert refusal(site, "/0", Limits(seconds=1.5)).kind == "too_slow"


def test_a_name_server_that_does_not_answer(wires: Wires, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_asked: object, **_more: object) -> list[object]:
        time.sleep(2)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    with pytest.raises(NotFetched, match="too_slow"):
        fetch("http://slow.example/", limits=Limits(seconds=1, connect=0.5))


# ---------------------------------------------------------------- by TLS


@pytest.fixture
def secure() -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    made = Site(lambda connected: context.wrap_socket(connected, server_side=True))
    made.answers["/"] = response(b"by tls")
    yield made
    made.close()


def trust(monkeypatch: pytest.MonkeyPatch) -> None:
    from florilegium.kit.fetching import wire

    context = ssl.create_default_context(cafile=str(CERTIFICATE))
    monkeypatch.setattr(wire, "_trust", lambda: context)


def over_tls(host: str, site: Site) -> Fetched:
    return fetch(f"https://{host}:{site.port}/", allow=frozenset({(host, site.port)}))


def test_a_certificate_nobody_vouches_for_is_refused(secure: Site) -> None:
    with pytest.raises(NotFetched, match="certificate"):
        over_tls("127.0.0.1", secure)
    assert secure.asked == []


def test_a_certificate_must_be_for_the_name_in_the_address(secure: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    assert over_tls("127.0.0.1", secure).secure is True
    assert over_tls("news.localhost", secure).body == b"by tls"
    with pytest.raises(NotFetched, match="certificate"):
        over_tls("other.localhost", secure)


def test_a_step_without_tls_is_told(secure: Site, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    trust(monkeypatch)
    secure.answers["/"] = redirect(site.url("/open"))
    site.answers["/open"] = response(b"open")
    answer = fetch(f"https://127.0.0.1:{secure.port}/", allow=secure.allow | site.allow)
    assert (answer.body, answer.secure) == (b"open", False)


def test_a_site_that_speaks_no_tls(site: Site) -> None:
    site.answers["/"] = response(b"plain")
    with pytest.raises(NotFetched) as caught:
        fetch(f"https://127.0.0.1:{site.port}/", allow=site.allow, limits=SMALL)
    assert caught.value.kind in ("unreachable", "too_slow")
