"""A site to fetch from, and witnesses at the socket: what was looked up, and what was connected to."""

import ipaddress
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from .site import Site

_watching: list[tuple[str, Any]] = []
_on = [False]


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """What the interpreter itself says when it is about to use the network, whatever was patched above it."""
    if _on[0] and event in (
        "socket.connect",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
    ):
        _watching.append((event, arguments[-1] if event == "socket.connect" else arguments))


sys.addaudithook(_hook)


@dataclass
class Wires:
    """`connects`: (address, port) of every attempt. `lookups`: every name that was asked for. `system`: what the
    interpreter itself reported. `names`: what our name server answers, one list of addresses after the other. `public`:
    public addresses that stand for a local port.
    """

    connects: list[tuple[str, int]] = field(default_factory=list)
    lookups: list[str] = field(default_factory=list)
    system: list[tuple[str, Any]] = field(default_factory=list)
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    public: dict[str, int] = field(default_factory=dict)

    @property
    def reached(self) -> set[str]:
        """Every address that was connected to or tried."""
        told = {str(address[0]) for event, address in self.system if event == "socket.connect"}
        return {address for address, _port in self.connects} | told

    def inside(self) -> set[str]:
        """Those that are not public and not the tests' own."""
        return {one for one in self.reached if not ipaddress.ip_address(one).is_global}


@pytest.fixture
def site() -> Iterator[Site]:
    """A site for one test."""
    made = Site()
    yield made
    made.close()


@pytest.fixture
def wires(monkeypatch: pytest.MonkeyPatch) -> Iterator[Wires]:
    """Witnesses, and a name server of our own: what it does not know does not exist."""
    seen = Wires()
    real: Callable[..., Any] = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> Any:
        if not isinstance(address, tuple):
            return real(self, address)
        seen.connects.append((str(address[0]), int(address[1])))
        if address[0] in seen.public:
            return real(self, ("127.0.0.1", seen.public[address[0]]))
        if address[0] != "127.0.0.1":
            raise ConnectionRefusedError
        return real(self, address)

    def getaddrinfo(host: Any, port: Any, *_rest: Any, **_more: Any) -> list[Any]:
        name = str(host).removesuffix(".")
        seen.lookups.append(name)
        answers = seen.names.get(name)
        if not answers:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        told = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            (socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in told
        ]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    _watching.clear()
    seen.system = _watching
    _on[0] = True
    yield seen
    _on[0] = False
