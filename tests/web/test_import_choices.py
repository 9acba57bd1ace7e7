"""Bringing a file in by the browser, with choices, and taking it back."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from florilegium.command.main import main
from florilegium.library.models import Bookmark
from florilegium.portability import importing, undoing
from florilegium.portability.models import Import, State
from tests.cast import Cast, draft, keep

from .browsing import client_of

CSV = (
    "title,url,tags,description,comments,annotations,created_at\n"
    '"One","https://example.org/1","a","","","Highlight:q\n","2013-02-03 10:09:32"\n'
    '"Two","https://example.org/2","a","","","","2013-02-03 10:09:32"\n'
)


def upload(client: Client, text: str, name: str = "export.csv") -> str:
    """Where the preview is."""
    return client.post("/imports/new", {"file": SimpleUploadedFile(name, text.encode())})["Location"]


def test_choices_are_made_in_the_preview_and_an_import_is_undone(cast: Cast) -> None:
    own, client = cast.own("alice"), client_of(cast, "alice")
    keep(own, draft(cast["alice"], 1))
    where = upload(client, CSV)
    assert "Only complete what the library has" in client.get(where).content.decode()
    client.post(f"{where}/begin", {"in": own.pk, "private": "no", "tags": "brought, À lire"})
    job = Import.objects.get()
    importing.run(job)
    rows = dict(Bookmark.objects.values_list("title", "tags_n"))
    assert rows == {"Page 1": 3, "Two": 3}
    assert not Bookmark.objects.get(title="Two").private
    page = client.get(where).content.decode()
    assert f'href="{where}/undo"' in page
    assert "What others have answered" in client.get(f"{where}/undo").content.decode()
    assert client_of(cast, "bob").post(f"{where}/undo").status_code == 404
    client.post(f"{where}/undo")
    assert "Being undone" in client.get(where).content.decode()
    job.refresh_from_db()
    undoing.run(job)
    assert "Undone, all of it." in client.get(where).content.decode()
    assert dict(Bookmark.objects.values_list("title", "tags_n")) == {"Page 1": 0}
    assert client.post(f"{where}/undo").status_code == 409


def test_a_title_that_could_be_several_is_asked_about(cast: Cast) -> None:
    group, client = cast.group("open", readable_by="world"), client_of(cast, "alice")
    alice = cast["alice"]
    rows = keep(group, *(draft(alice, n, title="The same title, long enough to be one") for n in (1, 2)))
    text = (
        "Skip to main content\nHome/ Open/ Group items tagged x\n\nRss Feed\n\nAlice\n\n"
        "The same title, long enough to be one - 0 views\n\n  • a quote\n\n1 - 1 of 1\nShowing 20 items per page\n"
    )
    where = upload(client, text, "page.txt")
    asked = client.post(f"{where}/begin", {"in": group.pk}).content.decode()
    number = re.search(r'name="title-(\d+-\d+)"', asked)
    assert number is not None and "https://example.org/2" in asked
    client.post(f"{where}/begin", {"in": group.pk, f"title-{number[1]}": rows[1].pk})
    importing.run(Import.objects.get(state=State.WAITING))
    assert dict(Bookmark.objects.values_list("page__url", "highlights")) == {
        "https://example.org/1": 0, "https://example.org/2": 1,
    }  # fmt: skip


def test_an_import_is_undone_by_command(cast: Cast, tmp_path: object) -> None:
    own, client = cast.own("alice"), client_of(cast, "alice")
    where = upload(client, CSV)
    client.post(f"{where}/begin", {"in": own.pk})
    importing.run(Import.objects.get())
    number = where.rpartition("/")[2]
    assert main(["undo", "--by", "alice"]) == 0
    assert main(["undo", number, "--by", "bob"]) == 2
    assert main(["undo", number, "--by", "alice"]) == 0
    assert not Bookmark.objects.exists()
    assert main(["undo", number, "--by", "alice"]) == 2
