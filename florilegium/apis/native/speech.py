"""What is said, as it comes in: checked by type, and turned into what the library understands."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, Field

from florilegium.kit import addresses
from florilegium.kit.addresses import Address
from florilegium.library import hearing, queries, selectors
from florilegium.library.drafts import (
    LONGEST_BODY,
    LONGEST_KEY,
    LONGEST_TITLE,
    MOST_NOTE_TAGS,
    AnnotationDraft,
)
from florilegium.library.drafts import AnnotationChange as Change
from florilegium.library.errors import Invalid, NotFound
from florilegium.library.models import Annotation, Bookmark, Library
from florilegium.library.selectors import LONGEST_CONTEXT, LONGEST_QUOTE, Selector
from florilegium.people.viewer import Viewer

from .building import COLORS, name_of
from .intake import Given, LibraryName, library_called

#: Libraries that hear one annotation.
MOST_AUDIENCES = 50

Audience = Annotated[list[LibraryName], Field(max_length=MOST_AUDIENCES)]
Selectors = Annotated[list[dict[str, Any]], Field(max_length=selectors.MOST)]
NoteTags = Annotated[list[Annotated[str, Field(max_length=120)]], Field(max_length=MOST_NOTE_TAGS)]
ColorName = Literal["yellow", "blue", "green", "pink"]


class NewAnnotation(Given):
    """What to say: with a ``quote`` a highlight, with a ``parent`` a reply, else a note on the whole page.

    ``audience``: the bookmark's library, or only oneself. Left out, it is the library of a group, and oneself in one's own;
    a reply is always heard where what it answers is heard. ``prefix`` and ``suffix``: the words around the quote.
    """

    body: str = Field("", max_length=LONGEST_BODY)
    quote: str = Field("", max_length=LONGEST_QUOTE)
    prefix: str = Field("", max_length=LONGEST_CONTEXT)
    suffix: str = Field("", max_length=LONGEST_CONTEXT)
    color: ColorName = "yellow"
    parent: int | None = Field(None, ge=1, le=2**63 - 1)
    audience: Literal["library", "me"] | None = None


class NewWords(Given):
    """What to say of a page: the one that a ``bookmark`` is of, or an address (``title``: what it is called, where it is new).

    With ``selectors`` it is a highlight, with a ``body`` as well a note on it, with a ``parent`` a reply, else a note on the
    page. ``quote``: the words that are quoted, where no selector tells them. ``audience``: the libraries in which it is
    heard; none: only oneself. A reply is heard in exactly one of its parent's. ``key``: made up by who asks; what is said
    twice under it is said once.
    """

    bookmark: int | None = Field(None, ge=1, le=2**63 - 1)
    url: str | None = Field(None, max_length=8_192, examples=["https://example.org/article"])
    title: str = Field("", max_length=LONGEST_TITLE)
    selectors: Selectors = []
    quote: str = Field("", max_length=LONGEST_QUOTE)
    color: ColorName = "yellow"
    body: str = Field("", max_length=LONGEST_BODY)
    tags: NoteTags = []
    audience: Audience
    parent: int | None = Field(None, ge=1, le=2**63 - 1)
    key: str = Field("", max_length=LONGEST_KEY)


class AnnotationChange(Given):
    """What of one's words is to be otherwise; what is left out stays. A highlight's note may be emptied.

    ``audience``: where it is heard from now on, and nowhere else. ``selectors``: the words it is on now.
    """

    body: str = Field("", max_length=LONGEST_BODY)
    color: ColorName = "yellow"
    tags: NoteTags = []
    audience: Audience = []
    selectors: Selectors = []


class Preview(Given):
    """A note being written."""

    body: str = Field(max_length=LONGEST_BODY)


class OfPage(BaseModel):
    """Of which page: exactly one of the two."""

    bookmark: int | None = Field(None, ge=1, le=2**63 - 1, description="A bookmark of it.")
    url: str | None = Field(None, max_length=8_192, description="Its address.")
    cursor: str | None = Field(None, max_length=400, description="`next` of the page before.")


def _wrong(**fields: object) -> Invalid:
    return Invalid(_("Some fields need your attention."), fields)


def draft_of(body: NewWords) -> AnnotationDraft:
    """What is to be said. Raises Invalid."""
    told = _selectors(body.selectors)
    quote = selectors.quote_of(told)
    if body.quote and quote and body.quote != quote:
        raise _wrong(quote=_("These are not the words that the selector quotes."))
    if body.quote and not quote:
        told = (*_selectors([{"type": "TextQuoteSelector", "exact": body.quote}]), *told)
    return AnnotationDraft(
        body=body.body, selectors=told, color=COLORS[body.color], tags=tuple(body.tags), key=body.key
    )


def _selectors(given: list[dict[str, Any]]) -> tuple[Selector, ...]:
    """Raises Invalid for one that we would not keep: whoever writes to us should know."""
    told = selectors.parse(given)
    if told.dropped:
        index, reason = told.dropped[0]
        raise Invalid(_("Some fields need your attention."), {f"selectors.{index}": str(_REASONS[reason])})
    return told.selectors


_REASONS: dict[selectors.Reason, Any] = {
    "not_an_object": gettext_lazy("This is no selector."),
    "unknown_type": gettext_lazy("Selectors of this type are not kept here."),
    "misspelt": gettext_lazy("Something in this selector is missing or impossible."),
    "too_long": gettext_lazy("This is longer than is kept."),
    "refined": gettext_lazy("Selectors that refine another are not kept here."),
    "twice": gettext_lazy("There is one of this type already."),
    "too_many": gettext_lazy("These are too many selectors."),
}


def change_of(viewer: Viewer, said: Annotation, body: AnnotationChange) -> Change:
    """What of an annotation is to be otherwise: what was sent. Raises Invalid."""
    sent = body.model_fields_set
    return Change(
        body=body.body if "body" in sent else None,
        selectors=_selectors(body.selectors) if "selectors" in sent else None,
        color=COLORS[body.color] if "color" in sent else None,
        tags=tuple(body.tags) if "tags" in sent else None,
        audience=audience_of(viewer, body.audience, hearing.heard_in(viewer, said)) if "audience" in sent else None,
    )


def audience_of(viewer: Viewer, names: Iterable[str], known: Iterable[Library] = ()) -> tuple[Library, ...]:
    """The libraries of these names, each once. ``known``: those she need not read any more. Raises Invalid."""
    found = {name_of(one): one for one in known}
    asked = list(dict.fromkeys(names))
    for name in asked:
        if name not in found:
            try:
                found[name] = library_called(viewer, name)
            except NotFound as missing:
                raise _wrong(audience=_("There is no library “%(name)s” here for you.") % {"name": name}) from missing
    return tuple(found[name] for name in asked)


def place_of(viewer: Viewer, body: NewWords | OfPage) -> Bookmark | Address:
    """Which page is meant. Raises Invalid; NotFound for a bookmark that is not there for her."""
    if (body.bookmark is None) == (body.url is None):
        sentence = _("Say which page: its bookmark, or its address.")
        raise _wrong(bookmark=sentence, url=sentence)
    if body.bookmark is not None:
        bookmark = queries.find_visible_bookmark(viewer, body.bookmark)
        if bookmark is None:
            raise NotFound
        return bookmark
    try:
        return addresses.parse(body.url or "")
    except addresses.NotAnAddress as problem:
        raise _wrong(
            url=_("Only pages of the web can be kept: an address that begins with https:// or http://.")
        ) from problem


def parent_of(viewer: Viewer, body: NewWords) -> Annotation | None:
    """What is answered. Raises Invalid."""
    if body.parent is None:
        return None
    if body.quote or body.selectors:
        raise _wrong(selectors=_("A reply has no quote of its own."))
    if len(body.audience) > 1:
        raise _wrong(audience=_("A reply is heard in one library, where what it answers is heard."))
    try:
        return queries.get_annotation(viewer, body.parent)
    except NotFound as missing:
        raise _wrong(parent=_("Nothing like that is said there.")) from missing
