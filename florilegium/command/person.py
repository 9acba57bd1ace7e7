"""``person``: accounts."""

import argparse
import secrets
import sys

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "open an account, give a new password, delete an account"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``person add LOGIN``, ``person password LOGIN`` and ``person delete LOGIN``."""
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="open an account")
    add.add_argument("login")
    add.add_argument("--name", default="")
    add.add_argument("--email", default="")
    add.add_argument("--admin", action="store_true")
    password = acts.add_parser("password", help="give a new password")
    password.add_argument("login")
    for one in (add, password):
        one.add_argument("--password-stdin", action="store_true", help="read the password from standard input")
    delete = acts.add_parser("delete", help="delete an account for good")
    delete.add_argument("login")
    delete.add_argument("--erase-words", action="store_true", help="erase what she said in groups as well")
    delete.add_argument("--yes", action="store_true", help="do it: this cannot be taken back")


def run(args: argparse.Namespace, output: Output) -> int:
    """Do it, or say why not."""
    set_up()
    from florilegium.library.errors import Refusal

    try:
        return _delete(args, output) if args.act == "delete" else _with_password(args, output)
    except Refusal as problem:
        output.problem(str(problem.sentence))
        return NOTHING


def _with_password(args: argparse.Namespace, output: Output) -> int:
    """``add`` and ``password``; without ``--password-stdin`` a random password is printed once."""
    from florilegium.library.actions.people import give_password, open_account

    from .finding import person_called

    made = not args.password_stdin
    password = secrets.token_urlsafe(12) if made else sys.stdin.readline().rstrip("\n")
    if args.act == "add":
        open_account(login=args.login, name=args.name, email=args.email, admin=args.admin, password=password)
    else:
        give_password(person_called(args.login), password)
    done = "has an account" if args.act == "add" else "has a new password, and is signed out everywhere"
    output.say(f"{args.login} {done}." + (f" Password: {password}" if made else ""))
    output.data({"login": args.login, **({"password": password} if made else {})})
    return DONE


def _delete(args: argparse.Namespace, output: Output) -> int:
    from florilegium.library.actions.ending import check_may_go, delete_account
    from florilegium.library.models import Library

    from .emptying import empty_here
    from .finding import person_called

    person = person_called(args.login)
    check_may_go(person)
    if not args.yes:
        n = Library.objects.get(person=person).bookmarks
        words = "erased" if args.erase_words else "kept, as a former member's"
        output.problem(
            f"The account {args.login} and its library of {n:,} bookmarks would be deleted for good; what was said in "
            f"groups would be {words}. Nothing is done yet: add --yes."
        )
        return NOTHING
    empty_here(delete_account(person=person, erase=args.erase_words), output)
    output.say(f"The account {args.login} is deleted, and nothing of its library is left.")
    output.data({"login": args.login})
    return DONE
