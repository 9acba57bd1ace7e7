"""What is new in all my libraries: a merge of their newest bookmarks.

Only the libraries with the highest ``latest`` can have a row on the first page, so that a member of two hundred groups
waits no longer than a member of two.
"""

from typing import NamedTuple

from django.db import connection

from florilegium.library import rows, rules
from florilegium.library.models import Library
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
    newest = list(
        Library.objects.filter(pk__in=inside, gone=False, bookmarks__gt=0)
        .order_by("-latest")
        .values_list("pk", flat=True)[: size + 1]
    )
    if not newest:
        return []
    one = "select * from (select id, at from bookmark where library_id = %s order by at desc, id desc limit %s) q"
    merged = " union all ".join(one.replace(" q", f" q{index}") for index, _pk in enumerate(newest))
    values = [value for pk in newest for value in (pk, size)]
    with connection.cursor() as cursor:
        cursor.execute(f"select id from ({merged}) m order by at desc, id desc limit %s", [*values, size])
        ids = [row[0] for row in cursor.fetchall()]
        if not ids:
            return []
        cursor.execute(_SELECT.format(ids=rows.marks(ids)), ids)
        return [Recent._make(row) for row in cursor.fetchall()]
