"""Which of an image's many files is kept."""

import re

from selectolax.lexbor import LexborNode

from .supply import absolute

#: As wide as a page is read; of wider ones the narrowest.
_WIDTH = 1_280
_DENSITY = 2.0
_CANDIDATE = re.compile(r"\s*,*\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+([0-9.]+)([wxh])[^,]*)?\s*(?:,|\Z)")
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
    for address, number, unit in _CANDIDATE.findall(srcset[:20_000]):
        size = float(number) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", number) else 1.0
        (wide if unit == "w" else dense).append((size, address))
    for found, enough in ((wide, _WIDTH), (dense, _DENSITY)):
        if found:
            found.sort()
            return next((address for size, address in found if size >= enough), found[-1][1])
    return ""


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
