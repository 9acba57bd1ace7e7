"""What goes between the two processes: a small JSON object and some byte strings, their lengths before them."""

import json
import struct
from collections.abc import Sequence
from typing import IO, Any

Told = dict[str, Any]
Bodies = Sequence[bytes]

_MOST = 400_000_000


def send(stream: IO[bytes], told: Told, bodies: Bodies = ()) -> None:
    """Write one frame."""
    head = json.dumps({"told": told, "sizes": [len(body) for body in bodies]}).encode("utf-8")
    stream.write(struct.pack(">I", len(head)))
    stream.write(head)
    for body in bodies:
        stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[Told, list[bytes]]:
    """Read one frame. Raises EOFError where there is none, ValueError for one that is out of all proportion."""
    (length,) = struct.unpack(">I", _exactly(stream, 4))
    if length > _MOST:
        raise ValueError("a frame too large")
    head = json.loads(_exactly(stream, length))
    sizes = [int(size) for size in head["sizes"]]
    if sum(sizes) > _MOST or min(sizes, default=0) < 0:
        raise ValueError("a frame too large")
    return head["told"], [_exactly(stream, size) for size in sizes]


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError
    return data
