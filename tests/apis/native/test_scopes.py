"""Each route, each scope, each of the cast. Every expected status is spelt out, none is computed from a rule."""

import pytest

from .asking import ROUTES, SCOPES, Known, cells, check, known, made_once

__all__ = ["known", "made_once"]

#: With less: no token at all, one that may only read or only write (who may only write is shown nothing: 204), one that has
#: expired, one that was revoked. Nobody never has one.
NARROWER = """
                                         alice bob carol dave erin frank nobody

none     list_libraries    -              200 200 200 200 200 200 200
read     list_libraries    -              200 200 200 200 200 200 200
write    list_libraries    -              403 403 403 403 403 403 200
expired  list_libraries    -              401 401 401 401 401 401 200
revoked  list_libraries    -              401 401 401 401 401 401 200

none     get_library       public         200 200 200 200 200 200 200
read     get_library       public         200 200 200 200 200 200 200
write    get_library       public         403 403 403 403 403 403 200
expired  get_library       public         401 401 401 401 401 401 200
revoked  get_library       public         401 401 401 401 401 401 200

none     get_library       closed         404 404 404 404 404 404 404
read     get_library       closed         200 200 200 404 404 404 404
write    get_library       closed         403 403 403 403 403 403 404
expired  get_library       closed         401 401 401 401 401 401 404
revoked  get_library       closed         401 401 401 401 401 401 404

none     list_tags         public         200 200 200 200 200 200 200
read     list_tags         public         200 200 200 200 200 200 200
write    list_tags         public         403 403 403 403 403 403 200
expired  list_tags         public         401 401 401 401 401 401 200
revoked  list_tags         public         401 401 401 401 401 401 200

none     list_bookmarks    public         200 200 200 200 200 200 200
read     list_bookmarks    public         200 200 200 200 200 200 200
write    list_bookmarks    public         403 403 403 403 403 403 200
expired  list_bookmarks    public         401 401 401 401 401 401 200
revoked  list_bookmarks    public         401 401 401 401 401 401 200

none     list_bookmarks    bob's          404 404 404 404 404 404 404
read     list_bookmarks    bob's          404 200 404 404 404 404 404
write    list_bookmarks    bob's          403 403 403 403 403 403 404
expired  list_bookmarks    bob's          401 401 401 401 401 401 404
revoked  list_bookmarks    bob's          401 401 401 401 401 401 404

none     get_bookmark      public-b       200 200 200 200 200 200 200
read     get_bookmark      public-b       200 200 200 200 200 200 200
write    get_bookmark      public-b       403 403 403 403 403 403 200
expired  get_bookmark      public-b       401 401 401 401 401 401 200
revoked  get_bookmark      public-b       401 401 401 401 401 401 200

none     get_bookmark      closed-b       404 404 404 404 404 404 404
read     get_bookmark      closed-b       200 200 200 404 404 404 404
write    get_bookmark      closed-b       403 403 403 403 403 403 404
expired  get_bookmark      closed-b       401 401 401 401 401 401 404
revoked  get_bookmark      closed-b       401 401 401 401 401 401 404

none     list_annotations  public-b       200 200 200 200 200 200 200
read     list_annotations  public-b       200 200 200 200 200 200 200
write    list_annotations  public-b       403 403 403 403 403 403 200
expired  list_annotations  public-b       401 401 401 401 401 401 200
revoked  list_annotations  public-b       401 401 401 401 401 401 200

none     get_annotation    public-note    200 200 200 200 200 200 200
read     get_annotation    public-note    200 200 200 200 200 200 200
write    get_annotation    public-note    403 403 403 403 403 403 200
expired  get_annotation    public-note    401 401 401 401 401 401 200
revoked  get_annotation    public-note    401 401 401 401 401 401 200

none     get_annotation    closed-only-me 404 404 404 404 404 404 404
read     get_annotation    closed-only-me 404 200 404 404 404 404 404
write    get_annotation    closed-only-me 403 403 403 403 403 403 404
expired  get_annotation    closed-only-me 401 401 401 401 401 401 404
revoked  get_annotation    closed-only-me 401 401 401 401 401 401 404

none     list_groups       -              200 200 200 200 200 200 200
read     list_groups       -              200 200 200 200 200 200 200
write    list_groups       -              403 403 403 403 403 403 200
expired  list_groups       -              401 401 401 401 401 401 200
revoked  list_groups       -              401 401 401 401 401 401 200

none     get_group         public         200 200 200 200 200 200 200
read     get_group         public         200 200 200 200 200 200 200
write    get_group         public         403 403 403 403 403 403 200
expired  get_group         public         401 401 401 401 401 401 200
revoked  get_group         public         401 401 401 401 401 401 200

none     list_members      public         200 200 200 200 200 200 200
read     list_members      public         200 200 200 200 200 200 200
write    list_members      public         403 403 403 403 403 403 200
expired  list_members      public         401 401 401 401 401 401 200
revoked  list_members      public         401 401 401 401 401 401 200

none     list_imports      -              401 401 401 401 401 401 401
read     list_imports      -              200 200 200 200 200 200 401
write    list_imports      -              403 403 403 403 403 403 401
expired  list_imports      -              401 401 401 401 401 401 401
revoked  list_imports      -              401 401 401 401 401 401 401

none     get_import        alice's        401 401 401 401 401 401 401
read     get_import        alice's        200 404 404 404 404 404 401
write    get_import        alice's        403 403 403 403 403 403 401
expired  get_import        alice's        401 401 401 401 401 401 401
revoked  get_import        alice's        401 401 401 401 401 401 401

none     add_bookmark      public         401 401 401 401 401 401 401
read     add_bookmark      public         403 403 403 403 403 403 401
write    add_bookmark      public         204 204 204 403 403 403 401
expired  add_bookmark      public         401 401 401 401 401 401 401
revoked  add_bookmark      public         401 401 401 401 401 401 401

none     add_bookmark      closed         401 401 401 401 401 401 401
read     add_bookmark      closed         403 403 403 403 403 403 401
write    add_bookmark      closed         204 204 204 404 404 404 401
expired  add_bookmark      closed         401 401 401 401 401 401 401
revoked  add_bookmark      closed         401 401 401 401 401 401 401

none     keep_again        public-b       401 401 401 401 401 401 401
read     keep_again        public-b       403 403 403 403 403 403 401
write    keep_again        public-b       204 204 204 403 403 403 401
expired  keep_again        public-b       401 401 401 401 401 401 401
revoked  keep_again        public-b       401 401 401 401 401 401 401

none     change_bookmark   public-b       401 401 401 401 401 401 401
read     change_bookmark   public-b       403 403 403 403 403 403 401
write    change_bookmark   public-b       204 204 204 403 403 403 401
expired  change_bookmark   public-b       401 401 401 401 401 401 401
revoked  change_bookmark   public-b       401 401 401 401 401 401 401

none     delete_bookmark   public-b       401 401 401 401 401 401 401
read     delete_bookmark   public-b       403 403 403 403 403 403 401
write    delete_bookmark   public-b       204 204 204 403 403 403 401
expired  delete_bookmark   public-b       401 401 401 401 401 401 401
revoked  delete_bookmark   public-b       401 401 401 401 401 401 401

none     note_library      public-a       401 401 401 401 401 401 401
read     note_library      public-a       403 403 403 403 403 403 401
write    note_library      public-a       204 204 204 403 403 403 401
expired  note_library      public-a       401 401 401 401 401 401 401
revoked  note_library      public-a       401 401 401 401 401 401 401

none     note_me           public-a       401 401 401 401 401 401 401
read     note_me           public-a       403 403 403 403 403 403 401
write    note_me           public-a       204 204 204 204 204 204 401
expired  note_me           public-a       401 401 401 401 401 401 401
revoked  note_me           public-a       401 401 401 401 401 401 401

none     highlight         public-a       401 401 401 401 401 401 401
read     highlight         public-a       403 403 403 403 403 403 401
write    highlight         public-a       204 204 204 403 403 403 401
expired  highlight         public-a       401 401 401 401 401 401 401
revoked  highlight         public-a       401 401 401 401 401 401 401

none     reply             public-note    401 401 401 401 401 401 401
read     reply             public-note    403 403 403 403 403 403 401
write    reply             public-note    204 204 204 403 403 403 401
expired  reply             public-note    401 401 401 401 401 401 401
revoked  reply             public-note    401 401 401 401 401 401 401

none     change_annotation public-note    401 401 401 401 401 401 401
read     change_annotation public-note    403 403 403 403 403 403 401
write    change_annotation public-note    403 204 403 403 403 403 401
expired  change_annotation public-note    401 401 401 401 401 401 401
revoked  change_annotation public-note    401 401 401 401 401 401 401

none     delete_annotation public-note    401 401 401 401 401 401 401
read     delete_annotation public-note    403 403 403 403 403 403 401
write    delete_annotation public-note    403 204 403 403 403 403 401
expired  delete_annotation public-note    401 401 401 401 401 401 401
revoked  delete_annotation public-note    401 401 401 401 401 401 401

none     move_annotation       public-note   401 401 401 401 401 401 401
read     move_annotation       public-note   403 403 403 403 403 403 401
write    move_annotation       public-note   403 204 403 403 403 403 401
expired  move_annotation       public-note   401 401 401 401 401 401 401
revoked  move_annotation       public-note   401 401 401 401 401 401 401

none     restore_annotation    public-note   401 401 401 401 401 401 401
read     restore_annotation    public-note   403 403 403 403 403 403 401
write    restore_annotation    public-note   404 204 404 404 404 404 401
expired  restore_annotation    public-note   401 401 401 401 401 401 401
revoked  restore_annotation    public-note   401 401 401 401 401 401 401

none     list_page_annotations public-b      200 200 200 200 200 200 200
read     list_page_annotations public-b      200 200 200 200 200 200 200
write    list_page_annotations public-b      403 403 403 403 403 403 200
expired  list_page_annotations public-b      401 401 401 401 401 401 200
revoked  list_page_annotations public-b      401 401 401 401 401 401 200

none     list_by_address       closed-b      200 200 200 200 200 200 200
read     list_by_address       closed-b      200 200 200 200 200 200 200
write    list_by_address       closed-b      403 403 403 403 403 403 200
expired  list_by_address       closed-b      401 401 401 401 401 401 200
revoked  list_by_address       closed-b      401 401 401 401 401 401 200

none     say                   public        401 401 401 401 401 401 401
read     say                   public        403 403 403 403 403 403 401
write    say                   public        204 204 204 403 403 403 401
expired  say                   public        401 401 401 401 401 401 401
revoked  say                   public        401 401 401 401 401 401 401

none     say_to_oneself        -             401 401 401 401 401 401 401
read     say_to_oneself        -             403 403 403 403 403 403 401
write    say_to_oneself        -             204 204 204 204 204 204 401
expired  say_to_oneself        -             401 401 401 401 401 401 401
revoked  say_to_oneself        -             401 401 401 401 401 401 401

none     answer                public-note   401 401 401 401 401 401 401
read     answer                public-note   403 403 403 403 403 403 401
write    answer                public-note   204 204 204 403 403 403 401
expired  answer                public-note   401 401 401 401 401 401 401
revoked  answer                public-note   401 401 401 401 401 401 401

none     get_me                -             401 401 401 401 401 401 401
read     get_me                -             200 200 200 200 200 200 401
write    get_me                -             403 403 403 403 403 403 401
expired  get_me                -             401 401 401 401 401 401 401
revoked  get_me                -             401 401 401 401 401 401 401

none     preview               -             401 401 401 401 401 401 401
read     preview               -             200 200 200 200 200 200 401
write    preview               -             403 403 403 403 403 403 401
expired  preview               -             401 401 401 401 401 401 401
revoked  preview               -             401 401 401 401 401 401 401

none     list_snapshots    public-b         200 200 200 200 200 200 200
read     list_snapshots    public-b         200 200 200 200 200 200 200
write    list_snapshots    public-b         403 403 403 403 403 403 200
expired  list_snapshots    public-b         401 401 401 401 401 401 200
revoked  list_snapshots    public-b         401 401 401 401 401 401 200

none     get_snapshot      public-b         404 404 404 404 404 404 404
read     get_snapshot      public-b         200 200 200 404 404 404 404
write    get_snapshot      public-b         403 403 403 403 403 403 404
expired  get_snapshot      public-b         401 401 401 401 401 401 404
revoked  get_snapshot      public-b         401 401 401 401 401 401 404

none     capture_again     public-b         401 401 401 401 401 401 401
read     capture_again     public-b         403 403 403 403 403 403 401
write    capture_again     public-b         204 204 204 403 403 403 401
expired  capture_again     public-b         401 401 401 401 401 401 401
revoked  capture_again     public-b         401 401 401 401 401 401 401

none     send_snapshot     public-b         401 401 401 401 401 401 401
read     send_snapshot     public-b         403 403 403 403 403 403 401
write    send_snapshot     public-b         204 204 204 403 403 403 401
expired  send_snapshot     public-b         401 401 401 401 401 401 401
revoked  send_snapshot     public-b         401 401 401 401 401 401 401

none     get_page              closed-b      401 401 401 401 401 401 401
read     get_page              closed-b      200 200 200 200 200 200 401
write    get_page              closed-b      403 403 403 403 403 403 401
expired  get_page              closed-b      401 401 401 401 401 401 401
revoked  get_page              closed-b      401 401 401 401 401 401 401

none     list_digests          -             401 401 401 401 401 401 401
read     list_digests          -             200 200 200 200 200 200 401
write    list_digests          -             403 403 403 403 403 403 401
expired  list_digests          -             401 401 401 401 401 401 401
revoked  list_digests          -             401 401 401 401 401 401 401

none     read_later            closed-b      401 401 401 401 401 401 401
read     read_later            closed-b      403 403 403 403 403 403 401
write    read_later            closed-b      204 204 204 404 404 404 401
expired  read_later            closed-b      401 401 401 401 401 401 401
revoked  read_later            closed-b      401 401 401 401 401 401 401

none     add_import        public         401 401 401 401 401 401 401
read     add_import        public         403 403 403 403 403 403 401
write    add_import        public         204 204 204 403 403 403 401
expired  add_import        public         401 401 401 401 401 401 401
revoked  add_import        public         401 401 401 401 401 401 401

"""


@pytest.mark.parametrize(("scope", "route", "thing", "who", "expected"), cells(NARROWER))
def test_each_gets_what_the_table_says(
    known: Known, scope: str, route: str, thing: str, who: str, expected: int
) -> None:
    check(known, scope, route, thing, who, expected)


def test_every_route_is_asked_with_every_scope() -> None:
    rows = {(scope, route) for scope, route, *_rest in cells(NARROWER)}
    assert rows == {(scope, route) for scope in SCOPES if scope != "both" for route in ROUTES}
