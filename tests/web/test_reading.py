"""The reader, the copies and what one gives to others, as pages."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from florilegium.archive import files
from florilegium.archive.models import Capture, SnapshotImage
from florilegium.kit import clock
from florilegium.library.actions import annotating
from florilegium.library.actions.same_pages import merge_pages
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.models import Annotation, Progress
from tests.archive.made import copy_of
from tests.archive.site import PIXEL
from tests.cast import Cast, draft, keep

from .browsing import client_of


def test_the_article_is_set_with_its_outline_and_its_margin(cast: Cast) -> None:
    group = cast.group("gg")
    marks = (HighlightDraft("The words", cast["alice"], notes=(NoteDraft("Why *these*.", cast["alice"]),)),)
    bookmark = keep(group, draft(cast["alice"], 1, highlights=marks))[0]
    copy_of(bookmark)
    page = client_of(cast, "bob").get(f"/group/gg/bookmark/{bookmark.pk}/read").content.decode()
    assert "<h1" in page and "As the page calls itself" in page
    assert "Idris Holloway, The Slow Shelf, 6 November 2026" in page
    assert '<a href="#part-1" dir="auto">Second part</a>' in page and '<h2 id="part-1">Second part</h2>' in page
    assert re.search(rf'<article [^>]*data-root data-bookmark="{bookmark.pk}"[^>]*data-csrf="\w{{64}}"', page)
    assert "Why <em>these</em>." in page
    assert "https://example.org/1#:~:text=The%20words" in page


def test_words_of_the_article_are_sanitised_on_the_way_out(cast: Cast) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    hostile = (
        '<p onclick="x()">Words<script>alert(1)</script><img src="https://elsewhere.example/p.png"><img src="image/'
        + "a" * 64 + '"><a href="javascript:alert(1)">a</a><style>p{}</style><iframe src="/"></iframe></p>'
    )  # fmt: skip
    copy_of(bookmark, html=hostile)
    page = client_of(cast, "alice").get(f"/person/alice/bookmark/{bookmark.pk}/read").content.decode()
    body = page.partition("<article")[2].partition("</article>")[0]
    assert "Words" in body and f'src="image/{"a" * 64}"' in body
    for word in ("script", "onclick", "elsewhere", "style", "iframe"):
        assert word not in body.partition(">")[2]


def test_how_far_one_is_is_kept_and_told(cast: Cast) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    copy_of(bookmark, "word " * 2200)
    client, base = client_of(cast, "alice"), f"/person/alice/bookmark/{bookmark.pk}"
    assert "10 minutes of reading" in client.get(f"{base}/read").content.decode()
    assert client.post(f"{base}/progress", {"permille": "540"}).status_code == 204
    assert client.post(f"{base}/progress", {"permille": "nonsense"}).status_code == 204
    assert Progress.objects.get().permille == 540
    assert "Read to 54 %, 5 minutes left" in client.get(f"{base}/read").content.decode()
    assert client_of(cast, "bob").post(f"{base}/progress", {"permille": "1"}).status_code == 404
    assert Client().post(f"{base}/progress", {"permille": "1"}).status_code == 302


def test_how_articles_look_is_remembered(cast: Cast) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    copy_of(bookmark)
    client, here = client_of(cast, "alice"), f"/person/alice/bookmark/{bookmark.pk}/read"
    answer = client.post("/preferences/reader", {"size": "large", "face": "sans", "paper": "nonsense", "next": here})
    assert answer["Location"] == here
    page = client.get(here).content.decode()
    assert re.search(r'name="size" value="large"[^>]*checked', page)
    assert re.search(r'name="face" value="sans"[^>]*checked', page)
    assert re.search(r'name="paper" value="auto"[^>]*checked', page)


def test_a_post_to_the_reader_still_takes_the_page_off_one_s_list(cast: Cast) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1, unread=True))[0]
    client = client_of(cast, "alice")
    assert client.post(f"/person/alice/bookmark/{bookmark.pk}/read").status_code == 302
    assert "To read" in client.get(f"/person/alice/bookmark/{bookmark.pk}").content.decode()


def test_a_copy_is_served_into_a_sandbox_of_its_own(cast: Cast) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    snapshot = copy_of(bookmark)
    client, base = client_of(cast, "alice"), f"/person/alice/bookmark/{bookmark.pk}/snapshot/{snapshot.pk}"
    frame = client.get(base)
    assert "frame-src 'self'" in frame["Content-Security-Policy"]
    assert f'src="{base}/copy"' in frame.content.decode() and 'sandbox="allow-scripts' in frame.content.decode()
    copy = client.get(f"{base}/copy")
    policy = copy["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([\w-]+)'", policy)
    assert policy.startswith("sandbox allow-scripts") and "allow-same-origin" not in policy
    assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy
    assert nonce and copy.content.startswith(f'<!DOCTYPE html><script type="module" nonce="{nonce[1]}">'.encode())
    assert not copy.cookies and copy["Referrer-Policy"] == "no-referrer"
    assert copy["Cross-Origin-Resource-Policy"] == "same-origin" and copy["X-Content-Type-Options"] == "nosniff"
    assert nonce[1] not in client.get(f"{base}/copy")["Content-Security-Policy"]


def test_a_pdf_is_read_page_by_page_and_handed_out_as_a_file(cast: Cast) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    snapshot = copy_of(bookmark, "First page.\fSecond page.", pdf=b"%PDF-1.4 ...")
    client, base = client_of(cast, "alice"), f"/person/alice/bookmark/{bookmark.pk}"
    page = client.get(f"{base}/read").content.decode()
    assert 'id="page-2"' in page and "Second page." in page and "2 pages" in page
    file = client.get(f"{base}/snapshot/{snapshot.pk}/copy")
    assert file["Content-Type"] == "application/pdf" and file["Content-Disposition"].startswith("attachment")
    assert file["Content-Security-Policy"].startswith("sandbox;")
    assert b"".join(file.streaming_content) == b"%PDF-1.4 ..."  # type: ignore[attr-defined]


def test_an_image_of_an_article_is_shown_with_its_bookmark_alone(cast: Cast) -> None:
    bookmark, other = keep(cast.own("alice"), draft(cast["alice"], 1), draft(cast["alice"], 2))
    image = files.put(PIXEL, "image/png")
    SnapshotImage.objects.create(snapshot=copy_of(bookmark), file=image)
    client = client_of(cast, "alice")
    shown = client.get(f"/person/alice/bookmark/{bookmark.pk}/image/{image.digest}")
    assert shown["Content-Type"] == "image/png" and b"".join(shown.streaming_content) == PIXEL  # type: ignore[attr-defined]
    assert client.get(f"/person/alice/bookmark/{other.pk}/image/{image.digest}").status_code == 404
    assert client_of(cast, "bob").get(f"/person/alice/bookmark/{bookmark.pk}/image/{image.digest}").status_code == 404


def test_a_failure_is_said_on_the_bookmark_with_try_again(cast: Cast) -> None:
    bookmark = keep(cast.group("gg"), draft(cast["alice"], 1))[0]
    now = clock.now()
    Capture.objects.create(
        page=bookmark.page, state="failed", problem="missing", details={"status": 404}, due=now, asked=now, finished=1
    )
    base = f"/group/gg/bookmark/{bookmark.pk}"
    page = client_of(cast, "bob").get(base).content.decode()
    assert "The page could not be fetched." in page and "404" in page and "Try again" in page
    assert client_of(cast, "bob", "fr").get(base).status_code == 200
    assert client_of(cast, "bob").post(f"{base}/capture").status_code == 302
    capture = Capture.objects.get()
    assert (capture.state, capture.by, capture.problem) == ("waiting", cast["bob"], "")
    assert "is being fetched" in client_of(cast, "bob").get(base).content.decode()


def test_a_listing_tells_where_its_pages_can_be_read_in_a_fixed_number_of_statements(cast: Cast) -> None:
    group = cast.group("gg")
    bookmarks = keep(group, *(draft(cast["alice"], n) for n in range(12)))
    client = client_of(cast, "bob")
    client.get("/group/gg")
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get("/group/gg")
    for bookmark in bookmarks:
        copy_of(bookmark)
        copy_of(bookmark, "changed since")
    with CaptureQueriesContext(connection) as after:
        page = client.get("/group/gg").content.decode()
    assert len(after) == len(before)
    assert page.count("Read here") == 12


def test_one_page_s_quotes_for_somebody_without_an_account(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1, highlights=(HighlightDraft("These words", cast["alice"]),)))[0]
    copy_of(bookmark, "The whole of somebody's article.")
    annotating.note_page(by=cast["bob"], bookmark=bookmark, body="On all of it", audience=group)
    annotating.note_page(by=cast["bob"], bookmark=bookmark, body="For me alone", audience=None)
    page = Client().get(f"/annotated/{bookmark.pk}").content.decode()
    assert "These words" in page and "On all of it" in page and "#:~:text=These%20words" in page
    assert "For me alone" not in page and "whole of somebody" not in page
    assert '<meta property="og:title" content="Page 1">' in page and 'content="noindex"' not in page
    closed = keep(cast.group("closed"), draft(cast["alice"], 2))[0]
    assert Client().get(f"/annotated/{closed.pk}").status_code == 404
    assert 'content="noindex"' in client_of(cast, "bob").get(f"/annotated/{closed.pk}").content.decode()


def test_an_annotation_s_address_leads_to_where_whoever_opens_it_may_see_it(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1, highlights=(HighlightDraft("These words", cast["alice"]),)))[0]
    said = Annotation.objects.get()
    base = f"/group/open/bookmark/{bookmark.pk}"
    assert Client().get(f"/annotation/{said.pk}")["Location"] == f"{base}#a{said.pk}"
    copy_of(bookmark)
    assert client_of(cast, "bob").get(f"/annotation/{said.pk}")["Location"] == f"{base}/read#a{said.pk}"
    assert Client().get(f"/annotation/{said.pk}")["Location"] == f"{base}#a{said.pk}"  # copies are for members
    mine = annotating.note_page(by=cast["alice"], bookmark=bookmark, body="For me alone", audience=None)
    assert Client().get(f"/annotation/{mine.pk}").status_code == 404


def test_who_sees_copies_is_chosen_and_felt_at_once(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    bookmark = keep(group, draft(cast["alice"], 1))[0]
    copy_of(bookmark)
    here, form = f"/group/open/bookmark/{bookmark.pk}/read", {"name": "Open", "readable_by": "world"}
    assert Client().get(here).status_code == 404
    assert client_of(cast, "bob").get(here).status_code == 200
    assert client_of(cast, "bob").post("/group/open/settings", {**form, "copies": "2"}).status_code == 403
    assert client_of(cast, "alice").post("/group/open/settings", {**form, "copies": "2"}).status_code == 302
    assert Client().get(here).status_code == 200
    assert client_of(cast, "alice").post("/group/open/settings", {**form, "copies": "7"}).status_code == 422
    client_of(cast, "alice").post("/group/open/settings", {**form, "copies": "0"})
    assert client_of(cast, "alice").get(here).status_code == 404
    client_of(cast, "alice").post("/preferences", {"name": "Alice", "copies": "2"})
    assert cast.own("alice").copies == 2


def test_the_address_of_a_bookmark_that_met_another_leads_there_for_who_may_see_it(cast: Cast) -> None:
    group = cast.group("gg")
    a, b = keep(group, draft(cast["alice"], "a"), draft(cast["alice"], "b"))
    merge_pages(kept=a.page, gone=b.page, why={})
    client = client_of(cast, "bob")
    assert client.get(f"/group/gg/bookmark/{b.pk}")["Location"] == f"/group/gg/bookmark/{a.pk}"
    assert client.get(f"/annotated/{b.pk}")["Location"] == f"/annotated/{a.pk}"
    assert client_of(cast, "dave").get(f"/annotated/{b.pk}").status_code == 404
    assert client_of(cast, "dave").get(f"/group/gg/bookmark/{b.pk}").status_code == 404


def test_a_time_leads_to_the_copy_nearest_to_it(cast: Cast) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    copies = [copy_of(bookmark, f"Version {n}.") for n in range(3)]
    for n, one in enumerate(copies):
        type(one).objects.filter(pk=one.pk).update(at=clock.EARLIEST + n * 100 * clock.DAY)
    client, base = client_of(cast, "alice"), f"/person/alice/bookmark/{bookmark.pk}"
    for told, nearest in (("1990-02-01T00:00:00Z", 0), ("1990-03-10T00:00:00Z", 1), ("2026-01-01T00:00:00.5Z", 2)):
        assert client.get(f"{base}/snapshots", {"at": told})["Location"] == f"{base}/snapshot/{copies[nearest].pk}"
    for nonsense in ("", "yesterday", "9999999-01-01", "0001-01-01T00:00:00+23:59"):
        assert client.get(f"{base}/snapshots", {"at": nonsense}).status_code in (200, 302)
    assert client_of(cast, "dave").get(f"{base}/snapshots", {"at": "2026-01-01"}).status_code == 404
