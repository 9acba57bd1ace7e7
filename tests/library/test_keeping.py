"""What becomes of a page that is brought again: the richer fills what the poorer lacks, and nothing that stands is lost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from florilegium.library.actions.annotating import note_page
from florilegium.library.actions.keeping import Fate, Kept, keep_pages
from florilegium.library.actions.people import stand_in
from florilegium.library.actions.viewing import count_views
from florilegium.library.auditing import audit
from florilegium.library.drafts import BookmarkDraft, HighlightDraft, NoteDraft
from florilegium.library.errors import NotAllowed
from florilegium.library.models import Annotation, Bookmark, Kind, Library, Page, Saving, Tagging
from tests.cast import Cast, draft

LONG = "The heart of a page is told by its title, and this one goes on for quite a while"
CUT = LONG[:60] + "…"


@pytest.fixture
def group(cast: Cast) -> Library:
    return cast.group("choir")


def bring(library: Library, *drafts: BookmarkDraft) -> list[Kept]:
    """Keep the drafts, by the library's person or the first saver; every kept count is right afterwards."""
    kept = keep_pages(by=library.person or drafts[0].saver, library=library, drafts=drafts)
    assert audit() == []
    return kept


def fate(library: Library, one: BookmarkDraft) -> Fate:
    return bring(library, one)[0].fate


def tags() -> set[str]:
    return set(Tagging.objects.values_list("tag__name", flat=True))


def said() -> list[tuple[str, str, str]]:
    """(kind, quote, body) of all words, in the order of the page; a reply after what it answers."""
    found = Annotation.objects.order_by("kind", "position", "id")
    return [(Kind(one.kind).name.lower(), one.quote, one.body) for one in found]


def rich(cast: Cast) -> BookmarkDraft:
    """A draft with everything a form can tell."""
    bob, alice = cast["bob"], cast["alice"]
    marks = HighlightDraft(
        "a quote", bob, color=1, at=7, notes=(NoteDraft("mine", bob), NoteDraft("hers", alice, at=8))
    )
    return draft(
        bob, 1, title=LONG, at=5, description="what it is", tags=("travail", "Intime"), views=4,
        highlights=(marks, HighlightDraft("a quote", bob)), page_notes=(NoteDraft("of all of it", bob, at=6),),
    )  # fmt: skip


def test_second_run_of_the_same_source_changes_nothing(cast: Cast, group: Library) -> None:
    tables = (Bookmark, Saving, Tagging, Annotation, Page)
    assert fate(group, rich(cast)) is Fate.NEW
    before = [list(table.objects.order_by("pk").values()) for table in tables]
    assert fate(group, rich(cast)) is Fate.UNCHANGED
    assert [list(table.objects.order_by("pk").values()) for table in tables] == before


def test_richer_draft_fills_what_the_poorer_lacked(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, title="", at=5, tags=("travail",), highlights=()))
    assert fate(group, rich(cast)) is Fate.COMPLETED
    row = Bookmark.objects.get()
    assert (row.title, row.description, row.views) == (LONG, "what it is", 4)
    assert tags() == {"travail", "Intime"}
    assert len(said()) == 4


def test_poorer_draft_takes_nothing_away(cast: Cast, group: Library) -> None:
    bring(group, rich(cast))
    assert fate(group, draft(cast["bob"], 1, title="", description="", tags=())) is Fate.UNCHANGED
    row = Bookmark.objects.get()
    assert (row.title, row.description, row.tags_n, row.said) == (LONG, "what it is", 2, 4)


def test_cut_title_is_completed_and_never_cut_again(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, title=CUT, title_cut=True))
    assert fate(group, draft(cast["bob"], 1, title=LONG)) is Fate.COMPLETED
    assert fate(group, draft(cast["bob"], 1, title=CUT, title_cut=True)) is Fate.UNCHANGED
    assert Bookmark.objects.get().title == LONG


def test_title_that_is_an_address_gives_way_to_one_in_words(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, title="https://example.org/1"))
    bring(group, draft(cast["bob"], 1, title="In words"))
    assert Bookmark.objects.get().title == "In words"


def test_title_in_words_is_the_first_savers(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, title="As bob has it"))
    bring(group, draft(cast["alice"], 1, title="As alice has it"))
    assert Bookmark.objects.get().title == "As bob has it"


def test_two_members_meet_on_one_bookmark(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, tags=("travail",)))
    assert fate(group, draft(cast["alice"], 1, tags=("TRAVAIL", "loisir"))) is Fate.COMPLETED
    row = Bookmark.objects.get()
    assert (row.savers, row.added_by) == (2, cast["bob"])
    assert tags() == {"travail", "loisir"}


def test_second_savers_description_becomes_her_page_note(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, description="as bob says"))
    bring(group, draft(cast["alice"], 1, description="as alice says"))
    assert Bookmark.objects.get().description == "as bob says"
    assert said() == [("page_note", "", "as alice says")]
    assert Annotation.objects.get().author == cast["alice"]


def test_same_description_by_another_is_not_said_twice(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, description="word for word"))
    bring(group, draft(cast["alice"], 1, description=" word  for\nword"))
    assert said() == []


def test_same_quote_twice_in_a_page_is_two_highlights(cast: Cast, group: Library) -> None:
    twice = (HighlightDraft("a quote", cast["bob"]), HighlightDraft("a  quote", cast["bob"]))
    bring(group, draft(cast["bob"], 1, highlights=twice[:1]))
    assert fate(group, draft(cast["bob"], 1, highlights=twice)) is Fate.COMPLETED
    assert fate(group, draft(cast["bob"], 1, highlights=twice)) is Fate.UNCHANGED
    assert [kind for kind, _quote, _body in said()] == ["highlight", "highlight"]


def test_first_note_of_its_author_is_the_highlights_own_and_the_next_are_replies(cast: Cast, group: Library) -> None:
    bob, alice = cast["bob"], cast["alice"]
    notes = (NoteDraft("hers", alice), NoteDraft("his", bob), NoteDraft("his again", bob))
    bring(group, draft(bob, 1, highlights=(HighlightDraft("a quote", bob, notes=notes),)))
    assert said() == [("note", "a quote", "his"), ("reply", "", "hers"), ("reply", "", "his again")]


def test_note_by_another_on_a_highlight_that_stands_is_a_reply(cast: Cast, group: Library) -> None:
    bob, alice = cast["bob"], cast["alice"]
    bring(group, draft(bob, 1, highlights=(HighlightDraft("a quote", bob),)))
    again = HighlightDraft("a quote", alice, notes=(NoteDraft("hers", alice),))
    bring(group, draft(alice, 1, highlights=(again,)))
    assert said() == [("highlight", "a quote", ""), ("reply", "", "hers")]
    assert Bookmark.objects.get().replies == 1


def test_bookmark_without_a_date_takes_the_date_that_is_told(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, at=5, at_known=False, tags=("travail",)))
    assert fate(group, draft(cast["bob"], 1, at=90)) is Fate.COMPLETED
    row = Bookmark.objects.get()
    assert (row.at, row.at_known, Saving.objects.get().at, Tagging.objects.get().at) == (90, True, 90, 90)
    assert fate(group, draft(cast["bob"], 1, at=95)) is Fate.UNCHANGED


def test_highlight_without_a_date_takes_the_date_that_is_told(cast: Cast, group: Library) -> None:
    bob = cast["bob"]
    bring(group, draft(bob, 1, at=5, at_known=False, highlights=(HighlightDraft("a quote", bob),)))
    bring(group, draft(bob, 1, at=5, at_known=False, highlights=(HighlightDraft("a quote", bob, at=33),)))
    assert Annotation.objects.values_list("at", "at_known").get() == (33, True)


def test_views_are_the_highest_told_and_our_own(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, views=10))
    count_views([(Bookmark.objects.get().pk, b"visitor")], day=1)
    assert fate(group, draft(cast["bob"], 1, views=7)) is Fate.UNCHANGED
    assert Bookmark.objects.get().views == 11
    bring(group, draft(cast["bob"], 1, views=12))
    assert Bookmark.objects.get().views == 13


@pytest.mark.parametrize(("told", "kept"), [(None, True), (True, True), (False, False)])
def test_page_in_a_persons_library_is_private_unless_told_otherwise(cast: Cast, told: bool | None, kept: bool) -> None:
    bring(cast.own("bob"), draft(cast["bob"], 1, private=told))
    assert Bookmark.objects.get().private is kept


def test_groups_library_keeps_nothing_private(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, private=True))
    assert Bookmark.objects.get().private is False


def test_page_brought_again_stays_as_private_as_it_was(cast: Cast) -> None:
    bring(cast.own("bob"), draft(cast["bob"], 1, private=True))
    bring(cast.own("bob"), draft(cast["bob"], 1, private=False))
    assert Bookmark.objects.get().private is True


def test_own_words_in_ones_own_library_are_for_oneself_and_words_of_others_are_heard_there(cast: Cast) -> None:
    mine = cast.own("bob")
    zoe = stand_in(library=mine, source="diigo", names={"Zoé"})["Zoé"]
    his, hers = NoteDraft("his", cast["bob"]), NoteDraft("hers", zoe)
    bring(mine, draft(cast["bob"], 1, page_notes=(his, hers)), draft(zoe, 2, page_notes=(hers,)))
    heard = sorted(Annotation.objects.values_list("body", "heard"))
    assert heard == [("hers", 1), ("hers", 1), ("his", 0)]


def test_page_that_one_spoke_of_elsewhere_comes_with_the_count_of_those_words(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1))
    note_page(by=cast["bob"], bookmark=Bookmark.objects.get(), body="to myself", audience=None)
    bring(cast.own("bob"), draft(cast["bob"], 1))
    assert Bookmark.objects.get(library=cast.own("bob")).words == 1


# ---------------------------------------------------------------- pages that lost their address


def test_page_without_an_address_meets_the_bookmark_of_its_title(cast: Cast, group: Library) -> None:
    (there,) = bring(group, draft(cast["bob"], 1, title=LONG))
    (met,) = bring(group, draft(cast["bob"], 1, address=None, title=f"  {LONG} ", tags=("travail",)))
    assert (met.fate, met.bookmark_id) == (Fate.COMPLETED, there.bookmark_id)
    assert tags() == {"travail"}


def test_page_without_an_address_meets_by_the_beginning_of_a_cut_title(cast: Cast, group: Library) -> None:
    (there,) = bring(group, draft(cast["bob"], 1, title=LONG))
    (met,) = bring(group, draft(cast["bob"], 1, address=None, title=CUT, title_cut=True))
    assert met.bookmark_id == there.bookmark_id


def test_page_without_an_address_of_two_pages_title_is_left_apart(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, title=LONG), draft(cast["bob"], 2, title=LONG))
    (apart,) = bring(group, draft(cast["bob"], 3, address=None, title=LONG))
    assert (apart.fate, apart.ambiguous) == (Fate.NEW, True)
    assert Bookmark.objects.count() == 3
    (again,) = bring(group, draft(cast["bob"], 3, address=None, title=LONG))
    assert (again.fate, again.bookmark_id) == (Fate.UNCHANGED, apart.bookmark_id)


def test_title_that_comes_more_than_once_in_a_source_is_no_proof(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, title=LONG))
    twins = [draft(cast["bob"], 1, address=None, title=LONG, title_unique=False) for _ in range(2)]
    assert [one.fate for one in bring(group, *twins)] == [Fate.NEW, Fate.NEW]
    assert [one.fate for one in bring(group, *twins)] == [Fate.UNCHANGED, Fate.UNCHANGED]


def test_short_title_does_not_meet_a_longer_one(cast: Cast, group: Library) -> None:
    bring(group, draft(cast["bob"], 1, title="A short title and more"))
    (apart,) = bring(group, draft(cast["bob"], 1, address=None, title="A short title…", title_cut=True))
    assert apart.fate is Fate.NEW


def test_form_with_the_address_completes_the_page_that_lost_it(cast: Cast, group: Library) -> None:
    lost = draft(cast["bob"], 1, address=None, title=LONG, page_notes=(NoteDraft("said before", cast["bob"]),))
    (first,) = bring(group, lost)
    (found,) = bring(group, draft(cast["bob"], 1, title=LONG))
    assert (found.fate, found.bookmark_id) == (Fate.COMPLETED, first.bookmark_id)
    row = Bookmark.objects.select_related("page").get()
    assert row.page.url == "https://example.org/1"
    assert Annotation.objects.get().page == row.page
    assert Page.objects.count() == 1


# ---------------------------------------------------------------- one action


def test_drafts_of_one_batch_meet_as_if_they_came_one_by_one(cast: Cast, group: Library) -> None:
    one, two, three = bring(group, draft(cast["bob"], 1), draft(cast["alice"], 1), draft(cast["alice"], 1))
    assert (one.fate, two.fate, three.fate) == (Fate.NEW, Fate.COMPLETED, Fate.UNCHANGED)
    assert one.bookmark_id == two.bookmark_id == three.bookmark_id


def test_statements_do_not_grow_with_the_batch(cast: Cast, group: Library) -> None:
    def statements(count: int) -> int:
        drafts = [
            draft(cast["bob"], f"{count}/{n}", tags=("travail",), highlights=(HighlightDraft("a quote", cast["bob"]),))
            for n in range(count)
        ]
        with CaptureQueriesContext(connection) as run:
            keep_pages(by=cast["bob"], library=group, drafts=drafts)
        return len(run)

    statements(1)  # makes the tag
    assert statements(40) == statements(3)


@pytest.mark.parametrize("who", ["dave", "erin", "frank"])
def test_outsiders_keep_nothing(cast: Cast, group: Library, who: str) -> None:
    with pytest.raises(NotAllowed):
        keep_pages(by=cast[who], library=group, drafts=[draft(cast[who], 1)])
    assert not Bookmark.objects.exists()
    assert not Page.objects.exists()
