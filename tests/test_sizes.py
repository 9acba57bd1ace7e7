"""Sizes that tell of trouble.

A source file longer than the wall has two subjects: look for the seam. (style.css is one subject, and has chapters.)
A script that grows heavy is paid for by every reader of every page.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["florilegium", "frontend", "tests", "benchmarks", "scripts"]
WALL = 400
BUILT = ROOT / "florilegium" / "web" / "static" / "florilegium" / "built"
#: On every page, on the pages of a PDF: what these ask for when they are opened.
BYTES = {"elements.js": 10_000, "pdf.js": 650_000}


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            made = {"built", "migrations", "__pycache__"} & set(path.parts)
            if path.suffix in {".py", ".ts", ".html", ".css", ".sh"} and path.name != "style.css" and not made:
                yield path


def test_no_source_file_is_longer_than_the_wall() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert lengths, "no source file was found"
    assert {str(path): length for path, length in lengths.items() if length > WALL} == {}


@pytest.mark.parametrize("name", BYTES)
def test_the_scripts_of_the_pages_are_no_heavier_than_they_have_to_be(name: str) -> None:
    assert (BUILT / name).exists(), "the front end is not built: make setup"
    assert (BUILT / name).stat().st_size < BYTES[name]
