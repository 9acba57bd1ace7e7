"""The whole of it: from the bytes of a page, or the DOM a browser sent, to a frozen document."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """Something a page is made of, as fetched. `url`: where it came from in the end; `media_type`, `charset` as told."""

    url: str
    body: bytes
    media_type: str = ""
    charset: str | None = None


#: Gives what stands at an absolute http(s) address, or None if it is not to be had. Called from several threads at once,
#: at most once for each address. It must not raise.
FetchResource = Callable[[str], Resource | None]


@dataclass(frozen=True, slots=True)
class FreezeLimits:
    """How much a frozen page may hold: bytes as they were fetched, numbers, seconds.

    `html`: of the page itself, beyond which it is cut. `style`: all style sheets together. `resource`: one image or
    font; `resources`: all of them together, the smallest first; `number`: of different addresses asked for.
    `at_once`: questions at the same time. `seconds`: after which nothing more is asked for.
    """

    html: int = 10_000_000
    style: int = 3_000_000
    resource: int = 4_000_000
    resources: int = 12_000_000
    number: int = 250
    at_once: int = 6
    seconds: float = 60


@dataclass(frozen=True, slots=True)
class Frozen:
    """A frozen page. `document`: UTF-8; the same page and resources give the same bytes. `digest`: sha256 of it, in hex.

    `missing`: addresses of styles, images and fonts that were left out, in the page's order: not to be had, no image or
    font, or beyond the limits. `title`: the page's own.
    """

    document: bytes
    digest: str
    title: str
    missing: tuple[str, ...]


def freeze(
    page: bytes | str,
    base: str,
    fetch_resource: FetchResource,
    *,
    charset: str | None = None,
    limits: FreezeLimits = FreezeLimits(),
) -> Frozen:
    """Freeze a page. Never raises for any page, however hostile.

    `page`: bytes as fetched (with the `charset` its header told), or the DOM that somebody's browser sent, as text.
    `base`: the address where it stood.
    """
    raise NotImplementedError
