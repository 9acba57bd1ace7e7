"""A library's tags renamed, merged and deleted, by those who moderate it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from florilegium.library import queries, rules
from florilegium.library.actions import tags as acts
from florilegium.library.errors import Conflict, Invalid
from florilegium.library.models import Change, Library, Tag
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import library_path, tag_path
from florilegium.web import wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Field, Form, FormPage, Link, Opening

from .finding import crumbs, library_at


def tag_actions(viewer: Viewer, library: Library, tag: Tag) -> tuple[Action, ...]:
    """What this viewer can do with a tag of the library."""
    if not rules.can_moderate(viewer, library):
        return ()
    asked = urlencode({"tag": tag.name})
    path = f"{library_path(library)}/tags"
    return (
        Action(_("Rename or merge the tag"), f"{path}/rename?{asked}"),
        Action(_("Delete the tag"), f"{path}/delete?{asked}"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rename(request: HttpRequest, person: Person, kind: str, name: str) -> HttpResponse:
    """A new name; where another tag has it, they can be merged."""
    viewer = viewer_of(request)
    library = library_at(viewer, kind, name)
    proof = queries.get_moderated_library(viewer, library)
    tag = queries.get_tag(viewer, library, _named(request))
    if request.method != "POST":
        return render(request, "form.html", _rename_page(library, tag, tag.name, "", merge=False))
    new, merge = request.POST.get("name", ""), request.POST.get("merge") == "1"
    try:
        change = acts.rename_tag(by=person, library=proof, tag=tag, name=new, merge=merge)
    except Invalid as problem:
        page = _rename_page(library, tag, new, str(problem.fields.get("name", problem.sentence)), merge=False)
        return render(request, "form.html", page, status=422)
    except Conflict as problem:
        page = _rename_page(library, tag, new, str(problem.sentence), merge=True)
        return render(request, "form.html", page, status=409)
    return _back(tag_path(library, queries.get_tag(viewer, library, new).name), change)


def _named(request: HttpRequest) -> str:
    return (request.POST if request.method == "POST" else request.GET).get("tag", "")


def _back(path: str, change: Change) -> HttpResponse:
    return HttpResponseRedirect(f"{path}?{urlencode({'changed': change.pk})}")


def _rename_page(library: Library, tag: Tag, name: str, error: str, *, merge: bool) -> FormPage:
    heading = _("Rename or merge the tag")
    fields = [
        Field("tag", "", tag.name, "hidden"),
        Field("name", _("New name"), name, required=True, maxlength=120, errors=(error,) if error else (),
              help=_("In this library, for everyone. The old address leads to the new one. It can be undone.")),
    ]  # fmt: skip
    if merge:
        fields.append(Field("merge", _("Yes, merge them"), "1", "checkbox"))
    return _page(library, tag, heading, (), Form("rename", f"{library_path(library)}/tags/rename", tuple(fields), _("Rename"), cancel=tag_path(library, tag.name)))  # fmt: skip


def _page(library: Library, tag: Tag, heading: str, sentences: tuple[str, ...], form: Form) -> FormPage:
    trail = crumbs(library, Link(tag.name, tag_path(library, tag.name)), Link(heading))
    return FormPage(Opening(heading, heading, trail), form, sentences)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delete(request: HttpRequest, person: Person, kind: str, name: str) -> HttpResponse:
    """Take a tag off everything, after asking."""
    viewer = viewer_of(request)
    library = library_at(viewer, kind, name)
    proof = queries.get_moderated_library(viewer, library)
    tag = queries.get_tag(viewer, library, _named(request))
    if request.method == "POST":
        return _back(library_path(library), acts.delete_tag(by=person, library=proof, tag=tag))
    sentence = ngettext(
        "The tag “%(tag)s” is taken off %(n)s bookmark, which stays. It can be undone.",
        "The tag “%(tag)s” is taken off %(n)s bookmarks, which stay. It can be undone.", tag.n,
    ) % {"tag": tag.name, "n": wording.number(tag.n)}  # fmt: skip
    form = Form(
        "confirm", f"{library_path(library)}/tags/delete", (Field("tag", "", tag.name, "hidden"),),
        _("Delete the tag"), cancel=tag_path(library, tag.name),
    )  # fmt: skip
    return render(request, "form.html", _page(library, tag, _("Delete the tag"), (sentence,), form))
