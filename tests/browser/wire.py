"""What crosses the wire between a browser and the server: a listener in between, who changes nothing."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

_REQUEST = re.compile(rb"^(GET|POST|PATCH|PUT|DELETE) (\S+) HTTP/1\.1\r$", re.MULTILINE)


class Wire:
    """Leads every connection on to the server, and keeps what was sent to it."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "", parts.port or 80)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://{parts.hostname}:{self._listening.getsockname()[1]}"
        self.sent = b""

    def asked(self) -> list[str]:
        """The requests since the last `forget`: ``GET /api/v1/me``."""
        return [f"{verb.decode()} {path.decode()}" for verb, path in _REQUEST.findall(self.sent)]

    def forget(self) -> None:
        """Begin anew."""
        self.sent = b""

    def listen(self) -> None:
        """Until it is closed."""
        with suppress(OSError):
            while True:
                client, _address = self._listening.accept()
                threading.Thread(target=self._between, args=(client,), daemon=True).start()

    def close(self) -> None:
        """Nobody comes any more."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _between(self, client: socket.socket) -> None:
        with client, socket.create_connection(self._server) as server:
            back = threading.Thread(target=self._lead, args=(server, client, False), daemon=True)
            back.start()
            self._lead(client, server, True)
            back.join()

    def _lead(self, there: socket.socket, here: socket.socket, keep: bool) -> None:
        with suppress(OSError):
            while data := there.recv(65_536):
                if keep:
                    self.sent += data
                here.sendall(data)
        for end in (there, here):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire_to(server: str) -> Iterator[Wire]:
    """A listener before a server; the browser is told of ``url`` alone."""
    wire = Wire(server)
    threading.Thread(target=wire.listen, daemon=True).start()
    try:
        yield wire
    finally:
        wire.close()
