"""What came back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Redirect:
    """One step on the way: `url` answered `status` and led to `to`."""

    url: str
    status: int
    to: str

    @property
    def permanent(self) -> bool:
        """Whether the site says that this is for good (301, 308)."""
        return self.status in _PERMANENT


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a status of 200 to 299.

    `url`: where it came from after all redirects, absolute. `headers`: names in lower case; a header that came several
    times is one value with commas. `media_type`: in lower case without parameters, "" if none was told. `charset`: as
    told, in lower case, None if not. `body`: decompressed. `secure`: every step was by https.
    """

    url: str
    redirects: tuple[Redirect, ...]
    status: int
    headers: Mapping[str, str]
    media_type: str
    charset: str | None
    body: bytes
    fetched: datetime
    secure: bool
