"""Each route, each thing, each of the cast with a token that may read and write. Every answer was written by hand."""

import pytest

from florilegium.apis.native.urls import api

from .asking import ROUTES, Known, cells, check, known, made_once

__all__ = ["known", "made_once"]

#: With a token that may read and write (nobody has none): what the rules say, as in ``tests/library/test_matrix.py``.
THINGS = """
                                 alice bob carol dave erin frank nobody

list_libraries    -                200 200 200 200 200 200 200

get_library       public           200 200 200 200 200 200 200
get_library       strict           200 200 200 200 200 200 200
get_library       closed           200 200 200 404 404 404 404
get_library       unlisted         200 200 200 404 404 404 404
get_library       gone             404 404 404 404 404 404 404
get_library       alice's          200 200 200 200 200 200 200
get_library       bob's            404 200 404 404 404 404 404

list_tags         public           200 200 200 200 200 200 200
list_tags         closed           200 200 200 404 404 404 404
list_tags         unlisted         200 200 200 404 404 404 404
list_tags         gone             404 404 404 404 404 404 404
list_tags         alice's          200 200 200 200 200 200 200
list_tags         bob's            404 200 404 404 404 404 404

list_bookmarks    public           200 200 200 200 200 200 200
list_bookmarks    closed           200 200 200 404 404 404 404
list_bookmarks    unlisted         200 200 200 404 404 404 404
list_bookmarks    gone             404 404 404 404 404 404 404
list_bookmarks    alice's          200 200 200 200 200 200 200
list_bookmarks    bob's            404 200 404 404 404 404 404

add_bookmark      public           201 201 201 403 403 403 401
add_bookmark      strict           201 403 201 403 403 403 401
add_bookmark      closed           201 201 201 404 404 404 401
add_bookmark      unlisted         201 201 201 404 404 404 401
add_bookmark      gone             404 404 404 404 404 404 401
add_bookmark      alice's          201 403 403 403 403 403 401
add_bookmark      bob's            404 201 404 404 404 404 401

keep_again        public-b         200 200 200 403 403 403 401
keep_again        closed-b         200 200 200 404 404 404 401
keep_again        gone-b           404 404 404 404 404 404 401
keep_again        alice's-secret   200 403 403 403 403 403 401
keep_again        bob's-b          404 200 404 404 404 404 401

get_bookmark      public-b         200 200 200 200 200 200 200
get_bookmark      closed-b         200 200 200 404 404 404 404
get_bookmark      unlisted-b       200 200 200 404 404 404 404
get_bookmark      gone-b           404 404 404 404 404 404 404
get_bookmark      alice's-shown    200 200 200 200 200 200 200
get_bookmark      alice's-secret   200 404 404 404 404 404 404
get_bookmark      bob's-b          404 200 404 404 404 404 404

change_bookmark   public-b         200 200 200 403 403 403 401
change_bookmark   public-a         200 403 200 403 403 403 401
change_bookmark   closed-b         200 200 200 404 404 404 401
change_bookmark   closed-a         200 403 200 404 404 404 401
change_bookmark   gone-b           404 404 404 404 404 404 401
change_bookmark   alice's-shown    200 403 403 403 403 403 401
change_bookmark   alice's-secret   200 404 404 404 404 404 401
change_bookmark   bob's-b          404 200 404 404 404 404 401

read_later        public-b         200 200 200 200 200 200 401
read_later        closed-b         200 200 200 404 404 404 401
read_later        gone-b           404 404 404 404 404 404 401
read_later        alice's-shown    200 200 200 200 200 200 401
read_later        alice's-secret   200 404 404 404 404 404 401

delete_bookmark   public-b         204 204 204 403 403 403 401
delete_bookmark   public-a         204 403 204 403 403 403 401
delete_bookmark   closed-b         204 204 204 404 404 404 401
delete_bookmark   unlisted-a       204 403 204 404 404 404 401
delete_bookmark   gone-b           404 404 404 404 404 404 401
delete_bookmark   alice's-shown    204 403 403 403 403 403 401
delete_bookmark   alice's-secret   204 404 404 404 404 404 401
delete_bookmark   bob's-b          404 204 404 404 404 404 401

list_annotations  public-b         200 200 200 200 200 200 200
list_annotations  closed-b         200 200 200 404 404 404 404
list_annotations  gone-b           404 404 404 404 404 404 404
list_annotations  alice's-shown    200 200 200 200 200 200 200
list_annotations  alice's-secret   200 404 404 404 404 404 404
list_annotations  bob's-b          404 200 404 404 404 404 404

note_library      public-a         201 201 201 403 403 403 401
note_library      strict-a         201 403 201 403 403 403 401
note_library      closed-a         201 201 201 404 404 404 401
note_library      gone-a           404 404 404 404 404 404 401
note_library      alice's-shown    201 403 403 403 403 403 401
note_library      alice's-secret   403 404 404 404 404 404 401
note_library      bob's-b          404 403 404 404 404 404 401

note_me           public-a         201 201 201 201 201 201 401
note_me           closed-a         201 201 201 404 404 404 401
note_me           alice's-shown    201 201 201 201 201 201 401
note_me           alice's-secret   201 404 404 404 404 404 401
note_me           bob's-b          404 201 404 404 404 404 401

highlight         public-a         201 201 201 403 403 403 401
highlight         strict-a         201 403 201 403 403 403 401
highlight         closed-a         201 201 201 404 404 404 401
highlight         gone-a           404 404 404 404 404 404 401
highlight         alice's-shown    201 403 403 403 403 403 401
highlight         alice's-secret   403 404 404 404 404 404 401

reply             public-note      201 201 201 403 403 403 401
reply             strict-note      201 201 201 403 403 403 401
reply             closed-note      201 201 201 404 404 404 401
reply             closed-frank's   201 201 201 404 404 404 401
reply             closed-reply     201 201 201 404 404 404 401
reply             public-only-me   422 201 422 422 422 422 401
reply             closed-only-me   422 201 422 404 404 404 401
reply             gone-note        404 404 404 404 404 404 401
reply             alice's-everyone 201 403 403 403 403 403 401

get_annotation    public-highlight   200 200 200 200 200 200 200
get_annotation    public-note        200 200 200 200 200 200 200
get_annotation    public-reply       200 200 200 200 200 200 200
get_annotation    public-placeholder 200 200 200 200 200 200 200
get_annotation    public-only-me     404 200 404 404 404 404 404
get_annotation    closed-highlight   200 200 200 404 404 404 404
get_annotation    closed-reply       200 200 200 404 404 404 404
get_annotation    closed-frank's     200 200 200 404 404 200 404
get_annotation    closed-only-me     404 200 404 404 404 404 404
get_annotation    unlisted-note      200 200 200 404 404 404 404
get_annotation    gone-note          404 200 404 404 404 404 404
get_annotation    gone-frank's       404 404 404 404 404 200 404
get_annotation    alice's-everyone   200 200 200 200 200 200 200
get_annotation    alice's-secret     200 404 404 404 404 404 404

change_annotation public-highlight   403 200 403 403 403 403 401
change_annotation public-note        403 200 403 403 403 403 401
change_annotation public-placeholder 403 403 403 403 403 403 401
change_annotation public-only-me     404 200 404 404 404 404 401
change_annotation closed-highlight   403 200 403 404 404 404 401
change_annotation closed-frank's     403 403 403 404 404 200 401
change_annotation closed-placeholder 403 403 403 404 404 404 401
change_annotation gone-note          404 200 404 404 404 404 401
change_annotation alice's-everyone   200 403 403 403 403 403 401
change_annotation alice's-secret     200 404 404 404 404 404 401

delete_annotation public-highlight   403 204 403 403 403 403 401
delete_annotation public-placeholder 403 403 403 403 403 403 401
delete_annotation public-only-me     404 204 404 404 404 404 401
delete_annotation closed-note        403 204 403 404 404 404 401
delete_annotation closed-reply       403 204 403 404 404 404 401
delete_annotation closed-frank's     403 403 403 404 404 204 401
delete_annotation gone-note          404 204 404 404 404 404 401
delete_annotation alice's-everyone   204 403 403 403 403 403 401

move_annotation   public-note        403 200 403 403 403 403 401
move_annotation   public-placeholder 403 403 403 403 403 403 401
move_annotation   public-only-me     404 200 404 404 404 404 401
move_annotation   public-reply       403 422 403 403 403 403 401
move_annotation   closed-note        403 200 403 404 404 404 401
move_annotation   closed-frank's     403 403 403 404 404 200 401
move_annotation   gone-note          404 200 404 404 404 404 401
move_annotation   alice's-everyone   200 403 403 403 403 403 401
move_annotation   alice's-secret     200 404 404 404 404 404 401

restore_annotation public-note       404 200 404 404 404 404 401
restore_annotation closed-note       404 200 404 404 404 404 401
restore_annotation closed-frank's    404 404 404 404 404 200 401
restore_annotation closed-only-me    404 200 404 404 404 404 401

list_page_annotations public-b       200 200 200 200 200 200 200
list_page_annotations closed-b       200 200 200 404 404 404 404
list_page_annotations gone-b         404 404 404 404 404 404 404
list_page_annotations alice's-shown  200 200 200 200 200 200 200
list_page_annotations alice's-secret 200 404 404 404 404 404 404

list_by_address   public-b         200 200 200 200 200 200 200
list_by_address   closed-b         200 200 200 200 200 200 200

say               public           201 201 201 403 403 403 401
say               strict           201 403 201 403 403 403 401
say               closed           201 201 201 422 422 422 401
say               unlisted         201 201 201 422 422 422 401
say               gone             422 422 422 422 422 422 401
say               alice's          201 403 403 403 403 403 401
say               bob's            422 403 422 422 422 422 401
say_to_oneself    -                201 201 201 201 201 201 401

answer            public-note      201 201 201 403 403 403 401
answer            public-reply     201 201 201 403 403 403 401
answer            strict-note      201 201 201 403 403 403 401
answer            closed-note      201 201 201 422 422 422 401
answer            closed-frank's   201 201 201 422 422 403 401
answer            closed-only-me   422 201 422 422 422 422 401
answer            gone-note        422 422 422 422 422 422 401
answer            alice's-everyone 201 403 403 403 403 403 401
answer            alice's-secret   201 422 422 422 422 422 401

get_page          public-b         200 200 200 200 200 200 401
get_page          closed-b         200 200 200 200 200 200 401
list_digests      -                200 200 200 200 200 200 401

get_me            -                200 200 200 200 200 200 401
preview           -                200 200 200 200 200 200 401

list_groups       -                200 200 200 200 200 200 200

get_group         public           200 200 200 200 200 200 200
get_group         closed           200 200 200 200 200 200 200
get_group         unlisted         200 200 200 404 200 404 404
get_group         gone             404 404 404 404 404 404 404

list_members      public           200 200 200 200 200 200 200
list_members      closed           200 200 200 404 404 404 404
list_members      unlisted         200 200 200 404 404 404 404
list_members      gone             404 404 404 404 404 404 404

list_imports      -                200 200 200 200 200 200 401
list_snapshots    public-b         200 200 200 200 200 200 200
list_snapshots    closed-b         200 200 200 404 404 404 404
list_snapshots    gone-b           404 404 404 404 404 404 404
list_snapshots    bob's-b          404 200 404 404 404 404 404

get_snapshot      public-b         200 200 200 404 404 404 404
get_snapshot      closed-b         200 200 200 404 404 404 404
get_snapshot      gone-a           404 404 404 404 404 404 404
get_snapshot      alice's-shown    200 404 404 404 404 404 404
get_snapshot      alice's-secret   200 404 404 404 404 404 404
get_snapshot      bob's-b          404 200 404 404 404 404 404

capture_again     public-b         202 202 202 403 403 403 401
capture_again     strict-b         202 403 202 403 403 403 401
capture_again     closed-b         202 202 202 404 404 404 401
capture_again     gone-b           404 404 404 404 404 404 401
capture_again     alice's-shown    202 403 403 403 403 403 401
capture_again     bob's-b          404 202 404 404 404 404 401

send_snapshot     public-b         202 202 202 403 403 403 401
send_snapshot     strict-b         202 403 202 403 403 403 401
send_snapshot     closed-b         202 202 202 404 404 404 401
send_snapshot     gone-b           404 404 404 404 404 404 401
send_snapshot     alice's-shown    202 403 403 403 403 403 401
send_snapshot     bob's-b          404 202 404 404 404 404 401

get_import        alice's          200 404 404 404 404 404 401
add_import        public           202 202 202 403 403 403 401
add_import        strict           202 403 202 403 403 403 401
add_import        closed           202 202 202 404 404 404 401
add_import        gone             404 404 404 404 404 404 401
add_import        alice's          202 403 403 403 403 403 401
add_import        bob's            404 202 404 404 404 404 401
"""


@pytest.mark.parametrize(("scope", "route", "thing", "who", "expected"), cells(THINGS, "both"))
def test_each_gets_what_the_table_says(
    known: Known, scope: str, route: str, thing: str, who: str, expected: int
) -> None:
    check(known, scope, route, thing, who, expected)


def test_every_route_is_asked() -> None:
    assert {route for _scope, route, *_rest in cells(THINGS, "both")} == set(ROUTES)


def test_the_routes_asked_are_those_of_the_document() -> None:
    operations = {one["operationId"] for path in api.document()["paths"].values() for one in path.values()}
    words = {"keep_again": "add_bookmark", "note_library": "add_annotation", "note_me": "add_annotation",
             "highlight": "add_annotation", "reply": "add_annotation",
             "move_annotation": "change_annotation", "list_by_address": "list_page_annotations",
             "say_to_oneself": "say", "answer": "say", "read_later": "change_bookmark"}  # fmt: skip
    assert {words.get(route, route) for route in ROUTES} == operations
