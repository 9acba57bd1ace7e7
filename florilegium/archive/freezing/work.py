"""Freezing as the confined process does it: it holds the page, and asks for what the page is made of."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from florilegium.archive.encoding import decoded

from .document import FreezeLimits, Frozen, written
from .supply import Resource

Ask = Callable[[dict[str, Any]], tuple[dict[str, Any], Sequence[bytes]]]


def work(told: dict[str, Any], bodies: Sequence[bytes], ask: Ask) -> tuple[dict[str, Any], list[bytes]]:
    """Freeze the one body."""

    def obtain(addresses: Sequence[str]) -> list[Resource | None]:
        said, with_it = ask({"addresses": list(addresses)})
        contents = iter(with_it)
        return [None if one is None else Resource(body=next(contents), **one) for one in said["resources"]]

    page = bodies[0].decode("utf-8", "replace") if told["seen"] else decoded(bodies[0], told["charset"])
    frozen = written(page, told["base"], obtain, FreezeLimits(**told["limits"]), seen=told["seen"])
    said = asdict(frozen)
    return said, [said.pop("document")]


def asked(
    page: bytes | str, base: str, charset: str | None, limits: FreezeLimits
) -> tuple[dict[str, Any], list[bytes]]:
    """What `work` is to be told."""
    seen = isinstance(page, str)
    body = page.encode("utf-8", "replace") if isinstance(page, str) else page
    return {"seen": seen, "charset": charset, "base": base, "limits": asdict(limits)}, [body]


def answered(resources: Sequence[Resource | None]) -> tuple[dict[str, Any], list[bytes]]:
    """What `work` is answered."""
    told = [
        None if one is None else {"url": one.url, "media_type": one.media_type, "charset": one.charset}
        for one in resources
    ]
    return {"resources": told}, [one.body for one in resources if one is not None]


def frozen(told: dict[str, Any], bodies: Sequence[bytes]) -> Frozen:
    """What `work` told."""
    return Frozen(bodies[0], str(told["digest"]), str(told["title"]), tuple(told["missing"]))
