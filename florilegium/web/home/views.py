"""The home page, the directory of groups, preferences, the trash."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from florilegium.groups.models import Membership, Role
from florilegium.library import queries, rules
from florilegium.library.actions import people as people_acts
from florilegium.library.actions.copies import set_copies
from florilegium.library.actions.groups import set_library_open
from florilegium.library.errors import Invalid
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import library_path
from florilegium.search.recent import Recent, recent
from florilegium.web import wording
from florilegium.web.asking import next_of, signed_in, viewer_of
from florilegium.web.language import SPOKEN
from florilegium.web.library.fetched import copies_field
from florilegium.web.rendering import render
from florilegium.web.shapes import (
    Action,
    Choice,
    Empty,
    Field,
    Form,
    FormPage,
    GroupDirectoryPage,
    HomePage,
    Link,
    News,
    Opening,
    Pager,
    Shelf,
)
from florilegium.web.shell import THEMES, theme_of

A_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who we are; or, for a person, her libraries and what is new in them."""
    viewer = viewer_of(request)
    page = _welcome() if viewer.person is None else _mine(viewer, viewer.person)
    return render(request, "home.html", page)


def _welcome() -> HomePage:
    groups = queries.listed_groups(size=13)
    acts = [Action(_("Sign in"), "/account/login/", main=True)]
    if settings.SIGNUP == "open":
        acts.append(Action(_("Open an account"), "/account/signup/"))
    lede = _(
        "The place where a group keeps what it reads: pages of the web, highlighted, annotated and discussed together."
    )
    return HomePage(
        opening=Opening("", settings.SITE_NAME, lede=lede, actions=tuple(acts)),
        shelves_heading=_("Groups"),
        shelves=tuple(shelf_of(library) for library in groups[:12]),
        shelves_empty=None if groups else Empty(_("There is no public group here yet.")),
        shelves_more=Link(_("All groups"), "/group/") if len(groups) > 12 else None,
    )


def _mine(viewer: Viewer, person: Person) -> HomePage:
    news = tuple(_news(one) for one in recent(viewer, size=12))
    return HomePage(
        opening=Opening(
            "",
            _("Good to see you, %(name)s") % {"name": person.called},
            actions=(Action(_("Keep a page"), "/save", main=True), Action(_("Make a group"), "/groups/new")),
        ),
        shelves_heading=_("My libraries"),
        shelves=(
            _own_shelf(viewer, person),
            *(shelf_of(one.library, one) for one in queries.my_groups(viewer)),
        ),
        shelves_more=Link(_("All groups"), "/group/"),
        news=news,
        news_empty=None if news else _nothing_yet(),
    )


def _nothing_yet() -> Empty:
    acts = (Action(_("Bring a file"), "/imports/new"), Action(_("Coming from Diigo"), "/imports/diigo"))
    return Empty(_("Nothing is kept in your libraries yet."), acts)


def _own_shelf(viewer: Viewer, person: Person) -> Shelf:
    library = queries.get_library_of_person(viewer, person.login or "")
    state = _("open to everyone") if library.open else _("closed: only you")
    return Shelf(_("My library"), library_path(library), "", _bookmarks(library.bookmarks), state)


def _bookmarks(n: int) -> str:
    return ngettext("%(n)s bookmark", "%(n)s bookmarks", n) % {"n": wording.number(n)}


def shelf_of(library: Library, membership: Membership | None = None) -> Shelf:
    """A group in a list. How much a closed library holds is told to its members only."""
    group = library.group
    assert group is not None
    members = ngettext("%(n)s member", "%(n)s members", group.members) % {"n": wording.number(group.members)}
    inside = membership is not None and membership.role > Role.PENDING
    facts = f"{members}, {_bookmarks(library.bookmarks)}" if library.open or inside else members
    state = "" if library.open else _("members only")
    if membership is not None:
        state = {
            Role.PENDING: _("you have asked to join"),
            Role.MEMBER: state,
            Role.MODERATOR: _("you moderate it"),
            Role.OWNER: _("you own it"),
        }[Role(membership.role)]
    return Shelf(group.name, library_path(library), group.description, facts, state)


def _news(one: Recent) -> News:
    said = ngettext("%(n)s annotation", "%(n)s annotations", one.said) % {"n": wording.number(one.said)}
    library = one.group_name or _("my library")
    when = wording.day(one.at) if one.at_known else ""
    did = _("kept it in %(library)s, %(date)s") if when else _("kept it in %(library)s")
    return News(
        title=wording.cut(one.title or one.url or _("Untitled")),
        url=f"{'/group/' + one.group_slug if one.group_slug else '/person/' + (one.login or '')}/bookmark/{one.id}",
        line=said if one.said else one.site,
        who=wording.called(one.saver_login, one.saver_name),
        did=did % {"library": library, "date": when},
    )


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """The groups that want to be found."""
    name, _dot, pk = request.GET.get("after", "").rpartition(".")
    after = (name, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 19 else None
    found = queries.listed_groups(after, size=A_PAGE + 1)
    viewer = viewer_of(request)
    mine = {one.library_id: one for one in queries.my_groups(viewer)}
    heading = _("Groups")
    acts = (Action(_("Make a group"), "/groups/new", main=True),) if viewer.person is not None else ()
    more = ""
    if len(found) > A_PAGE:
        last = found[A_PAGE - 1].group
        assert last is not None
        more = f"/group/?after={last.name}.{last.pk}"
    page = GroupDirectoryPage(
        opening=Opening(heading, heading, (Link(_("Home"), "/"), Link(heading, current=True)), actions=acts),
        groups=tuple(shelf_of(library, mine.get(library.pk)) for library in found[:A_PAGE]),
        empty=None if found else Empty(_("No group is listed here yet."), acts),
        pager=Pager("", first="/group/" if after else "", next=more) if more or after else None,
    )
    return render(request, "directory.html", page)


# ---------------------------------------------------------------- preferences


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request: HttpRequest, person: Person) -> HttpResponse:
    """Name, language, appearance, and who may read my library."""
    viewer = viewer_of(request)
    library = queries.get_library_of_person(viewer, person.login or "")
    if request.method != "POST":
        page = _preferences_page(
            viewer, person.name, person.language, theme_of(request), library.open, copies_field(library), {}
        )
        return render(request, "form.html", page)
    name, language = request.POST.get("name", ""), request.POST.get("language", "")
    theme, is_open = request.POST.get("theme", "auto"), request.POST.get("open") == "yes"
    try:
        people_acts.change_person(by=person, name=name, language=language)
    except Invalid as problem:
        page = _preferences_page(viewer, name, language, theme, is_open, copies_field(library), problem.fields)
        return render(request, "form.html", page, status=422)
    set_library_open(by=person, library=library, is_open=is_open)
    set_copies(by=person, library=library, copies=request.POST.get("copies", str(library.copies)))
    messages.success(request, _("Saved."))
    response = HttpResponseRedirect("/preferences")
    if theme in THEMES:
        response.set_cookie(
            "theme", theme, max_age=365 * 86_400, samesite="Lax", secure=settings.LANGUAGE_COOKIE_SECURE
        )
    return response


def _preferences_page(
    viewer: Viewer, name: str, language: str, theme: str, is_open: bool, copies: Field, wrong: object
) -> FormPage:
    heading = _("Preferences")
    error = wrong.get("name")  # type: ignore[attr-defined]
    languages = (("", _("as my browser says")), ("en", "English"), ("fr", "Français"))
    themes = (("auto", _("as my device says")), ("light", _("light paper")), ("dark", _("dark paper")))
    readers = (
        ("yes", is_open, _("everyone: all my bookmarks but the private ones")),
        ("no", not is_open, _("only me")),
    )
    return FormPage(
        opening=Opening(heading, heading, (Link(_("Home"), "/"), Link(heading, current=True))),
        form=Form(
            "preferences",
            "/preferences",
            (
                Field("name", _("My name, as others see it"), name, maxlength=80, autocomplete="name",
                      errors=(str(error),) if error else ()),
                Field("language", _("Language"), "", "radio",
                      options=tuple(Choice(code, text, code == language) for code, text in languages)),
                Field("theme", _("Appearance"), "", "radio",
                      options=tuple(Choice(value, text, value == theme) for value, text in themes)),
                Field("open", _("Who may read my library?"), "", "radio",
                      options=tuple(Choice(value, text, chosen) for value, chosen, text in readers)),
                copies,
            ),
            _("Save"),
        ),
        further_heading=_("Account"),
        further=(
            Action(_("Change my password"), "/account/password/change/"),
            Action(_("Tokens for programs"), "/preferences/tokens"),
            Action(_("Private feeds"), "/preferences/feeds"),
            *((Action(_("Open an account for somebody"), "/people/new"),) if rules.can_open_accounts(viewer) else ()),
            Action(_("Delete my account"), "/preferences/delete"),
        ),
    )  # fmt: skip


@csrf_exempt  # all it can do is to change the language of the interface
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """The interface in another language: kept with the person, else in a cookie."""
    response = HttpResponseRedirect(next_of(request, "/"))
    language = request.POST.get("language", "")
    if language not in SPOKEN:
        return response
    person = viewer_of(request).person
    if person is not None:
        people_acts.change_person(by=person, name=person.name, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 86_400, samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )  # fmt: skip
    return response
