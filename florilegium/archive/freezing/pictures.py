"""Which of an image's many files is kept."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from .supply import absolute

#: As wide as a page is read; of wider ones the narrowest.
_WIDTH = 1_280
_DENSITY = 2.0
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)([wx])")
_SPACE = " \t\n\r\f"
_MOST = 100
#: Where pages put the address until a script moves it to its place.
_LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-img-src")
_LATE_SETS = ("data-srcset", "data-lazy-srcset")


def chosen_picture(node: LexborNode, base: str) -> str | None:
    """The absolute address of the picture to keep, None where an image has none."""
    told = node.attributes
    sets = [told.get("srcset"), *(told.get(name) for name in _LATE_SETS)]
    late = [told.get(name) for name in _LATE]
    plain = told.get("src") or ""
    if _is_placeholder(plain):
        candidates = [*map(best_of_set, filter(None, sets)), *late, *_sources(node), plain]
    else:
        candidates = [best_of_set(sets[0] or ""), plain, *_sources(node)]
    return next(filter(None, (absolute(one, base) for one in candidates if one and one.strip())), None)


def best_of_set(srcset: str) -> str:
    """Of a `srcset` the one to keep: wide enough, and no wider than needed."""
    wide: list[tuple[float, str]] = []
    dense: list[tuple[float, str]] = []
    for address, descriptor in _candidates(srcset[:20_000]):
        size = _SIZE.fullmatch(descriptor)
        (wide if size and size[2] == "w" else dense).append((float(size[1]) if size else 1.0, address))
    for found, enough in ((wide, _WIDTH), (dense, _DENSITY)):
        if found:
            found.sort(key=lambda one: one[0])
            return next((address for size, address in found if size >= enough), found[-1][1])
    return ""


def _candidates(srcset: str) -> Iterator[tuple[str, str]]:
    """Address and descriptor of each candidate (HTML §4.8.4.2.2: an address may hold commas, but not end in one)."""
    rest = srcset
    for _ in range(_MOST):
        rest = rest.lstrip(_SPACE + ",")
        if not rest:
            return
        address, *after = rest.split(maxsplit=1)
        rest = after[0] if after else ""
        if address.endswith(","):
            yield address.rstrip(","), ""
        else:
            descriptor, _comma, rest = rest.partition(",")
            yield address, descriptor.strip(_SPACE)


def _is_placeholder(src: str) -> bool:
    """Nothing yet, or a picture of nothing that stands in the page itself."""
    return not src.strip() or (src[:5].lower() == "data:" and len(src) < 1_000)


def _sources(node: LexborNode) -> list[str]:
    """What the `<picture>` around an image offers."""
    around = node.parent
    if around is None or around.tag != "picture":
        return []
    sources = [found.attributes for found in around.css("source")]
    return [
        best_of_set(told.get("srcset") or told.get("data-srcset") or "") for told in sources if not told.get("media")
    ]
