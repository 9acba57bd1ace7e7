"""A package of several forms: each file is read as what it is, in the order of its listing."""

import io
import zipfile

from florilegium.library.models import Bookmark
from florilegium.portability import importing
from florilegium.portability.models import Import, State
from tests.cast import Cast
from tests.portability.test_diigo_group import item, page
from tests.portability.test_diigo_linkroll import ROLL
from tests.portability.test_packages import TABLE, zipped


def bring(cast: Cast, data: bytes) -> Import:
    job = importing.receive(by=cast["alice"], name="all.zip", stream=io.BytesIO(data))
    importing.begin(job, cast.own("alice"))
    importing.run(job)
    assert job.state == State.DONE, job.problem
    return job


def test_each_file_of_a_package_is_read_as_what_it_is(cast: Cast) -> None:
    job = bring(cast, zipped(("a.csv", TABLE), ("x.png", b"\x89PNG"), ("roll.html", ROLL.encode())))
    assert (job.new, job.rejected, job.total) == (3, 0, 3)
    assert importing.forms_of(job) == ["diigo-csv", "diigo-linkroll"]
    assert [source.account for source in importing.sources_of(job)] == [None, "anna"]


def test_pages_of_a_listing_follow_one_another_whatever_their_order_in_the_package(cast: Cast) -> None:
    def listing(first: int, *titles: str) -> bytes:
        items = (item(n, title=title, url=f"https://example.org/{title}", day="") for n, title in enumerate(titles))
        return page(*items).replace("1 - 20 of", f"{first} - {first + 1} of").encode()

    bring(
        cast,
        zipped(
            ("b.html", listing(3, "Third", "Fourth")), ("a.html", listing(1, "First", "Second")), how=zipfile.ZIP_STORED
        ),
    )
    titles = Bookmark.objects.order_by("-at").values_list("title", flat=True)
    assert list(titles) == ["First", "Second", "Third", "Fourth"]


def test_a_page_alone_has_its_place_too(cast: Cast) -> None:
    later = page(item(0, title="Twenty-first", day="")).replace("1 - 20 of", "21 - 40 of").encode()
    job = bring(cast, later)
    bookmark = Bookmark.objects.get()
    assert bookmark.at == job.base - 21_000_000 and not bookmark.at_known
