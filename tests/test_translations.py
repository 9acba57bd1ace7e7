"""The French of the interface is whole and set as French is."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.shared_files import REPOSITORY

LOCALE = REPOSITORY / "florilegium" / "locale"


def _strings(message: object) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (str(message),)


@pytest.fixture(scope="module")
def french() -> dict[tuple[str | None, str], tuple[str, ...]]:
    with (LOCALE / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file)
    return {(m.context, _strings(m.id)[0]): _strings(m.string) for m in catalogue if m.id}


def test_every_string_is_translated(french: dict[tuple[str | None, str], tuple[str, ...]], tmp_path: Path) -> None:
    found = tmp_path / "messages.pot"
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "locale/babel.cfg", "-k", "gettext_lazy",
         "-k", "pgettext:1c,2", "-o", str(found), "."],
        cwd=REPOSITORY / "florilegium", check=True,
    )  # fmt: skip
    with found.open("rb") as file:
        wanted = {(m.context, _strings(m.id)[0]) for m in read_po(file) if m.id}
    assert len(wanted) > 300
    assert sorted(str(key) for key in wanted if not all(french.get(key, ("",)))) == []


def test_french_keeps_placeholders_and_typography(french: dict[tuple[str | None, str], tuple[str, ...]]) -> None:
    wrong = []
    for (_context, source), said in french.items():
        for text in said:
            extra = (
                set(re.findall(r"%\((\w+)\)s", text)) - set(re.findall(r"%\((\w+)\)s", source)) - {"n"}
            )  # plural only
            if extra or re.search(r"[ \w][;!?]|\w:(?!//)|[“”\"']| [;:!?]|« ", text):
                wrong.append(text)
    assert wrong == []
