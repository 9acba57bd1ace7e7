"""The lengths at which Diigo cut what people saved, and the words to say so."""

from collections.abc import Iterator

from florilegium.portability.records import Remark

URL_KEPT = 512
TITLE_KEPT = 255
TITLE_SHOWN = 80
"""A list shows no more of a title than this; the last three characters are then an ellipsis."""


def cuts(title: str, url: str) -> Iterator[Remark]:
    """Remarks for an address or a title that is exactly as long as Diigo kept them."""
    if len(url) == URL_KEPT:
        yield "url_probably_cut"
    if len(title) == TITLE_KEPT:
        yield "title_probably_cut"


def shown_cut(title: str) -> bool:
    """Whether a title of a list is only the beginning of the page's title."""
    return len(title) == TITLE_SHOWN and title.endswith(("...", "…"))
