"""``token``: keys with which programs act for a person."""

import argparse
from datetime import timedelta

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "make, list and revoke tokens for programs"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``token add LOGIN``, ``token list LOGIN`` and ``token revoke ID``."""
    acts = parser.add_subparsers(dest="act", required=True)
    add = acts.add_parser("add", help="make a token, and print it")
    add.add_argument("login")
    add.add_argument("--name", default="", help="what it is for")
    add.add_argument("--scopes", default="read", help="read, write or both: read,write")
    add.add_argument("--days", type=int, default=0, help="after how many days it expires; never, if left out")
    acts.add_parser("list", help="what tokens a person has").add_argument("login")
    acts.add_parser("revoke", help="take a token back").add_argument("id", type=int)


def run(args: argparse.Namespace, output: Output) -> int:
    """Do it, or say why not. ``add`` prints nothing but the token on standard output."""
    set_up()
    from florilegium.library.errors import Refusal

    try:
        {"add": _add, "list": _list, "revoke": _revoke}[args.act](args, output)
    except Refusal as problem:
        said = " ".join(str(sentence) for sentence in getattr(problem, "fields", {}).values())
        output.problem(said or str(problem.sentence) or "There is no such token.")
        return NOTHING
    return DONE


def _add(args: argparse.Namespace, output: Output) -> None:
    from django.utils import timezone

    from florilegium.library.actions.tokens import make_token
    from florilegium.library.errors import Invalid

    from .finding import person_called

    scopes = [scope.strip() for scope in args.scopes.split(",") if scope.strip()]
    if not 0 <= args.days <= 36_500:
        raise Invalid("--days is a number from 1 to 36500.")
    expires = timezone.now() + timedelta(days=args.days) if args.days else None
    token, plain = make_token(by=person_called(args.login), name=args.name, scopes=scopes, expires=expires)
    output.say(plain)
    output.data({"id": token.pk, "token": plain})


def _list(args: argparse.Namespace, output: Output) -> None:
    from florilegium.library.queries import my_tokens
    from florilegium.people.viewer import Viewer

    from .finding import person_called

    found = my_tokens(Viewer(person_called(args.login)))
    for one in found:
        ends = f"expires {one.expires:%Y-%m-%d}" if one.expires else "does not expire"
        used = f"last used {one.last_used:%Y-%m-%d}" if one.last_used else "never used"
        output.say(f"{one.pk}\t{one.name or '-'}\t{one.scopes.replace(' ', ',')}\t{ends}\t{used}")
    output.data(
        {
            "tokens": [
                {
                    "id": one.pk, "name": one.name, "scopes": one.scopes.split(), "created": one.created.isoformat(),
                    "expires": one.expires and one.expires.isoformat(),
                    "last_used": one.last_used and one.last_used.isoformat(),
                }
                for one in found
            ]
        }
    )  # fmt: skip


def _revoke(args: argparse.Namespace, output: Output) -> None:
    from florilegium.library.actions.tokens import revoke_token

    from .finding import token_numbered

    token = token_numbered(args.id)
    revoke_token(by=token.person, token_id=token.pk)
    output.say(f"The token {args.id} of {token.person.login} is revoked.")
    output.data({"revoked": args.id})
