"""What stands around every page, and the small things that pages are made of."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from florilegium.kit.values import value

Theme = Literal["auto", "light", "dark"]


@value
class Link:
    """A word that leads somewhere; without ``url`` it is only said.

    ``count``: what stands behind it in a list (“18”, “12 Sept.”, “moderates”). ``current``: where one is now.
    """

    text: str
    url: str = ""
    count: str = ""
    current: bool = False


@value
class Moment:
    """A time as people read it (“14 November 2026”) and as machines do (RFC 3339)."""

    text: str
    machine: str


@value
class Action:
    """Something to press: a link, or with ``post`` a button that posts ``fields`` to ``url``.

    ``main``: the one thing most people came for; at most one on a page. ``about``: its whole name, where several on a
    page read the same (“Approve: Paul Lenoir”); it begins with ``text``. ``followed``: where to count that a link out was followed.
    """

    text: str
    url: str
    post: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    main: bool = False
    about: str = ""
    followed: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """Said once, after an action. ``alert``: something did not work; ``done``: it did."""

    kind: Literal["done", "alert"]
    text: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something standing to know before reading on: the group becomes public on a date; my request is waiting."""

    text: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing is here: why, and what one can do about it."""

    text: str
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the listing. ``name``: “RSS”; ``title``: whole, for feed readers; ``type``: its media type."""

    name: str
    title: str
    url: str
    type: str


@dataclass(frozen=True, slots=True)
class Filter:
    """The form that narrows a listing: tags that must and must not be there, separated by commas; dates as machines write
    them. ``kept``: what it sends along unchanged.
    """

    action: str
    also: str = ""
    without: str = ""
    since: str = ""
    until: str = ""
    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexSection:
    """A titled part of the left column: links with counts, or tags run on a line, then sentences, a filter, more."""

    heading: str
    links: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    sentences: tuple[str, ...] = ()
    filter: Filter | None = None
    more: Link | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """The left column; folded above the text on a small screen, where ``label`` is what one presses.

    ``navigates``: its links filter or lead on (a nav); else it tells about the page (an aside).
    """

    label: str
    sections: tuple[IndexSection, ...]
    navigates: bool = True


@dataclass(frozen=True, slots=True)
class Opening:
    """How a page begins. ``title``: for the browser's tab, without the site's name. ``crumbs`` lead from Home to here;
    the last one, if ``current``, is this page.

    ``long``: the heading is somebody's title, set smaller. ``lede``: a group's or the site's own words, set in serif;
    ``sentence``: the program's (“64 bookmarks of the group carry this tag.”).
    """

    title: str
    heading: str
    crumbs: tuple[Link, ...] = ()
    long: bool = False
    lede: str = ""
    sentence: str = ""
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewerName:
    """The signed-in person, as the head of the page names her. ``url``: where her name leads."""

    name: str
    login: str
    url: str


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """The form that changes the interface's language: posts ``language`` = ``code`` and ``next`` to ``url``.

    It stands on every page and carries no token: a token would make every page differ by reader.
    """

    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page. ``direction``: ltr or rtl. ``path``: of this page, where a change of language
    returns to.

    ``nav``: My library, Groups. ``keep``: “Keep a page”, for who can. ``account``: sign in; or, for a signed-in person,
    preferences, imports, trash, sign out. ``site_url``: the home page. ``contact``: an address (https: or mailto:).
    """

    site_name: str
    site_url: str
    language: str
    direction: Literal["ltr", "rtl"]
    other_language: OtherLanguage
    viewer: ViewerName | None
    nav: tuple[Link, ...]
    keep: Link | None
    account: tuple[Link, ...]
    theme: Theme
    csrf_input: Markup
    messages: tuple[Message, ...]
    imprint_url: str
    contact: str
    path: str
