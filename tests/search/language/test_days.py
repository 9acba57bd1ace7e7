"""Days as they are typed, written and meant: by hand, on Thursday the 26th of November 2026."""

from datetime import date

import pytest

from florilegium.search.language import Ago, Calendar, Period, Saved, When, range_of
from florilegium.search.language.days import find_when, written

TODAY = date(2026, 11, 26)

#: The day as typed; as written; its first day, and the first after it.
DAYS = [
    ("2024", "2024", "2024-01-01", "2025-01-01"),
    ("2024-05", "2024-05", "2024-05-01", "2024-06-01"),
    ("2024-12", "2024-12", "2024-12-01", "2025-01-01"),
    ("2024/5/3", "2024-05-03", "2024-05-03", "2024-05-04"),
    ("2024.05.03", "2024-05-03", "2024-05-03", "2024-05-04"),
    ("3/5/2024", "2024-05-03", "2024-05-03", "2024-05-04"),
    ("05/2024", "2024-05", "2024-05-01", "2024-06-01"),
    ("２０２４－０５", "2024-05", "2024-05-01", "2024-06-01"),
    ("1er mai 2024", "2024-05-01", "2024-05-01", "2024-05-02"),
    ("May 1st, 2024", "2024-05-01", "2024-05-01", "2024-05-02"),
    ("Août 2024", "2024-08", "2024-08-01", "2024-09-01"),
    ("26/11", "2026-11-26", "2026-11-26", "2026-11-27"),
    ("27/11", "2025-11-27", "2025-11-27", "2025-11-28"),
    ("29 février", "2024-02-29", "2024-02-29", "2024-03-01"),
    ("décembre", "2025-12", "2025-12-01", "2026-01-01"),
    ("today", "today", "2026-11-26", "2026-11-27"),
    ("aujourd’hui", "today", "2026-11-26", "2026-11-27"),
    ("Hier", "yesterday", "2026-11-25", "2026-11-26"),
    ("this week", "this week", "2026-11-23", "2026-11-30"),
    ("last-week", "last week", "2026-11-16", "2026-11-23"),
    ("semaine dernière", "last week", "2026-11-16", "2026-11-23"),
    ("la semaine passée", "last week", "2026-11-16", "2026-11-23"),
    ("ce mois-ci", "this month", "2026-11-01", "2026-12-01"),
    ("le mois dernier", "last month", "2026-10-01", "2026-11-01"),
    ("cette année", "this year", "2026-01-01", "2027-01-01"),
    ("l’année dernière", "last year", "2025-01-01", "2026-01-01"),
    ("7d", "7d", "2026-11-19", "2026-11-20"),
    ("7 jours", "7d", "2026-11-19", "2026-11-20"),
    ("il y a 2 semaines", "2w", "2026-11-12", "2026-11-13"),
    ("9 months ago", "9m", "2026-02-26", "2026-02-27"),
    ("1an", "1y", "2025-11-26", "2025-11-27"),
    ("9999y", "9999y", "0001-01-01", "0001-01-02"),
]


@pytest.mark.parametrize(("text", "said", "start", "end"), DAYS, ids=[day[0] for day in DAYS])
def test_a_day_is_read_written_and_meant(text: str, said: str, start: str, end: str) -> None:
    when = find_when(text, TODAY)
    assert when is not None and written(when) == said
    on = range_of(Saved("on", when), TODAY)
    assert (str(on.start), str(on.end)) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "blah", "2024-02-30", "2024-13", "2024-00", "0/5/2024", "99", "13/13", "05/13/2024", "last", "7x", "31/04"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert find_when(text, TODAY) is None


@pytest.mark.parametrize(
    ("when", "today", "start"),
    [
        (Ago(1, "month"), date(2026, 3, 31), date(2026, 2, 28)),
        (Ago(1, "year"), date(2024, 2, 29), date(2023, 2, 28)),
        (Period("month", last=True), date(2026, 1, 15), date(2025, 12, 1)),
        (Period("week", last=True), date(2026, 1, 1), date(2025, 12, 22)),
        (Calendar(2024), TODAY, date(2024, 1, 1)),
    ],
)
def test_ends_of_months_and_years(when: When, today: date, start: date) -> None:
    assert range_of(Saved("after", when), today).start == start


def test_before_and_after_part_the_days_between_them() -> None:
    assert range_of(Saved("before", Calendar(2024)), TODAY).end == date(2024, 1, 1)
    assert range_of(Saved("after", Calendar(2024)), TODAY).start == date(2024, 1, 1)
    assert range_of(Saved("after", Calendar(2024)), TODAY).end is None
