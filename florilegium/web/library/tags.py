"""All tags of a library, as the index of a book."""

import unicodedata

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from florilegium.library import queries
from florilegium.search.addresses import library_path, tag_path
from florilegium.web import wording
from florilegium.web.asking import viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Empty, Link, Opening, TagsOfLetter, TagsPage

from .finding import crumbs, library_at, name_of

#: A library with more tags shows its most used ones.
MOST = 1_000


@require_safe
def tags_page(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """The tags by letter, or by use."""
    viewer = viewer_of(request)
    library = library_at(viewer, kind, name)
    found = queries.top_tags(viewer, library, MOST)
    by_use = request.GET.get("sort") == "used"
    links = [Link(tag, tag_path(library, tag), wording.number(n)) for tag, n in found]
    path, heading = f"{library_path(library)}/tags", _("Tags")
    sentence = ngettext("%(n)s tag.", "%(n)s tags.", len(found)) % {"n": wording.number(len(found))}
    if len(found) == MOST:
        sentence = _("The %(n)s most used tags.") % {"n": wording.number(MOST)}
    page = TagsPage(
        opening=Opening(f"{heading}, {name_of(library)}", heading, crumbs(library, Link(heading)), sentence=sentence),
        letters=(TagsOfLetter("", tuple(links)),) if by_use else by_letter(links),
        sorts=(Link(_("by letter"), path, current=not by_use), Link(_("by use"), f"{path}?sort=used", current=by_use)),
        empty=None if found else Empty(_("No bookmark carries a tag yet.")),
    )
    return render(request, "tags.html", page)


def _sorted_as(text: str) -> str:
    """A word as a dictionary orders it: without accents, small."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def by_letter(links: list[Link]) -> tuple[TagsOfLetter, ...]:
    """Tags under their first letters; digits and signs first, under one heading."""
    letters: dict[str, list[Link]] = {}
    for link in sorted(links, key=lambda link: _sorted_as(link.text)):
        first = _sorted_as(link.text)[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(link)
    return tuple(TagsOfLetter(letter, tuple(tags)) for letter, tags in letters.items())
