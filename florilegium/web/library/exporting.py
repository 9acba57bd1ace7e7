"""Taking a library along: what each form carries, and the file."""

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from florilegium.library import queries
from florilegium.library.errors import NotFound
from florilegium.people.models import Person
from florilegium.portability.exporting import FORMS
from florilegium.search.addresses import library_path
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, FormPage, Link, Opening

from .finding import crumbs, library_at


@require_safe
@signed_in
def export(request: HttpRequest, person: Person, kind: str, name: str) -> HttpResponseBase:
    """The three forms, or with ``?format=`` one of them as a file, streamed."""
    viewer = viewer_of(request)
    library = library_at(viewer, kind, name)
    whole = queries.get_whole_library(viewer, library)
    asked = request.GET.get("format", "")
    if not asked:
        page = _page(library_path(library), crumbs(library, Link(_("Take everything along"))))
        return render(request, "form.html", page)
    if asked not in FORMS:
        raise NotFound
    form = FORMS[asked]
    response = StreamingHttpResponse((line.encode() for line in form.lines(whole)), content_type=form.type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form.ending}"'
    response["Cache-Control"] = "no-store"
    return response


def _page(path: str, trail: tuple[Link, ...]) -> FormPage:
    heading = _("Take everything along")
    here = f"{path}/export?format="
    return FormPage(
        opening=Opening(heading, heading, trail),
        form=None,
        sentences=(
            _(
                "The archive is complete: bookmarks, highlights, notes, replies, who said what and when. It can be brought back."
            ),
            _("Diigo’s table has titles, addresses, tags, descriptions, highlights and notes, but not who wrote them."),
            _("The bookmark file is for browsers: titles, addresses, tags and descriptions."),
        ),
        further=(
            Action(_("The archive (JSON Lines)"), f"{here}jsonl", main=True),
            Action(_("Diigo’s table (CSV)"), f"{here}diigo-csv"),
            Action(_("A bookmark file (HTML)"), f"{here}netscape"),
        ),
    )
