"""Where words are heard: who may speak to whom, the bookmark that this implies, and words that move.

An annotation heard in a library implies a bookmark of its page there, at least as visible; what only its author hears
implies a private one in her own library. It is made by the same action that keeps any page.
"""

from collections.abc import Collection, Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from florilegium.kit import addresses
from florilegium.library import rules
from florilegium.library.drafts import BookmarkDraft
from florilegium.library.errors import Invalid, NotAllowed
from florilegium.library.models import PART, Annotation, Audience, Bookmark, Kind, Library, Page
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from .keeping import keep_pages


def own_library(person: Person) -> Library:
    """A person's own library."""
    return Library.objects.select_related("person").get(person=person)


def check_audience(by: Person, page: Page, libraries: Collection[Library]) -> None:
    """NotAllowed unless ``by`` may be heard in all of these, which are held."""
    viewer = Viewer(by)
    for library in libraries:
        if library.person_id is None:
            if not rules.can_write(viewer, library, library.group):
                raise NotAllowed(_("You may not write for these readers."))
        elif not rules.may_hear(by, library):
            raise NotAllowed(_("You may not write for these readers."))
        elif Bookmark.objects.filter(library=library, page=page, private=True).exists():
            raise NotAllowed(_("You keep this page to yourself: show its bookmark to everyone first."))
        if page.alone_in_id not in (None, library.pk):
            raise Invalid(_("This page has no address: it can only be spoken of in the library it is in."))


def keep_for(by: Person, page: Page, title: str, libraries: Sequence[Library]) -> None:
    """See that the page is kept where something of it is heard: in these libraries, held; without any, in one's own."""
    for library in libraries or [own_library(by)]:
        if page.alone_in_id is not None or Bookmark.objects.filter(page=page, library=library).exists():
            continue
        told = BookmarkDraft(
            address=addresses.parse(page.url), title=title or page.url, saver=by, private=not libraries
        )  # fmt: skip
        keep_pages(by=by, library=library, drafts=[told])


def hear(annotation: Annotation, library: Library) -> None:
    """Have an annotation heard in a library; ``heard`` of its row is its caller's."""
    Audience.objects.create(
        annotation=annotation, library=library, page_id=annotation.page_id, author_id=annotation.author_id,
        part=PART[Kind(annotation.kind)], position=annotation.position, at=annotation.at, root_id=annotation.root_id,
    )  # fmt: skip


def move(by: Person, annotation: Annotation, libraries: Sequence[Library], title: str) -> None:
    """Have one's words heard in exactly these libraries, which are held as well as those where they were heard.

    Where others answered, the thread stays under a stub that says its author withdrew. One's own answers alone come along
    to the first library that is new, or are heard by nobody else. Coming back to such a stub takes up the thread again.
    """
    heard = set(Audience.objects.filter(annotation=annotation).values_list("library_id", flat=True))
    wanted = {library.pk: library for library in libraries}
    joined = [library for pk, library in wanted.items() if pk not in heard]
    check_audience(by, annotation.page, joined)
    if joined or not libraries:
        keep_for(by, annotation.page, title, joined)
    for library in joined:
        hear(annotation, library)
        _take_up(annotation, library)
    for library_id in sorted(heard - wanted.keys()):
        _leave(by, annotation, library_id, joined[0] if joined else None)
    Annotation.objects.filter(pk=annotation.pk).update(heard=len(wanted))


def follow(by: Person, answer: Annotation, libraries: Sequence[Library]) -> None:
    """One's answer, heard where what it answers is heard, or by oneself; these libraries and its own are held. Invalid."""
    heard = set(Audience.objects.filter(annotation=answer).values_list("library_id", flat=True))
    wanted = {library.pk: library for library in libraries}
    if wanted.keys() == heard:
        return
    if len(wanted) > 1 or (wanted and heard) or not _are_heard(answer, wanted):
        sentence = _("A reply is heard in one library, where what it answers is heard.")
        raise Invalid(_("Some fields need your attention."), {"audience": sentence})
    if not all(rules.can_reply(Viewer(by), library, library.group) for library in wanted.values()):
        raise NotAllowed(_("Only members can answer here."))
    roots = Audience.objects.filter(annotation=answer.root)
    for library in wanted.values():
        hear(answer, library)
        roots.filter(library=library).update(replies=F("replies") + 1)
    gone = Audience.objects.filter(annotation=answer).exclude(library__in=wanted)
    roots.filter(library__in=gone.values_list("library_id", flat=True)).update(replies=F("replies") - 1)
    gone.delete()
    Annotation.objects.filter(pk=answer.pk).update(heard=len(wanted))


def _are_heard(answer: Annotation, libraries: Collection[int]) -> bool:
    """Whether what an answer answers is heard in all of these."""
    answered = {pk for pk in (answer.root_id, answer.parent_id) if pk is not None}
    n = Audience.objects.filter(annotation_id__in=answered, library_id__in=libraries).count()
    return n == len(answered) * len(libraries)


def _take_up(annotation: Annotation, library: Library) -> None:
    """The stub that these words once left here gives its thread back."""
    stubs = Annotation.objects.filter(
        audiences__library=library, page_id=annotation.page_id, author_id=annotation.author_id, at=annotation.at,
        kind=annotation.kind, root=None, withdrawn=True,
    ).exclude(pk=annotation.pk)  # fmt: skip
    for stub in list(stubs):
        n = _hand_over(stub.pk, annotation.pk, library.pk)
        Audience.objects.filter(annotation=annotation, library=library).update(replies=F("replies") + n)
        stub.delete()


def _leave(by: Person, annotation: Annotation, library_id: int, instead: Library | None) -> None:
    here = Audience.objects.filter(annotation=annotation, library_id=library_id)
    replies = Audience.objects.filter(root=annotation, library_id=library_id)
    if replies.exclude(author=by).exists():
        stub = _stub(annotation)
        here.update(annotation=stub)
        _hand_over(annotation.pk, stub.pk, library_id)
        return
    here.delete()
    ids = list(replies.values_list("annotation_id", flat=True))
    if instead is None:
        replies.delete()
        Annotation.objects.filter(pk__in=ids).update(heard=0)
        return
    replies.update(library=instead)
    Audience.objects.filter(annotation=annotation, library=instead).update(replies=F("replies") + len(ids))


def _stub(annotation: Annotation) -> Annotation:
    """What stays where words were withdrawn and others had answered: whose they were and when, and nothing of them."""
    return Annotation.objects.create(
        page_id=annotation.page_id, author_id=annotation.author_id, kind=annotation.kind, at=annotation.at,
        at_known=annotation.at_known, position=annotation.position, updated=annotation.at, heard=1, withdrawn=True,
        brought_by_id=annotation.brought_by_id,
    )  # fmt: skip


def _hand_over(old: int, new: int, library_id: int) -> int:
    """Put the replies of a thread that are heard in a library under another root; how many."""
    replies = Audience.objects.filter(root_id=old, library_id=library_id)
    ids = list(replies.values_list("annotation_id", flat=True))
    Annotation.objects.filter(pk__in=ids, parent_id=old).update(parent_id=new)
    Annotation.objects.filter(pk__in=ids).update(root_id=new)
    return replies.update(root_id=new)
