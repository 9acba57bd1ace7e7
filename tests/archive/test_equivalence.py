"""When two addresses are one page: only by what our own fetch saw, on one domain, on two days, and by few."""

from datetime import UTC, datetime

import pytest

from florilegium.archive import equivalence, parting, sweeping, wishes
from florilegium.archive.equivalence import see
from florilegium.archive.models import Capture, Sighting, Snapshot, StoredFile
from florilegium.kit import addresses, clock
from florilegium.kit.fetching import Fetched, Redirect
from florilegium.library.actions.facts import FactsDraft, learn_facts
from florilegium.library.auditing import audit
from florilegium.library.models import Bookmark, Merge, Page
from tests.cast import Cast, draft, keep

from .made import copy_of

OLD, NEW = "https://www.example.org/old?id=7", "https://www.example.org/2026/the-title"


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = clock.now()

    def forward(self, days: float) -> None:
        self.now += int(days * clock.DAY)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    told = Clock()
    monkeypatch.setattr(clock, "now", lambda: told.now)
    return told


def answer(url: str, *steps: tuple[str, int]) -> Fetched:
    """What the safe client brings: ``steps`` are the redirects on the way, each an address and its status."""
    ends = [*(to for to, _status in steps[1:]), url][: len(steps)]
    redirects = tuple(Redirect(start, status, end) for (start, status), end in zip(steps, ends, strict=True))
    return Fetched(url, redirects, 200, {}, "text/html", None, b"", datetime.now(UTC), True)


def kept(cast: Cast, *urls: str) -> list[Page]:
    rows = [
        keep(cast.own("alice"), draft(cast["alice"], 0, address=addresses.parse(url), title=url))[0] for url in urls
    ]
    return [row.page for row in rows]


def read(page: Page) -> None:
    """The page was read where it is."""
    learn_facts(page_id=page.pk, facts=FactsDraft(title="T"))
    see(page, answer(page.url), page.url)


def test_a_permanent_redirect_seen_on_two_days_makes_one_page_of_two(cast: Cast, time: Clock) -> None:
    old, new = kept(cast, OLD, NEW)
    copy_of(Bookmark.objects.get(page=new))
    read(new)
    see(old, answer(NEW, (OLD, 301)), None)
    assert not Merge.objects.exists()
    time.forward(1)
    see(old, answer(NEW, (OLD, 301)), None)
    merge = Merge.objects.get()
    assert (merge.kept, merge.gone, merge.why["how"]) == (old, new, "redirect")
    assert Snapshot.objects.get().page == old and Bookmark.objects.get().page == old
    assert audit() == []


def test_what_a_page_calls_its_own_address_is_believed_the_second_day_whichever_is_read(
    cast: Cast, time: Clock
) -> None:
    old, new = kept(cast, OLD, NEW)
    see(old, answer(OLD), NEW)
    time.forward(1)
    see(old, answer(OLD), NEW)
    assert not Merge.objects.exists()  # the other was never read
    read(new)
    assert Merge.objects.get().why["how"] == "canonical"


@pytest.mark.parametrize(
    ("url", "got", "canonical"),
    [
        ("https://a-site.org/x", answer("https://b-site.org/x", ("https://a-site.org/x", 301)), None),  # another domain
        ("https://alice.github.io/x", answer("https://alice.github.io/x"), "https://bob.github.io/x"),  # two people's
        ("https://a.co.uk/x", answer("https://a.co.uk/x"), "https://b.co.uk/x"),
        ("http://127.0.0.1/x", answer("http://127.0.0.1/x"), "http://127.0.0.1/y"),  # no domain at all
        (OLD, answer(NEW, (OLD, 302)), None),  # for the time being
        (OLD, answer(NEW, (OLD, 301), ("https://www.example.org/m", 302)), None),
        (OLD, answer("https://www.example.org/", (OLD, 301)), None),  # the front page
        (OLD, answer("https://www.example.org/login", (OLD, 302)), "https://www.example.org/login"),
        (OLD, answer(OLD), "javascript:alert(1)"),
        (OLD, answer(OLD), OLD),
    ],
)
def test_what_is_not_even_looked_at(cast: Cast, time: Clock, url: str, got: Fetched, canonical: str | None) -> None:
    page = kept(cast, url)[0]
    see(page, got, canonical)
    assert not Sighting.objects.exists()


def test_three_pages_that_lead_to_one_are_not_one(cast: Cast, time: Clock) -> None:
    pages = kept(cast, *(f"https://www.example.org/{n}" for n in range(3)), NEW)
    read(pages[3])
    for _day in range(3):
        for page in pages[:3]:
            see(page, answer(NEW, (page.url, 301)), None)
        time.forward(1)
    assert not Merge.objects.exists()


def test_what_a_page_no_longer_says_is_forgotten(cast: Cast, time: Clock) -> None:
    old, new = kept(cast, OLD, NEW)
    read(new)
    see(old, answer(OLD), NEW)
    time.forward(0.5)
    see(old, answer(OLD), None)
    time.forward(1)
    see(old, answer(OLD), NEW)
    assert not Merge.objects.exists()


def test_a_page_that_leads_elsewhere_itself_is_no_home(cast: Cast, time: Clock) -> None:
    old, new = kept(cast, OLD, NEW)
    learn_facts(page_id=new.pk, facts=FactsDraft(title="T"))
    for _day in range(3):
        see(old, answer(OLD), NEW)
        see(new, answer(NEW), "https://www.example.org/yet-another")
        time.forward(1)
    assert not Merge.objects.exists()


def test_a_second_look_is_taken_a_day_later_where_it_matters(cast: Cast, time: Clock) -> None:
    old, new, lone = kept(cast, OLD, NEW, "https://www.example.org/lone")
    wishes.wish([old.pk, new.pk, lone.pk], None)
    Capture.objects.update(state="done", finished=time.now)
    see(old, answer(OLD), NEW)
    see(lone, answer(lone.url), "https://www.example.org/not-kept-here")
    assert equivalence.look_again() == 0
    time.forward(1)
    assert equivalence.look_again() == 1
    assert Capture.objects.get(state="waiting").page == old
    assert equivalence.look_again() == 0


def test_parted_by_hand_they_stay_two(cast: Cast, time: Clock) -> None:
    old, new = kept(cast, OLD, NEW)
    copy = copy_of(Bookmark.objects.get(page=new))
    read(new)
    for _day in range(2):
        see(old, answer(OLD), NEW)
        time.forward(1)
    parting.part(Merge.objects.get())
    copy.refresh_from_db()
    assert copy.page == new
    see(old, answer(OLD), NEW)
    assert Merge.objects.count() == 1 and Bookmark.objects.filter(page=new).exists()
    assert audit() == []


def test_what_was_kept_while_two_pages_were_merged_is_brought_along(cast: Cast, time: Clock) -> None:
    old, new = kept(cast, OLD, NEW)
    equivalence.merge(old, new, {})
    late = keep(cast.own("bob"), draft(cast["bob"], "elsewhere"))[0]
    Bookmark.objects.filter(pk=late.pk).update(page=new)  # as it would be written by a transaction that began before
    assert audit() == ["1 rows of bookmark are of a page that was merged into another."]
    assert equivalence.gather_late() == 1
    assert Bookmark.objects.get(pk=late.pk).page == old and audit() == []


def test_copies_that_nobody_keeps_go_when_trash_does_and_files_with_them(cast: Cast, time: Clock) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    copy_of(bookmark)
    time.forward(2)
    assert sweeping.sweep() == (0, 0)
    Bookmark.objects.all().delete()
    assert sweeping.sweep() == (0, 0)
    time.forward(29)
    assert sweeping.sweep() == (0, 0) and Snapshot.objects.exists()
    time.forward(2)
    assert sweeping.sweep() == (1, 1)
    assert not Snapshot.objects.exists() and not StoredFile.objects.exists()


def test_a_copy_that_is_kept_again_in_time_stays(cast: Cast, time: Clock) -> None:
    bookmark = keep(cast.own("alice"), draft(cast["alice"], 1))[0]
    copy_of(bookmark)
    Bookmark.objects.all().delete()
    sweeping.sweep()
    time.forward(20)
    keep(cast.own("bob"), draft(cast["bob"], 1))
    sweeping.sweep()
    time.forward(20)
    assert sweeping.sweep() == (0, 0) and Snapshot.objects.get().lonely == 0
