"""A group's page as text, with every way in which such a page has been seen or can be spoilt."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability.formats import diigo_text
from florilegium.portability.records import Record, Source
from tests.portability.reading import only, read

NBSP = "\u00a0"
PAGE = f"""\
Skip to main content

Home/ Jardins partagés/ Group items tagged compost

Rss Feed Group items tagged

Ada Lomel

Vers de terre - un guide - 2 views

  • Le compost «{NBSP}chaud{NBSP}» monte à 60 °C...
  • Second  passage, two  spaces
  • {NBSP}
    À lire d'abord -{NBSP}
bruno.k

Untouched - 0 views

1 - 2 of 31 Next › Last »
Showing 20 items per page
"""


def test_a_page_is_read_letter_for_letter() -> None:
    (first, second), rejected = read(PAGE)
    assert rejected == []
    assert (first.number, first.author, first.title, first.views) == (1, "Ada Lomel", "Vers de terre - un guide", 2)
    assert [highlight.quote for highlight in first.highlights] == [
        f"Le compost «{NBSP}chaud{NBSP}» monte à 60 °C...",
        "Second  passage, two  spaces",
    ]
    assert [(note.text, note.author, note.at) for note in first.comments] == [
        (f"À lire d'abord -{NBSP}", "Ada Lomel", None)
    ]
    assert first.tags == second.tags == ("compost",)
    assert (second.number, second.author, second.title, second.views) == (2, "bruno.k", "Untouched", 0)
    assert second.highlights == ()
    assert second.comments == ()


def test_the_page_says_its_group_tag_and_range() -> None:
    assert diigo_text.source(io.BytesIO(PAGE.encode())) == Source(
        group="Jardins partagés", tag="compost", first=1, last=2, total=31
    )


@pytest.mark.parametrize("changed", ["\ufeff" + PAGE, PAGE.replace("\n", "\r\n"), PAGE + "\n\n\n", PAGE.rstrip()])
def test_line_ends_marks_and_blank_lines_change_nothing(changed: str) -> None:
    assert read(changed) == read(PAGE)
    assert diigo_text.source(io.BytesIO(changed.encode())) == diigo_text.source(io.BytesIO(PAGE.encode()))


def test_utf16_changes_nothing() -> None:
    assert read(PAGE.encode("utf-16")) == read(PAGE)


def test_a_page_without_a_tag_is_the_group_s_library() -> None:
    page = PAGE.replace("/ Group items tagged compost", "")
    assert [record.tags for record in read(page).records] == [(), ()]
    assert diigo_text.source(io.BytesIO(page.encode())).group == "Jardins partagés"


def test_a_copy_that_lost_its_leading_spaces_reads_the_same() -> None:
    flat = "\n".join(line.lstrip(" ") for line in PAGE.split("\n"))
    assert read(flat) == read(PAGE)


def test_a_title_may_itself_end_in_views() -> None:
    page = PAGE.replace("Untouched - 0 views", "Rapport - 12 views - 1,204 views")
    assert (read(page).records[1].title, read(page).records[1].views) == ("Rapport - 12 views", 1204)


@pytest.mark.parametrize(
    ("length", "ending", "cut"), [(80, "...", True), (80, "…", True), (79, "...", False), (80, "d", False)]
)
def test_a_title_of_eighty_with_an_ellipsis_is_cut(length: int, ending: str, cut: bool) -> None:
    title = "t" * (length - len(ending)) + ending
    record = read(PAGE.replace("Untouched", title)).records[1]
    assert (record.title, record.title_cut) == (title, cut)


FOLD = "Home/ G\n\nA\n\nT - 1 views\n\n  • a\n  • b\n  • c\n  • ...{} more annotation{}...\n  • d\n  • e\n  •  \n    said\n"


def test_a_fold_is_no_highlight_and_what_follows_it_is() -> None:
    record = only(FOLD.format(2, "s"))
    assert [highlight.quote for highlight in record.highlights] == ["a", "b", "c", "d", "e"]
    assert [note.text for note in record.comments] == ["said"]
    assert record.remarks == ()


@pytest.mark.parametrize("announced", [1, 3])
def test_a_fold_that_promises_another_number_is_remarked(announced: int) -> None:
    assert only(FOLD.format(announced, "")).remarks == ("fold_incomplete",)


def test_a_highlight_of_several_lines_stays_one_whatever_its_bullets() -> None:
    page = "Home/ G\n\nA\n\nT - 1 views\n\n  • The list:\n    • one\n    • two\n\n    end\n  • next\n"
    assert [highlight.quote for highlight in only(page).highlights] == [
        "The list:\n• one\n• two\n\nend",
        "next",
    ]


def test_two_pages_one_after_the_other_are_read_as_one() -> None:
    second = PAGE.replace("1 - 2 of 31", "3 - 4 of 31").replace("Untouched", "Other")
    assert [record.number for record in read(PAGE + second).records] == [1, 2, 3, 4]
    assert [record.comments for record in read(PAGE + second).records][1] == ()
    assert diigo_text.source(io.BytesIO((PAGE + second).encode())).last == 4


def test_an_item_without_a_title_is_rejected_alone() -> None:
    records, rejected = read(PAGE.replace("Untouched - 0 views", " - 0 views"))
    assert [record.title for record in records] == ["Vers de terre - un guide"]
    assert [(one.number, one.reason) for one in rejected] == [(2, "nothing_to_keep")]


LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=60)
WORDS = LETTERS.filter(lambda text: bool(text.strip()) and "•" not in text and text == text.strip(" "))
QUOTES = WORDS.filter(lambda text: not text.startswith("..."))
ITEMS = st.lists(
    st.tuples(WORDS, WORDS, st.integers(0, 9999), st.lists(QUOTES, max_size=6), st.lists(QUOTES, max_size=3)),
    min_size=1,
    max_size=6,
)


@given(ITEMS)
def test_any_items_come_back_as_they_were(items: list[tuple[str, str, int, list[str], list[str]]]) -> None:
    page = ["Home/ Any group/ Group items tagged any", ""]
    for author, title, views, quotes, comments in items:
        page += [author, "", f"{title} - {views} views", ""]
        for place, quote in enumerate(quotes):
            if place == 3:
                page.append(f"  • ...{len(quotes) - 3} more annotation{'s' * (len(quotes) > 4)}...")
            page.append(f"  • {quote}")
        for comment in comments:
            page += [f"  • {NBSP}", f"    {comment}"]
    page += [f"1 - {len(items)} of {len(items)}", "Showing 20 items per page", ""]
    records = list(diigo_text.read(io.BytesIO("\n".join(page).encode())))
    assert diigo_text.probe("\n".join(page).encode())
    for record, (author, title, views, quotes, comments) in zip(records, items, strict=True):
        assert isinstance(record, Record)
        assert (record.author, record.title, record.views) == (author, title, views)
        assert [highlight.quote for highlight in record.highlights] == quotes
        assert [note.text for note in record.comments] == comments
        assert record.remarks == ()
