"""Diigo's way to write tags: commas between them, quotes around those of several words, a word for 'none'."""

import re

_TAG = re.compile(r'\s*(?:"((?:[^"]|"")*+)"[^,]*|([^,]*))(?:,|$)')
_NONE = {"no_tag", "notag"}


def split(text: str) -> tuple[str, ...]:
    """The tags in their order, spelt as written."""
    tags = []
    for match in _TAG.finditer(text):
        quoted, bare = match.groups()
        tag = (quoted.replace('""', '"') if quoted is not None else bare).strip()
        if tag and tag not in _NONE:
            tags.append(tag)
    return tuple(tags)
