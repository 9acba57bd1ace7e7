"""THE MATRIX: who sees and who may change what. Every answer below was written by hand, none is computed from a rule.

A row: what is tried, on what, and what each of the cast gets: what is shown, “yes” for a change that was made, or
the status of a refusal (404 where the viewer may not know that the thing exists, 403 where it is not hers to change).
``deeds.py`` says how a thing is tried, ``world.py`` what there is.
"""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from florilegium.people.viewer import Viewer
from tests.cast import EVERYBODY

from . import deeds
from .world import World, make_world

TABLE = """
                          alice bob  carol dave erin frank nobody

see_front        public     yes  yes  yes  yes  yes  yes  yes
see_front        closed     yes  yes  yes  yes  yes  yes  yes
see_front        unlisted   yes  yes  yes  404  yes  404  404
see_front        gone       404  404  404  404  404  404  404

list_pages       public     2/2  2/2  2/2  2/2  2/2  2/2  2/2
list_pages       closed     2/2  2/2  2/2  404  404  404  404
list_pages       unlisted   2/2  2/2  2/2  404  404  404  404
list_pages       gone       404  404  404  404  404  404  404
list_pages       alice's    2/2  1/1  1/1  1/1  1/1  1/1  1/1
list_pages       bob's      404  6/6  404  404  404  404  404

list_tags        public     travail:2 travail:2 travail:2 travail:2 travail:2 travail:2 travail:2
list_tags        closed     travail:2 travail:2 travail:2 none none none none
list_tags        unlisted   travail:2 travail:2 travail:2 none none none none
list_tags        gone       none none none none none none none
list_tags        alice's    travail:2,intime:1 travail:1 travail:1 travail:1 travail:1 travail:1 travail:1
list_tags        bob's      none travail:1 none none none none none

open_travail     public     2/2  2/2  2/2  2/2  2/2  2/2  2/2
open_travail     closed     2/2  2/2  2/2  404  404  404  404
open_travail     gone       404  404  404  404  404  404  404
open_travail     alice's    2/2  1/1  1/1  1/1  1/1  1/1  1/1
open_intime      alice's    1/1  404  404  404  404  404  404
open_travail     bob's      404  1/1  404  404  404  404  404

list_members     public     3    3    3    3    3    3    3
list_members     closed     3    3    3    404  404  404  404
list_members     unlisted   3    3    3    404  404  404  404
list_members     gone       404  404  404  404  404  404  404
list_keepers     public     2    2    2    2    2    2    2
list_keepers     closed     2    2    2    0    0    0    0
list_keepers     gone       0    0    0    0    0    0    0

see_bookmark     public-b   yes  yes  yes  yes  yes  yes  yes
see_bookmark     closed-b   yes  yes  yes  404  404  404  404
see_bookmark     unlisted-b yes  yes  yes  404  404  404  404
see_bookmark     gone-b     404  404  404  404  404  404  404
see_bookmark     alice's-shown  yes yes yes yes yes yes yes
see_bookmark     alice's-secret yes 404 404 404 404 404 404
see_bookmark     bob's-b    404  yes  404  404  404  404  404

save             public     yes  yes  yes  403  403  403  403
save             strict     yes  403  yes  403  403  403  403
save             closed     yes  yes  yes  404  404  404  404
save             unlisted   yes  yes  yes  404  404  404  404
save             gone       404  404  404  404  404  404  404
save             alice's    yes  403  403  403  403  403  403
save             bob's      404  yes  404  404  404  404  404

edit             public-b   yes  yes  yes  403  403  403  403
edit             public-a   yes  403  yes  403  403  403  403
edit             closed-b   yes  yes  yes  404  404  404  404
edit             closed-a   yes  403  yes  404  404  404  404
edit             gone-b     404  404  404  404  404  404  404
edit             alice's-shown  yes 403 403 403 403 403 403
edit             alice's-secret yes 404 404 404 404 404 404
edit             bob's-b    404  yes  404  404  404  404  404

delete           public-b   yes  yes  yes  403  403  403  403
delete           public-a   yes  403  yes  403  403  403  403
delete           closed-b   yes  yes  yes  404  404  404  404
delete           unlisted-a yes  403  yes  404  404  404  404
delete           gone-b     404  404  404  404  404  404  404
delete           alice's-shown  yes 403 403 403 403 403 403
delete           alice's-secret yes 404 404 404 404 404 404

withdraw         public-b   404  yes  404  404  404  404  403
withdraw         closed-b   404  yes  404  404  404  404  403
withdraw         gone-b     404  404  404  404  404  404  403

restore          public-b   404  404  yes  404  404  404  404
restore          closed-b   404  404  yes  404  404  404  404

bring_words      public     yes  403  yes  403  403  403  403
bring_words      closed     yes  403  yes  404  404  404  404
bring_words      gone       404  404  404  404  404  404  404
bring_words      alice's    yes  403  403  403  403  403  403
bring_words      bob's      404  yes  404  404  404  404  404

hear             public-b   4/5  5/6  4/5  4/5  4/5  4/5  4/5
hear             closed-b   4/5  5/6  4/5  404  404  404  404
hear             gone-b     404  404  404  404  404  404  404
hear             alice's-shown  1/1 1/1 1/1 1/1 1/1 1/1 1/1
hear             alice's-secret 1/1 404 404 404 404 404 404

see_words        public-highlight   yes  yes  yes  yes  yes  yes  yes
see_words        public-note        yes  yes  yes  yes  yes  yes  yes
see_words        public-reply       yes  yes  yes  yes  yes  yes  yes
see_words        public-placeholder yes  yes  yes  yes  yes  yes  yes
see_words        public-only-me     404  yes  404  404  404  404  404
see_words        closed-highlight   yes  yes  yes  404  404  404  404
see_words        closed-note        yes  yes  yes  404  404  404  404
see_words        closed-reply       yes  yes  yes  404  404  404  404
see_words        closed-placeholder yes  yes  yes  404  404  404  404
see_words        closed-frank's     yes  yes  yes  404  404  yes  404
see_words        closed-only-me     404  yes  404  404  404  404  404
see_words        unlisted-note      yes  yes  yes  404  404  404  404
see_words        gone-note          404  yes  404  404  404  404  404
see_words        gone-frank's       404  404  404  404  404  yes  404
see_words        alice's-everyone   yes  yes  yes  yes  yes  yes  yes
see_words        alice's-secret     yes  404  404  404  404  404  404

note_library     public-a   yes  yes  yes  403  403  403  403
note_library     strict-a   yes  403  yes  403  403  403  403
note_library     closed-a   yes  yes  yes  404  404  404  404
note_library     gone-a     404  404  404  404  404  404  404
note_library     alice's-shown  yes 403 403 403 403 403 403
note_library     alice's-secret 403 404 404 404 404 404 404
note_library     bob's-b    404  403  404  404  404  404  404

note_only_me     public-a   yes  yes  yes  yes  yes  yes  403
note_only_me     closed-a   yes  yes  yes  404  404  404  403
note_only_me     alice's-shown  yes yes yes yes yes yes 403
note_only_me     alice's-secret yes 404 404 404 404 404 403
note_only_me     bob's-b    404  yes  404  404  404  404  403

reply            public-note      yes  yes  yes  403  403  403  403
reply            strict-note      yes  yes  yes  403  403  403  403
reply            closed-note      yes  yes  yes  404  404  404  404
reply            closed-frank's   yes  yes  yes  404  404  403  404
reply            closed-reply     yes  yes  yes  404  404  404  404
reply            closed-only-me   404  yes  404  404  404  404  404
reply            alice's-everyone yes  403  403  403  403  403  403

speak            public     yes  yes  yes  403  403  403  403
speak            strict     yes  403  yes  403  403  403  403
speak            closed     yes  yes  yes  404  404  404  404
speak            unlisted   yes  yes  yes  404  404  404  404
speak            gone       404  404  404  404  404  404  404
speak            alice's    yes  403  403  403  403  403  403
speak            bob's      404  403  404  404  404  404  404

speak_to_both    public     yes  yes  yes  404  404  404  404
speak_to_both    strict     yes  403  yes  404  404  404  404
speak_to_both    gone       404  404  404  404  404  404  404
speak_to_both    alice's    yes  403  403  404  404  404  404

speak_to_oneself public     yes  yes  yes  yes  yes  yes  403

speak_of         public-a   yes  yes  yes  403  403  403  403
speak_of         closed-a   yes  yes  yes  404  404  404  404
speak_of         alice's-shown  yes yes yes 403 403 403 403
speak_of         alice's-secret yes 404 404 404 404 404 404
speak_of         bob's-b    404  yes  404  404  404  404  404

move_to_closed   public-note        403  yes  403  403  403  403  403
move_to_closed   public-placeholder 403  403  403  403  403  403  403
move_to_closed   public-only-me     404  yes  404  404  404  404  404
move_to_closed   public-reply       403  422  403  403  403  403  403
move_to_closed   closed-note        403  yes  403  404  404  404  404
move_to_closed   closed-frank's     403  403  403  404  404  404  404
move_to_closed   gone-note          404  yes  404  404  404  404  404
move_to_closed   alice's-everyone   yes  403  403  403  403  403  403
move_to_closed   alice's-secret     yes  404  404  404  404  404  404
move_to_strict   public-note        403  403  403  403  403  403  403
move_to_strict   public-only-me     404  403  404  404  404  404  404
move_to_strict   alice's-secret     yes  404  404  404  404  404  404

hush             public-highlight   403  yes  403  403  403  403  403
hush             public-reply       403  yes  403  403  403  403  403
hush             public-only-me     404  yes  404  404  404  404  404
hush             closed-note        403  yes  403  404  404  404  404
hush             closed-frank's     403  403  403  404  404  yes  404
hush             gone-note          404  yes  404  404  404  404  404
hush             alice's-everyone   yes  403  403  403  403  403  403

recolour         public-highlight   403  yes  403  403  403  403  403
recolour         closed-highlight   403  yes  403  404  404  404  404

attach           public-highlight   403  yes  403  403  403  403  403
attach           public-note        403  422  403  403  403  403  403
attach           closed-highlight   403  yes  403  404  404  404  404

rewrite          public-highlight   403  yes  403  403  403  403  403
rewrite          public-note        403  yes  403  403  403  403  403
rewrite          public-placeholder 403  403  403  403  403  403  403
rewrite          public-only-me     404  yes  404  404  404  404  404
rewrite          closed-highlight   403  yes  403  404  404  404  404
rewrite          closed-note        403  yes  403  404  404  404  404
rewrite          closed-reply       403  yes  403  404  404  404  404
rewrite          closed-placeholder 403  403  403  404  404  404  404
rewrite          closed-frank's     403  403  403  404  404  yes  404
rewrite          gone-note          404  yes  404  404  404  404  404
rewrite          alice's-everyone   yes  403  403  403  403  403  403
rewrite          alice's-secret     yes  404  404  404  404  404  404

take_back        public-highlight   403  yes  403  403  403  403  403
take_back        public-placeholder 403  403  403  403  403  403  403
take_back        public-only-me     404  yes  404  404  404  404  404
take_back        closed-note        403  yes  403  404  404  404  404
take_back        closed-reply       403  yes  403  404  404  404  404
take_back        closed-frank's     403  403  403  404  404  yes  404
take_back        gone-note          404  yes  404  404  404  404  404
take_back        alice's-everyone   yes  403  403  403  403  403  403

restore_words    closed-note        404  yes  404  404  404  404  404
restore_words    closed-frank's     404  404  404  404  404  yes  404

silence          public-note        yes  403  yes  403  403  403  403
silence          public-placeholder yes  403  yes  403  403  403  403
silence          closed-note        yes  403  yes  404  404  404  404
silence          closed-frank's     yes  403  yes  404  404  403  404
silence          closed-only-me     404  403  404  404  404  404  404
silence          gone-note          404  403  404  404  404  404  404
silence          alice's-everyone   yes  403  403  403  403  403  403

join             public     403  403  403  yes  403  yes  403
join             closed     403  403  403  yes  403  yes  403
join             unlisted   403  403  403  404  403  404  404
join             gone       404  404  404  404  404  404  404

approve          public     yes  403  yes  403  403  403  403
approve          closed     yes  403  yes  403  403  403  403
approve          unlisted   yes  403  yes  404  403  404  404
approve          gone       404  404  404  404  404  404  404

remove_erin      closed     yes  403  yes  403  403  403  403
remove_bob       closed     yes  403  yes  403  403  403  403
remove_carol     closed     yes  403  403  403  403  403  403
remove_alice     closed     409  403  403  403  403  403  403
remove_bob       unlisted   yes  403  yes  404  403  404  404

give_role        public     yes  403  403  403  403  403  403
give_role        closed     yes  403  403  403  403  403  403
give_role        unlisted   yes  403  403  404  403  404  404
give_role        gone       404  404  404  404  404  404  404

change_group     public     yes  403  403  403  403  403  403
change_group     closed     yes  403  403  403  403  403  403
change_group     unlisted   yes  403  403  404  403  404  404
change_group     gone       404  404  404  404  404  404  404
"""

DEEDS: dict[str, deeds.Deed] = {
    "approve": deeds.approve,
    "attach": deeds.attach,
    "bring_words": deeds.bring_words_of_others,
    "change_group": deeds.change_group,
    "delete": deeds.delete,
    "edit": deeds.edit,
    "give_role": deeds.give_role,
    "hear": deeds.hear,
    "hush": deeds.hush,
    "join": deeds.join,
    "list_keepers": deeds.list_keepers,
    "list_members": deeds.list_members,
    "list_pages": deeds.list_pages,
    "list_tags": deeds.list_tags,
    "move_to_closed": deeds.move_to("closed"),
    "move_to_strict": deeds.move_to("strict"),
    "note_library": deeds.note_library,
    "note_only_me": deeds.note_only_me,
    "open_intime": deeds.open_tag("intime"),
    "open_travail": deeds.open_tag("travail"),
    "recolour": deeds.recolour,
    "remove_alice": deeds.remove("alice"),
    "remove_bob": deeds.remove("bob"),
    "remove_carol": deeds.remove("carol"),
    "remove_erin": deeds.remove("erin"),
    "reply": deeds.reply,
    "restore": deeds.restore,
    "restore_words": deeds.restore_words,
    "rewrite": deeds.rewrite,
    "save": deeds.save,
    "see_bookmark": deeds.see_bookmark,
    "see_front": deeds.see_front,
    "see_words": deeds.see_words,
    "silence": deeds.silence,
    "speak": deeds.speak,
    "speak_of": deeds.speak_of,
    "speak_to_both": deeds.speak_to_both,
    "speak_to_oneself": deeds.speak_to_oneself,
    "take_back": deeds.take_back,
    "withdraw": deeds.withdraw,
}


def cells() -> list[tuple[str, str, str, str]]:
    """(deed, thing, who, expected answer) of every cell."""
    head, *body = [line.split() for line in TABLE.splitlines() if line]
    assert tuple(head) == EVERYBODY
    return [
        (deed, thing.replace("-", " ", 1), who, expected)
        for deed, thing, *answers in body
        for who, expected in zip(EVERYBODY, answers, strict=True)
    ]


@pytest.fixture(scope="module")
def made_once(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world, made once for all cells and cleared away after the last."""
    with django_db_blocker.unblock():
        world = make_world()
    yield world
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def world(made_once: World, db: None) -> World:
    """The world as it was made: what a cell does is undone after it."""
    return made_once


@pytest.mark.parametrize(("deed", "thing", "who", "expected"), cells())
def test_each_gets_what_the_table_says(world: World, deed: str, thing: str, who: str, expected: str) -> None:
    viewer = Viewer(world.cast.people.get(who))
    assert deeds.outcome(DEEDS[deed], world, viewer, thing) == expected


def test_every_row_of_the_table_has_its_own_deed_and_thing() -> None:
    rows = [(deed, thing, who) for deed, thing, who, _expected in cells()]
    assert len(rows) == len(set(rows))
    assert {deed for deed, _thing, _who in rows} == set(DEEDS)
