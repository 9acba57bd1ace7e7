"""``group``: making groups, and who belongs to them. The operator acts with an owner's right."""

import argparse

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "make a group, add a member"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``group add SLUG …`` and ``group member SLUG LOGIN``."""
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


def run(args: argparse.Namespace, output: Output) -> int:
    """Do it, or say why not."""
    set_up()
    from florilegium.library.errors import Refusal

    try:
        told = _add(args) if args.act == "add" else _member(args)
    except Refusal as problem:
        fields = " ".join(f"{name}: {said}" for name, said in getattr(problem, "fields", {}).items())
        output.problem(f"{problem.sentence} {fields}".strip() or "Not found.")
        return NOTHING
    output.say(told)
    output.data({"group": args.slug})
    return DONE


def _add(args: argparse.Namespace) -> str:
    from florilegium.library.actions.groups import GroupDraft, make_group

    from .finding import person_called

    draft = GroupDraft(
        args.slug, args.name, args.description, args.readable_by, args.joinable_by, args.writable_by, args.listed
    )
    make_group(by=person_called(args.owner), draft=draft)
    return f"The group {args.slug} is there; {args.owner} owns it."


def _member(args: argparse.Namespace) -> str:
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
