"""What the documents say is so: settings, links, commands and make targets exist, and none is left out."""

import argparse
import ast
import re
from importlib import import_module
from pathlib import Path

import pytest

from florilegium.command.main import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _asked_for() -> set[str]:
    """The name of every setting that the sources read."""
    names = set()
    for path in (ROOT / "florilegium").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "environment"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(str(node.args[0].value))
    return names


def test_every_setting_is_documented_and_every_documented_setting_is_read() -> None:
    text = (ROOT / "docs" / "settings.md").read_text("utf-8")
    rows = re.findall(r"^\| `FLORILEGIUM_([A-Z_]+)`", text, re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == _asked_for() | {
        "DATABASE_PASSWORD",
        "STORAGE_KEY",
        "STORAGE_SECRET",
    }  # read by the helpers for what they belong to


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    text = re.sub(r"```.*?```", "", document.read_text("utf-8"), flags=re.DOTALL)
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _mark, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)
    assert broken == []


def _anchors(file: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _parsers() -> dict[str, set[str]]:
    """Each command, with its acts: “group add” → its options."""
    found: dict[str, set[str]] = {}
    for name, module in COMMANDS.items():
        parser = argparse.ArgumentParser(add_help=False)
        import_module(f"florilegium.command.{module}").add_arguments(parser)
        acts = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
        inner = {f"{name} {act}": sub for group in acts for act, sub in group.choices.items()} or {name: parser}
        for words, one in inner.items():
            found[words] = {option for action in one._actions for option in action.option_strings} - {"-h", "--help"}
    return found


def test_every_command_is_documented_with_its_options() -> None:
    text = (ROOT / "docs" / "running.md").read_text("utf-8")
    said: dict[str, set[str]] = {}
    for match in re.finditer(r"`florilegium ([a-z]+(?: [a-z]+)?)[^`]*`[^\n]*", text.partition("## The commands")[2]):
        said.setdefault(match[1], set()).update(re.findall(r"--[a-z-]+", match[0]))
    wanted = _parsers()
    assert wanted.keys() <= said.keys()
    assert {name: options - said[name] for name, options in wanted.items() if options - said[name]} == {}


def test_no_document_names_a_command_or_option_that_is_not_there() -> None:
    parsers = _parsers()
    known = {option for options in parsers.values() for option in options} | {"--json", "--help"}
    for document in DOCUMENTS:
        for command, rest in re.findall(r"florilegium ([a-z]+)( [^\n`]*)?", _code(document)):
            assert command in COMMANDS, f"{document.name}: florilegium {command}"
            unknown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", rest)) - known
            assert not unknown, f"{document.name}: {command} {unknown}"


def _code(document: Path) -> str:
    """What stands in code blocks and between backticks and begins with the program's name."""
    text = document.read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL) + re.findall(r"`(florilegium [^`]+)`", text)
    lines = [line for block in blocks for line in block.splitlines()]
    return "\n".join(match[0] for line in lines if (match := re.search(r"(?:^|bin/)florilegium .*", line)))


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for path in DOCUMENTS for name in re.findall(r"\bmake ([a-z]+)\b(?=[` \n])", _make(path))}
    assert named and named <= targets


def _make(document: Path) -> str:
    text = document.read_text("utf-8")
    return "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL) + re.findall(r"`(make [^`]+`)", text))
