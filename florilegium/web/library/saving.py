"""Keeping a page by hand: the form, the bookmarklet's form, editing, withdrawing, deleting."""

import re
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from florilegium.kit import addresses
from florilegium.library import cards, queries, words
from florilegium.library.actions import bookmarks as acts
from florilegium.library.actions.keeping import Fate, keep_pages
from florilegium.library.drafts import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    MOST_TAGS,
    BookmarkDraft,
    check_text,
)
from florilegium.library.errors import Invalid
from florilegium.library.models import Bookmark, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path, library_path
from florilegium.web import tagging
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.refusals import address_problem
from florilegium.web.rendering import render
from florilegium.web.shapes import Choice, Field, Form, FormPage, Link, Opening

from .bookmark import _Row as Row
from .finding import bookmark_at, bookmark_crumb, crumbs, library_at, name_of, readers_of

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the form, valid or not."""

    url: str = ""
    title: str = ""
    description: str = ""
    tags: str = ""
    library: str = ""
    private: bool = False

    @classmethod
    def of(cls, values: object) -> "Typed":
        """From a query or a posted form."""
        get = values.get  # type: ignore[attr-defined]
        return cls(
            get("url", ""), get("title", ""), get("description", ""), get("tags", ""), get("in", ""),
            bool(get("private")),
        )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def save(request: HttpRequest, person: Person) -> HttpResponse:
    """Keep a page. A GET only ever shows the form, filled from the address as bookmarklets do it."""
    viewer = viewer_of(request)
    libraries = queries.writable_libraries(viewer)
    if request.method != "POST":
        return render(request, "form.html", _save_page(request, libraries, _prefilled(request, viewer), {}))
    typed = Typed.of(request.POST)
    try:
        library = next((one for one in libraries if str(one.pk) == typed.library), None)
        if library is None:
            raise Invalid(fields={"in": _("Choose the library in which to keep it.")})
        kept = keep_pages(by=person, library=library, drafts=[_draft(person, typed)])[0]
    except Invalid as problem:
        return render(request, "form.html", _save_page(request, libraries, typed, problem.fields), status=422)
    told = {
        Fate.NEW: _("Kept."),
        Fate.COMPLETED: _("This page was kept here already; what you brought has been added."),
        Fate.UNCHANGED: _("This page was kept here already, with all of that."),
    }
    messages.success(request, told[kept.fate])
    return HttpResponseRedirect(bookmark_path(library, kept.bookmark_id))


def _prefilled(request: HttpRequest, viewer: Viewer) -> Typed:
    typed = _shared(Typed.of(request.GET), request.GET.get("text", ""))
    source = request.GET.get("from", "")
    bookmark = queries.find_visible_bookmark(viewer, int(source)) if source.isascii() and source.isdigit() else None
    if bookmark is None:
        return typed
    tags = cards.tags([Row(bookmark)])[bookmark.pk]
    return Typed(bookmark.page.url, bookmark.title, bookmark.description, tagging.typed(tags), typed.library)


def _shared(typed: Typed, text: str) -> Typed:
    """What a phone shares: most of its programs put the address into the text, behind words of their own."""
    found = None if typed.url else _ADDRESS.search(text)
    if found is not None:
        typed = replace(typed, url=found[0])
        text = text.replace(found[0], "")
    return replace(typed, description=typed.description or text.strip())


def _draft(person: Person, typed: Typed) -> BookmarkDraft:
    """The draft of a typed form. Raises Invalid with the sentence for each field."""
    wrong: dict[str, object] = {}
    address = None
    try:
        address = addresses.parse(typed.url)
    except addresses.NotAnAddress as problem:
        wrong["url"] = address_problem(problem)
    wrong.update(_check_words(typed))
    if wrong or address is None:
        raise Invalid(fields=wrong)
    return BookmarkDraft(
        address=address,
        title=" ".join(typed.title.split()) or address.url,
        saver=person,
        description=check_text(typed.description, LONGEST_DESCRIPTION),
        tags=tagging.parse(typed.tags),
        private=typed.private,
    )


def _check_words(typed: Typed) -> dict[str, object]:
    wrong: dict[str, object] = {}
    for name, text, longest in (
        ("title", typed.title, LONGEST_TITLE), ("description", typed.description, LONGEST_DESCRIPTION),
    ):  # fmt: skip
        try:
            check_text(text, longest)
        except Invalid as problem:
            wrong[name] = problem.sentence
    if len(words.distinct(tagging.parse(typed.tags))) > MOST_TAGS:
        wrong["tags"] = _("These are more than %(most)s tags.") % {"most": MOST_TAGS}
    return wrong


def _errors(wrong: object, name: str) -> tuple[str, ...]:
    sentence = wrong.get(name)  # type: ignore[attr-defined]
    return (str(sentence),) if sentence else ()


def _fields(typed: Typed, wrong: object, *, with_private: bool) -> list[Field]:
    fields = [
        Field("title", _("Title"), typed.title, maxlength=LONGEST_TITLE, errors=_errors(wrong, "title")),
        Field("description", _("Why keep it"), typed.description, "textarea", rows=3,
              errors=_errors(wrong, "description")),
        Field("tags", _("Tags"), typed.tags, help=_("Separated by commas."), errors=_errors(wrong, "tags")),
    ]  # fmt: skip
    if with_private:
        fields.append(
            Field("private", _("Private: only I see it"), "1", "checkbox", checked=typed.private,
                  help=_("In your own library only; a group's library has nothing private."))
        )  # fmt: skip
    return fields


def _save_page(request: HttpRequest, libraries: list[Library], typed: Typed, wrong: object) -> FormPage:
    choices = tuple(
        Choice(
            str(one.pk),
            _("my library") if one.group is None else readers_of(one),
            str(one.pk) == typed.library or (not typed.library and index == 0),
        )
        for index, one in enumerate(libraries)
    )
    url = Field("url", _("Address"), typed.url, "url", required=True, errors=_errors(wrong, "url"), maxlength=8192)
    where = Field("in", _("In"), "", "radio", options=choices, errors=_errors(wrong, "in"))
    heading = _("Keep a page")
    base = request.build_absolute_uri("/save")
    script = (
        f"javascript:location.href='{base}?url='+encodeURIComponent(location.href)"
        "+'&title='+encodeURIComponent(document.title)+'&description='+encodeURIComponent(getSelection())"
    )
    return FormPage(
        opening=Opening(heading, heading, (Link(_("Home"), "/"), Link(heading, current=True))),
        form=Form("save", "/save", (url, *_fields(typed, wrong, with_private=True), where), _("Keep")),
        bookmarklet=Link(_("Keep in Florilegium"), script),
        bookmarklet_help=_(
            "Drag this link to your browser's bar. On any page, one press brings you here with the page's address, its"
            " title and what you have selected."
        ),
    )


# ---------------------------------------------------------------- a bookmark that is there


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """Change a bookmark's title, description and tags."""
    viewer = viewer_of(request)
    bookmark = queries.get_editable_bookmark(viewer, library_at(viewer, kind, name), bookmark_id)
    if request.method != "POST":
        tags = tagging.typed(cards.tags([Row(bookmark)])[bookmark.pk])
        typed = Typed(bookmark.page.url, bookmark.title, bookmark.description, tags, "", bookmark.private)
        return render(request, "form.html", _edit_page(bookmark, typed, {}))
    typed = Typed.of(request.POST)
    wrong = _check_words(typed)
    if wrong:
        return render(request, "form.html", _edit_page(bookmark, typed, wrong), status=422)
    acts.edit_bookmark(
        by=person, bookmark=bookmark, title=typed.title, description=typed.description,
        tags=tagging.parse(typed.tags), private=typed.private,
    )  # fmt: skip
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(bookmark_path(bookmark.library, bookmark.pk))


def _edit_page(bookmark: Bookmark, typed: Typed, wrong: object) -> FormPage:
    url, heading = bookmark_path(bookmark.library, bookmark.pk), _("Edit the bookmark")
    fields = _fields(typed, wrong, with_private=bookmark.library.group_id is None)
    sentences = (bookmark.page.url,) if bookmark.page.url else ()
    return FormPage(
        opening=Opening(heading, heading, crumbs(bookmark.library, bookmark_crumb(bookmark), Link(heading))),
        form=Form("edit", f"{url}/edit", tuple(fields), _("Save"), cancel=url),
        sentences=sentences,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def delete(request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """Put a bookmark in one's trash, after asking."""
    viewer = viewer_of(request)
    bookmark = queries.get_editable_bookmark(viewer, library_at(viewer, kind, name), bookmark_id)
    if request.method == "POST":
        acts.delete_bookmark(by=person, bookmark=bookmark)
        messages.success(request, _("Deleted. It rests in your trash."))
        return HttpResponseRedirect(library_path(bookmark.library))
    sentences = (
        _("It rests in your trash for thirty days, and can be put back from there."),
        _("What was said about the page stays with those who said it, no longer heard in %(library)s.")
        % {"library": name_of(bookmark.library)},
    )
    return render(request, "form.html", _confirm(bookmark, _("Delete this bookmark?"), sentences, "delete"))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw(request: HttpRequest, person: Person, kind: str, name: str, bookmark_id: int) -> HttpResponse:
    """Take back one's own saving, after asking."""
    bookmark = bookmark_at(viewer_of(request), kind, name, bookmark_id)
    if request.method == "POST":
        gone = acts.withdraw(by=person, bookmark=bookmark)
        messages.success(request, _("Deleted. It rests in your trash.") if gone else _("Your saving is withdrawn."))
        back = library_path(bookmark.library) if gone else bookmark_path(bookmark.library, bookmark.pk)
        return HttpResponseRedirect(back)
    sentences = (_("The bookmark stays for the others who kept it. It goes with the last of them."),)
    return render(request, "form.html", _confirm(bookmark, _("Withdraw your saving?"), sentences, "withdraw"))


def _confirm(bookmark: Bookmark, heading: str, sentences: tuple[str, ...], end: str) -> FormPage:
    url = bookmark_path(bookmark.library, bookmark.pk)
    title = bookmark.title or bookmark.page.url
    return FormPage(
        opening=Opening(heading, heading, crumbs(bookmark.library, bookmark_crumb(bookmark), Link(heading))),
        form=Form("confirm", f"{url}/{end}", (), _("Yes"), cancel=url),
        sentences=(title, *sentences),
    )
