"""The forms in which pages arrive: one module each, that can be deleted whole. A form is known by its content alone."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from florilegium.portability.formats import (
    diigo_api,
    diigo_csv,
    diigo_group,
    diigo_library,
    diigo_linkroll,
    diigo_rss,
    diigo_site,
    diigo_text,
    florilegium,
    netscape,
)
from florilegium.portability.formats._pages import essence_of, looks_like_markup
from florilegium.portability.records import Fields, Record, Rejected, Source, Unreadable

HEAD_BYTES = 1 << 16
"""How much of a file's beginning a probe is given."""


class Format(Protocol):
    """What a module of this package offers. Streams must be seekable; each call starts at their beginning."""

    NAME: str
    LABEL: str
    FIELDS: Fields

    def probe(self, head: bytes) -> bool:
        """Whether a file that begins like this is of this form. Never raises."""
        ...

    def source(self, stream: BinaryIO) -> Source:
        """What the file says about itself as a whole. Raises Unreadable."""
        ...

    def read(self, stream: BinaryIO) -> Iterator[Record | Rejected]:
        """Every record in the source's order. Raises Unreadable, at the first step, if it cannot be read at all."""
        ...


FORMATS: tuple[Format, ...] = (
    florilegium,
    diigo_library,
    diigo_group,
    diigo_linkroll,
    diigo_rss,
    netscape,
    diigo_site,
    diigo_api,
    diigo_text,
    diigo_csv,
)
"""In the order in which a file is tried."""

_ARCHIVED_PAGE = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?Content-Type:\s*multipart/related|bplist00", re.I
)
_LINK_ROLL = re.compile(rb"""document\.write.{0,2000}diigo|diigo.{0,2000}document\.write""", re.I | re.S)
"""The script that shows a link roll; what it writes nobody has written down."""


def detect(head: bytes, stream: BinaryIO | None = None) -> Format:
    """The form of a file by its first HEAD_BYTES; of a page that begins with its styles, by what follows them in ``stream``.

    Raises Unreadable for one that is none of ours.
    """
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable("empty_file")
    form = _known(head)
    if form is None and stream is not None and looks_like_markup(head):
        form = _known(essence_of(stream))
    if form is not None:
        return form
    if _ARCHIVED_PAGE.match(head):
        raise Unreadable("archived_page")
    if _LINK_ROLL.search(head):
        raise Unreadable("link_roll")
    raise Unreadable("unknown_form", known=", ".join(form.LABEL for form in FORMATS))


def _known(head: bytes) -> Format | None:
    return next((form for form in FORMATS if form.probe(head)), None)


def named(name: str) -> Format:
    """The form a person names. Raises Unreadable."""
    for form in FORMATS:
        if name == form.NAME:
            return form
    raise Unreadable("no_such_format", name=name[:50], known=", ".join(form.NAME for form in FORMATS))
