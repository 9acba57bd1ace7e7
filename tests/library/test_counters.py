"""Whatever people do, in whatever order, what the actions keep (counts, dates, hints) is what it counts."""

import inspect
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from florilegium.library import actions
from florilegium.library.actions import annotating, counting, emptying, groups
from florilegium.library.auditing import audit
from florilegium.library.drafts import HighlightDraft
from florilegium.library.errors import Refusal
from florilegium.library.models import Audience, Bookmark, Ending, Library, Tag
from tests.cast import Cast, draft, keep

from .joining import JOINING
from .saying import SAYING
from .turns import DEEDS as OTHER_DEEDS
from .turns import ENDS, Turn

DEEDS = OTHER_DEEDS + SAYING + JOINING

#: erin only waits at the door: she would be refused every time.
ACTORS = ("alice", "alice", "bob", "carol", "dave", "frank")


# ---------------------------------------------------------------- what is then so


def wrongly_counted() -> list[tuple[str, str, int, int]]:
    """(bookmark, counter, kept, right) wherever the actions' own recount gives another number."""
    return [
        (str(bookmark), name, getattr(bookmark, name), right)
        for bookmark in Bookmark.objects.select_related("library")
        for name, right in counting.computed(bookmark).items()
        if getattr(bookmark, name) != right
    ]


def wrongly_heard() -> list[tuple[str, str]]:
    """(words, library) wherever something is heard where its page is not kept; in a group a reply without what it answers;
    a reply in two libraries.
    """
    wrong = []
    for row in Audience.objects.select_related("annotation", "library"):
        kept = Bookmark.objects.filter(page=row.page_id, library=row.library_id).exists()
        twice = orphan = False
        if row.root_id is not None:
            twice = Audience.objects.filter(annotation=row.annotation_id).count() > 1
            root = Audience.objects.filter(annotation=row.root_id, library=row.library_id)
            # what was imported into a person's own library may answer what she says to herself
            orphan = row.library.group_id is not None and not root.exists()
        if not kept or twice or orphan:
            wrong.append((str(row.annotation), str(row.library)))
    return wrong


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """A group of everybody with something in it, and alice's library open."""
    group = cast.group("closed")
    groups.set_library_open(by=cast["alice"], library=cast.own("alice"), is_open=True)
    groups.refresh_hints()
    bob, alice = cast["bob"], cast["alice"]
    (row,) = keep(group, draft(bob, 0, tags=("travail",), highlights=(HighlightDraft("what is quoted", bob),)))
    said = annotating.note_page(by=bob, bookmark=row, body="one thing", audience=group)
    annotating.reply(by=alice, to=said, library=group, body="another thing")
    keep(cast.own("alice"), draft(alice, 0, private=False), draft(alice, 1, title="Page 1", address=None))
    return cast


def test_what_is_kept_is_what_it_counts_after_any_deeds(stage: Cast) -> None:
    done: Counter[str] = Counter()

    turns = st.tuples(st.sampled_from(DEEDS * 2 + ENDS), st.sampled_from(ACTORS))

    @settings(max_examples=30)
    @given(st.data(), st.lists(turns, min_size=15, max_size=30))
    def any_deeds(data: st.DataObject, deeds: list[tuple[Callable[[Turn], None], str]]) -> None:
        with transaction.atomic():
            for deed, who in deeds:
                # who may do what is the matrix's matter: the refused are passed over
                with suppress(Refusal), transaction.atomic():
                    deed(Turn(stage, who, data))
                    done[deed.__name__] += 1
            assert wrongly_counted() == []
            assert audit() == []
            assert wrongly_heard() == []
            while groups.refresh_hints():
                pass
            for left in Ending.objects.select_related("library").order_by("pk"):
                while emptying.step(left):
                    pass
            assert audit() == [], "once the worker has been by"
            assert wrongly_counted() == []
            transaction.set_rollback(True)

    any_deeds()
    assert len(done) > len(DEEDS) // 2, "this was not about refusals"


#: Parts of actions, called with an action's person.
INNER = {"discard_annotation", "discard_bookmark"}
#: Actions that keep no count, or are counted elsewhere: archives in tests/portability/test_archive.py.
NOT_COUNTED = {
    "make_token", "revoke_token", "make_feed_key", "revoke_feed_key", "open_account_for_somebody", "change_person",
    "restored_people", "restore_bookmarks", "restore_group", "add_member", "remove_member",
}  # fmt: skip


def test_every_action_is_among_the_deeds() -> None:
    told = (Path(__file__).parent / "turns.py").read_text("utf-8")
    found = set()
    for module in iter_modules(actions.__path__):
        of_it = vars(import_module(f"{actions.__name__}.{module.name}"))
        found |= {
            name
            for name, one in of_it.items()
            if inspect.isfunction(one) and not name.startswith("_") and one.__module__.endswith(f".{module.name}")
            and {"by", "person"} & {p.name for p in inspect.signature(one).parameters.values() if p.kind is p.KEYWORD_ONLY}
        }  # fmt: skip
    assert {"delete_group", "delete_account", "tag_many", "undo", "reply"} <= found
    assert {
        name for name in found - INNER - NOT_COUNTED if f".{name}(" not in told and f" {name}(" not in told
    } == set()


def test_audit_finds_every_kept_column_that_is_wrong_and_mends_it(stage: Cast) -> None:
    """Each counter of a bookmark, put wrong by hand."""
    for name in (*counting.COUNTERS, "everyone"):
        right = Bookmark.objects.order_by("pk").values_list(name, flat=True)[0]
        first = Bookmark.objects.order_by("pk")[0].pk
        Bookmark.objects.filter(pk=first).update(**{name: not right if name == "everyone" else right + 9})
        assert len(audit(repair=True)) == 1, name
        assert Bookmark.objects.values_list(name, flat=True).get(pk=first) == right
    Library.objects.update(latest=0)
    Tag.objects.update(n=5)
    assert len(audit(repair=True)) == 2
    assert audit() == []
