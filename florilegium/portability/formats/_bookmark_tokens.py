"""A bookmark file as a row of tags and texts, in bounded memory.

No such file follows a specification: nothing is closed reliably, attributes come in any order and hold whole pictures.
So this is no parser, only the cutting: a tag is what looks like one within LOOKAHEAD characters, and all else is text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

LOOKAHEAD = 1 << 20
_NAME = r"<(/?)([a-zA-Z][a-zA-Z0-9]*+)"
_TAG = re.compile(_NAME + r"""((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""")
_STRAY_QUOTE = re.compile(_NAME + r"([^<>]*+)>")
_LINK = re.compile(r"<a\s", re.I)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>]++)))?""")


@dataclass(frozen=True, slots=True)
class Token:
    """`name` is the element's, in lower case; `raw` the token as it stands in the file."""

    kind: Literal["text", "open", "close", "broken"]
    raw: str
    name: str = ""
    attributes: str = ""

    def values(self) -> dict[str, str]:
        """The attributes by their lower-case names, the first of a name winning; character references untouched."""
        found: dict[str, str] = {}
        for name, double, single, bare in _ATTRIBUTE.findall(self.attributes):
            found.setdefault(name.lower(), double or single or bare)
        return found


def tokens(lines: Iterator[str]) -> Iterator[Token]:
    """Cut the text of a file; comments are left out, a link whose tag never ends is "broken"."""
    buffer, position, ended, comment_ends = "", 0, False, True
    while True:
        if not ended and len(buffer) - position < LOOKAHEAD:
            more = _take(lines)
            buffer, position, ended, comment_ends = buffer[position:] + more, 0, not more, True
        start = buffer.find("<", position)
        if start != position:
            text = buffer[position:] if start < 0 else buffer[position:start]
            position += len(text)
            if text:
                yield Token("text", text)
            elif ended:
                return
            continue
        if comment_ends and buffer.startswith("<!--", position):
            end = buffer.find("-->", position + 4)
            comment_ends = end >= 0  # looked for once in each buffer: a file of openings must not cost its square
            if comment_ends:
                position = end + 3
                continue
        token = _tag(buffer, position)
        yield token
        position += len(token.raw)


def _take(lines: Iterator[str]) -> str:
    pieces: list[str] = []
    size = 0
    for line in lines:
        pieces.append(line)
        size += len(line)
        if size >= LOOKAHEAD:
            break
    return "".join(pieces)


def _tag(buffer: str, position: int) -> Token:
    match = _TAG.match(buffer, position) or _STRAY_QUOTE.match(buffer, position)
    if match:
        return Token("close" if match[1] else "open", match.group(), match[2].lower(), match[3])
    link = _LINK.match(buffer, position)
    return Token("broken", link.group()) if link else Token("text", "<")
