"""Which of a font's many files is taken."""

from typing import Any

from .supply import absolute

#: The best first: smaller, and read by every browser. Not here: EOT and SVG fonts, which none reads any more.
_RANK = {"woff2": 0, "woff2-variations": 0, "woff": 1, "woff-variations": 1, "truetype": 2, "truetype-variations": 2, "opentype": 2, "opentype-variations": 2, "collection": 3}  # fmt: skip
_ENDINGS = {".woff2": 0, ".woff": 1, ".ttf": 2, ".otf": 2}
_UNKNOWN = 4


def best_source(tokens: list[Any], base: str) -> str | None:
    """The address to take of an `src` descriptor; None where there is none."""
    found: list[tuple[int, int, str]] = []
    candidate: list[Any] = []
    for token in [*tokens, None]:
        if token is not None and not (token.type == "literal" and token.value == ","):
            candidate.append(token)
            continue
        address, rank = _read(candidate, base)
        if address and rank is not None:
            found.append((rank, len(found), address))
        candidate = []
    return min(found)[2] if found else None


def _read(candidate: list[Any], base: str) -> tuple[str | None, int | None]:
    """The address of one source, and how good it is; None for one that no browser reads."""
    told, kind = None, None
    for token in candidate:
        if token.type == "url":
            told = token.value
        elif token.type == "function" and token.arguments and token.lower_name in ("url", "src", "format"):
            word = next((one.value for one in token.arguments if one.type in ("string", "ident")), "")
            if token.lower_name == "format":
                kind = word.lower()
            else:
                told = word
    address = absolute(told, base) if told else None
    if address is None:
        return None, None
    if kind is not None:
        return address, _RANK.get(kind)
    path = address.partition("?")[0].partition("#")[0].lower()
    if path.endswith((".eot", ".svg")):
        return address, None
    return address, next((rank for ending, rank in _ENDINGS.items() if path.endswith(ending)), _UNKNOWN)
