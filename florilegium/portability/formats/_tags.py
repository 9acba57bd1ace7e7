"""Diigo's way to write tags: commas between them, quotes around those of several words, a word for 'none'."""

import re

_TAG = re.compile(r'\s*(?:"((?:[^"]|"")*+)"[^,]*|([^,]*))(?:,|$)')
_NONE = {"no_tag", "notag"}


def split(text: str) -> tuple[str, ...]:
    """The tags in their order, spelt as written."""
    found = map(_spelt, _TAG.finditer(text)) if '"' in text else map(str.strip, text.split(","))
    return tuple(tag for tag in found if tag and tag not in _NONE)


def _spelt(match: re.Match[str]) -> str:
    quoted, bare = match.groups()
    text: str = quoted.replace('""', '"') if quoted is not None else bare
    return text.strip()
