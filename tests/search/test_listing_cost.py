"""What a page of a listing costs: as many statements for any number of bookmarks, and an index for every one of them.

The pages are asked for as a browser does, so that every statement is looked at: the rule's, the count's, the listing's,
and those of all that hangs on its entries.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from florilegium.library.actions import reading
from florilegium.library.actions.groups import set_library_open
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.models import Bookmark, Library
from florilegium.search.addresses import bookmark_path
from florilegium.search.listing import SORTS
from tests.cast import PEOPLE, Cast, draft, keep
from tests.web.browsing import client_of

VIEWERS = ("nobody", "bob")
#: Whether the database was told to measure its tables. An SQLite file may never be; PostgreSQL does it by itself.
MEASURED = (True,) if connection.vendor == "postgresql" else (True, False)
#: The tables that grow with what is kept.
LARGE = {"bookmark", "saving", "tagging", "audience", "annotation", "page"}

#: Every listing that one index holds in its order.
PLAIN = (
    "tag=often", "tag=seldom", "by=alice", "by=bob", "kind=highlighted", "kind=noted", "kind=untagged",
    *(f"sort={sort}" for sort in SORTS), *(f"tag=often sort={sort}" for sort in SORTS),
)  # fmt: skip
#: Combinations: they begin at an index too, and may look at more than they show, or gather a few and sort them.
MIXED = (
    "tag=often by=bob", "tag=seldom by=alice", "tag=often kind=noted", "by=bob kind=highlighted",
    "tag=often by=alice kind=noted", "by=alice sort=viewed", "kind=noted sort=viewed", "kind=untagged sort=annotated",
    "by=bob kind=noted sort=viewed", "tag=seldom sort=viewed", "tag=seldom sort=annotated",
    "tag=often and=t3", "tag=often and=t3 not=seldom", "tag=often not=seldom", "not=often", "not=often sort=discussed",
    "from=2020-09-13 to=2020-09-14", "tag=often from=2020-09-13", "by=bob to=2020-09-14", "tag=t3 sort=discussed",
)  # fmt: skip
#: Pages that are no listing of a group, and who reads them.
PAGES = (
    ("/", "bob"), ("/", "nobody"), ("/group/", "bob"), ("/group/open/tags", "nobody"), ("/group/open/members", "bob"),
    ("/group/open?kind=unread", "bob"), ("/person/bob", "bob"), ("/person/bob?kind=private", "bob"),
    ("/person/bob/tag/often", "bob"), ("/person/alice", "nobody"), ("/person/alice/tag/often", "nobody"),
    ("/feeds/group/open.atom", "nobody"), ("/feeds/group/open.rss?tag=often", "nobody"),
    ("/feeds/person/alice.json?kind=noted", "nobody"), ("/imports", "bob"), ("/trash", "bob"),
)  # fmt: skip


def fill(library: Library, cast: Cast, count: int) -> None:
    """Entries with all that can hang on them. “often” is on three of seven, “seldom” on one in thirty."""
    alice, bob = cast["alice"], library.person or cast["bob"]
    drafts = [
        draft(
            bob if n % 5 == 0 or library.person else alice, f"{library.pk}/{n}", at=1_600_000_000_000_000 + n * 1_000_000,
            views=n * 7 % 1000, tags=_tags(n), private=n % 2 == 0,
            highlights=tuple(HighlightDraft(f"quote {k} of {n}", alice) for k in range(n % 4)),
            page_notes=(NoteDraft(f"note on {n}", bob),) if n % 3 == 0 else (),
        )
        for n in range(count)
    ]  # fmt: skip
    for start in range(0, count, 500):
        keep(library, *drafts[start : start + 500], by=library.person or alice)


def libraries(cast: Cast) -> Library:
    """The group “open”, among libraries of other sizes: where one holds nearly all, to read all is no mistake."""
    group = cast.group("open", readable_by="world")
    fill(group, cast, 3_000)
    fill(cast.group("large"), cast, 6_000)
    for name in PEOPLE:
        fill(cast.own(name), cast, 150)
    return group


def _tags(n: int) -> tuple[str, ...]:
    if n % 7 == 0:
        return ()
    return (*(("often",) if n % 2 else ()), *(("seldom",) if n % 30 == 1 else ()), f"t{n % 50}")


def address(cast: Cast, asked: str, **query: str) -> str:
    """Where the listing is: ``tag=often by=bob sort=viewed`` of the group “open”."""
    parts = {**dict(word.split("=") for word in asked.split()), **query}
    if "by" in parts:
        parts["by"] = str(cast[parts["by"]].pk)
    tag = f"/tag/{parts.pop('tag')}" if "tag" in parts else ""
    return f"/group/open{tag}?{urlencode(parts)}"


def statements(client: Client, path: str) -> list[str]:
    """What the database is asked for one page."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    assert "No bookmark here fits" not in answer.content.decode()
    return [query["sql"].strip() for query in captured.captured_queries]


@pytest.mark.parametrize("who", VIEWERS)
def test_a_page_of_three_hundred_bookmarks_costs_as_many_statements_as_one_of_thirty(cast: Cast, who: str) -> None:
    group = cast.group("open", readable_by="world")
    client = client_of(cast, who)

    client.get("/group/open")  # her first visit is noted

    def costs() -> dict[str, int]:
        return {asked: len(statements(client, address(cast, asked, size="100"))) for asked in (*PLAIN, *MIXED)}

    fill(group, cast, 30)
    few = costs()
    fill(group, cast, 300)
    assert costs() == few
    assert max(few.values()) <= 18


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("measured", MEASURED)
def test_every_statement_of_a_listing_begins_at_an_index_and_none_sorts_the_listing(
    cast: Cast, who: str, measured: bool
) -> None:
    libraries(cast)
    if measured:
        ask("analyze")
    without_choice()
    client = client_of(cast, who)
    wrong = [
        f"{asked}: {problem}\n{sql}"
        for asked in (*PLAIN, *MIXED)
        for path in pages(cast, client, asked)
        for sql in statements(client, path)
        if sql.lower().startswith("select")
        for problem in problems(sql, ordered=asked in PLAIN)
    ]
    assert not wrong, "\n\n".join(wrong[:5])


@pytest.mark.parametrize("measured", MEASURED)
def test_every_statement_of_other_pages_begins_at_an_index(cast: Cast, measured: bool) -> None:
    group = libraries(cast)
    set_library_open(by=cast["alice"], library=cast.own("alice"), is_open=True)
    bookmark = Bookmark.objects.filter(library=group, said__gt=2).earliest("at")
    own = Bookmark.objects.filter(library=cast.own("bob"), said__gt=2).earliest("at")
    reading.set_unread(by=cast["bob"], bookmarks=[bookmark], unread=True)
    if measured:
        ask("analyze")
    without_choice()
    shown = [*PAGES, (bookmark_path(group, bookmark.pk), "nobody"), (bookmark_path(own.library, own.pk), "bob")]
    wrong = [
        f"{path}: {problem}\n{sql}"
        for path, who in shown
        for sql in statements(client_of(cast, who), path)
        if sql.lower().startswith("select")
        for problem in problems(sql, ordered=False)
    ]
    assert not wrong, "\n\n".join(wrong[:5])


def without_choice() -> None:
    """In tables as small as these it is as quick to read all of some: see whether PostgreSQL can do without."""
    if connection.vendor == "postgresql":
        for way in ("seqscan", "hashjoin", "mergejoin"):
            ask(f"set local enable_{way} = off")


def pages(cast: Cast, client: Client, asked: str) -> Iterator[str]:
    """A listing's first page, one after and one before a row in its middle, and the last."""
    yield address(cast, asked)
    yield address(cast, asked, page="last")
    last = client.get(address(cast, asked, page="last")).content.decode()
    before = re.search(r"before=(\d+\.\d+)&amp;start=(\d+)", last)
    assert before is not None, f"{asked} has one page only"
    yield address(cast, asked, before=before[1], start=before[2])
    yield address(cast, asked, after=before[1], start=before[2])


def ask(sql: str) -> list[tuple[Any, ...]]:
    """Rows of a statement, none if it gives none."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall() if cursor.description else []


def problems(sql: str, *, ordered: bool) -> list[str]:
    """What is wrong with the plan of a statement. ``ordered``: the listing comes in its order from an index."""
    listing = ordered and "order by k.key" in sql
    if connection.vendor == "postgresql":
        ask(f"set local enable_sort = {'off' if listing else 'on'}")  # as with reading all of some
        plan = ask(f"explain (format json) {sql}")[0][0]
        nodes = list(_nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
        found = [f"all of {node['Relation Name']} is read" for node in nodes if _reads_all(node)]
        # above the limit only the page itself is sorted
        cut = [inner for node in nodes if node["Node Type"] == "Limit" for inner in _nodes(node)]
        return found + [node["Node Type"] for node in cut if listing and "Sort" in node["Node Type"]]
    rows = ask(f"explain query plan {sql}")
    found = [detail for _id, _parent, _, detail in rows if detail.startswith("SCAN") and not _SMALL.fullmatch(detail)]
    # at the root only the page itself is sorted, which the limit within ``k`` has cut
    return found + [detail for _id, parent, _, detail in rows if listing and parent and "ORDER BY" in detail]


#: A page's own rows, a list that came with the statement, and the directory of groups, in its order.
_SMALL = re.compile(r"SCAN (k|l VIRTUAL TABLE .*|grp USING INDEX group_listed)")


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


def _reads_all(node: dict[str, Any]) -> bool:
    """A scan of a large table without a condition on an index: without any, or of a whole index."""
    if node.get("Relation Name") not in LARGE or node["Node Type"] == "Bitmap Heap Scan":
        return False
    return "Index Cond" not in node
