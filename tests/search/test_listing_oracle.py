"""Every filter and sort, alone and together, against a plain reckoning in Python: same rows, same order, same number."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from florilegium.kit import clock
from florilegium.kit.paging import Cursor
from florilegium.library import rules
from florilegium.library.actions import annotating
from florilegium.library.actions.bookmarks import edit_bookmark
from florilegium.library.actions.groups import set_library_open
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.errors import NotFound
from florilegium.library.models import Annotation, Audience, Bookmark, Keeper, Library, Saving, Tag, Tagging, Unread
from florilegium.library.queries import EditableBookmark
from florilegium.people.viewer import Viewer
from florilegium.search.listing import MARKS, SORTS, Mark, Search, Sort, bookmarks, related_tags
from tests.cast import EVERYBODY, Cast, assemble, draft, keep

TAGS = ("a", "b", "c", "rare")
START = clock.now() - 400 * clock.DAY


@dataclass(frozen=True, slots=True)
class Asked:
    """A search by names."""

    tags: tuple[str, ...]
    without: tuple[str, ...]
    member: str
    kind: Mark
    sort: Sort
    since: int | None
    until: int | None


asked = st.builds(
    Asked,
    tags=st.lists(st.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
    without=st.lists(st.sampled_from(TAGS), max_size=1).map(tuple),
    member=st.sampled_from(("", "", "alice", "bob", "carol")),
    kind=st.sampled_from(("", "", *MARKS)),
    sort=st.sampled_from(SORTS),
    since=st.sampled_from((None, None, 5, 15)),
    until=st.sampled_from((None, None, 25, 30)),
)


class Filters(TestCase):
    """One group's and one person's library of some fifty bookmarks, made once; then many searches."""

    cast: Cast
    libraries: dict[str, Library]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.cast = assemble()
        group = cls.cast.group("open", readable_by="world")
        own = cls.cast.own("alice")
        set_library_open(by=cls.cast["alice"], library=own, is_open=True)
        for n in range(46):
            cls._keep(group, n, ("alice", "bob", "carol")[n % 3])
            if n % 4 == 0:
                cls._keep(group, n, "bob", later=n % 8)
        for n in range(28):
            cls._keep(own, n, "alice")
        cls._say(group)
        cls._say(own)
        for page_id in Bookmark.objects.filter(library=group).values_list("page_id", flat=True)[3:20:2]:
            Unread.objects.create(person=cls.cast["bob"], page_id=page_id, at=1)
            Unread.objects.create(person=cls.cast["alice"], page_id=page_id, at=1)
        cls.libraries = {
            (lib.person_id and "alice's") or "open": lib for lib in Library.objects.filter(pk__in=(group.pk, own.pk))
        }

    @classmethod
    def _keep(cls, library: Library, n: int, who: str, later: int = 0) -> None:
        tags = tuple(tag for k, tag in enumerate(TAGS) if (n % 19 == 0 if tag == "rare" else n % (k + 2) == 0))
        person = cls.cast[who]
        at = START + (n // 2 + later) * clock.DAY  # two share a time
        marks = (HighlightDraft("q", person, notes=(NoteDraft("n", person),) if n % 2 else ()),) if n % 5 == 0 else ()
        keep(
            library,
            draft(
                person, n, tags=tags, at=at, at_known=n % 7 != 0, highlights=marks, views=n * 7 % 5, private=n % 3 == 0
            ),
        )

    @classmethod
    def _say(cls, library: Library) -> None:
        alice, bob = cls.cast["alice"], cls.cast["bob"]
        for n, row in enumerate(
            Bookmark.objects.filter(library=library).select_related("page", "library__group", "library__person")
        ):
            if n % 6 == 1 and not row.private:
                annotating.note_page(by=alice, bookmark=row, body="for all", audience=row.library)
            if n % 6 == 2:
                annotating.note_page(by=alice, bookmark=row, body="for me", audience=None)
                if library.group_id:
                    annotating.note_page(by=bob, bookmark=row, body="for me", audience=None)
            if n % 9 == 3:
                edit_bookmark(
                    by=alice, bookmark=EditableBookmark(row), title="t", description="", tags=(), private=False
                )

    @settings(max_examples=400)
    @given(asked=asked, who=st.sampled_from(EVERYBODY), name=st.sampled_from(("open", "alice's")))
    def test_a_search_finds_what_plain_reckoning_finds(self, asked: Asked, who: str, name: str) -> None:
        library, viewer = self.libraries[name], self.cast.viewer(who)
        wanted = self._reckon(asked, viewer, library)
        if wanted is None:
            with self.assertRaises(NotFound):
                bookmarks(viewer, self._search(asked, library))
            return
        found, cursor = [], Cursor()
        for _page in range(9):
            page = bookmarks(viewer, self._search(asked, library, cursor))
            assert (page.total, page.more_than) == (len(wanted), False)
            found += [row.id for row in page.rows]
            if page.next is None:
                break
            cursor = Cursor.parse(page.next)
        assert found == wanted
        last = bookmarks(viewer, self._search(asked, library, Cursor(last=True)))
        assert [row.id for row in last.rows] == wanted[-len(last.rows) :] if wanted else not last.rows
        assert dict(related_tags(viewer, self._search(asked, library), 99)) == self._reckon_tags(asked, wanted)

    def _search(self, asked: Asked, library: Library, cursor: Cursor | None = None) -> Search:
        tags = [Tag.objects.get(library=library, word__slug=tag) for tag in asked.tags]
        return Search(
            library, tags[0] if tags else None, self._member(asked, library), asked.kind, asked.sort, cursor or Cursor(),
            others=tuple(tags[1:]), since=_day(asked.since), until=_day(asked.until),
            without=tuple(Tag.objects.get(library=library, word__slug=tag) for tag in asked.without),
        )  # fmt: skip

    def _member(self, asked: Asked, library: Library) -> Keeper | None:
        if not asked.member:
            return None
        found = Keeper.objects.filter(library=library, person=self.cast[asked.member]).first()
        return found or Keeper(library=library, person=self.cast[asked.member], n=0)

    def _reckon(self, asked: Asked, viewer: Viewer, library: Library) -> list[int] | None:
        inside = rules.is_inside(viewer, library.pk)
        if asked.kind == "unread" and viewer.person is None:
            return None
        if asked.kind == "private" and not (inside and library.person_id):
            return None
        rows = []
        for row in Bookmark.objects.filter(library=library):
            if row.private and not inside:
                continue
            tags = set(Tagging.objects.filter(bookmark=row).values_list("tag__word__slug", flat=True))
            savings = dict(Saving.objects.filter(bookmark=row).values_list("person_id", "at"))
            when = row.at
            if asked.member:
                if self.cast[asked.member].pk not in savings:
                    continue
                when = savings[self.cast[asked.member].pk]
            if not set(asked.tags) <= tags or tags & set(asked.without):
                continue
            if (asked.since or asked.until) and not (
                row.at_known and (_day(asked.since) or 0) <= when < (_day(asked.until) or 1 << 62)
            ):
                continue
            if not self._holds(asked.kind, row, tags, viewer, inside=inside):
                continue
            key = {
                "newest": -when,
                "oldest": when,
                "viewed": -row.views,
                "annotated": -row.said,
                "discussed": -row.discussed,
            }
            rows.append(((key[asked.sort], row.pk if asked.sort == "oldest" else -row.pk), row.pk))
        return [pk for _key, pk in sorted(rows)]

    def _holds(self, kind: Mark, row: Bookmark, tags: set[str], viewer: Viewer, *, inside: bool) -> bool:
        heard = list(
            Annotation.objects.filter(
                pk__in=Audience.objects.filter(page_id=row.page_id, library_id=row.library_id).values("annotation_id")
            )
        )
        if inside and row.library.person_id is not None:
            heard += Annotation.objects.filter(page_id=row.page_id, author_id=row.library.person_id, heard=0)
        answers = {
            "": True,
            "highlighted": any(one.quote for one in heard),
            "noted": any(one.body and one.parent_id is None for one in heard),
            "untagged": not tags,
            "private": row.private,
            "unread": Unread.objects.filter(person=viewer.person, page_id=row.page_id).exists(),
        }
        return answers[kind]

    def _reckon_tags(self, asked: Asked, found: list[int]) -> dict[str, int]:
        count: dict[str, int] = {}
        for name in Tagging.objects.filter(bookmark_id__in=found).values_list("tag__name", flat=True):
            count[name] = count.get(name, 0) + 1
        return {name: n for name, n in count.items() if name not in asked.tags}


def _day(n: int | None) -> int | None:
    return None if n is None else START + n * clock.DAY
