"""``person``: accounts."""

import argparse
import secrets
import sys

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "open an account, or give a new password"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``person add LOGIN`` and ``person password LOGIN``."""
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


def run(args: argparse.Namespace, output: Output) -> int:
    """Do it; without ``--password-stdin`` a random password is printed once."""
    set_up()
    from florilegium.library.actions.people import give_password, open_account
    from florilegium.library.errors import Refusal

    from .finding import person_called

    made = not args.password_stdin
    password = secrets.token_urlsafe(12) if made else sys.stdin.readline().rstrip("\n")
    try:
        if args.act == "add":
            open_account(login=args.login, name=args.name, email=args.email, admin=args.admin, password=password)
        else:
            give_password(person_called(args.login), password)
    except Refusal as problem:
        output.problem(str(problem.sentence))
        return NOTHING
    done = "has an account" if args.act == "add" else "has a new password, and is signed out everywhere"
    output.say(f"{args.login} {done}." + (f" Password: {password}" if made else ""))
    output.data({"login": args.login, **({"password": password} if made else {})})
    return DONE
