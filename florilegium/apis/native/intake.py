"""What the API is given: bodies, filters, cursors, and the state of a thing its asker has seen."""

import binascii
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from florilegium.kit import clock
from florilegium.library import queries
from florilegium.library.drafts import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    MOST_TAGS,
)
from florilegium.library.errors import Changed, Invalid
from florilegium.library.models import Library
from florilegium.people.models import SLUG
from florilegium.people.viewer import Viewer
from florilegium.search.asking import MOST_TAGS as MOST_TAGS_ASKED
from florilegium.search.asking import is_date

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
LibraryName = Annotated[str, Field(pattern=f"^~?{SLUG}$", description="A group's slug, or `~` and a person's login.")]
Slug = Annotated[str, Field(pattern=f"^{SLUG}$")]

_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)


def _is_time(text: str) -> str:
    if _at(text) is None:
        raise PydanticCustomError("time", "Write a time like 2024-05-31T12:00:00Z, between 1990 and now.")
    return text


def _at(text: str) -> int | None:
    """The microseconds of a time, if a page can have been kept then."""
    if not _TIME.fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    at = int(moment.timestamp()) * clock.SECOND + moment.microsecond
    return at if clock.believable(at) else None


Time = Annotated[str, AfterValidator(_is_time), Field(json_schema_extra={"format": "date-time"})]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$", json_schema_extra={"format": "date"})]
Tags = Annotated[list[Annotated[str, Field(max_length=120)]], Field(max_length=MOST_TAGS)]


class Given(BaseModel):
    """A body: nothing but its fields, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewBookmark(Given):
    """A page to keep. ``private``: in one's own library only. ``unread``: one has it still to read, where one did not keep
    it there before. ``created``: when one kept it, if that was not now.
    """

    url: str = Field(max_length=8_192, examples=["https://example.org/article"])
    title: str = Field("", max_length=LONGEST_TITLE)
    description: str = Field("", max_length=LONGEST_DESCRIPTION)
    tags: Tags = []
    private: bool = False
    unread: bool = False
    created: Time | None = None

    @property
    def at(self) -> int:
        """When it was kept, in microseconds."""
        return clock.now() if self.created is None else _at(self.created) or clock.now()


class BookmarkChange(Given):
    """What a bookmark is to be from now on. What is left out stays as it is; null is nothing.

    ``unread``: whether its page is on one's own list of what to read; whoever sees a bookmark may say so.
    """

    title: str = Field("", max_length=LONGEST_TITLE)
    description: str = Field("", max_length=LONGEST_DESCRIPTION)
    tags: Tags = []
    private: bool = False
    unread: bool = False


class Paging(BaseModel):
    """Which part of a list."""

    limit: int = Field(20, ge=1, le=100, description="How many at most.")
    cursor: str | None = Field(None, max_length=400, description="`next` of the page before.")


class TagPaging(Paging):
    """Which of a library's tags."""

    prefix: str = Field("", max_length=120, description="How they begin, accents and case aside.")


class PageAddress(BaseModel):
    """An address."""

    url: str = Field(max_length=8_192)


class DigestPrefix(BaseModel):
    """How the digests begin."""

    prefix: str = Field("", pattern=r"^[0-9a-f]{0,4}$", description="Hexadecimal, at most four digits.")


class BookmarkFilters(Paging):
    """Which bookmarks of a library, in which order. Every given part must fit."""

    tag: list[str] = Field([], max_length=MOST_TAGS_ASKED, description="Carries it; may be repeated.")
    without: list[str] = Field([], alias="not", max_length=MOST_TAGS_ASKED, description="Does not; may be repeated.")
    by: str | None = Field(None, description="The login of who brought it.")
    kind: Literal["highlighted", "noted", "unread", "untagged", "private"] | None = None
    since: Day | None = Field(None, alias="from", description="Added on that day or later.")
    until: Day | None = Field(None, alias="to", description="Added on that day or earlier.")
    sort: Literal["newest", "oldest", "viewed", "annotated", "discussed"] = "newest"

    def check(self) -> None:
        """Raises Invalid for a day that is none."""
        days = {"from": self.since, "to": self.until}
        wrong = {name: _("There is no such day.") for name, day in days.items() if day is not None and not is_date(day)}
        if wrong:
            raise Invalid(_("Some fields need your attention."), wrong)


def written(cursor: list[Any]) -> str:
    """A place in a list, as an opaque word."""
    return urlsafe_b64encode(json.dumps(cursor, separators=(",", ":")).encode()).decode().rstrip("=")


def read(text: str | None, *kinds: type) -> list[Any] | None:
    """The same back; None for the beginning. Raises Invalid for a word that is no place in such a list."""
    if text is None:
        return None
    try:
        found = json.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        found = None
    if not isinstance(found, list) or [type(part) for part in found] != list(kinds) or not all(map(_is_kept, found)):
        raise Invalid(_("Some fields need your attention."), {"cursor": _("This is no cursor of such a list.")})
    place: list[Any] = found
    return place


def _is_kept(part: Any) -> bool:
    """Whether a database can be asked about it."""
    if isinstance(part, str):
        return part.isprintable()
    return isinstance(part, int) and abs(part) < 2**62


def library_called(viewer: Viewer, name: str) -> Library:
    """The library that an address names, if the viewer may read it. Raises NotFound."""
    if name.startswith("~"):
        return queries.get_library_of_person(viewer, name[1:])
    return queries.get_library_of_group(viewer, name)


def etag(row: Any) -> str:
    """What a bookmark or an annotation is now; another word after each change of what it says."""
    return f'"{row.pk}-{row.updated:x}"'


def _named(header: str) -> set[str]:
    return {part.strip().removeprefix("W/") for part in header.split(",")}


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the asker has this state already (``If-None-Match``)."""
    known = _named(request.headers.get("If-None-Match", ""))
    return tag in known or "*" in known


def check_match(request: HttpRequest, row: Any) -> None:
    """``If-Match``: Changed unless the row is in a state that the asker has seen."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return
    # security: a strong comparison, so a weak tag never matches
    if etag(row) not in {part.strip() for part in header.split(",")}:
        raise Changed(_("It has changed since you looked. Read it again."))
