"""One shape for each page."""

from dataclasses import dataclass

from markupsafe import Markup

from .entries import Entry, Note, Pager, Passage
from .forms import Choice, Form
from .frame import Action, Announcement, Empty, Feed, Index, Link, Moment, Opening


@dataclass(frozen=True, slots=True)
class Several:
    """What can be done to the ticked entries: posted to ``action``, then back to ``next``. ``libraries``: where copies may go;
    ``can_hide``: it is one's own library, where things may be private. ``done``: the listing without boxes.
    """

    action: str
    next: str
    done: str
    libraries: tuple[Choice, ...] = ()
    can_hide: bool = False


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """A listing of a library: a group's, a person's, a tag of one, what one member kept.

    A group's front is this page too: its description is the opening's lede; joining, asking, leaving and settings are
    the opening's actions; “Who may what” is a section of the index; a waiting request is an announcement. Where the
    viewer may not read, there are no entries, no pager and no feeds, and ``empty`` says so.
    ``sorts``, ``shows``: the listing ordered and filtered otherwise (by kind), as links. ``narrowed``: what it is
    narrowed by, each leading to the listing without it. ``pinned``: what stands above the listing. ``several``: the form
    that changes the ticked entries. ``private_feed``: where an address of the feed for a feed reader is to be had.
    """

    opening: Opening
    entries: tuple[Entry, ...] = ()
    empty: Empty | None = None
    pager: Pager | None = None
    index: Index | None = None
    sorts: tuple[Link, ...] = ()
    shows: tuple[Link, ...] = ()
    narrowed: tuple[Link, ...] = ()
    pinned: tuple[Link, ...] = ()
    several: Several | None = None
    feeds: tuple[Feed, ...] = ()
    private_feed: Link | None = None
    announcements: tuple[Announcement, ...] = ()


@dataclass(frozen=True, slots=True)
class BookmarkPage:
    """One bookmark, and everything said of its page in that library.

    ``url``: the page's address, shown whole under the title; ``site`` where there is none. ``description``: with who
    wrote it and when, as a Note. ``note_form``: to add a page note; None for who may not, to whom ``invitation`` says
    what would be needed. ``quiet``: said where nothing was highlighted. ``copies``: where it can be read here, its copies.
    ``byline``: author, site and date, as the page itself told.
    """

    opening: Opening
    site: str = ""
    url: str = ""
    followed: str = ""
    byline: str = ""
    copies: tuple[Link, ...] = ()
    private: bool = False
    approximate: bool = False
    brought: str = ""
    index: Index | None = None
    announcements: tuple[Announcement, ...] = ()
    description: Note | None = None
    page_notes: tuple[Note, ...] = ()
    passages: tuple[Passage, ...] = ()
    quiet: str = ""
    note_form: Form | None = None
    invitation: Empty | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """A library in a list of libraries. ``facts``: “64 members, 2,318 bookmarks”. ``state``: “you moderate it”."""

    name: str
    url: str
    description: str = ""
    facts: str = ""
    state: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened. ``line``: the program's words (“3 highlights, 1 note”); ``said``: somebody's words.

    ``who``: the people; ``did``: “kept it on Saturday”.
    """

    title: str
    url: str
    line: str = ""
    said: str = ""
    who: str = ""
    did: str = ""


@dataclass(frozen=True, slots=True)
class HomePage:
    """The home page: for nobody, who we are and the public groups; for a person, what is new and her libraries.

    ``news`` None: no such part, for nobody. ``shelves_heading``: “My libraries”, “Groups open to everyone”.
    """

    opening: Opening
    shelves_heading: str
    shelves: tuple[Shelf, ...]
    shelves_empty: Empty | None = None
    shelves_more: Link | None = None
    news: tuple[News, ...] | None = None
    news_empty: Empty | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class GroupDirectoryPage:
    """The groups that the viewer may know of."""

    opening: Opening
    groups: tuple[Shelf, ...]
    empty: Empty | None = None
    pager: Pager | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member, or somebody who asks to be one. ``since``: “member since 12 May 2026”, “asked on 3 November”."""

    name: Link
    login: str
    role: str = ""
    since: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class MembersPage:
    """Who belongs to a group. ``waiting`` and ``add`` are there for moderators."""

    opening: Opening
    members: tuple[MemberRow, ...]
    waiting: tuple[MemberRow, ...] = ()
    add: Form | None = None
    pager: Pager | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class TagsOfLetter:
    """The tags under one letter of the index, or all of them under no letter."""

    letter: str
    tags: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TagsPage:
    """Every tag of a library, as the index of a book. ``sorts``: by letter, by use."""

    opening: Opening
    letters: tuple[TagsOfLetter, ...]
    sorts: tuple[Link, ...] = ()
    empty: Empty | None = None
    pager: Pager | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page that asks: making or setting up a group, saving or editing a bookmark, editing a note, preferences,
    bringing in a file, confirming a deletion.

    ``sentences``: what to know first: what a deletion takes away and where it rests. ``note``: the words it is about.
    ``bookmarklet``: a link to be dragged to the browser's bar. ``further``: other things one may do here (delete the group, change the password). No form: nothing to send now.
    """

    opening: Opening
    form: Form | None
    sentences: tuple[str, ...] = ()
    note: Note | None = None
    bookmarklet: Link | None = None
    bookmarklet_help: str = ""
    further_heading: str = ""
    further: tuple[Action, ...] = ()
    index: Index | None = None
    announcements: tuple[Announcement, ...] = ()


@dataclass(frozen=True, slots=True)
class TrashItem:
    """Something deleted. ``what``: “bookmark in Tic&Travail”; ``until``: “deleted on 3 November, kept until 3 December”."""

    title: str
    what: str
    until: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class TrashPage:
    """What the viewer deleted and can still take back."""

    opening: Opening
    items: tuple[TrashItem, ...]
    empty: Empty | None = None
    pager: Pager | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class TokenItem:
    """A token of the viewer's. ``what``: “may read”; ``facts``: when it was made, last used, when it ends."""

    name: str
    what: str
    facts: tuple[str, ...]
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class TokensPage:
    """The tokens with which programs act for the viewer, and the form to make one."""

    opening: Opening
    tokens: tuple[TokenItem, ...]
    form: Form
    empty: Empty | None = None
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class MessagePage:
    """Something that cannot be shown or done: 403, 404, 500. The opening's sentence says what, its actions where to go
    from here, ``advice`` what one can do."""

    opening: Opening
    advice: str = ""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article of the demonstration: it stands for a page of the web, so no shell is around it."""

    title: str
    site: str
    author: str
    date: Moment
    language: str
    direction: str
    html: Markup
