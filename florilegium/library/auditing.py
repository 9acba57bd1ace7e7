"""Whether the counts that the actions keep are what they count: each compared, and if asked mended, in one statement."""

from django.db import connection, transaction

#: (what, table, column, the count as SQL over row ``r``)
_KEPT = (
    ("bookmarks of a library", "library", "bookmarks", "select count(*) from bookmark b where b.library_id = r.id"),
    ("open bookmarks of a library", "library", "bookmarks_open",
     "select count(*) from bookmark b where b.library_id = r.id and not b.private"),
    ("members of a group", "grp", "members", "select count(*) from membership m where m.group_id = r.id and m.role > 0"),
    ("bookmarks of a tag", "tag", "n", "select count(*) from tagging t where t.tag_id = r.id"),
    ("open bookmarks of a tag", "tag", "n_open", "select count(*) from tagging t where t.tag_id = r.id and not t.private"),
    ("pages a person brought", "keeper", "n",
     "select count(*) from saving s where s.library_id = r.library_id and s.person_id = r.person_id"),
    ("savers of a bookmark", "bookmark", "savers", "select count(*) from saving s where s.bookmark_id = r.id"),
    ("tags of a bookmark", "bookmark", "tags_n", "select count(*) from tagging t where t.bookmark_id = r.id"),
    ("highlights of a bookmark", "bookmark", "highlights",
     "select count(*) from audience u where u.page_id = r.page_id and u.library_id = r.library_id and u.part = 0"),
    ("page notes of a bookmark", "bookmark", "page_notes",
     "select count(*) from audience u where u.page_id = r.page_id and u.library_id = r.library_id and u.part = 1"),
    ("replies of a bookmark", "bookmark", "replies",
     "select count(*) from audience u where u.page_id = r.page_id and u.library_id = r.library_id and u.part = 2"),
    ("everything said of a bookmark", "bookmark", "said",
     "select count(*) from audience u where u.page_id = r.page_id and u.library_id = r.library_id"),
    ("replies to an annotation", "audience", "replies",
     "select count(*) from audience u where u.root_id = r.annotation_id and u.library_id = r.library_id"),
    ("libraries that hear an annotation", "annotation", "heard",
     "select count(*) from audience u where u.annotation_id = r.id"),
)  # fmt: skip


@transaction.atomic
def audit(*, repair: bool = False) -> list[str]:
    """A sentence for every kind of count that is wrong somewhere; with ``repair`` they are right afterwards."""
    wrong = []
    with connection.cursor() as cursor:
        for what, table, column, count in _KEPT:
            cursor.execute(f"select count(*) from {table} r where r.{column} <> ({count})")
            n = cursor.fetchone()[0]
            if not n:
                continue
            wrong.append(f"The kept number of {what} is wrong in {n} rows.")
            if repair:
                cursor.execute(f"update {table} as r set {column} = ({count}) where r.{column} <> ({count})")
    return wrong
