"""From an address to the machine that is asked: parsed as browsers do, looked up once, all of it checked."""

import ipaddress
import socket
import threading
from dataclasses import dataclass
from queue import Empty, Queue
from typing import Any

import ada_url

from florilegium.kit.hosts import MAX_HOST, comparable_host

from .inside import IP, is_inside
from .problems import NotFetched

MAX_LENGTH = 8_192
_PORTS = {"http": 80, "https": 443}

#: Names that are nobody's public site, whatever a name server says; the last labels of a name.
_INSIDE_NAMES = (
    "localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home", "lan", "home.arpa",
    "in-addr.arpa", "ip6.arpa", "onion",
)  # fmt: skip

#: Ports from 1024 on behind which something listens that must never hear from us: what browsers block, and databases,
#: queues and consoles that take commands from whoever reaches them.
_BLOCKED_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
    | {1433, 1521, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5671, 5672, 5900, 5901, 5984, 5985, 5986, 6379, 6380}
    | {6443, 7001, 8500, 9042, 9092, 9200, 9300, 10250, 10255, 11211, 27017, 27018, 50070}
)

#: (host as in the address, port): what may be asked although it is this machine. For tests.
Allowed = frozenset[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart: `host` as in the Host header (brackets around IPv6), `path` with its query."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def name(self) -> str:
        """The host as it is looked up, and as its certificate must say."""
        return self.host.strip("[]").removesuffix(".")

    @property
    def host_header(self) -> str:
        """The host, with its port if that is not the usual one."""
        return self.host if self.port == _PORTS[self.scheme] else f"{self.host}:{self.port}"


def target(text: str, base: str | None = None) -> Target:
    """What an address asks for, read as browsers read it. Raises NotFetched."""
    try:
        parsed = ada_url.URL(text, base) if base else ada_url.URL(text)
    except ValueError:
        raise NotFetched("malformed", text[:MAX_LENGTH]) from None
    url = parsed.href
    scheme = parsed.protocol.removesuffix(":")
    if scheme not in _PORTS:
        raise NotFetched("scheme", url[:MAX_LENGTH])
    if parsed.username or parsed.password:
        raise NotFetched("credentials", _without_user(parsed))
    if len(url) > MAX_LENGTH or not _is_host(parsed.hostname):
        raise NotFetched("malformed", url[:MAX_LENGTH])
    port = int(parsed.port) if parsed.port else _PORTS[scheme]
    return Target(url, scheme, parsed.hostname, port, (parsed.pathname or "/") + parsed.search)


def _without_user(parsed: Any) -> str:
    parsed.username = parsed.password = ""
    return str(parsed.href)[:MAX_LENGTH]


def _is_host(host: str) -> bool:
    """An IP address, or a name that a name server can be asked for."""
    return bool(host) and len(host) <= MAX_HOST + 1 and bool(comparable_host(host))


def addresses(asked: Target, allowed: Allowed, seconds: float) -> list[IP]:
    """The addresses of a target, every one of them checked. Raises NotFetched."""
    excepted = (asked.host.removesuffix("."), asked.port) in allowed
    if not excepted:
        _check_port(asked)
        _check_name(asked)
    found = _literal(asked.name) or _look_up(asked, seconds)
    if not found:
        raise NotFetched("no_host", asked.url)
    # security: one inside address among public ones is enough to refuse; which one is taken is the other side's choice
    if any(is_inside(ip) and not (excepted and ip.is_loopback) for ip in found):
        raise NotFetched("inside", asked.url)
    return found


def _check_port(asked: Target) -> None:
    if asked.port not in (80, 443) and (asked.port < 1024 or asked.port in _BLOCKED_PORTS):
        raise NotFetched("port", asked.url)


def _check_name(asked: Target) -> None:
    name = asked.name
    if _literal(name):
        return
    if "." not in name or any(name == inside or name.endswith(f".{inside}") for inside in _INSIDE_NAMES):
        raise NotFetched("inside", asked.url)


def _literal(name: str) -> list[IP]:
    try:
        return [ipaddress.ip_address(name)]
    except ValueError:
        return []


def _look_up(asked: Target, seconds: float) -> list[IP]:
    """The addresses of a name, asked for once, in a thread: the system's look-up knows no time limit."""
    if asked.name == "localhost" or asked.name.endswith(".localhost"):  # RFC 6761: nobody is asked; only if allowed
        return [ipaddress.IPv4Address("127.0.0.1")]
    answer: Queue[list[Any] | OSError] = Queue()
    threading.Thread(target=_ask, args=(asked, answer), daemon=True, name="look-up").start()
    try:
        told = answer.get(timeout=max(seconds, 0.01))
    except Empty:
        raise NotFetched("too_slow", asked.url) from None
    if isinstance(told, OSError):
        raise NotFetched("no_host", asked.url) from told
    found = dict.fromkeys(ipaddress.ip_address(str(entry[4][0])) for entry in told)
    return list(found)


def _ask(asked: Target, answer: "Queue[list[Any] | OSError]") -> None:
    try:
        # the dot at the end: no search list of this machine's network is tried
        answer.put(list(socket.getaddrinfo(f"{asked.name}.", asked.port, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError) as error:
        answer.put(error if isinstance(error, OSError) else OSError(str(error)))
