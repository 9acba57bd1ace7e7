"""What an import tells people: which fields survive, what is missing of the source, and why a row is as it is."""

from collections.abc import Iterable, Iterator, Sequence

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


def notices_of(sources: Sequence[Source], fields: Iterable[Fields]) -> Iterator[str]:
    """What the person should know of the files as a whole, which are brought together."""
    if not all(one.proven for one in fields):
        yield _(
            "This form is not proven on a real file: it is read as descriptions of it say. Look closely at what comes of"
            " it, and keep your file."
        )
    listings: dict[tuple[object, ...], list[Source]] = {}
    for source in sources:
        if source.first is not None and source.last is not None and source.total is not None:
            listings.setdefault((source.group, source.tag, source.total), []).append(source)
    for pages in listings.values():
        yield from _missing(pages)


def _missing(pages: Sequence[Source]) -> Iterator[str]:
    """The sentence for a listing of which some pages are not among the files."""
    ranges = {(p.first, p.last) for p in pages if p.first is not None and p.last is not None and p.first <= p.last}
    total = pages[0].total or 0
    if not ranges:
        return
    size = max(last - first + 1 for first, last in ranges)
    here = {(first - 1) // size + 1 for first, _last in ranges}
    others = [n for n in range(1, min(-(-total // size), 10_000) + 1) if n not in here]
    if not others:
        return
    n = sum(last - first + 1 for first, last in ranges)
    said = (
        _("%(here)s of %(total)s items are on this page: bring %(pages)s.")
        if len(ranges) == 1
        else _("%(here)s of %(total)s items are on these pages: bring %(pages)s.")
    )
    yield said % {"here": n, "total": total, "pages": _pages(others)}


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
