"""What was to be read later at the source is on the importer's list here, and not again once she has read it."""

import io
import json

from florilegium.library.actions import reading
from florilegium.library.models import Bookmark, Unread
from florilegium.portability import importing
from tests.cast import Cast


def test_read_later_comes_along_once(cast: Cast) -> None:
    items: list[dict[str, object]] = [
        {"title": f"T{n}", "url": f"https://example.org/{n}", "user": "a", "desc": "", "tags": "x", "shared": "no",
         "readlater": "yes" if n % 2 else "no", "created_at": "2013/02/03 10:09:32 +0000", "comments": [], "annotations": []}
        for n in range(4)
    ]  # fmt: skip
    own, alice = cast.own("alice"), cast["alice"]

    def bring() -> None:
        job = importing.receive(by=alice, name="api.json", stream=io.BytesIO(json.dumps(items).encode()))
        importing.begin(job, own)
        importing.run(job)
        assert job.rejected == 0

    bring()
    titles = Bookmark.objects.filter(page__in=Unread.objects.filter(person=alice).values("page"))
    assert sorted(titles.values_list("title", flat=True)) == ["T1", "T3"]
    reading.set_unread(by=alice, bookmarks=[Bookmark.objects.get(title="T1")], unread=False)
    bring()
    assert list(titles.values_list("title", flat=True)) == ["T3"]
    assert not Unread.objects.exclude(person=alice).exists()
