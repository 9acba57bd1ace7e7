"""What a page says of itself, and how fetching it went: in the words that a bookmark's page and its copies share."""

from django.utils.translation import gettext as _

from florilegium.archive.models import Capture, State
from florilegium.archive.sentences import sentence_of
from florilegium.kit import dates
from florilegium.library import rules
from florilegium.library.models import Bookmark, Copies, Library, PageFacts
from florilegium.people.viewer import Viewer
from florilegium.search.addresses import bookmark_path
from florilegium.web.shapes import Action, Announcement, Choice, Field


def byline_of(facts: PageFacts | None) -> str:
    """“Hélène Vasseur, Cahiers du travail partagé, 6 November 2026”, as far as it is known."""
    if facts is None:
        return ""
    return ", ".join(filter(None, [facts.author, facts.site, dates.written_as_known(facts.published)]))


def again_actions(viewer: Viewer, bookmark: Bookmark, word: str) -> tuple[Action, ...]:
    """The button that asks for a fresh copy, for who may."""
    if not bookmark.page.url or not rules.can_capture(viewer, bookmark.library):
        return ()
    return (Action(word, f"{bookmark_path(bookmark.library, bookmark.pk)}/capture", post=True),)


def announced(viewer: Viewer, bookmark: Bookmark, capture: Capture | None) -> tuple[Announcement, ...]:
    """How fetching the page went, where that is worth saying: it waits, it failed, no copy may be kept."""
    if capture is None:
        return ()
    sentence = sentence_of(capture.problem, capture.details)
    if capture.state == State.RUNNING or (capture.state == State.WAITING and not sentence):
        return (
            (Announcement(_("This page is being fetched.")),) if rules.can_see_copies(viewer, bookmark.library) else ()
        )
    if not sentence:
        return ()
    if capture.state == State.DONE:
        return (Announcement(sentence),)
    said = [_("The page could not be fetched."), sentence]
    if capture.state == State.WAITING:
        said.append(_("It is tried again by itself."))
    return (Announcement(" ".join(said), again_actions(viewer, bookmark, _("Try again"))),)


def copies_field(library: Library) -> Field:
    """The question who sees the copies of a library's pages."""
    own = library.group_id is None
    said = {
        Copies.INSIDE: _("only I") if own else _("members only"),
        Copies.READERS: _("everybody who reads the library"),
        Copies.NOBODY: _("nobody: no copies are kept"),
    }
    options = tuple(Choice(str(int(value)), text, library.copies == value) for value, text in said.items())
    about = _("A copy is somebody else’s work: who shows it to everybody publishes it.")
    return Field(
        "copies", _("Who sees the copies that are kept of its pages?"), "", "radio", options=options, help=about
    )
