"""Files before they are brought in: their first records as entries, what survives of them, where they shall go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.kit import addresses
from florilegium.library.models import Library
from florilegium.portability import importing, reading
from florilegium.portability.models import Import
from florilegium.portability.records import Fields, Highlight, Note, Record, Source, Unreadable
from florilegium.portability.reporting import field_fates, notices_of
from florilegium.portability.sentences import explained
from florilegium.web import shapes, wording
from florilegium.web.entries import spoken_colour
from florilegium.web.shapes import (
    Action,
    Entry,
    FieldFate,
    FormFates,
    ImportPreviewPage,
    Link,
    Moment,
    Opening,
    Passage,
    PreviewedFile,
)

from .choices import Typed, form_of

_SHOWN = 5
_SHOWN_OF_MANY = 2


@dataclass(frozen=True, slots=True)
class Look:
    """What a first look into a received file shows; ``problem``: why there is nothing to see."""

    job: Import
    records: tuple[Record, ...] = ()
    sources: tuple[Source, ...] = ()
    fields: Mapping[str, Fields] = field(default_factory=dict)
    problem: str = ""

    @property
    def names_nobody(self) -> bool:
        """Whether something in it is by whose file it is, and does not say who that is."""
        return any(record.author is None for record in self.records)


def look(job: Import, shown: int) -> Look:
    """Look into a received file."""
    path, form = importing.path_of(job), importing.asked(job)
    try:
        records = tuple(islice((r for r in reading.records(path, form) if isinstance(r, Record)), shown))
        return Look(job, records, tuple(reading.sources(path, form)), reading.fields(path, form))
    except Unreadable as problem:
        return Look(job, problem=explained(problem))


def preview_page(
    jobs: Sequence[Import], libraries: Sequence[Library], typed: Typed, error: str = ""
) -> ImportPreviewPage:
    """What is in received files; or, in a sentence, why they cannot be read."""
    looks = [look(job, _SHOWN if len(jobs) == 1 else _SHOWN_OF_MANY) for job in jobs]
    readable = [one for one in looks if not one.problem]
    if not readable:
        again = Action(_("Bring another file"), "/imports/new", main=True)
        return ImportPreviewPage(_opening(jobs), problem=looks[0].problem, again=again)
    fields = {name: told for one in readable for name, told in one.fields.items()}
    return ImportPreviewPage(
        opening=_opening(jobs),
        files=tuple(_file(one, alone=len(jobs) == 1) for one in looks),
        fates=fates_of(fields),
        warnings=tuple(notices_of([source for one in readable for source in one.sources], fields.values())),
        form=form_of(readable, libraries, typed, error),
    )


def _opening(jobs: Sequence[Import]) -> Opening:
    alone = len(jobs) == 1
    name = (
        jobs[0].name if alone else ngettext("%(n)s file", "%(n)s files", len(jobs)) % {"n": wording.number(len(jobs))}
    )
    crumbs = (Link(_("Home"), "/"), Link(_("Imports"), "/imports"), Link(name, current=True))
    return Opening(name, name, crumbs, long=alone)


def fates_of(fields: Mapping[str, Fields]) -> tuple[FormFates, ...]:
    """Field by field what becomes of it, for each form, which is named where there are several."""
    return tuple(
        FormFates(tuple(FieldFate(*fate) for fate in field_fates(told)), name if len(fields) > 1 else "")
        for name, told in fields.items()
    )


def _file(one: Look, *, alone: bool) -> PreviewedFile:
    out = Action(_("Leave it out"), f"/imports/{one.job.pk}/discard", post=True, about=_("Leave it out: %(file)s") % {"file": one.job.name})  # fmt: skip
    return PreviewedFile(
        heading=_heading(len(one.records)),
        entries=tuple(_entry(one.job, record) for record in one.records),
        name="" if alone else one.job.name,
        form="" if alone else ", ".join(one.fields),
        problem=one.problem,
        actions=() if alone else (out,),
    )


def _heading(n: int) -> str:
    return ngettext("The first bookmark in it", "The first %(n)s bookmarks in it", n) % {"n": wording.number(n)}


def _entry(job: Import, record: Record) -> Entry:
    address = addresses.find(record.url) if record.url else None
    title = record.title or record.url or _("Untitled")
    passages = tuple(_passage(f"{job.pk}-{record.number}", index, h) for index, h in enumerate(record.highlights))
    beyond = len(passages) - 3
    return Entry(
        id=f"r{job.pk}-{record.number}",
        title=wording.cut(title),
        whole=title if len(title) > wording.TITLE else "",
        url=address.url if address is not None else "",
        site=address.site if address is not None else "",
        saver=Link(record.author) if record.author else None,
        when=_moment(record.at),
        views="" if record.views is None else wording.views(record.views),
        private=bool(record.private),
        description=record.description,
        page_notes=tuple(_note(f"c{job.pk}-{record.number}-{index}", c) for index, c in enumerate(record.comments)),
        passages=passages[:3],
        more=ngettext("%(n)s more annotation", "%(n)s more annotations", beyond) % {"n": wording.number(beyond)}
        if beyond > 0
        else "",
        tags=tuple(Link(tag) for tag in record.tags),
    )


def _moment(at: int | None) -> Moment | None:
    return None if at is None else Moment(wording.day(at), wording.machine(at))


def _passage(number: str, index: int, highlight: Highlight) -> Passage:
    colours: dict[str, shapes.entries.Colour] = {"blue": "blue", "green": "green", "pink": "pink"}
    colour = colours.get(highlight.color or "", "yellow")
    notes = tuple(_note(f"h{number}-{index}-{nth}", note) for nth, note in enumerate(highlight.notes))
    return Passage(
        f"p{number}-{index}",
        colour,
        spoken_colour(("yellow", "blue", "green", "pink").index(colour)),
        highlight.quote,
        notes,
    )


def _note(anchor: str, note: Note) -> shapes.Note:
    author = Link(note.author) if note.author else None
    return shapes.Note(anchor, author, _moment(note.at), text=note.text)
