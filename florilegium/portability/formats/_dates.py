"""The ways in which the files we read write a moment.

Where no zone is written, UTC is meant: Diigo's API says +0000 for the very items whose table says nothing.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from florilegium.portability.records import Remark

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FROM_1601 = 11_644_473_600 * 1_000_000
_LATEST = 253_402_300_800 * 1_000_000
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

_NUMERIC = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[ T](\d{1,2}):(\d\d)(?::(\d\d))?(?:\.\d+)?)?"
    r"\s*(?:Z|UTC|([+-])(\d\d):?(\d\d))?",
    re.ASCII,
)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[a-z]* (\d{1,2}), (\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2}) ([A-Za-z]{3})[a-z]* (\d{2}|\d{4})", re.ASCII)
_NUMBER = re.compile(r"\d{1,20}", re.ASCII)

Told = tuple[int | None, tuple[Remark, ...]]
"""Microseconds since 1970, None where the source does not say; and the remark that it says something unreadable."""

_UNREADABLE: Told = (None, ("date_unreadable",))
_UNTOLD: Told = (None, ())


def told(text: str) -> Told:
    """A date written out: 2013-02-03 10:09:32, 2013/02/03 10:09:32 +0100, Jan 30, 2026, 7 Feb 13."""
    text = text.strip()
    if not text or text.startswith(("0000-00-00", "0000/00/00")):
        return _UNTOLD
    try:
        moment = _numeric(text) or _named(text)
        return (of_moment(moment), ()) if moment else _UNREADABLE
    except (ValueError, OverflowError):
        return _UNREADABLE


def counted(text: str) -> Told:
    """A number of seconds, milliseconds or microseconds since 1970, or of microseconds since 1601; 0 is not told.

    Their ranges do not overlap for any date on which a page was kept: the size tells which it is.
    """
    text = text.strip()
    if not text:
        return _UNTOLD
    if not _NUMBER.fullmatch(text):
        return told(text)
    number = int(text)
    if number < 100_000_000_000:
        number *= 1_000_000
    elif number < 100_000_000_000_000:
        number *= 1_000
    elif number > _FROM_1601:
        number -= _FROM_1601
    if number >= _LATEST:
        return _UNREADABLE
    return (number or None, ())


def of_moment(moment: datetime) -> int:
    """Microseconds since 1970 of a moment with its zone."""
    return (moment - _EPOCH) // _MICROSECOND


def _numeric(text: str) -> datetime | None:
    match = _NUMERIC.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, hours, minutes = match.groups()
    zone = UTC
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(offset if sign == "+" else -offset)
    return datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone)


def _named(text: str) -> datetime | None:
    if match := _MONTH_FIRST.fullmatch(text):
        name, day, year = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, name, year = match.groups()
    else:
        return None
    month = _MONTHS.get(name.lower())
    if month is None:
        return None
    return datetime(int(year) + (2000 if len(year) == 2 else 0), month, int(day), tzinfo=UTC)
