"""What people keep and say, as set on a page."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from florilegium.kit.values import value

from .forms import Form
from .frame import Action, Link, Moment

Colour = Literal["yellow", "blue", "green", "pink"]

NO_WORDS = Markup("")


@value
class Note:
    """Something said: a page note, a note in the margin, a reply. ``id``: its anchor on the page (“a17”).

    ``html``: what was written here, rendered and sanitised; ``text``: imported words, plain, with their line breaks.
    With neither, it is only who highlighted and when. ``stub``: what stands in its place when it was taken back.
    ``audience``: in words, when it is not the library's (“only you”). ``brought``: “imported by alice, as Nom”.
    In a list, ``answered`` leads to the replies; on the bookmark's page ``replies`` are here, and ``reply`` the form.
    """

    id: str
    author: Link | None = None
    when: Moment | None = None
    html: Markup = NO_WORDS
    text: str = ""
    stub: str = ""
    audience: str = ""
    brought: str = ""
    approximate: bool = False
    answered: Link | None = None
    replies: tuple["Note", ...] = ()
    reply: Form | None = None
    actions: tuple[Action, ...] = ()


@value
class Passage:
    """A highlight and what stands beside it. ``said``: the colour for who cannot see it (“Highlighted in yellow:”).

    ``notes``: first its own note, or who highlighted it if that is not the entry's author; then what others said.
    ``original``: where the page itself has these words, in any browser.
    """

    id: str
    colour: Colour
    said: str
    quote: str
    notes: tuple[Note, ...] = ()
    original: str = ""


@value
class Entry:
    """A bookmark in a list.

    ``title``: cut at 80 characters; ``whole``: the uncut one, only if it was cut. ``url``: the page itself, with
    ``followed`` to count it; a page without an address leads to ``bookmark_url``, and a row of a preview nowhere.
    ``saver``: who brought it first; ``others``: “and 2 others”. ``when``: None if not known. ``description`` is plain.
    ``rest``: the passages beyond the first three, under ``more`` (“42 more annotations”) and ``fewer`` when open;
    above 200 ``rest`` is empty and ``more`` leads to ``more_url`` (in a preview, nowhere). ``more_notes``: likewise for page notes.
    ``unread``: the viewer has it still to read; ``new``: it came since her last visit. ``tick``: the value of a box to
    tick it with, where several are changed at once. ``copies``: where the page can be read here. ``private``: only its person sees it. ``approximate``: an import could not tell everything exactly.
    """

    id: str
    title: str
    whole: str = ""
    url: str = ""
    followed: str = ""
    bookmark_url: str = ""
    site: str = ""
    saver: Link | None = None
    others: str = ""
    when: Moment | None = None
    views: str = ""
    brought: str = ""
    private: bool = False
    unread: bool = False
    new: bool = False
    tick: str = ""
    approximate: bool = False
    description: str = ""
    page_notes: tuple[Note, ...] = ()
    more_notes: Link | None = None
    passages: tuple[Passage, ...] = ()
    rest: tuple[Passage, ...] = ()
    more: str = ""
    fewer: str = ""
    more_url: str = ""
    copies: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Pager:
    """The steps through a listing. ``range``: “1 – 20 of 64”, if it is known. A step that is not possible has no address.

    ``sizes``: 20, 50, 100 a page, the one in use current; none if it makes no difference.
    """

    range: str
    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""
    sizes: tuple[Link, ...] = ()
