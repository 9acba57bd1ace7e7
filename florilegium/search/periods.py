"""Days as an index of words can be asked for them: a document carries its year, its month and its day, a range is the
fewest of these that hold its days and no others.

A range of forty years is some hundred terms at most, whatever it begins and ends with, so that an engine needs no order of
its own to answer “before” and “after”.
"""

from datetime import MAXYEAR, MINYEAR, date, timedelta

from .language import Range


def of_day(day: date) -> tuple[str, str, str]:
    """What a document of that day carries: ``2024``, ``202405``, ``20240531``."""
    year, month = f"{day.year:04}", f"{day.month:02}"
    return year, year + month, f"{year}{month}{day.day:02}"


def covering(wanted: Range, known: Range) -> list[str]:
    """The fewest years, months and days that hold the days of ``wanted``, and no other day of ``known``; in order.

    ``known``: the days on which anything was kept. Outside of it nothing need be told apart, so that a range without an
    end, or from the year 1000 on, costs no more than the library is old.
    """
    start, end = _start(known), _end(known)
    first, last = max(_start(wanted), start), min(_end(wanted), end)
    if first >= last:
        return []
    # where all that is known is wanted, whole years will do
    first = date(first.year, 1, 1) if first == start else first
    last = _year_after(last) if last == end else last
    found: list[str] = []
    while first < last:
        year, month, day = of_day(first)
        if first.month == first.day == 1 and _year_after(first + timedelta(1)) <= last:
            found.append(year)
            first = _year_after(first + timedelta(1))
        elif first.day == 1 and _month_after(first) <= last:
            found.append(month)
            first = _month_after(first)
        else:
            found.append(day)
            first += timedelta(1)
    return found


def _start(days: Range) -> date:
    return days.start or date(MINYEAR, 1, 1)


def _end(days: Range) -> date:
    return days.end or date.max


def _year_after(day: date) -> date:
    """The first day of a year on or after a day; the last day there is, where no year follows."""
    if day.month == day.day == 1:
        return day
    return date.max if day.year == MAXYEAR else date(day.year + 1, 1, 1)


def _month_after(first: date) -> date:
    """The first day of the month after the one that begins then."""
    if first.month < 12:
        return first.replace(month=first.month + 1)
    return date.max if first.year == MAXYEAR else date(first.year + 1, 1, 1)
