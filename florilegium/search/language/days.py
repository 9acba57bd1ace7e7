"""Days as people name them: 2024, 2024-05, 03/05/2024 (the day first), 3 mai 2024, today, "last week", 7d, in English or
French.

A relative day stays relative in the tree, so that a saved search for last week is about last week whenever it is asked;
`range_of` says which days it means today. What names a day or a month of no year is read as the last such one, and is
written with its year from then on.
"""

import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Literal

from .folding import folded

Side = Literal["before", "after", "on"]
Unit = Literal["day", "week", "month", "year"]

_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_MOST = 9999

_UNIT_NAMES: dict[Unit, str] = {
    "day": "d day days j jour jours",
    "week": "w week weeks sem semaine semaines",
    "month": "m month months mois",
    "year": "y year years a an ans annee annees",
}
_UNITS = {name: unit for unit, names in _UNIT_NAMES.items() for name in names.split()}
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan janv", "february fevrier feb fev fevr", "march mars mar", "april avril apr avr", "may mai",
            "june juin jun", "july juillet jul juil", "august aout aug", "september septembre sep sept",
            "october octobre oct", "november novembre nov", "december decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{4})")
_DAY_ALONE = re.compile(r"(\d{1,2})/(\d{1,2})")
_NAMED = re.compile(r"(?:(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]+)\.?(?: (\d{4}))?")
_NAMED_ENGLISH = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_AGO = re.compile(r"(?:il y a )?(\d{1,4}) ?([a-z]+)(?: ago)?")
_THIS = re.compile(r"(?:this|cette|cet|ce) (\w+)(?: ci)?")
_LAST = re.compile(r"last (\w+)|(?:la |le |l')?(\w+) (?:derniere?|passee?)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year from 1000 to 9000, a month of it, or a day; 0 is none."""

    year: int
    month: int = 0
    day: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """The day, week (from Monday), month or year that it is, or the last one before it: today, yesterday, last week."""

    unit: Unit
    last: bool = False


@dataclass(frozen=True, slots=True)
class Ago:
    """The day that was so many days, weeks, months or years ago: 0 to 9999."""

    count: int
    unit: Unit


When = Calendar | Period | Ago


@dataclass(frozen=True, slots=True)
class Saved:
    """Kept before the first day that ``when`` names, from that day on ("after"), or within it ("on")."""

    side: Side
    when: When


@dataclass(frozen=True, slots=True)
class Range:
    """The days from ``start`` on and before ``end``; None where there is no bound."""

    start: date | None
    end: date | None


def range_of(saved: Saved, today: date) -> Range:
    """Which days are meant, whoever asks on ``today``."""
    start, end = _days(saved.when, today)
    if saved.side == "before":
        return Range(None, start)
    return Range(start, None if saved.side == "after" else end)


def _days(when: When, today: date) -> tuple[date, date]:
    if isinstance(when, Ago):
        day = _back(today, when.count, when.unit)
        return day, _next(day, "day")
    if isinstance(when, Calendar):
        unit: Unit = "day" if when.day else "month" if when.month else "year"
        start = date(when.year, when.month or 1, when.day or 1)
        return start, _next(start, unit)
    start = _first(today, when.unit)
    if not when.last:
        return start, _next(start, when.unit)
    return _back(start, 1, when.unit), start


def _first(day: date, unit: Unit) -> date:
    if unit == "week":
        return _back(day, day.weekday(), "day")
    return day.replace(month=1, day=1) if unit == "year" else day.replace(day=1) if unit == "month" else day


def _next(day: date, unit: Unit) -> date:
    """The first day of the next period, given the first of one."""
    if unit in ("day", "week"):
        days = 7 if unit == "week" else 1
        return date.max if date.max - day < timedelta(days) else day + timedelta(days)
    if unit == "month" and day.month < 12:
        return day.replace(month=day.month + 1)
    return date.max if day.year == MAXYEAR else date(day.year + 1, 1, 1)


def _back(day: date, count: int, unit: Unit) -> date:
    """So many units earlier; the month's last day where it has none of that number, the first of all days before that."""
    if unit in ("day", "week"):
        days = count * 7 if unit == "week" else count
        return date.min if (day - date.min).days < days else day - timedelta(days)
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return date.min
    for number in (day.day, 30, 29, 28):
        if number <= day.day and (found := _date(year, month + 1, number)):
            return found
    raise AssertionError("every month has 28 days")


def is_sound(when: When) -> bool:
    """Whether the numbers of a day are those of a day that can be read."""
    if isinstance(when, Calendar):
        known = when.month or not when.day
        return bool(known) and _FIRST_YEAR <= when.year <= _LAST_YEAR and _is_day(when)
    return not isinstance(when, Ago) or 0 <= when.count <= _MOST


def written(when: When) -> str:
    """How it is written in a query: 2024-05-31, last week, 7d."""
    if isinstance(when, Ago):
        return f"{when.count}{when.unit[0]}"
    if isinstance(when, Calendar):
        month = f"-{when.month:02}" if when.month else ""
        return f"{when.year:04}{month}" + (f"-{when.day:02}" if when.day else "")
    if when.unit == "day":
        return "yesterday" if when.last else "today"
    return f"{'last' if when.last else 'this'} {when.unit}"


def find_when(text: str, today: date) -> When | None:
    """The day that a text names; None if it names none."""
    text = " ".join(re.sub(r"[\s_]+|(?<=[a-z])-|-(?=[a-z])", " ", folded(text).replace("’", "'")).split())
    found = _relative(text) or _absolute(text) or _of_no_year(text, today)
    return found if found is not None and is_sound(found) else None


def _relative(text: str) -> When | None:
    if text in ("today", "aujourd'hui", "aujourdhui"):
        return Period("day")
    if text in ("yesterday", "hier"):
        return Period("day", last=True)
    for pattern, last in ((_THIS, False), (_LAST, True)):
        if (match := pattern.fullmatch(text)) and (unit := _UNITS.get(match[match.lastindex or 1])):
            return Period(unit, last)
    if (match := _AGO.fullmatch(text)) and (unit := _UNITS.get(match[2])):
        return Ago(int(match[1]), unit)
    return None


def _absolute(text: str) -> Calendar | None:
    if match := _ISO.fullmatch(text):
        return _calendar(match[1], match[2], match[3])
    if match := _DAY_FIRST.fullmatch(text):
        return _calendar(match[3], match[2], match[1])
    if (named := _named(text)) and named[2]:
        return _calendar(named[2], named[1], named[0])
    return None


def _of_no_year(text: str, today: date) -> Calendar | None:
    """The last such day, or month, that has begun."""
    if match := _DAY_ALONE.fullmatch(text):
        day, month = match[1], match[2]
    elif named := _named(text):
        day, month = named[0], named[1]
    else:
        return None
    for year in range(today.year, today.year - 9, -1):  # the 29th of February comes every four years, once every eight
        found = _calendar(str(year), month, day)
        if found and _is_day(found) and date(year, found.month, found.day or 1) <= today:
            return found
    return None


def _named(text: str) -> tuple[str, str, str] | None:
    """Day, month and year of “3 mai 2024”, “May 3, 2024” or “mai”, "" where there is none."""
    if match := _NAMED.fullmatch(text):
        day, name, year = match[1], match[2], match[3]
    elif match := _NAMED_ENGLISH.fullmatch(text):
        name, day, year = match[1], match[2], match[3]
    else:
        return None
    month = _MONTHS.get(name)
    return (day or "", str(month), year or "") if month else None


def _calendar(year: str, month: str | None, day: str | None) -> Calendar | None:
    """None for a month or a day numbered 0, which in a Calendar would be none at all."""
    if (month and not int(month)) or (day and not int(day)):
        return None
    return Calendar(int(year), int(month or 0), int(day or 0))


def _is_day(when: Calendar) -> bool:
    return _date(when.year, when.month or 1, when.day or 1) is not None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None
