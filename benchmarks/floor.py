"""The floor: the same bytes as a listing's page, by bare SQL and one template, without a rule, a language or a thought.

Nothing that prints a page can be much cheaper in this language. How often a page costs the floor is what its framework,
its rules and its shapes cost. ``tests/test_benchmarks.py`` compares the bytes.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

COLOURS = ("yellow", "blue", "green", "pink")
SIZE = 20


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


class Floor:
    """One group's listing or tag, first or last page, as an anonymous reader gets it."""

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

    def page(self, slug: str, tag: str = "", *, last: bool = False) -> bytes:
        """The page."""
        group = self.rows(
            "select g.name, g.members, l.id, l.bookmarks_open from grp g join library l on l.group_id = g.id "
            "where g.slug = ?", slug,
        )[0]  # fmt: skip
        library, total = group["id"], group["bookmarks_open"]
        table, key, where, value = "bookmark k", "k.id", "k.library_id = ? and not k.private", library
        if tag:
            kept = self.rows(
                "select t.id, t.n_open from tag t join word w on w.id = t.word_id where t.library_id = ? and w.slug = ?",
                library, tag,
            )[0]  # fmt: skip
            total = kept["n_open"]
            table, key, where, value = "tagging k", "k.bookmark_id", "k.tag_id = ? and not k.private", kept["id"]
        way, limit = ("asc", total % SIZE or SIZE) if last else ("desc", SIZE)
        found = self.rows(
            f"select b.id, b.page_id, b.title, b.at, b.views, g.url, g.site, p.id as saver_id, p.name as saver from "
            f"(select {key} as id, k.at from {table} where {where} order by k.at {way}, {key} {way} limit {limit}) k "
            f"join bookmark b on b.id = k.id join page g on g.id = b.page_id join person p on p.id = b.added_by_id "
            f"order by b.at desc, b.id desc", value,
        )  # fmt: skip
        base = f"/group/{slug}"
        here = f"{base}/tag/{tag}" if tag else base
        start = total - len(found) + 1 if last else 1
        text = self.template.render(
            group=group, tag=tag, files=self.files, base=base, here=here, asked=f"?tag={tag}" if tag else "",
            counted=f"{total:,} bookmarks carry this tag." if tag else f"{total:,} bookmarks.", total=total,
            tags=[(row["name"], f"{row['n']:,}") for row in self.tags(library, value if tag else 0)],
            keepers=[
                {"id": row["id"], "name": row["name"], "n": f"{row['n']:,}"}
                for row in self.rows(
                    "select p.id, p.name, k.n from keeper k join person p on p.id = k.person_id where k.library_id = ? "
                    "and k.n > 0 order by k.n desc, p.id desc limit 10", library,
                )
            ],
            entries=self.entries(library, base, found), path=here + ("?page=last" if last else ""),
            range=f"{start:,} – {start + len(found) - 1:,} of {total:,}",
            first=here if last and start > 1 else "",
            previous=_step(here, "before", found[0], start - SIZE) if last and start > 1 else "",
            next=_step(here, "after", found[-1], SIZE + 1) if not last and total > SIZE else "",
            last=f"{here}?page=last" if not last and total > SIZE else "",
        )  # fmt: skip
        return text.encode()

    def tags(self, library: int, tag: int) -> list[Any]:
        """The library's most used tags, or those that stand beside one of them."""
        if not tag:
            return self.rows(
                "select name, n_open as n from tag where library_id = ? and n_open > 0 order by tag.n desc, id desc limit 18",
                library,
            )
        return self.rows(
            "select a.name, k.n from (select t.tag_id, count(*) as n from (select bookmark_id from tagging where tag_id = ? "
            "and not private order by at desc, bookmark_id desc limit 500) k join tagging t on t.bookmark_id = k.bookmark_id "
            "where t.tag_id <> ? group by t.tag_id order by n desc, t.tag_id limit 18) k join tag a on a.id = k.tag_id "
            "order by k.n desc, k.tag_id", tag, tag,
        )  # fmt: skip

    def entries(self, library: int, base: str, found: list[Any]) -> list[dict[str, Any]]:
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
        return list(entries.values())


def _step(here: str, way: str, row: Any, start: int) -> str:
    return f"{here}?{way}={row['at']}.{row['id']}&start={start}"


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
