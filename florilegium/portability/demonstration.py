"""The articles of the demonstration: written for this project, read from its own files."""

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "articles"


@cache
def article_source(language: str, slug: str) -> str:
    """An article's HTML; "" if there is none."""
    path = FOLDER / f"{slug}.{language}.html"
    return path.read_text(encoding="utf-8") if re.fullmatch(r"[a-z-]+", slug) and path.is_file() else ""


def title_of(html: str) -> str:
    """The words of its heading."""
    found = re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)
    return found.group(1) if found else ""
