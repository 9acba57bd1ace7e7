"""A library's pages: what people wrote letter for letter, folded, paged, worded."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from florilegium.library.drafts import HighlightDraft, NoteDraft
from tests.cast import Cast, draft, keep

from .browsing import client_of

RUDE = 'A  <b>"title"</b> & ‘quotes’ -- with … \u00a0!'


def text_of(content: bytes) -> str:
    """What a reader sees: tags away, entities read, white space as it is."""
    return html.unescape(re.sub(r"<[^>]+>", "", content.decode()))


def test_words_are_shown_letter_for_letter(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    alice = cast["alice"]
    note = NoteDraft(body='*not* <i>Markdown</i> -- "plain"\n\nsecond', author=alice, plain=True)
    keep(
        group,
        draft(alice, 1, title=RUDE, description=RUDE, tags=("C++", "travail/atelier"), page_notes=(note,),
              highlights=(HighlightDraft(quote=RUDE, author=alice),)),
    )  # fmt: skip
    page = client_of(cast, "nobody").get("/group/open").content
    seen = text_of(page)
    assert seen.count(RUDE) == 3  # title, description, quote
    assert '*not* <i>Markdown</i> -- "plain"\n\nsecond' in seen
    assert b'href="/group/open/tag/C%2B%2B"' in page
    assert b'href="/group/open/tag/travail/atelier"' in page


def test_titles_are_cut_at_eighty_and_whole_on_hover(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    title = "x" * 100
    keep(group, draft(cast["alice"], 1, title=title), draft(cast["alice"], 2, title="y" * 80))
    page = client_of(cast, "nobody").get("/group/open").content.decode()
    assert "x" * 79 + "…</a>" in page
    assert f'title="{title}"' in page
    assert "y" * 80 + "</a>" in page


@pytest.mark.parametrize(("count", "words"), [(3, ""), (4, "1 more annotation"), (45, "42 more annotations")])
def test_beyond_three_highlights_an_entry_folds(cast: Cast, count: int, words: str) -> None:
    group = cast.group("open", readable_by="world")
    marks = tuple(HighlightDraft(quote=f"quote {n} of many.", author=cast["alice"]) for n in range(count))
    keep(group, draft(cast["alice"], 1, highlights=marks))
    page = client_of(cast, "nobody").get("/group/open").content.decode()
    assert page.count("of many.") == count
    assert ('<details class="fold"' in page) is bool(words)
    assert words in page


def test_above_two_hundred_the_rest_is_on_the_bookmark_s_page(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    marks = tuple(HighlightDraft(quote=f"quote {n} of many.", author=cast["alice"]) for n in range(204))
    bookmark = keep(group, draft(cast["alice"], 1, highlights=marks))[0]
    page = client_of(cast, "nobody").get("/group/open").content.decode()
    assert page.count("of many.") == 3
    assert f'href="/group/open/bookmark/{bookmark.pk}#passages"' in page
    assert "201 more annotations" in page
    assert client_of(cast, "nobody").get(f"/group/open/bookmark/{bookmark.pk}").content.count(b"of many.") == 204


def test_pages_of_a_listing_say_where_they_are(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, *(draft(cast["alice"], n, at=1_600_000_000_000_000 + n) for n in range(64)))
    client = client_of(cast, "nobody")
    address, spans, titles = "/group/open", [], []
    while address:
        page = client.get(address).content.decode()
        spans.append(re.search(r"\d+ – \d+ of \d+", page).group())  # type: ignore[union-attr]
        titles += re.findall(r"Page (\d+)</a>", page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = html.unescape(following.group(1)) if following else ""
    assert spans == ["1 – 20 of 64", "21 – 40 of 64", "41 – 60 of 64", "61 – 64 of 64"]
    assert titles == [str(n) for n in reversed(range(64))]
    last = client.get("/group/open?page=last").content.decode()
    assert "61 – 64 of 64" in last
    assert "1 – 50 of 64" in client.get("/group/open?size=50").content.decode()


def test_twenty_of_twenty(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, *(draft(cast["alice"], n) for n in range(20)))
    page = client_of(cast, "nobody").get("/group/open").content.decode()
    assert "1 – 20 of 20" in page
    assert 'rel="next"' not in page


def test_french_readers_read_french_and_people_s_words_stay(cast: Cast) -> None:
    group = cast.group("open", readable_by="world")
    keep(group, *(draft(cast["alice"], n, title="A title in English", views=n) for n in range(2)))
    page = text_of(client_of(cast, "nobody", "fr-FR,fr;q=0.9,en;q=0.5").get("/group/open").content)
    assert "0\u00a0vue" in page and "1\u00a0vue" in page and "A title in English" in page
    assert 'lang="fr"' in client_of(cast, "nobody", "fr").get("/group/open").content.decode()
    chosen = client_of(cast, "nobody", "en")
    chosen.post("/preferences/language", {"language": "fr", "next": "/group/open"})
    assert 'lang="fr"' in chosen.get("/group/open").content.decode()
    assert 'lang="en"' in client_of(cast, "nobody", "de").get("/group/open").content.decode()


@pytest.mark.parametrize("name", ["nobody", "bob"])
def test_a_listing_costs_the_same_number_of_statements_for_one_row_and_twenty(cast: Cast, name: str) -> None:
    group = cast.group("open", readable_by="world")
    marks = (HighlightDraft(quote="a quote", author=cast["alice"]),)
    client = client_of(cast, name)

    def statements(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def many(numbers: range) -> None:
        note = NoteDraft(body="a note", author=cast["alice"])
        keep(
            group,
            *(draft(cast["alice"], n, tags=(f"t{n}", "all"), highlights=marks, page_notes=(note,)) for n in numbers),
        )

    client.get("/group/open")  # a first visit is noted
    many(range(1))
    one = [
        statements("/group/open"),
        statements("/group/open/tag/all"),
        statements(f"/group/open?by={cast['alice'].pk}"),
    ]
    many(range(1, 20))
    assert [
        statements("/group/open"),
        statements("/group/open/tag/all"),
        statements(f"/group/open?by={cast['alice'].pk}"),
    ] == one
    assert max(one) <= 15
