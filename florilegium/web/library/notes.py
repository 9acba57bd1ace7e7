"""Saying something on a bookmark's page: page notes, replies, and changing one's mind."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from florilegium.library import queries
from florilegium.library.actions import annotating
from florilegium.library.actions.discarding import is_answered
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import Annotation, Bookmark
from florilegium.people.models import Person
from florilegium.search.addresses import bookmark_path
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Field, Form, FormPage, Link, Note, Opening

from .bookmark import new_note_form, page_of
from .finding import bookmark_at, bookmark_crumb, crumbs


def _back(bookmark: Bookmark, annotation_id: int | None = None) -> HttpResponseRedirect:
    anchor = "" if annotation_id is None else f"#a{annotation_id}"
    return HttpResponseRedirect(bookmark_path(bookmark.library, bookmark.pk) + anchor)


@require_POST
@signed_in
def add_note(request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """A note on the whole page, for the library's readers or for oneself."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    body, audience = request.POST.get("body", ""), request.POST.get("audience", "")
    heard_in = bookmark.library if audience == "library" else None
    try:
        note = annotating.note_page(by=person, bookmark=bookmark, body=body, audience=heard_in)
    except Invalid as problem:
        form = new_note_form(viewer, bookmark, body, audience, str(problem.sentence))
        return render(request, "bookmark.html", page_of(viewer, bookmark, form), status=422)
    messages.success(request, _("Your note is there."))
    return _back(bookmark, note.pk)


@require_POST
@signed_in
def add_reply(
    request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int, annotation_id: int
) -> HttpResponse:
    """An answer to what is said there."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    said = _said_there(bookmark, queries.get_annotation(viewer, annotation_id))
    body = request.POST.get("body", "")
    try:
        reply = annotating.reply(by=person, to=said, library=bookmark.library, body=body)
    except Invalid as problem:
        page = _edit_page(bookmark, _("Reply"), f"annotation/{said.pk}/reply", body, str(problem.sentence))
        return render(request, "form.html", page, status=422)
    return _back(bookmark, reply.pk)


def _said_there(bookmark: Bookmark, annotation: Annotation) -> Annotation:
    """An annotation under an address of another page, or not heard in this library, does not exist there."""
    if annotation.page_id != bookmark.page_id:
        raise NotFound
    if annotation.heard and not queries.is_heard_in(annotation, bookmark.library):
        raise NotFound
    return annotation


def _edit_page(bookmark: Bookmark, heading: str, end: str, body: str, error: str = "") -> FormPage:
    url = bookmark_path(bookmark.library, bookmark.pk)
    field = Field("body", _("Text"), body, "textarea", rows=8, errors=(error,) if error else (),
                  help=_("Markdown is understood."))  # fmt: skip
    return FormPage(
        opening=Opening(heading, heading, crumbs(bookmark.library, bookmark_crumb(bookmark), Link(heading))),
        form=Form("edit", f"{url}/{end}", (field,), _("Save"), cancel=url),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit_annotation(
    request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int, annotation_id: int
) -> HttpResponse:
    """Change one's own words."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    mine = queries.get_editable_annotation(viewer, annotation_id)
    _said_there(bookmark, mine)
    heading, end = _("Edit your note"), f"annotation/{mine.pk}/edit"
    if request.method != "POST":
        return render(request, "form.html", _edit_page(bookmark, heading, end, mine.body))
    body = request.POST.get("body", "")
    try:
        annotating.rewrite(by=person, annotation=mine, body=body)
    except Invalid as problem:
        return render(request, "form.html", _edit_page(bookmark, heading, end, body, str(problem.sentence)), status=422)
    messages.success(request, _("Saved."))
    return _back(bookmark, mine.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delete_annotation(
    request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int, annotation_id: int
) -> HttpResponse:
    """Take back one's own words, after asking."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    mine = queries.get_editable_annotation(viewer, annotation_id)
    _said_there(bookmark, mine)
    if request.method == "POST":
        annotating.take_back(by=person, annotation=mine)
        messages.success(request, _("Deleted. It rests in your trash."))
        return _back(bookmark)
    sentences = [_("It rests in your trash for thirty days.")]
    if is_answered(mine):
        sentences.append(_("Others have answered: their words stay, with a line saying that you withdrew yours."))
    return render(request, "form.html", _confirm(bookmark, _("Delete what you said?"), sentences, mine, "delete"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def silence(
    request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int, annotation_id: int
) -> HttpResponse:
    """A moderator removes somebody's words from the group."""
    viewer = viewer_of(request)
    bookmark = bookmark_at(viewer, kind, name, bookmark_id)
    said = _said_there(bookmark, queries.get_annotation(viewer, annotation_id))
    moderated = queries.get_moderated_library(viewer, bookmark.library)
    if request.method == "POST":
        annotating.silence(by=person, annotation=said, library=moderated)
        messages.success(request, _("Removed from the group. It stays with its author."))
        return _back(bookmark)
    sentences = [
        _("The group no longer sees these words, nor the replies to them. They stay with those who wrote them.")
    ]
    page = _confirm(bookmark, _("Remove these words from the group?"), sentences, said, "silence")
    return render(request, "form.html", page)


def _confirm(bookmark: Bookmark, heading: str, sentences: list[str], said: Annotation, end: str) -> FormPage:
    url = bookmark_path(bookmark.library, bookmark.pk)
    quoted = said.body or said.quote
    return FormPage(
        opening=Opening(heading, heading, crumbs(bookmark.library, bookmark_crumb(bookmark), Link(heading))),
        form=Form("confirm", f"{url}/annotation/{said.pk}/{end}", (), heading.rstrip("? \u202f\u00a0"), cancel=url),
        sentences=tuple(sentences),
        note=Note("quoted", text=quoted[:500]),
    )
