"""What a caller asks for, already validated: values, not rows. An action turns them into rows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.kit.addresses import Address
from florilegium.kit.values import value
from florilegium.people.models import Person

from . import words
from .errors import Invalid
from .models import Color, Library
from .selectors import Selector

LONGEST_TITLE = 1_000
LONGEST_DESCRIPTION = 20_000
LONGEST_BODY = 100_000
MOST_TAGS = 100
#: On an annotation.
MOST_NOTE_TAGS = 20
LONGEST_KEY = 64


@value
class NoteDraft:
    """Something said in words: a page note, a note on a highlight, a reply.

    ``at``: microseconds, None = not known. ``brought_by``: who imported it, if its author did not write it here.
    """

    body: str
    author: Person
    at: int | None = None
    plain: bool = False
    approximate: bool = False
    brought_by: Person | None = None


@value
class HighlightDraft:
    """A quote, its colour (None = not told), and what was said of it. The first note of its author is its own body."""

    quote: str
    author: Person
    color: int | None = None
    at: int | None = None
    notes: tuple[NoteDraft, ...] = ()
    approximate: bool = False
    brought_by: Person | None = None


@dataclass(frozen=True, slots=True)
class AnnotationDraft:
    """Something to be said by somebody who is here: selectors make it a highlight, words of one's own a note.

    ``key``: made up by the client; whoever says the same again under it is heard once. "" for none.
    """

    body: str = ""
    selectors: tuple[Selector, ...] = ()
    color: Color = Color.YELLOW
    tags: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class AnnotationChange:
    """What of an annotation is to be otherwise; None: it stays. ``audience``: where it is to be heard, all of it."""

    body: str | None = None
    selectors: tuple[Selector, ...] | None = None
    color: Color | None = None
    tags: tuple[str, ...] | None = None
    audience: tuple[Library, ...] | None = None


@value
class BookmarkDraft:
    """A page to be kept in a library by ``saver``.

    ``address`` None: the source lost it. ``title_cut``: the title is only its beginning. ``title_unique``: nothing else
    that comes with it has this title; ``beginning_unique``: nor its first 40 characters. ``private``: None = not told. ``views``: a baseline told by a source.
    ``chosen``: the bookmark that somebody said it is, where its title alone could not tell.
    ``unread``: the saver has it still to read, if it is new to the library by her.
    """

    address: Address | None
    title: str
    saver: Person
    at: int = field(default_factory=clock.now)
    at_known: bool = True
    title_cut: bool = False
    title_unique: bool = True
    beginning_unique: bool = True
    description: str = ""
    tags: tuple[str, ...] = ()
    private: bool | None = None
    views: int | None = None
    highlights: tuple[HighlightDraft, ...] = ()
    page_notes: tuple[NoteDraft, ...] = ()
    brought_by: Person | None = None
    chosen: int | None = None
    unread: bool = False


def check_text(text: str, longest: int, *, may_be_empty: bool = True) -> str:
    """What a person typed, with the ends of its lines as one, or Invalid in a sentence."""
    text = text.replace("\r\n", "\n").replace("\x00", "").strip("\n")
    if not may_be_empty and not text.strip():
        raise Invalid(_("Write something first."))
    if len(text) > longest:
        raise Invalid(
            _("This is %(length)s characters long; %(longest)s is the most. Shorten it.")
            % {"length": len(text), "longest": longest}
        )
    return text


def check_tags(tags: Iterable[str]) -> list[str]:
    """The tags of an annotation as they are kept, each once, or Invalid."""
    kept = list(words.distinct(tags).values())
    if len(kept) > MOST_NOTE_TAGS:
        told = {"most": MOST_NOTE_TAGS}
        raise Invalid(_("Some fields need your attention."), {"tags": _("These are more than %(most)s tags.") % told})
    return kept
