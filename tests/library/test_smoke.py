from tests.cast import Cast, draft
from florilegium.library.actions.keeping import keep_pages
def test_x(cast: Cast) -> None:
    lib = cast.group("g")
    keep_pages(by=cast["alice"], library=lib, drafts=[draft(cast["alice"], 1, tags=("a","b"))])
    lib.refresh_from_db()
    assert lib.bookmarks == 1
