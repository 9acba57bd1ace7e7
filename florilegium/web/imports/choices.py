"""The form under which files are brought in: into which library, how, and what a title means that could mean several."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from florilegium.library.models import Library
from florilegium.portability.choosing import Choices, ambiguous_titles
from florilegium.portability.models import Import
from florilegium.web import tagging, wording
from florilegium.web.library.finding import readers_of
from florilegium.web.shapes import Choice, Field, Form

if TYPE_CHECKING:
    from .preview import Look

_TITLE = re.compile(r"title-(\d{1,18})-(\d{1,9})", re.ASCII)
_WHOSE = re.compile(r"whose-(\d{1,18})", re.ASCII)
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Typed:
    """What was chosen in the form, valid or not.

    ``titles``: the job's id and the record's number → the bookmark's id. ``whose``: the job's id → a name.
    """

    library: str = ""
    private: str = ""
    tags: str = ""
    only_complete: bool = False
    titles: Mapping[tuple[int, int], int] = field(default_factory=dict)
    whose: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Typed":
        """From a posted form, or the address that led to it."""
        titles, whose = {}, {}
        for name, value in values.items():
            if (title := _TITLE.fullmatch(name)) and value.isascii() and value.isdigit() and len(value) < 19:
                titles[int(title[1]), int(title[2])] = int(value)
            elif person := _WHOSE.fullmatch(name):
                whose[int(person[1])] = " ".join(value.replace("\0", "").split())[:_LONGEST_NAME]
        only = bool(values.get("only"))
        return cls(values.get("in", ""), values.get("private", ""), values.get("tags", ""), only, titles, whose)

    def choices(self, job: Import) -> Choices:
        """The same, for one of the jobs."""
        private = {"yes": True, "no": False}.get(self.private)
        titles = {number: pk for (job_id, number), pk in self.titles.items() if job_id == job.pk}
        return Choices(private, tagging.parse(self.tags), self.only_complete, titles, self.whose.get(job.pk, ""))


def form_of(looks: Sequence["Look"], libraries: Sequence[Library], typed: Typed, error: str) -> Form:
    """What is asked before files are brought in."""
    choices = tuple(
        Choice(str(one.pk), _("my library") if one.group is None else readers_of(one), str(one.pk) == typed.library)
        for one in libraries
    )
    said = (
        ("", _("as the file says; private where it says nothing")), ("yes", _("everything private")),
        ("no", _("nothing private")),
    )  # fmt: skip
    fields = (
        Field("in", _("Into which library?"), "", "radio", options=choices, errors=(error,) if error else ()),
        Field("private", _("In my own library"), "", "radio",
              options=tuple(Choice(value, text, value == typed.private) for value, text in said)),
        Field("tags", _("Put these tags on everything"), typed.tags, help=_("Separated by commas.")),
        Field("only", _("Only complete what the library has; add nothing new"), "1", "checkbox", checked=typed.only_complete),
        *_owners(looks, typed),
        *_titles(looks, next((one for one in libraries if str(one.pk) == typed.library), None), typed),
    )  # fmt: skip
    return Form("begin", f"/imports/{looks[0].job.pk}/begin", fields, _("Bring it in"), cancel="/imports")


def _owners(looks: Sequence["Look"], typed: Typed) -> Iterator[Field]:
    """Whose a file is that names nobody. Asked of every such file, since people export each her own."""
    for one in looks:
        if not one.names_nobody:
            continue
        label = _("Whose is it, if not yours?")
        if len(looks) > 1:
            label = _("Whose is %(file)s, if not yours?") % {"file": wording.cut(one.job.name)}
        account = next((source.account for source in one.sources if source.account), "")
        help_ = _("Her name as Diigo’s group shows it. What the file says is then hers, brought in by you.")
        if account:
            help_ += " " + _("The file is of the account “%(account)s”.") % {"account": account}
        yield Field(f"whose-{one.job.pk}", label, typed.whose.get(one.job.pk, ""), help=help_, maxlength=_LONGEST_NAME)


def _titles(looks: Sequence["Look"], library: Library | None, typed: Typed) -> Iterator[Field]:
    """Which bookmark a title means; it depends on the library."""
    if library is None:
        return
    for look in looks:
        for one in ambiguous_titles(look.job, library):
            name = (look.job.pk, one.number)
            options = [Choice("", _("keep it apart"), name not in typed.titles)]
            options += [
                Choice(str(row.pk), f"{row.title} ({row.page.url or wording.day(row.at)})"[:200], typed.titles.get(name) == row.pk)
                for row in one.candidates
            ]  # fmt: skip
            label = _("Which bookmark is “%(title)s”?") % {"title": wording.cut(one.title)}
            yield Field(f"title-{look.job.pk}-{one.number}", label, "", "select", options=tuple(options))
