"""Reading what is kept: the article, the frozen copy, the dated copies, and what somebody without an account is shown."""

from dataclasses import dataclass

from markupsafe import Markup

from .entries import NO_WORDS, Note, Passage
from .forms import Choice
from .frame import Action, Announcement, Empty, Index, Link, Moment, Opening


@dataclass(frozen=True, slots=True)
class LookQuestion:
    """One row of radio buttons on how articles look."""

    name: str
    label: str
    options: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """An article, typeset.

    ``bookmark``: the id by which the annotator asks what is said of the page; ``csrf``: with which it may say something,
    "" for who may not. ``login``: who is signed in. ``url``: the page's own address; ``alone``: its bookmark is private. ``byline``: author, site and date. ``facts``: minutes, how far one is. ``sheets``: of a PDF, the
    text of each page; ``pdf``: the address of the file itself, where its sheets are shown as they are. ``progress_url``: where to tell how far one is, ``permille``: how far one was; None for nobody.
    """

    opening: Opening
    bookmark: str
    snapshot: str
    csrf: str
    byline: str
    facts: tuple[str, ...]
    links: tuple[Link, ...]
    language: str
    direction: str
    questions: tuple[LookQuestion, ...]
    index: Index | None
    html: Markup = NO_WORDS
    lead: str = ""
    sheets: tuple[str, ...] = ()
    pdf: str = ""
    login: str = ""
    url: str = ""
    alone: bool = False
    passages: tuple[Passage, ...] = ()
    progress_url: str = ""
    permille: int = 0
    percent: str = ""


@dataclass(frozen=True, slots=True)
class DatedCopy:
    """One copy in the list. ``what``: page or PDF, size, words; ``by``: who sent it, if not the server."""

    when: Moment
    url: str
    what: str
    by: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class CopiesPage:
    """The dated copies of a page, and how fetching it went."""

    opening: Opening
    copies: tuple[DatedCopy, ...]
    announcements: tuple[Announcement, ...] = ()
    empty: Empty | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class FramePage:
    """A frozen copy in its frame. ``copy``: the address of the document, opened in a sandbox. ``bookmark``, ``csrf``,
    ``login``, ``url`` and ``alone`` as of the reader."""

    opening: Opening
    bookmark: str
    snapshot: str
    csrf: str
    copy: str
    dated: str
    links: tuple[Link, ...]
    actions: tuple[Action, ...] = ()
    login: str = ""
    url: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class AnnotatedPage:
    """One page's highlights and notes for somebody without an account: quotes in order, and no more of the page.

    ``robots``: false keeps search engines out. ``url``: of the page itself; ``address``: of this one, whole.
    """

    opening: Opening
    site: str
    url: str
    address: str
    description: str
    robots: bool
    passages: tuple[Passage, ...]
    page_notes: tuple[Note, ...]
    quiet: str = ""
