"""How a listing is called, in the reader's language: “climat, without presse, highlighted – Tic&Travail”."""

from datetime import date

from django.utils.translation import gettext as _

from florilegium.kit import dates
from florilegium.library.models import Library

from .asking import words
from .planning import Search


def name_of(library: Library) -> str:
    """How a library is called: its group's or its person's name."""
    if library.group is not None:
        return library.group.name
    return library.person.called if library.person is not None else ""


def title_of(search: Search) -> str:
    """The library's name, and before it everything by which the listing is narrowed; its order is not said."""
    said = ", ".join(_narrowed(search))
    return f"{said} – {name_of(search.library)}" if said else name_of(search.library)


def _narrowed(search: Search) -> list[str]:
    parts = [tag.name for tag in search.tags]
    parts += [_("without %(tag)s") % {"tag": tag.name} for tag in search.without]
    if search.member is not None:
        parts.append(_("kept by %(name)s") % {"name": search.member.person.called})
    if search.kind:
        parts.append(
            {
                "highlighted": _("highlighted"), "noted": _("with notes"), "unread": _("to read"),
                "untagged": _("untagged"), "private": _("private"),
            }[search.kind]
        )  # fmt: skip
    days = dict(words(search))
    if "from" in days:
        parts.append(_("from %(date)s") % {"date": dates.written(date.fromisoformat(days["from"]))})
    if "to" in days:
        parts.append(_("until %(date)s") % {"date": dates.written(date.fromisoformat(days["to"]))})
    return parts
