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

from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.models import Library
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
)  # fmt: skip


def fill(library: Library, cast: Cast, count: int) -> None:
    """Entries with all that can hang on them. “often” is on three of seven, “seldom” on one in thirty."""
    alice, bob = cast["alice"], library.person or cast["bob"]
    drafts = [
        draft(
            bob if n % 5 == 0 or library.person else alice, f"{library.pk}/{n}", at=1_600_000_000_000_000 + n * 1_000_000,
            views=n * 7 % 1000, tags=_tags(n),
            highlights=tuple(HighlightDraft(f"quote {k} of {n}", alice) for k in range(n % 4)),
            page_notes=(NoteDraft(f"note on {n}", bob),) if n % 3 == 0 else (),
        )
        for n in range(count)
    ]  # fmt: skip
    for start in range(0, count, 500):
        keep(library, *drafts[start : start + 500], by=library.person or alice)


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
    assert max(few.values()) <= 17


@pytest.mark.parametrize("who", VIEWERS)
@pytest.mark.parametrize("measured", MEASURED)
def test_every_statement_of_a_listing_begins_at_an_index_and_none_sorts_the_listing(
    cast: Cast, who: str, measured: bool
) -> None:
    group = cast.group("open", readable_by="world")
    fill(group, cast, 3_000)
    for name in PEOPLE:  # other people's libraries, of other sizes
        fill(cast.own(name), cast, 150)
    if measured:
        ask("analyze")
    if connection.vendor == "postgresql":
        # In tables as small as these it is as quick to read or sort all of some: see whether it can do without.
        for way in ("seqscan", "sort", "hashjoin", "mergejoin"):
            ask(f"set local enable_{way} = off")
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
        plan = ask(f"explain (format json) {sql}")[0][0]
        nodes = list(_nodes((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]))
        found = [f"all of {node['Relation Name']} is read" for node in nodes if _reads_all(node)]
        # above the limit only the page itself is sorted
        cut = [inner for node in nodes if node["Node Type"] == "Limit" for inner in _nodes(node)]
        return found + [node["Node Type"] for node in cut if listing and "Sort" in node["Node Type"]]
    rows = ask(f"explain query plan {sql}")
    found = [detail for _id, _parent, _, detail in rows if detail.startswith("SCAN") and detail != "SCAN k"]
    # at the root only the page itself is sorted, which the limit within ``k`` has cut
    return found + [detail for _id, parent, _, detail in rows if listing and parent and "ORDER BY" in detail]


def _nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for inner in node.get("Plans", ()):
        yield from _nodes(inner)


def _reads_all(node: dict[str, Any]) -> bool:
    """A scan of a large table without a condition on an index: without any, or of a whole index."""
    if node.get("Relation Name") not in LARGE or node["Node Type"] == "Bitmap Heap Scan":
        return False
    return "Index Cond" not in node
