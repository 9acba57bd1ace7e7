"""Time as listings keep it: microseconds since 1970 UTC, in one 64-bit integer.

SQLite keeps a datetime as text, which made the tagging indexes 46 % larger in our measurements; and a listing's cursor
is then a number that goes into an address as it is.
"""

import time
from datetime import UTC, datetime

SECOND = 1_000_000
DAY = 86_400 * SECOND

#: What an imported date may be: 1990 (before the web) to ten years from now; anything else is a mistake of its source.
EARLIEST = int(datetime(1990, 1, 1, tzinfo=UTC).timestamp()) * SECOND


def now() -> int:
    """Microseconds since 1970 UTC."""
    return time.time_ns() // 1000


def moment(at: int) -> datetime:
    """The aware UTC datetime of a time in microseconds."""
    return datetime.fromtimestamp(at / SECOND, tz=UTC)


def believable(at: int) -> bool:
    """Whether a date told by a file can be one on which a page was kept."""
    return EARLIEST <= at <= now() + DAY
