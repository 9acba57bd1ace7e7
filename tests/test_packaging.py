"""What others receive: locked dependencies without addresses, a licence, a recipe for an image, commands that explain
themselves."""

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LISTS = ["runtime", "dev", "tools"]
LICENCE_WORDS = "0ffddef9e48f8a09aed5caf2d44f7ba1c1be2d9b8e0a6f693b1635b2d5566645"
INSTRUCTIONS = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"}


@pytest.mark.parametrize("name", LISTS)
def test_requirements_name_no_address(name: str) -> None:
    for suffix in ("in", "txt"):
        assert "http" not in (ROOT / "requirements" / f"{name}.{suffix}").read_text()


@pytest.mark.parametrize("name", LISTS)
def test_every_requirement_is_pinned_and_hashed(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert lines
    assert [line for line in lines if not re.match(r"[\w.\[\],-]+==[\w.]+ .*--hash=sha256:", line)] == []


def test_the_tests_run_on_what_is_shipped() -> None:
    assert pins("runtime").items() <= pins("dev").items()


def pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", text, re.MULTILINE))


def test_the_front_end_is_locked_without_the_address_of_a_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_licence_is_apache_2_word_for_word() -> None:
    words = " ".join((ROOT / "LICENSE").read_text().split())
    assert words.startswith("Apache License Version 2.0, January 2004")
    assert hashlib.sha256(words.encode()).hexdigest() == LICENCE_WORDS
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == "Apache-2.0"


def test_help_names_every_command() -> None:
    printed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"setup", "run", "test", "check", "fix", "bench", "help"} <= set(re.findall(r"^make (\w+)", printed, re.M))


def test_a_python_that_cannot_run_is_passed_over(tmp_path: Path) -> None:
    for name, text in {"python3": "exit 127", "python3.13": f'exec "{sys.executable}" "$@"'}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    found = find_python(tmp_path)
    assert (found.returncode, found.stdout.strip()) == (0, sys.executable)


def test_a_machine_without_python_is_told_so_in_a_sentence(tmp_path: Path) -> None:
    found = find_python(tmp_path)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.startswith("Florilegium needs Python 3.11 or later")


def find_python(path: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON"} | {"PATH": str(path)}
    command = ["/bin/sh", str(ROOT / "scripts" / "python.sh")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def containerfile() -> list[tuple[str, str]]:
    """Its instructions: (word, what follows)."""
    text = (ROOT / "Containerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_containerfile_has_only_known_instructions_and_begins_with_an_image() -> None:
    words = [word for word, _ in containerfile()]
    assert set(words) <= INSTRUCTIONS
    assert words[0] == "FROM"


def test_every_image_has_a_version() -> None:
    images = [rest.split()[0] for word, rest in containerfile() if word == "FROM"]
    assert [image for image in images if not re.fullmatch(r"\w+:\d[\w.-]*", image)] == []


def test_what_the_containerfile_copies_exists() -> None:
    stages = {rest.split()[2] for word, rest in containerfile() if word == "FROM" and " AS " in rest}
    for word, rest in containerfile():
        if word != "COPY":
            continue
        *sources, _target = shlex.split(rest)
        if sources[0].startswith("--from="):
            assert sources[0].removeprefix("--from=") in stages
        else:
            assert [source for source in sources if not (ROOT / source).exists()] == []


def test_the_container_runs_without_privileges_and_stops_at_once() -> None:
    last_stage = containerfile()[max(i for i, (word, _) in enumerate(containerfile()) if word == "FROM") :]
    assert dict(last_stage)["USER"] not in {"root", "0"}
    assert "exec florilegium serve" in json.loads(dict(last_stage)["CMD"])[-1]  # exec: signals reach the server


def test_the_commands_of_the_health_check_are_python() -> None:
    check = dict(containerfile())["HEALTHCHECK"].removeprefix("CMD ")
    program, flag, source = json.loads(check)
    assert (program, flag) == ("python", "-c")
    compile(source, "Containerfile", "exec")
