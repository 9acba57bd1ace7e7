"""From what the library gives to what the API answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.archive import queries as archive
from florilegium.archive.models import Capture, Snapshot, SnapshotKind
from florilegium.archive.sentences import sentence_of
from florilegium.groups.models import Role
from florilegium.kit import clock, markup
from florilegium.library import cards, hearing, rules
from florilegium.library.models import Annotation, Bookmark, Color, Kind, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.portability.models import Import
from florilegium.search.addresses import bookmark_path, library_path
from florilegium.search.listing import EntryRow

from . import shapes
from .intake import etag

_ROLES: Any = {Role.PENDING: "waiting", Role.MEMBER: "member", Role.MODERATOR: "moderator", Role.OWNER: "owner"}
_KINDS: Any = {Kind.HIGHLIGHT: "highlight", Kind.NOTE: "note", Kind.PAGE_NOTE: "page_note", Kind.REPLY: "reply"}
_COLORS: Any = {Color.YELLOW: "yellow", Color.BLUE: "blue", Color.GREEN: "green", Color.PINK: "pink"}
COLORS: dict[str, Color] = {name: color for color, name in _COLORS.items()}


def time_of(at: int) -> str:
    """Microseconds as RFC 3339 in UTC; seconds have no fraction where there is none."""
    return written(clock.moment(at))


def written(moment: datetime) -> str:
    """The same, of an aware UTC datetime."""
    return moment.isoformat().replace("+00:00", "Z")


def name_of(library: Library) -> str:
    """What a library is called in addresses: ``<slug>`` or ``~<login>``."""
    if library.group is not None:
        return library.group.slug
    assert library.person is not None
    return f"~{library.person.login}"


def page_url(request: HttpRequest, path: str) -> str:
    """The whole address of a page for people."""
    return (settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")) + path


def library(request: HttpRequest, viewer: Viewer, one: Library) -> shapes.Library:
    """A library that the viewer reads."""
    name = one.group.name if one.group is not None else one.person.called if one.person is not None else ""
    role = _ROLES[rules.role_in(viewer, one.pk)] if rules.is_inside(viewer, one.pk) and one.group is not None else None
    whole = rules.scope(viewer, one) is rules.Scope.ALL
    return shapes.Library(
        id=name_of(one), kind="group" if one.group is not None else "person", name=name, open=one.open,
        bookmarks=one.bookmarks if whole else one.bookmarks_open, role=role,
        writable=rules.can_write(viewer, one, one.group), html_url=page_url(request, library_path(one)),
    )  # fmt: skip


def group(request: HttpRequest, viewer: Viewer, one: Library) -> shapes.Group:
    """A group that the viewer may know of; how much it keeps only where she may read."""
    row, role = one.group, rules.role_in(viewer, one.pk)
    assert row is not None
    reads = rules.scope(viewer, one) is not rules.Scope.NOTHING
    switches: Any = {name: getattr(row, name) for name in ("readable_by", "joinable_by", "writable_by")}
    return shapes.Group(
        slug=row.slug, library=row.slug, name=row.name, description=row.description, listed=row.listed,
        members=row.members, bookmarks=one.bookmarks if reads else None,
        role=None if role is None else _ROLES[role], html_url=page_url(request, library_path(one)), **switches,
    )  # fmt: skip


def member(one: Person, role: Role, kept: int) -> shapes.Member:
    """A member of a group."""
    return shapes.Member(person=person(one), role=_ROLES[role], bookmarks=kept)


def person(one: Person) -> shapes.Person:
    """Somebody."""
    return shapes.Person(login=one.login, name=one.name)


def color_of(color: Color) -> Any:
    """A colour by its name."""
    return _COLORS[color]


def bookmarks(
    request: HttpRequest, viewer: Viewer, where: Library, rows: Sequence[EntryRow | Bookmark]
) -> list[shapes.Bookmark]:
    """Bookmarks of one library, as a listing or ``get_bookmark`` gave them."""
    entries = [row if isinstance(row, EntryRow) else entry(row) for row in rows]
    tags, unread = cards.tags(entries), cards.unread(viewer, entries)
    page_ids = [row.page_id for row in entries]
    fetched, kept = archive.captures_of(page_ids), archive.newest(viewer, where, page_ids)
    # its own person also counts what nobody else hears
    own = where.person_id is not None and where.person_id == viewer.id
    return [
        shapes.Bookmark(
            id=row.id, library=name_of(where), url=row.url, site=row.site, title=row.title, description=row.description,
            tags=tags[row.id], private=row.private, unread=row.page_id in unread, created=time_of(row.at), created_known=row.at_known,
            updated=time_of(row.updated), views=row.views,
            added_by=shapes.Person(login=row.added_by_login, name=row.added_by_name), savers=row.savers,
            highlights=row.marks if own else row.highlights, notes=row.words if own else row.noted,
            replies=row.replies, capture=capture(fetched.get(row.page_id)),
            snapshot=kept[row.page_id].snapshot_id if row.page_id in kept else None,
            html_url=page_url(request, bookmark_path(where, row.id)),
        )
        for row in entries
    ]  # fmt: skip


def capture(row: Capture | None) -> shapes.Capture:
    """How fetching a page went."""
    if row is None:
        return shapes.Capture(state="none", problem="")
    state: Any = row.state
    return shapes.Capture(state=state, problem=sentence_of(row.problem, row.details))


def snapshot(request: HttpRequest, bookmark: Bookmark, row: Snapshot) -> shapes.Snapshot:
    """A copy that the viewer sees with a bookmark."""
    return shapes.Snapshot(**_snapshot(request, bookmark, row))


def whole_snapshot(request: HttpRequest, bookmark: Bookmark, row: Snapshot) -> shapes.WholeSnapshot:
    """The same with its article."""
    html = markup.clean_reading(row.html)
    return shapes.WholeSnapshot(**_snapshot(request, bookmark, row), html=html, text=row.text)


def _snapshot(request: HttpRequest, bookmark: Bookmark, row: Snapshot) -> dict[str, Any]:
    path = f"{bookmark_path(bookmark.library, bookmark.pk)}/snapshot/{row.pk}"
    return {
        "id": row.pk, "bookmark": bookmark.pk, "kind": "pdf" if row.kind == SnapshotKind.PDF else "page",
        "created": time_of(row.at), "seen": time_of(row.seen), "by": None if row.by is None else person(row.by),
        "title": row.title, "url": row.url, "bytes": row.file.size, "words": row.words, "language": row.language,
        "html_url": page_url(request, path),
    }  # fmt: skip


def entry(row: Bookmark) -> EntryRow:
    """A bookmark as a listing would show it; what this face does not tell is left out."""
    return EntryRow(
        row.pk, row.page_id, row.page.url, row.page.site, row.title, row.description, row.at, row.at_known, row.private,
        row.views, row.savers, row.tags_n, row.highlights, row.page_notes, row.marks, row.words, row.noted, row.replies,
        row.updated, row.added_by_id, row.added_by.login, row.added_by.name, None, None, row.at,
    )  # fmt: skip


def annotations(request: HttpRequest, viewer: Viewer, said: Iterable[Annotation]) -> list[shapes.Annotation]:
    """Annotations that the viewer hears, with what she may know of where else they are heard."""
    rows = list(said)
    around = hearing.around(viewer, rows)
    return [_annotation(request, viewer, row, around) for row in rows]


def _annotation(request: HttpRequest, viewer: Viewer, row: Annotation, around: hearing.Around) -> shapes.Annotation:
    quoted = row.kind in (Kind.HIGHLIGHT, Kind.NOTE)
    given = row.selectors or ([{"type": "TextQuoteSelector", "exact": row.quote}] if row.quote else [])
    heard, mine = around.audiences[row.pk], rules.can_edit_annotation(viewer, row.author_id)
    link = page_url(request, f"/annotation/{row.pk}")
    shown = _kept(row, heard, around)
    return shapes.Annotation(
        id=row.pk, kind=_KINDS[row.kind], quote=row.quote, selectors=[shapes.Selector(**one) for one in given],
        body=row.body, body_html=html_of(row.body, plain=row.plain), body_format="plain" if row.plain else "markdown",
        color=_COLORS[row.color] if quoted else None, tags=row.tags, author=person(row.author), mine=mine,
        can=_rights(viewer, row, heard), created=time_of(row.at), created_known=row.at_known,
        updated=time_of(row.updated or row.at), etag=etag(row), audience=[name_of(one) for one in heard],
        only_me=row.heard == 0, parent=row.parent_id if row.parent_id in around.answered else row.root_id,
        root=row.root_id, replies=around.replies.get(row.pk, 0), withdrawn=row.withdrawn, approximate=row.approximate,
        html_url=link if shown is None else f"{page_url(request, bookmark_path(shown.library, shown.pk))}#a{row.pk}",
        link=link,
    )  # fmt: skip


def html_of(body: str, *, plain: bool) -> str:
    """A body as our pages set it."""
    if plain:
        return "".join(f"<p>{markup.from_plain(part)}</p>" for part in body.split("\n") if part.strip())
    return markup.from_markdown(body)


def _kept(row: Annotation, heard: Iterable[Library], around: hearing.Around) -> Bookmark | None:
    """The bookmark under which it is shown: where it is heard, else wherever she sees its page."""
    there = [around.kept[row.page_id, one.pk] for one in heard if (row.page_id, one.pk) in around.kept]
    return next(iter(there), next((one for key, one in around.kept.items() if key[0] == row.page_id), None))


def _rights(viewer: Viewer, row: Annotation, heard: Iterable[Library]) -> list[Any]:
    mine = rules.can_edit_annotation(viewer, row.author_id)
    answers = (mine and row.heard == 0) or any(rules.can_reply(viewer, one, one.group) for one in heard)
    return [*(("edit", "delete") if mine and not row.withdrawn else ()), *(("reply",) if answers else ())]


def shelf(viewer: Viewer, one: Library) -> shapes.Shelf:
    """A library of the viewer's, as a place to keep pages and as an audience."""
    if one.group is None:
        word = _("everyone") if one.open else _("only me")
        name, members = (one.person.called if one.person is not None else ""), 1
    else:
        name, members = one.group.name, one.group.members
        told = {"group": name, "n": members}
        word = ngettext("%(group)s, %(n)s member", "%(group)s, %(n)s members", members) % told
        if one.open:  # what is said there is said to the world
            word = _("%(audience)s, and everyone") % {"audience": word}
    return shapes.Shelf(
        id=name_of(one), name=name, kind="person" if one.group is None else "group", members=members, open=one.open,
        writable=rules.can_write(viewer, one, one.group), word=word, recommended=[],
    )  # fmt: skip


def import_(request: HttpRequest, job: Import) -> shapes.Import:
    """A file that its bringer asks about."""
    state: Any = job.state
    return shapes.Import(
        id=job.pk, library=None if job.library is None else name_of(job.library), name=job.name, format=job.format,
        state=state, total=job.total, done=job.cursor, new=job.new, completed=job.completed, unchanged=job.unchanged,
        rejected=job.rejected, problem=job.problem, created=written(job.created),
        finished=None if job.finished is None else written(job.finished), html_url=page_url(request, f"/imports/{job.pk}"),
    )  # fmt: skip
