"""``group``: making groups, and who belongs to them. The operator acts with an owner's right."""

import argparse

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "make a group, add a member, delete a group or take it back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``group add SLUG …``, ``group member SLUG LOGIN``, ``group delete SLUG``, ``group restore SLUG``."""
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="make a group")
    add.add_argument("slug")
    add.add_argument("--name", required=True)
    add.add_argument("--owner", required=True, metavar="LOGIN")
    add.add_argument("--description", default="")
    add.add_argument("--readable-by", choices=("world", "members"), default="members")
    add.add_argument("--joinable-by", choices=("anyone", "request", "invitation"), default="request")
    add.add_argument("--writable-by", choices=("members", "moderators"), default="members")
    add.add_argument("--listed", action="store_true", default=True)
    add.add_argument("--unlisted", action="store_false", dest="listed")
    member = acts.add_parser("member", help="add a member, or change her role")
    member.add_argument("slug")
    member.add_argument("login")
    member.add_argument("--role", choices=("member", "moderator", "owner"), default="member")
    delete = acts.add_parser("delete", help="delete a group; its owners may take it back for the trash's days")
    delete.add_argument("slug")
    delete.add_argument("--now", action="store_true", help="empty it at once: nobody can take it back")
    restore = acts.add_parser("restore", help="take a deleted group back")
    restore.add_argument("slug")


def run(args: argparse.Namespace, output: Output) -> int:
    """Do it, or say why not."""
    set_up()
    from florilegium.library.errors import Refusal

    try:
        told = _ACTS[args.act](args, output)
    except Refusal as problem:
        fields = " ".join(f"{name}: {said}" for name, said in getattr(problem, "fields", {}).items())
        output.problem(f"{problem.sentence} {fields}".strip() or "Not found.")
        return NOTHING
    output.say(told)
    output.data({"group": args.slug})
    return DONE


def _add(args: argparse.Namespace, output: Output) -> str:
    from florilegium.library.actions.groups import GroupDraft, make_group

    from .finding import person_called

    draft = GroupDraft(
        args.slug, args.name, args.description, args.readable_by, args.joinable_by, args.writable_by, args.listed
    )
    make_group(by=person_called(args.owner), draft=draft)
    return f"The group {args.slug} is there; {args.owner} owns it."


def _member(args: argparse.Namespace, output: Output) -> str:
    from florilegium.groups.models import Membership, Role
    from florilegium.library import queries
    from florilegium.library.actions.groups import add_member, give_role
    from florilegium.people.viewer import Viewer

    owner = Membership.objects.filter(group__slug=args.slug, role=Role.OWNER).select_related("person").first()
    viewer = Viewer(owner.person if owner is not None else None)
    library = queries.get_library_of_group(viewer, args.slug)
    assert owner is not None
    role = Role[args.role.upper()]
    there = Membership.objects.filter(library=library, person__login=args.login, role__gt=Role.PENDING).first()
    if there is None:
        proof = queries.get_moderated_library(viewer, library)
        add_member(by=owner.person, library=proof, login=args.login, role=role)
    else:
        owned = queries.get_owned_library(viewer, library)
        give_role(by=owner.person, library=owned, membership_id=there.pk, role=role)
    return f"{args.login} is {args.role} of {args.slug}."


def _delete(args: argparse.Namespace, output: Output) -> str:
    from florilegium.kit import clock
    from florilegium.library import queries
    from florilegium.library.actions.ending import delete_group
    from florilegium.people.viewer import Viewer

    from .emptying import empty_here
    from .finding import library_called, owner_of

    library = library_called(args.slug, None)
    owner = owner_of(library)
    owned = queries.get_owned_library(Viewer(owner), library)
    ending = delete_group(by=owner, library=owned, now=args.now)
    if args.now:
        empty_here(ending, output)
        return f"The group {args.slug} is deleted, and nothing of it is left."
    until = clock.moment(ending.due).date().isoformat()
    return f"The group {args.slug} is deleted. Until {until} `florilegium group restore {args.slug}` takes it back."


def _restore(args: argparse.Namespace, output: Output) -> str:
    from florilegium.library import endings
    from florilegium.library.actions.ending import take_group_back
    from florilegium.people.viewer import Viewer

    from .finding import deleted_group_called, owner_of

    found = deleted_group_called(args.slug)
    owner = owner_of(found.library)
    take_group_back(by=owner, deleted=endings.get_deleted_group(Viewer(owner), found.pk))
    return f"The group {args.slug} is back."


_ACTS = {"add": _add, "member": _member, "delete": _delete, "restore": _restore}
