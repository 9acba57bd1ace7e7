"""A search as it stands in an address: ``?and=climat&not=presse&by=12&kind=noted&from=2024-01-01&to=2024-06-30&sort=oldest``.

The same words in a page's address, in its feed's and in the key to one.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import parse_qs

from django.utils.timezone import get_default_timezone

from florilegium.kit import clock
from florilegium.kit.paging import Cursor
from florilegium.library import queries
from florilegium.library.errors import NotFound
from florilegium.library.models import Keeper, Library, Tag
from florilegium.people.viewer import Viewer

from .listing import MARKS, SORTS
from .planning import Mark, Search, Sort

#: More tags than this are nobody's search.
MOST_TAGS = 8

Given = Mapping[str, Sequence[str]]


def parse(viewer: Viewer, library: Library, given: Given, tag: Tag | None = None) -> Search:
    """The search of an address. NotFound where it names a tag or a member that the viewer cannot know of.

    What makes no sense (a kind or a sort that is none, a date that is none) is passed over.
    """
    kind, sort = _one(given, "kind"), _one(given, "sort")
    known_kind: Mark = kind if kind in MARKS else ""
    known_sort: Sort = sort if sort in SORTS else "newest"
    wanted = [_tag(viewer, library, name) for name in _several(given, "and")]
    others = tuple({one.pk: one for one in wanted if tag is None or one.pk != tag.pk}.values())
    if tag is None and others:
        tag, others = others[0], others[1:]
    return Search(
        library, tag, _member(viewer, library, _one(given, "by")), known_kind, known_sort,
        Cursor.parse({name: values[-1] for name, values in given.items() if values}),
        others=others, without=_without(viewer, library, given),
        since=_start(_one(given, "from")), until=_end(_one(given, "to")),
    )  # fmt: skip


def parse_asked(viewer: Viewer, library: Library, asked: str) -> Search:
    """The search of a query that names its own tag as ``tag``, as the address of a feed does. NotFound as above."""
    given = parse_qs(asked)
    name = _one(given, "tag")
    return parse(viewer, library, given, _tag(viewer, library, name) if name else None)


def words(search: Search, *, tag: str = "and") -> list[tuple[str, str]]:
    """The search as an address's parameters. ``tag``: under what name its own tag goes, “” if the path says it."""
    said = [(tag, search.tag.name)] if tag and search.tag is not None else []
    said += [("and", one.name) for one in search.others]
    said += [("not", one.name) for one in search.without]
    if search.member is not None:
        said.append(("by", str(search.member.person_id)))
    if search.kind:
        said.append(("kind", search.kind))
    if search.since is not None:
        said.append(("from", _day(search.since).isoformat()))
    if search.until is not None:
        said.append(("to", (_day(search.until) - timedelta(days=1)).isoformat()))
    if search.sort != "newest":
        said.append(("sort", search.sort))
    return said


def _one(given: Given, name: str) -> str:
    values = given.get(name) or [""]
    return values[-1].strip()


def _several(given: Given, name: str) -> list[str]:
    """Each value, and each part of a value between commas."""
    parts = [part.strip() for value in given.get(name) or () for part in value.split(",")]
    return [part for part in parts if part][:MOST_TAGS]


def _tag(viewer: Viewer, library: Library, name: str) -> Tag:
    """The tag of that name, or that once had it."""
    try:
        return queries.get_tag(viewer, library, name)
    except NotFound:
        tag = queries.find_former_tag(viewer, library, name)
        if tag is None:
            raise
        return tag


def _without(viewer: Viewer, library: Library, given: Given) -> tuple[Tag, ...]:
    """Tags that must not be there; one that is nowhere anyway takes nothing away."""
    found: dict[int, Tag] = {}
    for name in _several(given, "not"):
        try:
            tag = _tag(viewer, library, name)
        except NotFound:
            continue
        found[tag.pk] = tag
    return tuple(found.values())


def _member(viewer: Viewer, library: Library, by: str) -> Keeper | None:
    if not by:
        return None
    member = queries.find_keeper(viewer, library, int(by)) if by.isascii() and by.isdigit() and len(by) < 19 else None
    if member is None:
        raise NotFound
    return member


def is_date(text: str) -> bool:
    """Whether a date of an address can be read: 2024-05-31."""
    return _parsed(text) is not None


def _parsed(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 <= day.year <= 9000 else None


def _start(text: str) -> int | None:
    day = _parsed(text)
    return None if day is None else _midnight(day)


def _end(text: str) -> int | None:
    day = _parsed(text)
    return None if day is None else _midnight(day + timedelta(days=1))


def _midnight(day: date) -> int:
    return int(datetime.combine(day, time(), get_default_timezone()).timestamp()) * clock.SECOND


def _day(at: int) -> date:
    return datetime.fromtimestamp(at / clock.SECOND, get_default_timezone()).date()
