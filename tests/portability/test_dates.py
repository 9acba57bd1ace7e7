"""Moments as files write them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability.formats._dates import counted, told

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(("text", "moment"), [
    ("2013-02-03 10:09:32", datetime(2013, 2, 3, 10, 9, 32, tzinfo=UTC)),
    ("2013/02/03 10:09:32 +0000", datetime(2013, 2, 3, 10, 9, 32, tzinfo=UTC)),
    ("2013/02/03 10:09:32 -0130", datetime(2013, 2, 3, 11, 39, 32, tzinfo=UTC)),
    ("2013-02-03T10:09:32.5Z", datetime(2013, 2, 3, 10, 9, 32, tzinfo=UTC)),
    (" 2013-02-03 ", datetime(2013, 2, 3, tzinfo=UTC)),
    ("Jan 30, 2026", datetime(2026, 1, 30, tzinfo=UTC)),
    ("7 Feb 13", datetime(2013, 2, 7, tzinfo=UTC)),
    ("07 february 2013", datetime(2013, 2, 7, tzinfo=UTC)),
])  # fmt: skip
def test_a_written_date_is_read(text: str, moment: datetime) -> None:
    assert told(text) == ((moment - EPOCH) // timedelta(microseconds=1), ())


@pytest.mark.parametrize("text", ["", " ", "0000/00/00 00:00:00 +0000", "0000-00-00 00:00:00"])
def test_no_date_is_no_mistake(text: str) -> None:
    assert told(text) == (None, ())
    assert counted(text) == (None, ())


@pytest.mark.parametrize("text", ["soon", "2013-13-01 00:00:00", "31 Feb 13", "7 Mai 13", "2013/02/03 10:09:32 +9999", "٢٠١٣-٠٢-٠٣"])  # fmt: skip
def test_what_is_no_date_is_said_to_be_unreadable(text: str) -> None:
    assert told(text) == (None, ("date_unreadable",))


MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1)).map(lambda moment: moment.replace(microsecond=0))
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(MOMENTS, ZONES)
def test_any_moment_comes_back_in_every_way_to_write_it(moment: datetime, zone: timezone) -> None:
    aware = moment.replace(tzinfo=zone)
    at = (aware - EPOCH) // timedelta(microseconds=1)
    assert told(aware.strftime("%Y/%m/%d %H:%M:%S %z")) == (at, ())
    assert told(aware.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")) == (at, ())
    assert [counted(str(number))[0] for number in (at // 1_000_000, at // 1_000, at)] == [at, at, at]


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_none(text: str) -> None:
    assert told(text)[0] is None or not told(text)[1]
    assert counted(text)[0] is None or not counted(text)[1]
