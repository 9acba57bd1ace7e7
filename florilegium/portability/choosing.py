"""What somebody chooses before a file is brought in: privacy, further tags, only completing, which page a title means."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from florilegium.library import titles
from florilegium.library.models import Bookmark, Library

from . import reading
from .models import Import
from .records import Record

#: So many titles that could mean several bookmarks are asked about; the others are kept apart and reported.
MOST_ASKED = 50


@dataclass(frozen=True, slots=True)
class Choices:
    """``private``: everything private or nothing, None = as the file says. ``titles``: record number → bookmark id.

    ``whose``: the name of the person whose file it is, if it is not who brings it.
    """

    private: bool | None = None
    tags: tuple[str, ...] = ()
    only_complete: bool = False
    titles: dict[int, int] = field(default_factory=dict)
    whose: str = ""

    def told(self) -> dict[str, object]:
        """As the job keeps it."""
        return {
            "private": self.private, "tags": list(self.tags), "only_complete": self.only_complete,
            "titles": {str(number): pk for number, pk in self.titles.items()}, "whose": self.whose,
        }  # fmt: skip

    @classmethod
    def of(cls, job: Import) -> "Choices":
        """A job's choices."""
        told = job.choices
        return cls(
            told.get("private"), tuple(told.get("tags", ())), bool(told.get("only_complete")),
            {int(number): pk for number, pk in told.get("titles", {}).items()}, told.get("whose", ""),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A record without an address whose title several bookmarks of the library have."""

    number: int
    title: str
    candidates: Sequence[Bookmark]


def ambiguous_titles(job: Import, library: Library) -> list[Ambiguous]:
    """The records of a received file whose title alone does not tell which bookmark is meant. Raises Unreadable."""
    from .importing import asked, path_of

    lost = [r for r in reading.records(path_of(job), asked(job)) if isinstance(r, Record) and not r.url]
    found = []
    for start in range(0, len(lost), 200):
        batch = lost[start : start + 200]
        keys = {titles.key(record.title) for record in batch} - {0}
        there: dict[int, list[Bookmark]] = {}
        for row in Bookmark.objects.filter(library=library, title_key__in=keys).select_related("page").order_by("-at"):
            there.setdefault(row.title_key, []).append(row)
        for record in batch:
            same = [
                row
                for row in there.get(titles.key(record.title), ())
                if titles.same(
                    row.title, titles.stem(row.title) != titles.folded(row.title), record.title, record.title_cut
                )
            ]
            if len(same) > 1:
                found.append(Ambiguous(record.number, record.title, tuple(islice(same, 12))))
            if len(found) == MOST_ASKED:
                return found
    return found
