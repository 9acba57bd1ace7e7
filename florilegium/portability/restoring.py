"""An archive put back into an empty library: the same job as an import, with its cursor, its report and its kills.

Bookmarks go in batches, each with the cursor in one transaction. What stands before them (people, members) is read again
by whoever goes on. Of a line that cannot be read the row says so, and the rest goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from florilegium.groups.models import JoinableBy, WritableBy
from florilegium.kit import addresses
from florilegium.library import selectors, words
from florilegium.library.actions import restoring
from florilegium.library.actions.groups import set_library_open
from florilegium.library.actions.restoring import RestoredBookmark, RestoredSaying
from florilegium.library.actions.shelf import Saved
from florilegium.library.actions.writing import hold
from florilegium.library.drafts import MOST_NOTE_TAGS
from florilegium.library.models import Color, Kind
from florilegium.library.whole import Somebody
from florilegium.people.models import Person

from . import archive, reading
from .formats.florilegium import objects
from .models import Import, Outcome, State

BATCH = 250
_KINDS = {name: kind for kind, name in archive._KINDS.items()}
_COLORS = {name: color for color, name in archive._COLORS.items()}
_ROLES = {name: role for role, name in archive._ROLES.items()}
_SHAPES = (KeyError, TypeError, ValueError, AttributeError, IndexError)


@dataclass(slots=True)
class _Around:
    """What an archive tells besides its bookmarks."""

    header: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Somebody] = field(default_factory=dict)
    members: list[tuple[str, int]] = field(default_factory=list)
    former: dict[str, str] = field(default_factory=dict)

    def take(self, told: dict[str, Any]) -> None:
        """One line that is no bookmark; what makes no sense is passed over."""
        kind = told.get("type")
        if kind == "library":
            self.header = told
        elif kind == "person":
            login, source, name = (str(told.get(key, "")) for key in ("login", "source", "name"))
            self.people[str(told.get("id"))] = Somebody(login[:64], source[:20], name[:80])
        elif kind == "member" and told.get("role") in _ROLES:
            self.members.append((str(told.get("person")), _ROLES[told["role"]]))
        elif kind == "former tag":
            self.former[str(told.get("name"))[:160]] = str(told.get("tag"))


def run(job: Import, told: Callable[[Import], None]) -> None:
    """Put the archive back from the cursor to its end. Raises Unreadable."""
    from .importing import path_of

    around = _Around()
    batch: list[tuple[int, dict[str, Any] | None, str]] = []
    number = 0
    people: dict[str, Person] = {}
    for _line, line, raw in _objects(job, path_of):
        if line is not None and line.get("type") != "bookmark":
            around.take(line)
            continue
        if not people:
            people = _people(job, around)
        number += 1
        if number <= job.cursor:
            continue
        batch.append((number, line, raw))
        if len(batch) == BATCH:
            if not _bring(job, batch, people):
                return
            told(job)
            batch = []
    if batch and not _bring(job, batch, people or _people(job, around)):
        return
    _finish(job, around, people or _people(job, around))


def _objects(job: Import, path_of: Callable[[Import], Any]) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    for member in reading.members(path_of(job), job.format):
        with member.open() as stream:
            yield from objects(stream)


@transaction.atomic
def _people(job: Import, around: _Around) -> dict[str, Person]:
    assert job.library is not None
    found = restoring.restored_people(by=job.by, library=job.library, people=list(around.people.values()))
    return {name: found[somebody] for name, somebody in around.people.items()}


@transaction.atomic
def _bring(job: Import, batch: list[tuple[int, dict[str, Any] | None, str]], people: dict[str, Person]) -> bool:
    """One batch, its report and the cursor, together; False if somebody else has taken the job over."""
    from .importing import Row, write_report

    library = job.library
    assert library is not None
    hold(library)
    fresh = Import.objects.select_for_update().get(pk=job.pk)
    if fresh.cursor != job.cursor or fresh.state not in (State.WAITING, State.RUNNING):
        return False
    good: list[tuple[int, str, RestoredBookmark]] = []
    report: list[Row] = []
    for number, line, raw in batch:
        try:
            if line is None:
                raise ValueError
            good.append((number, str(line["title"]), _bookmark(line, people, job.by)))
        except _SHAPES:
            report.append((number, Outcome.REJECTED, raw[:120], ["unexpected_shape"], None, {}))
    ids = restoring.restore_bookmarks(by=job.by, library=library, bookmarks=[one for _n, _t, one in good])
    for (number, title, _one), pk in zip(good, ids, strict=True):
        report.append((number, Outcome.NEW, title, [], pk, {}))
    write_report(fresh, sorted(report, key=lambda row: row[0]), len(batch))
    for name in ("cursor", "new", "completed", "unchanged", "rejected", "state", "beat"):
        setattr(job, name, getattr(fresh, name))
    return True


def _bookmark(told: dict[str, Any], people: dict[str, Person], by: Person) -> RestoredBookmark:
    """A bookmark of the archive. Raises what a wrong shape raises."""
    at, known = archive.moment(told["added"]), bool(told["added_known"])
    pinned = archive.moment(told["pinned"]) if told["pinned"] else 0
    fields = {
        "added_by_id": people[told["added_by"]].pk, "title": str(told["title"]), "description": str(told["description"]),
        "at": at, "at_known": known, "private": bool(told["private"]), "views": int(told["views"]),
        "views_brought": int(told["views_brought"]), "pinned": pinned, "updated": archive.moment(told["updated"]),
    }  # fmt: skip
    savings = [
        Saved(people[s["by"]].pk, archive.moment(s["added"]), bool(s["added_known"]), _brought(s, "by", people, by), new=True)
        for s in told["savings"]
    ]  # fmt: skip
    return RestoredBookmark(
        address=addresses.parse(told["url"]) if told["url"] else None,
        fields=fields,
        savings=savings,
        tags=[(str(tag["name"]), people[tag["by"]].pk) for tag in told["tags"]],
        said=[_saying(one, people, by) for one in told["annotations"]],
    )


def _brought(told: dict[str, Any], author: str, people: dict[str, Person], by: Person) -> int | None:
    """Who brought the words in: as the archive tells, else who puts back the words of others."""
    if told.get("brought_by"):
        return people[told["brought_by"]].pk
    return None if people[told[author]].pk == by.pk else by.pk


def _saying(told: dict[str, Any], people: dict[str, Person], by: Person) -> RestoredSaying:
    quoted = told["target"].get("selector") or [{"exact": ""}]
    kind = _KINDS[told["kind"]]
    fields = {
        "author_id": people[told["creator"]].pk, "kind": Kind(kind), "at": archive.moment(told["created"]),
        "quote": str(quoted[0]["exact"]), "selectors": _where(quoted[1:]), "color": Color(_COLORS[told["color"]]),
        "body": str(told["body"][0]["value"]) if told["body"] else "", "plain": bool(told["plain"]),
        "position": int(told["position"]), "at_known": bool(told["created_known"]), "withdrawn": bool(told["withdrawn"]),
        "updated": archive.moment(told["modified"]), "approximate": bool(told["approximate"]),
        "heard": told["audience"] == "library", "brought_by_id": _brought(told, "creator", people, by),
    }  # fmt: skip
    fields["tags"] = list(words.distinct(map(str, told.get("tags", ()))).values())[:MOST_NOTE_TAGS]
    return RestoredSaying(_number(told["id"]), fields, _number(told.get("root")), _number(told.get("parent")))  # type: ignore[arg-type]


def _where(told: list[Any]) -> list[dict[str, Any]]:
    """Selectors as they are kept: an archive may have been written by anybody."""
    return selectors.dump(selectors.parse(told).selectors)


def _number(name: str | None) -> int | None:
    return int(name.removeprefix("a")) if name else None


def _finish(job: Import, around: _Around, people: dict[str, Person]) -> None:
    """What is said of the whole, once every bookmark is back."""
    library = job.library
    assert library is not None
    switches = _switches(around.header) if library.group_id is not None else {}
    members = [(people[name], role) for name, role in around.members if name in people]
    restoring.restore_group(by=job.by, library=library, switches=switches, members=members, former=around.former)
    if library.person_id is not None and around.header.get("open") is True:
        set_library_open(by=job.by, library=library, is_open=True)
    Import.objects.filter(pk=job.pk, cursor=job.cursor).update(
        state=State.DONE, finished=timezone.now(), total=job.cursor
    )
    job.refresh_from_db()


def _switches(header: dict[str, Any]) -> dict[str, Any]:
    """The group's description and switches, as far as they make sense. Who may read it stays as its owner set it here."""
    told: dict[str, Any] = {}
    if isinstance(header.get("description"), str):
        told["description"] = header["description"][:2000]
    if isinstance(header.get("name"), str) and header["name"].strip():
        told["name"] = header["name"][:80]
    for name, choices in (("joinable_by", JoinableBy), ("writable_by", WritableBy)):
        if header.get(name) in choices.values:
            told[name] = header[name]
    if isinstance(header.get("listed"), bool):
        told["listed"] = header["listed"]
    return told
