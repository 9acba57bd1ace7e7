"""What is in a PDF: its text page by page. A hostile file gets a process of its own, with little time and memory."""

from dataclasses import dataclass


class UnreadablePdf(Exception):
    """No text can be had from it. `reason`: its code; `sentence`: for people."""


@dataclass(frozen=True, slots=True)
class Pdf:
    """`pages`: the text of each page, "" for a page without. `title`, `author`: as the file tells, "" if not."""

    pages: tuple[str, ...]
    title: str
    author: str


def read_pdf(content: bytes) -> Pdf:
    """The text of a PDF. Raises UnreadablePdf."""
    raise NotImplementedError
