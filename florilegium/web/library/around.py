"""The addresses around a listing: the same, ordered, narrowed, widened or paged otherwise, and as a feed."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from florilegium.kit.paging import SIZES, Paged
from florilegium.library import rules
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import asked_of, feed_path, library_path, tag_path
from florilegium.search.asking import words
from florilegium.search.listing import MARKS, SORTS, EntryRow, Search
from florilegium.search.naming import title_of
from florilegium.web import wording
from florilegium.web.shapes import Feed, Filter, Link, Pager

#: The forms of every feed: ending, name, media type.
FORMS = (
    ("rss", "RSS", "application/rss+xml"),
    ("atom", "Atom", "application/atom+xml"),
    ("json", "JSON Feed", "application/feed+json"),
)


class Around:
    """What leads on from one listing."""

    def __init__(self, viewer: Viewer, search: Search) -> None:
        self.viewer = viewer
        self.search = search
        self.library = search.library
        self.base = library_path(self.library) if search.tag is None else tag_path(self.library, search.tag.name)
        self.words = words(search, tag="")

    def link(self, *also: tuple[str, str], without: tuple[str, ...] = ()) -> str:
        """The same listing with further words, and without the words of these names."""
        asked = [word for word in self.words if word[0] not in without] + [word for word in also if word[1]]
        return self.base + (f"?{urlencode(asked)}" if asked else "")

    def _but(self, gone: tuple[str, str]) -> str:
        asked = [word for word in self.words if word != gone]
        return self.base + (f"?{urlencode(asked)}" if asked else "")

    def sorts(self) -> tuple[Link, ...]:
        said = {
            "newest": _("newest"), "oldest": _("oldest"), "viewed": _("most viewed"),
            "annotated": _("most annotated"), "discussed": _("recently discussed"),
        }  # fmt: skip
        return tuple(
            Link(
                said[sort],
                self.link(("sort", "" if sort == "newest" else sort), without=("sort",)),
                current=sort == self.search.sort,
            )
            for sort in SORTS
        )

    def shows(self) -> tuple[Link, ...]:
        said = {
            "highlighted": _("highlighted"), "noted": _("with notes"), "unread": _("to read"),
            "untagged": _("untagged"), "private": _("private"),
        }  # fmt: skip
        everything = Link(_("everything"), self.link(without=("kind",)), current=not self.search.kind)
        return (
            everything,
            *(
                Link(said[mark], self.link(("kind", mark), without=("kind",)), current=mark == self.search.kind)
                for mark in MARKS
                if mark == self.search.kind or self._makes_sense(mark)
            ),
        )

    def _makes_sense(self, mark: str) -> bool:
        if mark == "untagged":
            return self.search.tag is None
        if mark == "unread":
            return self.viewer.person is not None
        return mark != "private" or (
            self.library.person_id is not None and rules.is_inside(self.viewer, self.library.pk)
        )

    def narrowed(self) -> tuple[Link, ...]:
        """What the listing is narrowed by beyond its heading; each leads to the listing without it."""
        search = self.search
        links = [Link(one.name, self._but(("and", one.name))) for one in search.others]
        links += [
            Link(_("without %(tag)s") % {"tag": one.name}, self._but(("not", one.name))) for one in search.without
        ]
        if search.member is not None and search.tag is not None:
            links.append(Link(search.member.person.called, self.link(without=("by",))))
        said = dict(self.words)
        if "from" in said:
            links.append(
                Link(_("from %(date)s") % {"date": wording.day(search.since or 0)}, self.link(without=("from",)))
            )
        if "to" in said:
            day = wording.day((search.until or 1) - 1)
            links.append(Link(_("until %(date)s") % {"date": day}, self.link(without=("to",))))
        return tuple(links)

    def related(self, tags: list[tuple[str, int]]) -> tuple[Link, ...]:
        """Tags that stand beside those asked for; each narrows the listing."""
        return tuple(Link(name, self.link(("and", name)), wording.number(n)) for name, n in tags)

    def filter(self) -> Filter:
        """The form that narrows: it sends everything that is asked already, changed as its reader changes it."""
        said = dict(self.words)
        return Filter(
            action=self.base,
            also=", ".join(one.name for one in self.search.others),
            without=", ".join(one.name for one in self.search.without),
            since=said.get("from", ""),
            until=said.get("to", ""),
            kept=tuple(word for word in self.words if word[0] in ("by", "kind", "sort")),
        )

    def feeds(self) -> tuple[Feed, ...]:
        title = title_of(self.search)
        return tuple(Feed(name, f"{title} ({name})", feed_path(self.search, form), kind) for form, name, kind in FORMS)

    def private_feed(self) -> Link | None:
        """Where an address for a feed reader is to be had, of a listing that is not open to all."""
        search, library = self.search, self.library
        hers = library.person_id is not None or search.kind == "unread"
        if not rules.can_have_feed_key(self.viewer, library) or (library.open and not hers):
            return None
        asked = asked_of(search)
        return Link(_("Private feed"), f"/preferences/feeds?in={library.pk}" + (f"&{asked}" if asked else ""))

    def pager(self, found: Paged[EntryRow]) -> Pager:
        sizes = tuple(
            Link(str(size), self.link(("size", "" if size == SIZES[0] else str(size))), current=size == found.size)
            for size in SIZES
        )
        return Pager(
            range=_range(found),
            first=self._step(found.first),
            previous=self._step(found.previous),
            next=self._step(found.next),
            last=self._step(found.last),
            sizes=sizes if found.total > SIZES[0] else (),
        )

    def _step(self, query: object) -> str:
        return "" if query is None else self.link(*query.items())  # type: ignore[attr-defined]


def _range(found: Paged[EntryRow]) -> str:
    values = {
        "first": wording.number(found.start),
        "last": wording.number(found.end),
        "total": wording.number(found.total),
    }
    if found.more_than:
        return _("%(first)s – %(last)s of more than %(total)s") % values
    return _("%(first)s – %(last)s of %(total)s") % values
