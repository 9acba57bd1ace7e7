"""What anybody may say, anywhere, drawn by chance: the deeds of ``turns`` that the annotator does."""

from collections.abc import Callable

from florilegium.kit.addresses import parse
from florilegium.library import queries
from florilegium.library.actions import annotating, revising
from florilegium.library.drafts import AnnotationChange, AnnotationDraft
from florilegium.library.models import Library
from florilegium.library.selectors import Selector, TextPosition, TextQuote

from .turns import BODIES, QUOTES, TAGS, Turn


def an_audience(turn: Turn) -> tuple[Library, ...]:
    """Libraries that there are, each once; as a rule some in which she may speak."""
    hers = queries.writable_libraries(turn.viewer)
    every = list(Library.objects.order_by("pk").select_related("group", "person"))
    return tuple({one.pk: one for one in turn.some(turn.choose((hers, hers, every)) or every)}.values())


def some_words(turn: Turn) -> AnnotationDraft:
    start = turn.choose((None, 3, 40))
    quote: list[Selector] = [] if start is None else [TextQuote(turn.choose(QUOTES)), TextPosition(start, start + 5)]
    body = turn.choose(BODIES) if start is None else turn.choose(("", *BODIES))
    return AnnotationDraft(body=body, selectors=tuple(quote), tags=turn.some(TAGS), key=turn.choose(("", "k1", "k2")))


def say(turn: Turn) -> None:
    of = turn.bookmark() if turn.choose((True, False)) else parse(f"https://example.org/{turn.choose((0, 1, 7))}")
    annotating.say(by=turn.by, of=of, draft=some_words(turn), audience=an_audience(turn))


def revise(turn: Turn) -> None:
    found = queries.get_editable_annotation(turn.viewer, turn.said().pk)
    audience = turn.choose((None, (), an_audience(turn), an_audience(turn)))
    words = some_words(turn)
    told = turn.choose((None, words.selectors))
    body = turn.choose((None, words.body))
    revising.revise(by=turn.by, annotation=found, change=AnnotationChange(body=body, selectors=told, audience=audience))


def answer(turn: Turn) -> None:
    to = turn.said()
    library = turn.choose((None, *Library.objects.filter(pk__in=to.audiences.values("library")).order_by("pk")))
    annotating.answer(by=turn.by, to=to, library=library, draft=AnnotationDraft(body=turn.choose(BODIES)))


SAYING: tuple[Callable[[Turn], None], ...] = (say, say, say, revise, revise, answer, answer)
