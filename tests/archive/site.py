"""A site of the web on this machine, for captures: pages are put, and what was asked is noted."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.test import override_settings

TEXT = (
    "A margin is the part of a page that was left for its readers. What is written there answers what is printed, "
    "and whoever opens the book next reads both, the author and the one who disagreed with her. "
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489"
    "0000000d49444154789c6360f8cfc0f01f0005050201 5e8f9f6d0000000049454e44ae426082".replace(" ", "")
)


def article(title: str = "What margins are for", *, head: str = "", extra: str = "", paragraphs: int = 6) -> str:
    """A page with an article of our own."""
    text = "".join(f"<p>{TEXT} Paragraph number {n}.</p>" for n in range(paragraphs))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="author" content="Idris Holloway"><meta property="og:site_name" content="The Slow Shelf">{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{text}"
        f"<h2>Second part</h2><p>{TEXT}</p>{extra}</article></body></html>"
    )


@dataclass
class Answer:
    """What the site says to one address. ``wait``: seconds before it does."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0


class Site:
    """``site.put("/a", article())``; ``site.url("/a")``; ``site.asked``: the paths asked for, in order."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **more: object) -> str:
        content = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(content, kind, **more)  # type: ignore[arg-type]
        return self.url(path)

    def lead(self, path: str, to: str, status: int = 301) -> str:
        self.answers[path] = Answer(status=status, headers={"Location": to})
        return self.url(path)


@contextmanager
def open_site() -> Iterator[Site]:
    """The site, which the safe client may ask while it is open."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append(self.path)
            answer = site.answers.get(self.path) or Answer(b"nothing here", status=404)
            time.sleep(answer.wait)
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site = Site(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        with override_settings(FETCH_ALLOW=frozenset({("127.0.0.1", site.port)})):
            yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
