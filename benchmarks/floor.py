"""The floor: the same bytes as a listing's page, by bare SQL and one template, without a rule, a language or a thought.

Nothing that prints a page can be much cheaper in this language. How often a page costs the floor is what its framework,
its rules and its shapes cost. ``tests/test_benchmarks.py`` compares the bytes.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from benchmarks.asked import SIZE, Listing, around, pager

COLOURS = ("yellow", "blue", "green", "pink")
OWNER = 3


def connect(database: dict[str, Any]) -> Any:
    """The driver's own connection, for Django's settings of a database."""
    if database["ENGINE"].endswith("sqlite3"):
        connection = sqlite3.connect(database["NAME"])
        connection.row_factory = sqlite3.Row
        for pragma in ("cache_size=-32000", "mmap_size=268435456", "temp_store=MEMORY"):
            connection.execute(f"pragma {pragma}")
        return connection
    import psycopg
    from psycopg.rows import dict_row

    return psycopg.connect(
        dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"], host=database["HOST"],
        port=database["PORT"], autocommit=True, row_factory=dict_row,
    )  # fmt: skip


#: What orders a listing, and what is on its bookmarks.
_ORDER = {"newest": "at", "viewed": "views", "annotated": "said", "discussed": "discussed"}
_KIND = {"noted": ("b.noted > 0", "noted_open"), "untagged": ("b.tags_n = 0", "untagged_open")}
_WITH = "exists (select 1 from tagging u where u.bookmark_id = b.id and u.tag_id = ?)"


class Floor:
    """One group's listing, as a reader or a member of hers gets it."""

    def __init__(self, database: dict[str, Any], files: list[str]) -> None:
        self.connection = connect(database)
        self.mark = "?" if isinstance(self.connection, sqlite3.Connection) else "%s"
        self.files = files
        environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True
        )
        self.template = environment.get_template("floor.html")

    def rows(self, sql: str, *values: object) -> list[Any]:
        """What a statement gives; ``?`` stands for a value."""
        found: list[Any] = self.connection.execute(sql.replace("?", self.mark), values).fetchall()
        return found

    def page(self, listing: Listing, session: str = "") -> bytes:
        """The page. ``session``: of who is signed in."""
        group = self.rows(
            "select g.name, g.members, l.* from grp g join library l on l.group_id = g.id where g.slug = ?",
            listing.group,
        )[0]
        library, base = group["id"], f"/group/{listing.group}"
        reader = self.reader(listing, session, library) if listing.reader else None
        tags = {
            name: self.rows(
                "select t.id, t.n_open from tag t join word w on w.id = t.word_id where t.library_id = ? and w.slug = ?",
                library, name,
            )[0]
            for name in (listing.tag, listing.also, listing.without) if name
        }  # fmt: skip
        found, total = self.found(listing, group, tags)
        member = self.rows("select name from person where id = ?", listing.by)[0]["name"] if listing.by else ""
        text = self.template.render(
            group=group, listing=listing, reader=reader, files=self.files, base=base, here=listing.here,
            path=listing.path, many=total > SIZE or total < 0,
            tags=[
                (row["name"], listing.at(listing.asked(), f"and={row['name']}") if listing.parts else f"{base}/tag/{row['name']}",
                 f"{row['n']:,}")
                for row in self.tags(listing, group, tags)
            ],
            keepers=[
                {"id": row["id"], "name": row["name"], "n": f"{row['n']:,}",
                 "url": listing.at(listing.asked(but="by"), f"by={row['id']}")}
                for row in self.rows(
                    "select p.id, p.name, k.n from keeper k join person p on p.id = k.person_id where k.library_id = ? "
                    "and k.n > 0 order by k.n desc, p.id desc limit 10", library,
                )
            ],
            entries=self.entries(library, base, found, reader), **around(listing, group["name"], member), **pager(listing, found, total),
        )  # fmt: skip
        return text.encode()

    def reader(self, listing: Listing, session: str, library: int) -> dict[str, Any]:
        """Who is signed in, what she is in the group, and what she has said to herself."""
        self.rows("select session_data from django_session where session_key = ?", session)
        reader = dict(self.rows("select * from person where login = ?", listing.reader)[0])
        groups = self.rows("select library_id, role from membership where person_id = ?", reader["id"])
        roles = {row["library_id"]: row["role"] for row in groups}
        self.rows("select now, before from visit where person_id = ? and library_id = ?", reader["id"], library)
        return {**reader, "owns": roles[library] == OWNER}

    def found(self, listing: Listing, group: Any, tags: dict[str, Any]) -> tuple[list[Any], int]:
        """The rows of the page, the newest first, and how many there are in all; -1: more than a thousand."""
        source, values = self.source(listing, group["id"], tags)
        total = self.total(listing, group, tags)
        if total is None:
            total = self.rows(f"select count(*) as n from (select 1 from {source} limit 1001) c", *values)[0]["n"]
            total = -1 if total > 1000 else total
        way, limit = ("asc", total % SIZE or SIZE) if listing.last else ("desc", SIZE)
        key, tie = _key(listing)
        return self.rows(
            f"select b.id, b.page_id, b.title, b.at, b.views, g.url, g.site, p.id as saver_id, p.name as saver, k.key from "
            f"(select {tie} as id, {key} as key from {source} order by {key} {way}, {tie} {way} limit {limit}) k "
            f"join bookmark b on b.id = k.id join page g on g.id = b.page_id join person p on p.id = b.added_by_id "
            f"order by k.key desc, b.id desc", *values,
        ), total  # fmt: skip

    def source(self, listing: Listing, library: int, tags: dict[str, Any]) -> tuple[str, list[object]]:
        """The tables and conditions of a listing, from its narrowest index."""
        if listing.tag:
            table = "tagging k" + (" join bookmark b on b.id = k.bookmark_id" if listing.parts > 1 else "")
            where, values = ["k.tag_id = ? and not k.private"], [tags[listing.tag]["id"]]
        elif listing.by:
            table = "saving k join bookmark b on b.id = k.bookmark_id"
            where, values = ["k.library_id = ? and k.person_id = ? and not b.private"], [library, listing.by]
        else:
            table, where, values = "bookmark b", ["b.library_id = ? and not b.private"], [library]
        if listing.kind == "noted":  # the index of its kind
            where.append("b.words > 0")
        where += [_KIND[listing.kind][0]] if listing.kind else []
        for name, condition in ((listing.also, _WITH), (listing.without, f"not {_WITH}")):
            if name:
                where.append(condition)
                values.append(tags[name]["id"])
        return f"{table} where {' and '.join(where)}", values

    def total(self, listing: Listing, group: Any, tags: dict[str, Any]) -> int | None:
        """The kept count, where one thing is asked."""
        if listing.parts > 1:
            return None
        if listing.by:
            row = self.rows("select n from keeper where library_id = ? and person_id = ?", group["id"], listing.by)[0]
            return int(row["n"])
        kept = (
            tags[listing.tag]["n_open"]
            if listing.tag
            else group[_KIND[listing.kind][1] if listing.kind else "bookmarks_open"]
        )
        return int(kept)

    def tags(self, listing: Listing, group: Any, tags: dict[str, Any]) -> list[Any]:
        """The library's most used tags, or those that stand beside a listing."""
        if not listing.parts:
            return self.rows(
                "select name, n_open as n from tag where library_id = ? and n_open > 0 order by tag.n desc, id desc limit 18",
                group["id"],
            )
        source, values = self.source(listing, group["id"], tags)
        key, tie = _key(listing)
        shown = [tags[name]["id"] for name in (listing.tag, listing.also) if name]
        but = f"where t.tag_id not in ({', '.join('?' * len(shown))})" if shown else ""
        return self.rows(
            f"select a.name, k.n from (select t.tag_id, count(*) as n from (select {tie} as id from {source} "
            f"order by {key} desc, {tie} desc limit 500) k join tagging t on t.bookmark_id = k.id {but} "
            "group by t.tag_id order by n desc, t.tag_id limit 18) k join tag a on a.id = k.tag_id "
            "order by k.n desc, k.tag_id", *values, *shown,
        )  # fmt: skip

    def entries(self, library: int, base: str, found: list[Any], reader: Any) -> list[dict[str, Any]]:
        """The entries, with their tags and what is said."""
        ids, pages = [row["id"] for row in found], [row["page_id"] for row in found]
        entries = {
            row["page_id"]: {
                "id": row["id"], "url": f"{base}/bookmark/{row['id']}", "link": row["url"], "site": row["site"],
                "title": row["title"], "cut": _cut(row["title"]), "saver_id": row["saver_id"], "saver": row["saver"],
                "machine": _machine(row["at"]), "day": _day(row["at"]), "views": row["views"],
                "tags": [], "passages": [], "notes": [],
            }
            for row in found
        }  # fmt: skip
        by_id = {entry["id"]: entry for entry in entries.values()}
        marks = ", ".join("?" * len(found))
        for row in self.rows(
            f"select t.bookmark_id, a.name from tagging t join tag a on a.id = t.tag_id where t.bookmark_id in ({marks}) "
            "order by t.id", *ids,
        ):  # fmt: skip
            by_id[row["bookmark_id"]]["tags"].append(row["name"])
        for row in self.rows(
            "select a.id, a.page_id, u.part, a.quote, a.body, a.color, a.at, a.author_id, p.name as author, u.replies "
            "from audience u join annotation a on a.id = u.annotation_id join person p on p.id = a.author_id "
            f"where u.page_id in ({marks}) and u.library_id = ? and u.part < 2 order by u.part, u.position, a.id",
            *pages, library,
        ):  # fmt: skip
            entries[row["page_id"]]["notes" if row["part"] else "passages"].append(
                {**dict(row), "color": COLOURS[row["color"]], "machine": _machine(row["at"]), "day": _short(row["at"])}
            )
        if reader is not None:  # what she alone hears, and has to read: nothing, in this library
            self.rows(
                f"select * from annotation a where a.author_id = ? and a.page_id in ({marks}) and a.heard = 0",
                reader["id"],
                *pages,
            )
            self.rows(f"select page_id from unread where person_id = ? and page_id in ({marks})", reader["id"], *pages)
        for entry in entries.values():
            entry["mine"] = reader is not None and (reader["owns"] or entry["saver_id"] == reader["id"])
        return list(entries.values())


def _key(listing: Listing) -> tuple[str, str]:
    """What orders a listing, and the bookmark's id."""
    if listing.tag or listing.by:
        return ("k.at" if listing.sort == "newest" else f"b.{_ORDER[listing.sort]}"), "k.bookmark_id"
    return f"b.{_ORDER[listing.sort]}", "b.id"


def _cut(title: str) -> str:
    return title if len(title) <= 80 else title[:79].rstrip() + "…"


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1_000_000, tz=UTC)


def _machine(at: int) -> str:
    return _moment(at).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(at: int) -> str:
    return _moment(at).strftime("%-d %B %Y")


def _short(at: int) -> str:
    moment = _moment(at)
    return moment.strftime("%-d %b" if moment.year == datetime.now(tz=UTC).year else "%-d %b %Y")
