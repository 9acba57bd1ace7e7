"""What others call: a PDF, read in a process of its own."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

from florilegium.archive.confined import Share, TooHard, confined

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Reason = Literal["broken", "locked", "too_hard"]

SENTENCES: "dict[Reason, _StrPromise]" = {
    "broken": _("This file is damaged, or no PDF at all."),
    "locked": _("This PDF asks for a password, so its text cannot be read."),
    "too_hard": _("This PDF is built in a way that we cannot read within reasonable time and memory."),
}


class UnreadablePdf(Exception):
    """No text can be had from it. `reason`: its code."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason

    @property
    def sentence(self) -> str:
        """For people, in the reader's language."""
        return str(SENTENCES[self.reason])


@dataclass(frozen=True, slots=True)
class Pdf:
    """`pages`: the text of each page, "" for one without; at most 2,000 pages and 20 million characters are read, and
    `count` says how many pages there are. `title`, `author`: as the file tells, "" if not.
    """

    pages: tuple[str, ...]
    count: int
    title: str
    author: str


def read_pdf(content: bytes) -> Pdf:
    """The text of a PDF. Raises UnreadablePdf."""
    try:
        told, _bodies = confined("pdf", {}, [content], share=Share(processor=60, memory=1_000_000_000))
    except TooHard as error:
        raise UnreadablePdf("too_hard") from error
    if "reason" in told:
        raise UnreadablePdf("locked" if told["reason"] == "locked" else "broken")
    return Pdf(tuple(told["pages"]), int(told["count"]), str(told["title"]), str(told["author"]))
