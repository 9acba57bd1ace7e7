"""Short ways for tests to have something read."""

import io
from typing import NamedTuple

from florilegium.portability.formats import Format, detect
from florilegium.portability.records import Record, Rejected


class Read(NamedTuple):
    """What a reader made of some bytes."""

    records: list[Record]
    rejected: list[Rejected]


def read(data: str | bytes, form: Format | None = None) -> Read:
    """Read bytes (text as UTF-8) as one form, or as the form they are recognised as."""
    raw = data.encode() if isinstance(data, str) else data
    found = list((form or detect(raw)).read(io.BytesIO(raw)))
    return Read([one for one in found if isinstance(one, Record)], [one for one in found if isinstance(one, Rejected)])


def only(data: str | bytes, form: Format | None = None) -> Record:
    """The one record of a file in which nothing is rejected."""
    records, rejected = read(data, form)
    assert rejected == []
    assert len(records) == 1
    return records[0]
