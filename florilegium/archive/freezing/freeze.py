"""What others call: freezing a page, in a process of its own, its resources asked for several at a time."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from florilegium.archive.confined import Share, Told, confined

from . import work
from .document import FreezeLimits, Frozen
from .supply import Obtain, Resource

#: Gives what stands at an absolute http(s) address, or None if it is not to be had. Called from several threads at once,
#: at most once for each address. It must not raise.
FetchResource = Callable[[str], Resource | None]


def freeze(
    page: bytes | str,
    base: str,
    fetch_resource: FetchResource,
    *,
    charset: str | None = None,
    limits: FreezeLimits = FreezeLimits(),  # noqa: B008 - frozen
) -> Frozen:
    """Freeze a page. Raises confined.TooHard for one that takes too much time or memory.

    `page`: bytes as fetched (with the `charset` its header told), or the DOM that somebody's browser sent, as text.
    `base`: the address where it stood.
    """
    obtain = several(fetch_resource, limits)

    def answer(told: Told) -> tuple[Told, list[bytes]]:
        return work.answered(obtain([str(address) for address in told["addresses"]]))

    told, bodies = work.asked(page, base, charset, limits)
    return work.frozen(*confined("freeze", told, bodies, share=Share(processor=45, clock=300), answer=answer))


def several(fetch_resource: FetchResource, limits: FreezeLimits) -> Obtain:
    """Asks for several at once; when the time since the first question is over, for nothing more."""
    began: list[float] = []

    def one(address: str) -> Resource | None:
        return fetch_resource(address) if time.monotonic() < began[0] + limits.seconds else None

    def obtain(addresses: Sequence[str]) -> list[Resource | None]:
        began.append(time.monotonic())
        with ThreadPoolExecutor(limits.at_once, thread_name_prefix="resource") as pool:
            return list(pool.map(one, addresses))

    return obtain
