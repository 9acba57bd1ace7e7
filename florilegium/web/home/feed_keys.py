"""Private feeds: an address by which a feed reader reads one listing as its person; made, listed, revoked."""

from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from florilegium.library import queries
from florilegium.library.actions import feed_keys as acts
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import FeedKey, Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import asked_of, listing_path
from florilegium.search.asking import parse_asked
from florilegium.search.listing import Search
from florilegium.search.naming import title_of
from florilegium.web import wording
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.library.around import FORMS
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Empty, FeedKeyItem, FeedKeysPage, Field, Form, Link, Opening

HERE = "/preferences/feeds"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def feed_keys(request: HttpRequest, person: Person) -> HttpResponse:
    """My private addresses, and for the listing in the address the form to make one; what was made is shown once."""
    viewer = viewer_of(request)
    given = request.GET if request.method != "POST" else request.POST
    if request.method != "POST" and "in" not in given:
        return render(request, "feed_keys.html", _page(viewer, None))
    library = _library(viewer, given.get("in", ""))
    asked = given.get("asked", "") if request.method == "POST" else _asked(request.GET)
    search = parse_asked(viewer, library, asked)
    if request.method != "POST":
        return render(request, "feed_keys.html", _page(viewer, search))
    try:
        plain = acts.make_feed_key(by=person, library=library, asked=asked_of(search))
    except Invalid as problem:
        return render(request, "feed_keys.html", _page(viewer, search, str(problem.sentence)), status=422)
    base = settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
    response = render(request, "feed_keys.html", _made_page(search, f"{base}/feeds/private/{plain}"))
    response["Cache-Control"] = "no-store"  # security: neither a cache nor the button back shows it again
    return response


def _library(viewer: Viewer, number: str) -> Library:
    """One of the libraries whose people the viewer is one of."""
    found = next((one for one in queries.my_libraries(viewer) if str(one.pk) == number), None)
    if found is None:
        raise NotFound
    return found


def _asked(given: QueryDict) -> str:
    said = given.copy()
    del said["in"]
    return said.urlencode()


def _opening(*, inner: bool, sentence: str = "") -> Opening:
    heading = _("Private feeds")
    here = Link(heading, HERE) if inner else Link(heading, current=True)
    return Opening(
        heading, heading, (Link(_("Home"), "/"), Link(_("Preferences"), "/preferences"), here), sentence=sentence
    )


def _page(viewer: Viewer, search: Search | None, problem: str = "") -> FeedKeysPage:
    found = tuple(_item(viewer, key, readable=readable) for key, readable in queries.my_feed_keys(viewer))
    why = _("Open a library that is not open to everyone, or a tag in it, and choose “Private feed” after “Follow”.")
    page = FeedKeysPage(
        opening=_opening(
            inner=False,
            sentence=_("A feed reader does not sign in. With a private address it reads one listing as you do."),
        ),
        keys=found,
        empty=None if found else Empty(_("You have no private feed.") + (f" {why}" if search is None else "")),
    )
    if search is None:
        return page
    fields = (
        Field("in", "", str(search.library.pk), "hidden"),
        Field("asked", "", asked_of(search), "hidden"),
    )
    return replace(
        page,
        opening=_opening(inner=False),
        listing=_listing(search),
        sentences=(
            _("Who has the address reads this listing, as long as you may. Keep it to yourself; it can be revoked."),
            _("An address made before for the same listing ends."),
        ),
        form=Form("make", HERE, fields, _("Make a private address"), errors=(problem,) if problem else ()),
    )


def _listing(search: Search) -> Link:
    return Link(title_of(search), listing_path(search))


def _made_page(search: Search, address: str) -> FeedKeysPage:
    return FeedKeysPage(
        opening=_opening(inner=True, sentence=_("This address is shown only now. Copy it into your feed reader.")),
        listing=_listing(search),
        made=tuple(Field(form, name, f"{address}.{form}", readonly=True) for form, name, _type in FORMS),
    )


def _item(viewer: Viewer, key: FeedKey, *, readable: bool) -> FeedKeyItem:
    revoke = Action(_("Revoke"), f"{HERE}/{key.pk}/revoke", post=True)
    made = _("made on %(date)s") % {"date": wording.day_of(key.created)}
    used = _("last used on %(date)s") % {"date": wording.day_of(key.last_used)} if key.last_used else _("not used yet")
    try:
        listing = _listing(parse_asked(viewer, key.library, key.asked)) if readable else None
    except NotFound:
        listing = None
    if listing is None:
        return FeedKeyItem(Link(_("A listing that you can no longer read")), (made, used), (revoke,))
    return FeedKeyItem(listing, (made, used), (revoke,))


@require_POST
@signed_in
def revoke(request: HttpRequest, person: Person, key_id: str) -> HttpResponse:
    """Take an address back; it is answered 404 from now on."""
    acts.revoke_feed_key(by=person, key_id=int(key_id))
    messages.success(request, _("The address is revoked."))
    return HttpResponseRedirect(HERE)
