"""What a page is made of, asked for once each, and which of it there is room for."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import ada_url

from .media import data_address, from_data_address, media_type


@dataclass(frozen=True, slots=True)
class Resource:
    """Something a page is made of, as fetched. `url`: where it came from in the end; `media_type`, `charset` as told."""

    url: str
    body: bytes
    media_type: str = ""
    charset: str | None = None


#: Gives what stands at each of some addresses, None where nothing is to be had; in their order.
Obtain = Callable[[Sequence[str]], Sequence[Resource | None]]


def absolute(address: str, base: str) -> str | None:
    """The absolute http, https or data address that is meant; None if it is none of these."""
    address = address.strip()
    if address[:5].lower() == "data:":
        return address
    try:
        found: str = ada_url.join_url(base, address)
    except ValueError:
        return None
    return found if found.startswith(("http://", "https://")) else None


class Supply:
    """Resources by address."""

    def __init__(self, obtain: Obtain, number: int) -> None:
        self._obtain = obtain
        self._left = number
        self._had: dict[str, Resource | None] = {}

    def want(self, addresses: Iterable[str]) -> None:
        """Ask for all of these together, as far as the number allows."""
        asked = []
        for address in dict.fromkeys(one.partition("#")[0] for one in addresses if one[:5].lower() != "data:"):
            if address not in self._had and self._left > 0:
                self._left -= 1
                asked.append(address)
        if asked:
            self._had.update(zip(asked, self._obtain(asked), strict=True))

    def get(self, address: str) -> Resource | None:
        """What stands there; None if it is not to be had."""
        if address[:5].lower() == "data:":
            body = from_data_address(address)
            return None if body is None else Resource(url=address, body=body)
        address = address.partition("#")[0]
        self.want([address])
        return self._had.get(address)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the document that an image or a font takes, if there is one and room for it.

    `before` and `after` stand around its address; `otherwise` stands there if it stays empty.
    """

    address: str
    kind: str  # image, font
    before: str
    after: str
    otherwise: str


Piece = str | Slot


def filled(pieces: Sequence[Piece], supply: Supply, most_each: int, most: int) -> tuple[str, list[str]]:
    """The text with its slots filled, the smallest first, and the addresses of those that stayed empty."""
    slots = [piece for piece in pieces if isinstance(piece, Slot)]
    supply.want(slot.address for slot in slots)
    known: dict[str, tuple[int, str, bytes]] = {}
    for slot in slots:
        if slot.address not in known:
            resource = supply.get(slot.address)
            body = resource.body if resource else b""
            known[slot.address] = (len(body), media_type(body), body)
    fitting = _fitting(slots, known, most_each, most)
    written: dict[str, str] = {}
    out: list[str] = []
    missing: dict[str, None] = {}
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
        elif id(piece) in fitting:
            if piece.address not in written:
                _size, media, body = known[piece.address]
                written[piece.address] = data_address(body, media) + _fragment(piece.address, media)
            out += (piece.before, written[piece.address], piece.after)
        else:
            out.append(piece.otherwise)
            missing[piece.address[:200]] = None
    return "".join(out), list(missing)


def _fitting(slots: list[Slot], known: dict[str, tuple[int, str, bytes]], most_each: int, most: int) -> set[int]:
    """The slots (by identity) that are filled. What stands in several places counts each time."""
    able = [
        (known[slot.address][0], number, slot)
        for number, slot in enumerate(slots)
        if known[slot.address][1].startswith(slot.kind) and known[slot.address][0] <= most_each
    ]
    chosen, total = set(), 0
    for size, _number, slot in sorted(able, key=lambda one: one[:2]):
        total += size
        if total > most:
            break
        chosen.add(id(slot))
    return chosen


def _fragment(address: str, media: str) -> str:
    """A picture's own fragment, which chooses a part of an SVG."""
    _, mark, fragment = address.partition("#")
    safe = fragment.isascii() and fragment.replace("-", "").replace("_", "").isalnum()
    return f"#{fragment}" if mark and safe and media == "image/svg+xml" and address[:5].lower() != "data:" else ""
