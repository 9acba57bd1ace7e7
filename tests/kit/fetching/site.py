"""A web server of the tests' own, on loopback, that answers with whatever bytes it is told, and remembers what it was asked."""

import contextlib
import socket
import threading
from collections.abc import Callable

Answer = bytes | Callable[[socket.socket], None]


def response(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A whole answer; `content_type="text/html"` becomes a header."""
    told = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body)), "connection": "close"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in told.items() if value)
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + body


def redirect(to: str, status: int = 302) -> bytes:
    """An answer that leads elsewhere, in UTF-8 as servers send it."""
    return f"HTTP/1.1 {status} X\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n".encode()


class Site:
    """`answers`: by path. `asked`: the head of every request, as it came."""

    def __init__(self, wrap: Callable[[socket.socket], socket.socket] | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self._wrap = wrap
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.allow = frozenset({("127.0.0.1", self.port)})
        threading.Thread(target=self._serve, daemon=True).start()

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        """Serve no more."""
        self._listening.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connected, _from = self._listening.accept()
                threading.Thread(target=self._answer, args=(connected,), daemon=True).start()

    def _answer(self, connected: socket.socket) -> None:
        with contextlib.suppress(OSError), contextlib.ExitStack() as stack:
            stack.callback(connected.close)
            connected.settimeout(10)
            if self._wrap:
                connected = self._wrap(connected)
                stack.callback(connected.close)
            head = b""
            while b"\r\n\r\n" not in head:
                got = connected.recv(65_536)
                if not got:
                    return
                head += got
            self.asked.append(head.decode("latin-1"))
            path = self.asked[-1].split(" ", 2)[1]
            answer = self.answers.get(path, response(b"nothing here", 404))
            if callable(answer):
                answer(connected)
            else:
                connected.sendall(answer)
