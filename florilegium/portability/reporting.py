"""What an import tells people: which fields survive, what is missing of the source, and why a row is as it is."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .records import Fields, Source
from .sentences import REASONS, REMARKS


def field_name(code: str) -> str:
    """A field of a record in words."""
    return {
        "title": _("titles"), "url": _("addresses"), "tags": _("tags"), "description": _("descriptions"),
        "dates": _("dates"), "views": _("views"), "highlights": _("highlights"), "notes": _("notes"),
        "note_authors": _("who wrote the notes"), "note_dates": _("when the notes were written"),
        "colors": _("colours"), "privacy": _("what was private"), "read_later": _("what was to be read later"),
    }.get(code, code)  # fmt: skip


def field_fates(fields: Fields) -> list[tuple[str, str]]:
    """Each field with what becomes of it, in words."""
    fates = ((fields.preserved, _("preserved")), (fields.approximate, _("approximate")), (fields.absent, _("absent")))
    return [(field_name(code), fate) for codes, fate in fates for code in codes]


def notices_of(source: Source, fields: Fields) -> Iterator[str]:
    """What the person should know of the file as a whole."""
    if not fields.proven:
        yield _(
            "This form is not proven on a real file: it is read as descriptions of it say. Look closely at what comes of"
            " it, and keep your file."
        )
    if source.first is None or source.last is None or source.total is None:
        return
    size = source.last - source.first + 1
    if size <= 0 or source.total <= size:
        return
    pages = -(-source.total // size)
    here = (source.first - 1) // size + 1
    others = [n for n in range(1, pages + 1) if n != here]
    yield _("%(here)s of %(total)s items are on this page: bring %(pages)s.") % {
        "here": size, "total": source.total, "pages": _pages(others),
    }  # fmt: skip


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return _("page %(n)s as well") % {"n": numbers[0]}
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return _("pages %(first)s to %(last)s as well") % {"first": numbers[0], "last": numbers[-1]}
    return _("the other pages as well")


def remark_sentence(code: str) -> str:
    """The sentence of a remark or a reason."""
    own = {
        "not_a_link": _("Its address is not one of the web; it was kept as text in the description."),
        "ambiguous_title": _("Several bookmarks here have this title, so it was kept apart, without an address."),
        "left": _("Left as it is: somebody has answered, edited or completed it since."),
        "left_in_part": _("Left in part: somebody has answered, edited or completed the rest since."),
    }
    known: dict[str, object] = {str(one): sentence for one, sentence in (*REMARKS.items(), *REASONS.items())}
    return own.get(code) or str(known.get(code, code))
