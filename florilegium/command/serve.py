"""``serve``: the whole product as one process group. The parent is the HTTP server; the task worker is its child."""

import argparse
import ipaddress
import os
import socket
import subprocess
import sys

from .output import DONE, NOTHING, Output

HELP = "serve pages, feeds and static files, and run the task worker"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--first-run", action="store_true", help="migrate first, and fill an empty instance")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the host."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def run(args: argparse.Namespace, output: Output) -> int:
    """Listen until SIGINT or SIGTERM; or say in a sentence why not."""
    problem = _port_problem(args.host, args.port)
    if problem:
        output.problem(problem)
        return NOTHING
    problem = _prepare(args, output)
    if problem:
        output.problem(problem)
        return NOTHING
    _serve(args.host, args.port, output)
    return DONE


def _port_problem(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return f"Port {port} on {host} cannot be used: {error.strerror}. Choose another with --port."
    return ""


def _prepare(args: argparse.Namespace, output: Output) -> str:
    """What has to be so before anybody is let in; a sentence if it is not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if args.first_run:
        from .demo import load_if_empty
        from .migrate import migrate

        migrate()
        os.environ.setdefault("PORT", str(args.port))
        load_if_empty(output)
    else:
        from .main import set_up

        set_up()
    from django.conf import settings

    from florilegium.kit import secret
    from florilegium.people.models import Person

    if not secret.read(settings.DATA):  # settings.SECRET_KEY raises where there is none
        return "There is no secret key yet. Run `florilegium migrate` first."
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "The tables are not up to date. Run `florilegium migrate` first."
    if not is_loopback(args.host):
        if Person.objects.filter(demonstration=True).exists():
            return "There are demonstration accounts here: this instance is served on this machine only."
        if not settings.SITE_URL:
            return "Set FLORILEGIUM_URL to the public address before serving on other hosts than this machine."
    connection.close()
    return ""


def _serve(host: str, port: int, output: Output) -> None:
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces

    environment = {**os.environ, "FLORILEGIUM_WORKER_OF": str(os.getpid())}
    worker = subprocess.Popen([sys.executable, "-m", "florilegium.command.main", "worker"], env=environment)
    server = Granian(
        "florilegium.config.wsgi:application", address=host, port=port, interface=Interfaces.WSGI,
        workers=settings.WORKERS, blocking_threads=1, log_enabled=False, respawn_failed_workers=True,
        workers_kill_timeout=5,  # one that is told to stop while it still starts would not hear it
    )  # fmt: skip
    server.on_startup(lambda: output.say(f"Florilegium is at http://{host}:{port}"))
    try:
        server.serve()
    finally:
        worker.terminate()
        try:
            worker.wait(5)
        except subprocess.TimeoutExpired:
            worker.kill()
