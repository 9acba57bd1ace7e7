"""The host of what people write for a site: a name, or an address of one of its pages."""

import re

from .folding import LONGEST, clean

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#\s]*@)?([^/?#\s]*)(.*)", re.DOTALL)
_WWW = re.compile(r"^(?:www\.)+(?=[^.]+\.[^.])")


def host_of(text: str) -> str:
    """In small letters, without ``www.``; "" if there is none."""
    return _parted(text)[0]


def has_more(text: str) -> bool:
    """Whether there is more in an address than its site."""
    return _parted(text)[1].strip("/") != ""


def _parted(text: str) -> tuple[str, str]:
    match = _ADDRESS.fullmatch(clean(text).lower())
    assert match is not None
    return _WWW.sub("", match[1].strip("."))[:LONGEST].strip("."), match[2]
