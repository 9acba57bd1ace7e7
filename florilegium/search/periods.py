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
    found: list[str] = []
    while first < last:
        year, month, day = of_day(first)
        next_month, next_year = _month_after(first), _year_after(first)
        nothing_before, nothing_behind = first == start, last == end
        if (nothing_before or first.month == first.day == 1) and (nothing_behind or next_year <= last):
            found.append(year)
            first = next_year
        elif (nothing_before or first.day == 1) and (nothing_behind or next_month <= last):
            found.append(month)
            first = next_month
        else:
            found.append(day)
            first += timedelta(1)
    return found


def _start(days: Range) -> date:
    return days.start or date(MINYEAR, 1, 1)


def _end(days: Range) -> date:
    return days.end or date.max


def _year_after(day: date) -> date:
    """The first day of the next year; the last day there is, where no year follows."""
    return date.max if day.year == MAXYEAR else date(day.year + 1, 1, 1)


def _month_after(day: date) -> date:
    """The first day of the next month, or as above."""
    return _year_after(day) if day.month == 12 else date(day.year, day.month + 1, 1)
