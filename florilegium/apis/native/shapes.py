"""What the API answers: its things as JSON. The OpenAPI is generated from these types."""

from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")

#: RFC 3339, UTC
Time = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2024-05-31T12:00:00Z"])]
Count = Annotated[int, Field(ge=0)]
#: A group's slug, or `~` and a person's login.
LibraryName = Annotated[str, Field(pattern=r"^~?[a-z0-9][a-z0-9-]{0,62}[a-z0-9]$", examples=["reading", "~anna"])]


class Page(BaseModel, Generic[Item]):
    """One page of a list. ``total`` is the length of the whole; where it is not exact, there are more.

    ``next``: the cursor of the next page, null on the last.
    """

    items: list[Item]
    total: Count
    total_is_exact: bool
    next: str | None


class Person(BaseModel):
    """Somebody. ``login`` is null for a name that came with imported words."""

    login: str | None
    name: str


class Library(BaseModel):
    """A shelf: a group's, or a person's. ``bookmarks``: how many of them one may read. ``role``: one's own there."""

    id: LibraryName
    kind: Literal["group", "person"]
    name: str
    open: bool
    bookmarks: Count
    role: Literal["member", "moderator", "owner"] | None
    writable: bool
    html_url: str


class Capture(BaseModel):
    """How fetching a page went. ``problem``: a sentence, if it could not be fetched or no copy may be kept."""

    state: Literal["none", "waiting", "running", "done", "failed"]
    problem: str


class Bookmark(BaseModel):
    """A page kept in a library.

    ``url`` is empty where its source lost it. ``created`` orders the list; it is a guess unless ``created_known``.
    ``unread``: its page is on one's own list of what to read. ``savers``: how many people brought it. ``highlights`` (with
    or without a note), ``notes`` (words of one's own, on a quote or on the page) and ``replies`` count what one hears
    there. ``capture``: how fetching its page went; ``snapshot``: its newest copy, null where there is none one may see.
    """

    id: int
    library: LibraryName
    url: str
    site: str
    title: str
    description: str
    tags: list[str]
    private: bool
    unread: bool
    created: Time
    created_known: bool
    updated: Time
    views: Count
    added_by: Person
    savers: Count
    highlights: Count
    notes: Count
    replies: Count
    capture: Capture
    snapshot: int | None
    html_url: str


class Snapshot(BaseModel):
    """A page as captured at a time. ``by``: who sent it from her browser, null for what this site fetched by itself.

    ``created``: when it was first found so, ``seen``: when it was last found unchanged. ``bytes``: of the copy; ``words``
    and ``language``: of its article.
    """

    id: int
    bookmark: int
    kind: Literal["page", "pdf"]
    created: Time
    seen: Time
    by: Person | None
    title: str
    url: str
    bytes: Count
    words: Count
    language: str
    html_url: str


class WholeSnapshot(Snapshot):
    """The same with its article: as HTML, sanitised, and as text; of a PDF the text of each page, parted by form feeds."""

    html: str
    text: str


class Kept(BaseModel):
    """A bookmark of a page in one of one's libraries. ``mine``: one brought it; ``editable``: one may change and delete it."""

    id: int
    library: LibraryName
    title: str
    description: str
    tags: list[str]
    private: bool
    mine: bool
    editable: bool
    created: Time
    html_url: str


class PageKnown(BaseModel):
    """What one's own libraries know of a page. ``key``: what decides that two addresses are one page.

    ``unread``: on one's list of what to read. ``annotations``: how many one hears; ``mine``: of them one's own.
    """

    url: str
    key: str
    bookmarks: list[Kept]
    unread: bool
    annotations: Count
    mine: Count


class Digests(BaseModel):
    """SHA-256, hexadecimal, of the keys of pages in one's own libraries, as far as they begin with the prefix.

    Not ``complete``: there are too many to tell; ask with one digit more.
    """

    prefix: str
    digests: list[str]
    complete: bool


class Selector(BaseModel):
    """Where in the page a quote stands, as the W3C's Web Annotation has it."""

    model_config = ConfigDict(extra="allow")

    type: str


class Annotation(BaseModel):
    """What a person says about a page, once, wherever it is heard.

    ``body_html``: the body as our pages set it, sanitised. ``tags``: words of the note. ``can``: what one may do with it.
    ``etag``: the state it is in, for If-Match. ``link``: an address for anybody; it shows what whoever opens it may see.
    ``audience``: the libraries in which it is heard, as far as one may know them; ``only_me``: nobody else hears it.
    ``parent`` and ``root``: what a reply answers, and what the thread began with. ``replies``: how many one hears.
    ``withdrawn``: the words were taken back, and others had answered. ``approximate``: its source did not say exactly
    who, when or where.
    """

    id: int
    kind: Literal["highlight", "note", "page_note", "reply"]
    quote: str
    selectors: list[Selector]
    body: str
    body_html: str
    body_format: Literal["plain", "markdown"]
    color: Literal["yellow", "blue", "green", "pink"] | None
    tags: list[str]
    author: Person
    mine: bool
    can: list[Literal["edit", "delete", "reply"]]
    created: Time
    created_known: bool
    updated: Time
    etag: str
    audience: list[LibraryName]
    only_me: bool
    parent: int | None
    root: int | None
    replies: Count
    withdrawn: bool
    approximate: bool
    html_url: str
    link: str


class Html(BaseModel):
    """Words as our pages set them, sanitised."""

    html: str


class Shelf(BaseModel):
    """A library of one's own people, as a place to keep pages and as an audience.

    ``members``: how many hear what is said there. ``word``: these in plain words, in the reader's language. ``writable``:
    one may save and speak there; where it is one's own, one may speak to everyone only if it is ``open``. ``recommended``:
    tags that its people agreed on.
    """

    id: LibraryName
    name: str
    kind: Literal["group", "person"]
    members: Count
    open: bool
    writable: bool
    word: str
    recommended: list[str]


class Me(BaseModel):
    """Who asks, where she may keep and speak (her own library first, groups by name), and the colour she used last."""

    person: Person
    libraries: list[Shelf]
    colour: Literal["yellow", "blue", "green", "pink"]


class Tag(BaseModel):
    """A word of a library, in its first spelling, and how many of the bookmarks one may read carry it."""

    name: str
    bookmarks: Count


class Group(BaseModel):
    """A group. ``library``: where its bookmarks are. ``bookmarks`` is null where one may not read them.

    ``role``: one's own, "waiting" for who has asked to join.
    """

    slug: str
    library: LibraryName
    name: str
    description: str
    readable_by: Literal["world", "members"]
    joinable_by: Literal["anyone", "request", "invitation"]
    writable_by: Literal["members", "moderators"]
    listed: bool
    members: Count
    bookmarks: Count | None
    role: Literal["waiting", "member", "moderator", "owner"] | None
    html_url: str


class Member(BaseModel):
    """Somebody of a group. ``bookmarks``: how many of its bookmarks she brought."""

    person: Person
    role: Literal["member", "moderator", "owner"]
    bookmarks: Count


class Import(BaseModel):
    """A file brought in. ``done`` of ``total`` records are; each became one of new, completed, unchanged, rejected.

    ``problem``: why it could not be read, a sentence.
    """

    id: int
    library: LibraryName | None
    name: str
    format: str
    state: Literal["uploaded", "waiting", "running", "done", "failed"]
    total: Count
    done: Count
    new: Count
    completed: Count
    unchanged: Count
    rejected: Count
    problem: str
    created: Time
    finished: Time | None
    html_url: str


class Libraries(Page[Library]):
    """Libraries."""


class Bookmarks(Page[Bookmark]):
    """Bookmarks of one library."""


class Snapshots(Page[Snapshot]):
    """The dated copies of one page."""


class Annotations(Page[Annotation]):
    """What is said of one page."""


class Tags(Page[Tag]):
    """Tags of one library."""


class Groups(Page[Group]):
    """Groups."""


class Members(Page[Member]):
    """Members of one group."""


class Imports(Page[Import]):
    """Files brought in."""
