"""Ranges of days as terms, against the days themselves."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from florilegium.search.language import Range
from florilegium.search.periods import covering, of_day

_DAYS = st.dates(date(1990, 1, 1), date(2031, 12, 31))
_ENDS = st.none() | st.dates() | _DAYS
KNOWN = Range(date(2008, 3, 9), date(2026, 11, 28))


def _holds(days: Range, day: date) -> bool:
    return (days.start is None or days.start <= day) and (days.end is None or day < days.end)


@given(st.builds(Range, _ENDS, _ENDS), st.builds(Range, _ENDS, _ENDS), st.lists(_DAYS, min_size=1, max_size=20))
def test_a_known_day_carries_one_of_the_terms_just_if_it_is_wanted(
    wanted: Range, known: Range, days: list[date]
) -> None:
    near = [edge + timedelta(n) for edge in (wanted.start, wanted.end, known.start, known.end) if edge
            for n in (-1, 0, 1) if date(2, 1, 1) < edge < date(9998, 1, 1)]  # fmt: skip
    asked = set(covering(wanted, known))
    for day in [*days, *near]:
        if _holds(known, day):
            assert bool(asked & set(of_day(day))) == _holds(wanted, day), day


@given(st.builds(Range, _ENDS, _ENDS))
def test_no_term_says_what_another_says(wanted: Range) -> None:
    asked = covering(wanted, KNOWN)
    assert not [(one, other) for one in asked for other in asked if one != other and other.startswith(one)]
    assert asked == sorted(asked)


@given(st.builds(Range, _DAYS, _DAYS), st.builds(Range, _DAYS, _DAYS))
def test_they_are_the_fewest(wanted: Range, known: Range) -> None:
    """No day or month stands where its month or year would have done."""
    assert known.start is not None and known.end is not None
    days = [known.start + timedelta(n) for n in range((known.end - known.start).days)]
    for one in covering(wanted, known):
        larger = one[:-2] if len(one) > 4 else None
        assert larger is None or not all(_holds(wanted, day) for day in days if larger in of_day(day))


@given(st.builds(Range, _ENDS, _ENDS))
def test_a_range_of_a_library_is_few_terms(wanted: Range) -> None:
    assert len(covering(wanted, KNOWN)) <= 2 * (30 + 11) + 19


def test_whole_years_months_and_days() -> None:
    assert covering(Range(None, None), Range(date(2023, 5, 2), date(2024, 2, 3))) == ["2023", "2024"]
    assert covering(Range(date(2024, 2, 28), date(2024, 4, 2)), KNOWN) == ["20240228", "20240229", "202403", "20240401"]
    assert covering(Range(date(2030, 1, 1), None), KNOWN) == []
    late = Range(date(2024, 11, 20), date(2025, 3, 1))
    assert covering(Range(None, date(2024, 12, 3)), late) == ["202411", "20241201", "20241202"]
