"""Whether what the actions keep is so: each kept count and copy compared, and if asked mended, in one statement."""

from django.db import connection, transaction

_HEARD = "audience u where u.page_id = r.page_id and u.library_id = r.library_id"
#: What only the library's own person hears of row ``r``, a bookmark.
_ONLY_HERS = (
    "annotation a join library l on l.person_id = a.author_id "
    "where l.id = r.library_id and a.page_id = r.page_id and a.heard = 0 and not a.withdrawn"
)
_NOTED = (
    "select count(*) from annotation n join audience u on u.annotation_id = n.id "
    "where u.page_id = r.page_id and u.library_id = r.library_id and (u.part = 1 or (u.part = 0 and n.kind = 1))"
)
_EVERYONE = "select case when l.stale then r.everyone else (l.open and not {private}) end from library l where l.id = r.library_id"

#: (what, table, column, what it should hold as SQL over row ``r``)
_KEPT = (
    ("number of bookmarks of a library", "library", "bookmarks",
     "select count(*) from bookmark b where b.library_id = r.id"),
    ("number of open bookmarks of a library", "library", "bookmarks_open",
     "select count(*) from bookmark b where b.library_id = r.id and not b.private"),
    *((f"number of bookmarks of a library with {what}", "library", column,
       f"select count(*) from bookmark b where b.library_id = r.id and {condition}")
      for column, what, condition in (
        ("highlighted", "highlights", "b.marks > 0"), ("noted", "notes", "b.words > 0"), ("untagged", "no tag", "b.tags_n = 0"),
        ("highlighted_open", "highlights that others see", "not b.private and b.highlights > 0"),
        ("noted_open", "notes that others see", "not b.private and b.noted > 0"),
        ("untagged_open", "no tag that others see", "not b.private and b.tags_n = 0"),
      )),
    ("date of the newest bookmark of a library", "library", "latest",  # may be above it, never below
     "select coalesce(max(case when b.at > r.latest then b.at end), r.latest) from bookmark b where b.library_id = r.id"),
    ("number of members of a group", "grp", "members",
     "select count(*) from membership m where m.group_id = r.id and m.role > 0"),
    ("number of bookmarks of a tag", "tag", "n", "select count(*) from tagging t where t.tag_id = r.id"),
    ("number of open bookmarks of a tag", "tag", "n_open",
     "select count(*) from tagging t where t.tag_id = r.id and not t.private"),
    ("number of pages a person brought", "keeper", "n",
     "select count(*) from saving s where s.library_id = r.library_id and s.person_id = r.person_id"),
    ("number of savers of a bookmark", "bookmark", "savers", "select count(*) from saving s where s.bookmark_id = r.id"),
    ("number of tags of a bookmark", "bookmark", "tags_n", "select count(*) from tagging t where t.bookmark_id = r.id"),
    ("number of highlights of a bookmark", "bookmark", "highlights", f"select count(*) from {_HEARD} and u.part = 0"),
    ("number of notes of a bookmark", "bookmark", "noted", _NOTED),
    ("number of page notes of a bookmark", "bookmark", "page_notes", f"select count(*) from {_HEARD} and u.part = 1"),
    ("number of replies of a bookmark", "bookmark", "replies", f"select count(*) from {_HEARD} and u.part = 2"),
    ("number of everything said of a bookmark", "bookmark", "said", f"select count(*) from {_HEARD}"),
    ("number of highlights of a bookmark, as its own person counts them,", "bookmark", "marks",
     f"(select count(*) from {_HEARD} and u.part = 0) + (select count(*) from {_ONLY_HERS} and a.kind in (0, 1))"),
    ("number of notes of a bookmark, as its own person counts them,", "bookmark", "words",
     f"({_NOTED}) + (select count(*) from {_ONLY_HERS} and a.kind in (1, 2))"),
    ("date of the last words of a bookmark", "bookmark", "discussed",
     f"select coalesce(max(u.at + 0), 0) from {_HEARD} and u.part > 0"),  # + 0: else SQLite walks the dates
    ("hint that everyone reads a bookmark", "bookmark", "everyone", _EVERYONE.format(private="r.private")),
    ("date of a bookmark beside its tags", "tagging", "at", "select b.at from bookmark b where b.id = r.bookmark_id"),
    ("mark of a private bookmark beside its tags", "tagging", "private",
     "select b.private from bookmark b where b.id = r.bookmark_id"),
    ("hint that everyone reads a bookmark beside its tags", "tagging", "everyone", _EVERYONE.format(private="r.private")),
    ("number of replies to an annotation", "audience", "replies",
     "select count(*) from audience u where u.root_id = r.annotation_id and u.library_id = r.library_id"),
    ("page of an annotation where it is heard", "audience", "page_id",
     "select a.page_id from annotation a where a.id = r.annotation_id"),
    ("date of an annotation where it is heard", "audience", "at",
     "select a.at from annotation a where a.id = r.annotation_id"),
    ("number of libraries that hear an annotation", "annotation", "heard",
     "select count(*) from audience u where u.annotation_id = r.id"),
)  # fmt: skip


@transaction.atomic
def audit(*, repair: bool = False) -> list[str]:
    """A sentence for everything kept that is wrong somewhere; with ``repair`` it is right afterwards."""
    wrong = []
    with connection.cursor() as cursor:
        for table in ("bookmark", "annotation", "audience"):
            cursor.execute(f"select count(*) from {table} r join page g on g.id = r.page_id where g.merged_into_id > 0")
            n = cursor.fetchone()[0]
            if n:
                wrong.append(f"{n} rows of {table} are of a page that was merged into another.")
        for what, table, column, right in _KEPT:
            cursor.execute(f"select count(*) from {table} r where r.{column} <> ({right})")
            n = cursor.fetchone()[0]
            if not n:
                continue
            wrong.append(f"The kept {what} is wrong in {n} rows.")
            if repair:
                cursor.execute(f"update {table} as r set {column} = ({right}) where r.{column} <> ({right})")
    return wrong
