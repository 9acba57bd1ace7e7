"""Several files brought at once by the browser: one look at all, one form, and a report for each."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from florilegium.library.models import Bookmark, Saving
from florilegium.portability import importing
from florilegium.portability.models import Import, State
from tests.cast import Cast
from tests.portability.test_diigo_group import item, page

from .browsing import client_of

CSV = (
    "title,url,tags,description,comments,annotations,created_at\n"
    '"A title","https://example.org/a","a","","","Highlight:q\n","2013-02-03 10:09:32"\n'
)


def listing(first: int, last: int, *items: str) -> bytes:
    """A page of a group's listing of 64."""
    return page(*items).replace("1 - 20 of 1,064", f"{first} - {last} of 64").encode()


def upload(client: Client, **files: bytes) -> str:
    """Where the preview is."""
    sent = [SimpleUploadedFile(name.replace("_", "."), data) for name, data in files.items()]
    return client.post("/imports/new", {"file": sent})["Location"]


def run_all() -> None:
    while (job := importing.next_to_run()) is not None:
        importing.run(job)


def test_files_brought_at_once_are_seen_together_and_reported_apart(cast: Cast) -> None:
    group, client = cast.group("open", readable_by="world"), client_of(cast, "alice")
    third = listing(41, 60, item(0, title="Third", url="https://example.org/c"))
    where = upload(
        client, one_html=listing(1, 20, item(0)), three_html=third, mine_csv=CSV.encode(), strange_txt=b"just words"
    )
    seen = client.get(where).content.decode()
    assert "<h1" in seen and "4 files" in seen
    for name in ("one.html", "three.html", "mine.csv", "strange.txt"):
        assert name in seen
    assert "We do not know this form of file." in seen
    assert "40 of 64 items are on these pages: bring the other pages as well." in seen
    assert seen.count("not proven on a real file") == 1
    assert "Diigo group page (HTML)" in seen and "Diigo CSV" in seen
    assert "Whose is mine.csv, if not yours?" in seen and "Whose is one.html" not in seen
    assert client.post(f"{where}/begin", {}).status_code == 422
    assert set(Import.objects.values_list("state", flat=True)) == {State.UPLOADED}
    whose = re.search(r'name="(whose-\d+)"', seen)
    assert whose is not None
    begun = client.post(f"{where}/begin", {"in": group.pk, whose[1]: "Ben Lind"})
    assert begun["Location"] == where
    run_all()
    states = dict(Import.objects.values_list("name", "state"))
    assert states == {
        "one.html": State.DONE,
        "three.html": State.DONE,
        "mine.csv": State.DONE,
        "strange.txt": State.FAILED,
    }
    assert set(Bookmark.objects.values_list("title", flat=True)) == {"A title", "Third"}
    assert set(Saving.objects.filter(bookmark__title="A title").values_list("person__name", flat=True)) == {
        "Anna Lind",
        "Ben Lind",
    }
    report = client.get(where).content.decode()
    assert "Brought at once with it" in report and "40 of 64 items are on these pages" in report
    for other in Import.objects.exclude(name="one.html"):
        assert f'href="/imports/{other.pk}"' in report
        assert client.get(f"/imports/{other.pk}").status_code == 200


def test_a_file_is_left_out_before_the_others_begin(cast: Cast) -> None:
    own, client = cast.own("alice"), client_of(cast, "alice")
    where = upload(client, one_csv=CSV.encode(), two_csv=CSV.replace("/a", "/b").encode())
    first, second = Import.objects.order_by("id")
    assert client.post(f"/imports/{first.pk}/discard")["Location"] == f"/imports/{second.pk}"
    assert client.get(where).status_code == 404
    client.post(f"/imports/{second.pk}/begin", {"in": own.pk})
    run_all()
    assert list(Bookmark.objects.values_list("page__url", flat=True)) == ["https://example.org/b"]


def test_who_may_not_bring_words_of_others_brings_none_of_the_files(cast: Cast) -> None:
    group, client = cast.group("open", readable_by="world"), client_of(cast, "bob")
    where = upload(client, mine_csv=CSV.encode(), page_html=listing(1, 20, item(0)))
    refused = client.post(f"{where}/begin", {"in": group.pk})
    assert refused.status_code == 422
    assert "page.html: This file holds words of other people." in refused.content.decode()
    assert set(Import.objects.values_list("state", flat=True)) == {State.UPLOADED}
    mine = Import.objects.get(name="mine.csv")
    named = client.post(f"{where}/begin", {"in": group.pk, f"whose-{mine.pk}": "Anna"})
    assert named.status_code == 422 and "mine.csv: This file holds words" in named.content.decode()


@pytest.mark.parametrize("name", ["alice", "bob"])
def test_files_of_others_are_not_there(cast: Cast, name: str) -> None:
    where = upload(client_of(cast, "alice"), one_csv=CSV.encode(), two_csv=CSV.encode())
    assert client_of(cast, name).get(where).status_code == (200 if name == "alice" else 404)


def test_nothing_is_received_where_one_is_too_large(cast: Cast, settings: object) -> None:
    settings.UPLOAD_MB = 1  # type: ignore[attr-defined]
    client = client_of(cast, "alice")
    files = [SimpleUploadedFile("a.csv", CSV.encode()), SimpleUploadedFile("b.csv", b"x" * (2 << 20))]
    assert client.post("/imports/new", {"file": files}).status_code == 413
    assert not Import.objects.exists() and list(importing.folder().iterdir()) == []
