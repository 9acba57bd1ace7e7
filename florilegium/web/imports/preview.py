"""A file before it is brought in: its first records as entries, what survives of them, where they shall go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.kit import addresses
from florilegium.library.models import Library
from florilegium.portability import importing, reading
from florilegium.portability.choosing import Choices, ambiguous_titles
from florilegium.portability.models import Import
from florilegium.portability.records import Highlight, Note, Record, Unreadable
from florilegium.portability.reporting import field_fates, notices_of
from florilegium.portability.sentences import explained
from florilegium.web import shapes, tagging, wording
from florilegium.web.entries import spoken_colour
from florilegium.web.library.finding import readers_of
from florilegium.web.shapes import (
    Action,
    Choice,
    Entry,
    Field,
    FieldFate,
    Form,
    ImportPreviewPage,
    Link,
    Moment,
    Opening,
    Passage,
)

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Typed:
    """What was chosen in the form, valid or not. ``titles``: record number → bookmark id."""

    library: str = ""
    private: str = ""
    tags: str = ""
    only_complete: bool = False
    titles: Mapping[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Typed":
        """From a posted form, or the address that led to it."""
        meant = {
            int(name.removeprefix("title-")): int(value)
            for name, value in values.items()
            if name.startswith("title-") and name[6:].isdigit() and value.isdigit() and len(name) + len(value) < 30
        }
        return cls(
            values.get("in", ""), values.get("private", ""), values.get("tags", ""), bool(values.get("only")), meant
        )

    def choices(self) -> Choices:
        """The same, for the job."""
        private = {"yes": True, "no": False}.get(self.private)
        return Choices(private, tagging.parse(self.tags), self.only_complete, dict(self.titles))


def preview_page(job: Import, libraries: Sequence[Library], typed: Typed, error: str = "") -> ImportPreviewPage:
    """What is in a received file; or, in a sentence, why it cannot be read."""
    opening = Opening(
        job.name, job.name, (Link(_("Home"), "/"), Link(_("Imports"), "/imports"), Link(job.name, current=True)),
        long=True,
    )  # fmt: skip
    path = importing.path_of(job)
    try:
        records = list(islice((r for r in reading.records(path, job.format) if isinstance(r, Record)), SHOWN))
        source, fields = reading.source(path, job.format), reading.fields(path, job.format)
    except Unreadable as problem:
        return ImportPreviewPage(
            opening, problem=explained(problem), again=Action(_("Bring another file"), "/imports/new", main=True)
        )
    return ImportPreviewPage(
        opening=opening,
        entries_heading=_heading(len(records)),
        entries=tuple(_entry(record) for record in records),
        fields=tuple(FieldFate(name, fate) for name, fate in field_fates(fields)),
        warnings=tuple(notices_of(source, fields)),
        form=_form(job, libraries, typed, error),
    )


def _heading(n: int) -> str:
    return ngettext("The first bookmark in it", "The first %(n)s bookmarks in it", n) % {"n": wording.number(n)}


def _form(job: Import, libraries: Sequence[Library], typed: Typed, error: str) -> Form:
    choices = tuple(
        Choice(str(one.pk), _("my library") if one.group is None else readers_of(one), str(one.pk) == typed.library)
        for one in libraries
    )
    said = (
        ("", _("as the file says; private where it says nothing")), ("yes", _("everything private")),
        ("no", _("nothing private")),
    )  # fmt: skip
    fields = [
        Field("in", _("Into which library?"), "", "radio", options=choices, errors=(error,) if error else ()),
        Field("private", _("In my own library"), "", "radio",
              options=tuple(Choice(value, text, value == typed.private) for value, text in said)),
        Field("tags", _("Put these tags on everything"), typed.tags, help=_("Separated by commas.")),
        Field("only", _("Only complete what the library has; add nothing new"), "1", "checkbox", checked=typed.only_complete),
    ]  # fmt: skip
    chosen = next((one for one in libraries if str(one.pk) == typed.library), None)
    for one in ambiguous_titles(job, chosen) if chosen is not None else ():
        options = [Choice("", _("keep it apart"), one.number not in typed.titles)]
        options += [
            Choice(str(row.pk), f"{row.title} ({row.page.url or wording.day(row.at)})"[:200], typed.titles.get(one.number) == row.pk)
            for row in one.candidates
        ]  # fmt: skip
        label = _("Which bookmark is “%(title)s”?") % {"title": wording.cut(one.title)}
        fields.append(Field(f"title-{one.number}", label, "", "select", options=tuple(options)))
    return Form("begin", f"/imports/{job.pk}/begin", tuple(fields), _("Bring it in"), cancel="/imports")


def _entry(record: Record) -> Entry:
    address = addresses.find(record.url) if record.url else None
    title = record.title or record.url or _("Untitled")
    passages = tuple(_passage(record.number, index, h) for index, h in enumerate(record.highlights))
    beyond = len(passages) - 3
    return Entry(
        id=f"r{record.number}",
        title=wording.cut(title),
        whole=title if len(title) > wording.TITLE else "",
        url=address.url if address is not None else "",
        site=address.site if address is not None else "",
        saver=Link(record.author) if record.author else None,
        when=_moment(record.at),
        views="" if record.views is None else wording.views(record.views),
        private=bool(record.private),
        description=record.description,
        page_notes=tuple(_note(f"c{record.number}-{index}", c) for index, c in enumerate(record.comments)),
        passages=passages[:3],
        more=ngettext("%(n)s more annotation", "%(n)s more annotations", beyond) % {"n": wording.number(beyond)}
        if beyond > 0
        else "",
        tags=tuple(Link(tag) for tag in record.tags),
    )


def _moment(at: int | None) -> Moment | None:
    return None if at is None else Moment(wording.day(at), wording.machine(at))


def _passage(number: int, index: int, highlight: Highlight) -> Passage:
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
