"""From rows to what a page shows of them: the one place where a bookmark becomes an entry."""

from collections.abc import Sequence
from functools import lru_cache

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from florilegium.archive import queries as copies
from florilegium.archive.queries import Copy
from florilegium.kit import markup, passages
from florilegium.library import cards, rules
from florilegium.library.cards import SHOWN, SaidRow
from florilegium.library.models import Color, Library
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import library_path, tag_path
from florilegium.search.listing import EntryRow

from . import wording
from .shapes import Action, Entry, Form, Link, Moment, Note, Passage
from .shapes.entries import Colour

#: Beyond these, an entry leads to the bookmark's page instead of unfolding.
MOST_FOLDED = 200

COLOURS: dict[int, Colour] = {Color.YELLOW: "yellow", Color.BLUE: "blue", Color.GREEN: "green", Color.PINK: "pink"}


def entries_of(
    viewer: Viewer, library: Library, rows: Sequence[EntryRow], *, since: int = 0, ticked: bool = False
) -> tuple[Entry, ...]:
    """The entries of one page of a listing, in a fixed number of statements. ``since``: what came later is new to her.

    ``ticked``: with a box to tick each that the viewer may change or copy.
    """
    tags = cards.tags(rows)
    said = cards.said(viewer, library, rows)
    base = library_path(library)
    links = {name: Link(name, tag_path(library, name)) for names in tags.values() for name in names}
    to_read = cards.unread(viewer, rows)
    kept = copies.newest(viewer, library, [row.page_id for row in rows])
    moderates = rules.can_moderate(viewer, library)
    inside = rules.is_inside(viewer, library.pk)
    return tuple(
        _entry(row, library, base, tuple(links[name] for name in tags[row.id]), said[row.page_id],
               editable=moderates or (inside and row.added_by_id == viewer.id), unread=row.page_id in to_read,
               new=bool(since) and row.at > since and row.added_by_id != viewer.id, ticked=ticked,
               copy=kept.get(row.page_id))
        for row in rows
    )  # fmt: skip


def _entry(
    row: EntryRow,
    library: Library,
    base: str,
    tags: tuple[Link, ...],
    said: Sequence[SaidRow],
    *,
    editable: bool,
    unread: bool,
    new: bool,
    ticked: bool,
    copy: Copy | None,
) -> Entry:
    url = f"{base}/bookmark/{row.id}"
    who = wording.called(row.added_by_login, row.added_by_name)
    marks = [one for one in said if one.part == 0]
    notes = [one for one in said if one.part == 1]
    beyond = row.highlights + sum(one.only_me for one in marks) - SHOWN
    folded = 0 < beyond <= MOST_FOLDED and len(marks) - SHOWN == beyond
    marked = tuple(passage_of(one, row.added_by_id, url) for one in marks)
    title = row.title if row.title.strip() else row.url or _("Untitled")
    return Entry(
        id=f"b{row.id}",
        title=wording.cut(title),
        whole=title if len(title) > wording.TITLE else "",
        url=row.url,
        followed=f"{url}/followed" if row.url else "",
        bookmark_url=url,
        site=row.site,
        saver=Link(who, f"{base}?by={row.added_by_id}" if library.group_id is not None else base),
        others=_others(row.savers - 1),
        when=Moment(wording.day(row.at), wording.machine(row.at)) if row.at_known else None,
        views=wording.views(row.views),
        brought=wording.who_brought(row.brought_by_login, row.brought_by_name, who),
        private=bool(row.private),
        unread=unread,
        new=new,
        tick=str(row.id) if ticked else "",
        description=row.description,
        page_notes=tuple(note_of(one, url, saver_id=row.added_by_id) for one in notes),
        more_notes=_more_notes(row.page_notes - sum(not one.only_me for one in notes), url),
        passages=marked[:SHOWN],
        rest=marked[SHOWN:] if folded else (),
        more=_more(beyond) if beyond > 0 else "",
        fewer=_fewer(beyond) if folded else "",
        more_url="" if folded or beyond <= 0 else f"{url}#passages",
        copies=copy_links(url, copy),
        tags=tags,
        actions=(
            Action(_("Open"), url, about=_("Open “%(title)s”") % {"title": wording.cut(title)}),
            *((Action(_("Edit"), f"{url}/edit", about=_("Edit “%(title)s”") % {"title": wording.cut(title)}),)
              if editable else ()),
        ),
    )  # fmt: skip


def copy_links(url: str, copy: Copy | None) -> tuple[Link, ...]:
    """Where a bookmark's page can be read here, and as of when it is kept."""
    if copy is None:
        return ()
    dated = Link(_("Copy of %(date)s") % {"date": wording.short_day(copy.at)}, f"{url}/snapshot/{copy.snapshot_id}")
    return (Link(_("Read here"), f"{url}/read"), dated) if copy.is_readable else (dated,)


def _others(n: int) -> str:
    if n <= 0:
        return ""
    return ngettext("and %(n)s other", "and %(n)s others", n) % {"n": wording.number(n)}


def _more(n: int) -> str:
    return ngettext("%(n)s more annotation", "%(n)s more annotations", n) % {"n": wording.number(n)}


def _fewer(n: int) -> str:
    return ngettext("Fold the other annotation", "Fold the %(n)s other annotations", n) % {"n": wording.number(n)}


def _more_notes(n: int, url: str) -> Link | None:
    if n <= 0:
        return None
    text = ngettext("%(n)s more page note", "%(n)s more page notes", n) % {"n": wording.number(n)}
    return Link(text, f"{url}#a-page-notes")


def replies_counted(n: int) -> str:
    """“2 replies”."""
    return ngettext("%(n)s reply", "%(n)s replies", n) % {"n": wording.number(n)}


def spoken_colour(color: int) -> str:
    """What is said before a quote to who cannot see its colour."""
    return _spoken_colour(get_language() or "", color)


@lru_cache(64)  # said before every highlight of a page
def _spoken_colour(_language: str, color: int) -> str:
    return {
        Color.YELLOW: _("Highlighted in yellow:"),
        Color.BLUE: _("Highlighted in blue:"),
        Color.GREEN: _("Highlighted in green:"),
        Color.PINK: _("Highlighted in pink:"),
    }[Color(color)]


def passage_of(row: SaidRow, saver_id: int | None, url: str, note: Note | None = None, original: str = "") -> Passage:
    """A passage, with its own note; where there is none, its author is named if she is not who kept the page.

    ``original``: where the page itself has these words.
    """
    if note is None and (row.body or row.replies or row.only_me or row.withdrawn or row.author_id != saver_id):
        note = note_of(row, url, saver_id=saver_id)
    return Passage(
        id=f"a{row.id}",
        colour=COLOURS[row.color],
        said=spoken_colour(row.color),
        quote=row.quote,
        notes=() if note is None else (note,),
        original="" if row.withdrawn else original,
    )


def originals(page_url: str, said: Sequence[SaidRow]) -> dict[int, str]:
    """Id → the address of a passage in the page itself, of all passages of one page."""
    if not page_url:
        return {}
    known = cards.contexts(said)
    return {
        row.id: passages.passage_url(page_url, row.quote, *known.get(row.id, ("", "")))
        for row in said
        if row.part == 0 and row.quote
    }


def note_of(
    row: SaidRow,
    url: str,
    *,
    saver_id: int | None = None,
    replies: tuple[Note, ...] = (),
    actions: tuple[Action, ...] = (),
    answered: bool = True,
    reply: Form | None = None,
) -> Note:
    """Words and who said them. In a list (``answered``) the replies are counted, and lead to the bookmark's page."""
    who = wording.called(row.author_login, row.author_name)
    here = row.body and not row.withdrawn
    # security: what was written here is Markdown, rendered and sanitised by kit.markup, the one place for that
    html = Markup(markup.from_markdown(row.body)) if here and not row.plain else Markup("")  # noqa: S704
    return Note(
        id=f"n{row.id}" if row.part == 0 else f"a{row.id}",
        author=Link(who),
        when=Moment(wording.short_day(row.at), wording.machine(row.at)) if row.at_known else None,
        html=html,
        text=row.body if here and row.plain else "",
        stub=_("Withdrawn by its author.") if row.withdrawn else "",
        audience=_("only you") if row.only_me else "",
        # who brought the page is said once, beside its title
        brought=""
        if row.author_id == saver_id
        else wording.who_brought(row.brought_by_login, row.brought_by_name, who),
        approximate=bool(row.approximate),
        answered=Link(replies_counted(row.replies), f"{url}#a{row.id}") if answered and row.replies else None,
        replies=replies,
        reply=reply,
        actions=actions,
    )
