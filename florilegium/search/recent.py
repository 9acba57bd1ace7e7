"""What is new in all my libraries: a merge of their newest bookmarks.

Only the libraries with the highest ``latest`` can have a row on the first page, so that a member of two hundred groups
waits no longer than a member of two. ``latest`` is never too low. It may be too high, after a deletion; then the next
library is asked as well, and all the others.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from django.db import connection

from florilegium.library import rows, rules
from florilegium.people.viewer import Viewer


class Recent(NamedTuple):
    """A bookmark that came into one of my libraries, and where."""

    id: int
    title: str
    url: str
    site: str
    said: int
    at: int
    at_known: bool
    saver_login: str | None
    saver_name: str
    group_slug: str | None
    group_name: str | None
    login: str | None


_SELECT = """
select b.id, b.title, g.url, g.site, b.said, b.at, b.at_known, p.login, p.name, r.slug, r.name, o.login
from bookmark b join page g on g.id = b.page_id join person p on p.id = b.added_by_id
join library l on l.id = b.library_id left join grp r on r.id = l.group_id left join person o on o.id = l.person_id
where b.id in ({ids}) order by b.at desc, b.id desc
"""


def recent(viewer: Viewer, *, size: int) -> list[Recent]:
    """The newest bookmarks of the libraries the viewer is inside of, newest first."""
    inside = rules.standing(viewer).inside
    if not inside:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"select id, latest from library where id in ({rows.marks(inside)}) and not gone and bookmarks > 0 "
            "order by latest desc, id desc",
            inside,
        )
        libraries = cursor.fetchall()
    found = _merged([pk for pk, _latest in libraries[:size]], size)
    if len(libraries) > size and (len(found) < size or libraries[size][1] > found[-1][1]):
        found = _merged([pk for pk, _latest in libraries], size)
    if not found:
        return []
    ids = [pk for pk, _at in found]
    with connection.cursor() as cursor:
        cursor.execute(_SELECT.format(ids=rows.marks(ids)), ids)
        return [Recent._make(row) for row in cursor.fetchall()]


def _merged(libraries: Sequence[int], size: int) -> list[tuple[int, int]]:
    """Id and time of the newest bookmarks of these libraries: an index range of each."""
    if connection.vendor == "postgresql":
        source = "unnest(%s::bigint[]) l(id) cross join lateral (select x.id, x.at from bookmark x where x.library_id = l.id {end}) v"
    else:  # no lateral join: a correlated list with a limit does the same
        source = "json_each(%s) l join bookmark v on v.id in (select x.id from bookmark x where x.library_id = l.value {end})"
    source = source.format(end=f"order by x.at desc, x.id desc limit {int(size)}")
    given = list(libraries) if connection.vendor == "postgresql" else json.dumps(list(libraries))
    with connection.cursor() as cursor:
        cursor.execute(f"select v.id, v.at from {source} order by v.at desc, v.id desc limit {int(size)}", [given])
        return [(pk, at) for pk, at in cursor.fetchall()]
