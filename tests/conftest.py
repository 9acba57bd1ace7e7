"""What every test stands on: settings of its own, no network, the cast.

The environment is set here, before Django reads its settings, so that no test ever reads or writes the data folder or the
secret key of an instance. (Were the settings named in pyproject.toml, they would be read before this file.)
pytest-django then makes a database for each worker.
"""

import atexit
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

_DATA = tempfile.mkdtemp(prefix="florilegium-tests-")
atexit.register(shutil.rmtree, _DATA, ignore_errors=True)

for _name in [name for name in os.environ if name.startswith("FLORILEGIUM_")]:
    if _name not in ("FLORILEGIUM_DATABASE_URL", "FLORILEGIUM_SHARED"):
        del os.environ[_name]  # whatever the developer's own instance is set to
os.environ["FLORILEGIUM_DATA"] = _DATA
os.environ["FLORILEGIUM_SECRET_KEY"] = "only for tests, and only in this process"
os.environ["DJANGO_SETTINGS_MODULE"] = "florilegium.config.settings"

import django  # noqa: E402

django.setup()

from django.test import override_settings  # noqa: E402
from hypothesis import HealthCheck, settings  # noqa: E402

from florilegium.web import visits  # noqa: E402
from tests.cast import Cast, assemble  # noqa: E402

# Databases are slower than what Hypothesis is used to, and how slow depends on the machine: nothing here is timed.
settings.register_profile(
    "florilegium",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    print_blob=True,
)
settings.load_profile("florilegium")


class NetworkUsed(RuntimeError):
    """A test reached for the network."""


def _is_near(host: object) -> bool:
    """Whether a host is this machine, without asking anybody."""
    if host in (None, "", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _check(address: Any) -> None:
    if isinstance(address, tuple) and not _is_near(address[0]):
        raise NetworkUsed(f"a test tried to reach {address[0]}")


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Sockets reach loopback only; names of other machines are not even looked up."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        _guard(patch, name)
    look_up = socket.getaddrinfo

    def near(host: Any, *rest: Any, **more: Any) -> Any:
        _check((host,))
        return look_up(host, *rest, **more)

    patch.setattr(socket, "getaddrinfo", near)
    yield
    patch.undo()


def _guard(patch: pytest.MonkeyPatch, name: str) -> None:
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            _check(arguments[-1])
        return real(self, *arguments)

    patch.setattr(socket.socket, name, guarded)


@pytest.fixture(scope="session", autouse=True)
def views_by_hand() -> Iterator[None]:
    """No thread counts views behind the tests' backs, on a connection of its own; tests write them when they want them."""
    patch = pytest.MonkeyPatch()
    patch.setattr(visits, "_start", lambda: None)
    yield
    patch.undo()


@pytest.fixture(autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of one test: what it brings in lies in ``imports`` there, copies in ``files``."""
    folder = tmp_path_factory.mktemp("data")
    with override_settings(DATA=folder, MEDIA_ROOT=folder / "files"):
        yield folder


@pytest.fixture
def cast(db: None) -> Cast:
    """alice, bob, carol, dave, erin, frank and nobody; no group yet: ``cast.group("slug")``."""
    return assemble()
