"""A connection to one checked address, on which neither time nor bytes run out of hand."""

import io
import socket
import ssl
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .inside import IP

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from .asking import Limits


class TooLarge(Exception):
    """More bytes came than we wanted."""


class Deadline:
    """A moment after which nothing is waited for any more."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float) -> float:
        """How long one step may take, at most `most`. Raises TimeoutError when nothing is left."""
        left = min(self._end - time.monotonic(), most)
        if left <= 0:
            raise TimeoutError
        return left


class Wire(io.RawIOBase):
    """A socket as `http.client` reads it: each wait is cut to what is left of the whole, each byte is counted.

    Without this, a server that sends one byte before every time limit could hold us for ever.
    """

    def __init__(self, connected: socket.socket, deadline: Deadline, limits: "Limits") -> None:
        self._socket = connected
        self._deadline = deadline
        self._silence = limits.silence
        self.allowance = limits.head

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Read what is there. Raises TooLarge, TimeoutError and OSError."""
        self._socket.settimeout(self._deadline.left(self._silence))
        got = self._socket.recv_into(buffer)
        self.allowance -= got
        if self.allowance < 0:
            raise TooLarge
        return got

    def readable(self) -> bool:
        """Yes."""
        return True

    def sendall(self, data: bytes) -> None:
        """Send it all."""
        self._socket.settimeout(self._deadline.left(self._silence))
        self._socket.sendall(data)

    def makefile(self, *_modes: Any, **_more: Any) -> io.BufferedReader:
        """What `http.client` reads from."""
        return io.BufferedReader(self, 8192)

    def close(self) -> None:
        """Close the socket too."""
        self._socket.close()
        super().close()


def connect(ips: list[IP], port: int, name: str, *, secure: bool, deadline: Deadline, limits: "Limits") -> Wire:
    """A connection to the first of some checked addresses that answers. Raises OSError, ssl.SSLError, TimeoutError."""
    failure: OSError = ConnectionError("no address")
    for ip in ips[: limits.addresses]:
        try:
            connected = _open(ip, port, deadline.left(limits.connect))
        except OSError as error:
            failure = error
            continue
        try:
            if secure:
                connected.settimeout(deadline.left(limits.connect))
                # security: the certificate must be for the name in the address, whatever machine answers
                connected = _trust().wrap_socket(connected, server_hostname=name)
            return Wire(connected, deadline, limits)
        except BaseException:
            connected.close()
            raise
    raise failure


def _open(ip: IP, port: int, seconds: float) -> socket.socket:
    # security: numbers only from here on; nothing is looked up, so what was checked is what is reached
    opened = socket.socket(socket.AF_INET if ip.version == 4 else socket.AF_INET6, socket.SOCK_STREAM)
    try:
        opened.settimeout(seconds)
        opened.connect((str(ip), port))
    except BaseException:
        opened.close()
        raise
    return opened


@lru_cache(1)
def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context
