"""``pages``: those that were found to be one, and parting them."""

import argparse

from .main import set_up
from .output import DONE, NOTHING, Output

HELP = "list the pages that were found to be one and merged, or part two again"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``pages merged``, ``pages part NUMBER``."""
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser("merged", help="list the last hundred merges, the newest first")
    part = acts.add_parser("part", help="part two pages again, for good")
    part.add_argument("number", type=int, help="of the merge, as the list tells it")


def run(args: argparse.Namespace, output: Output) -> int:
    """List, or part."""
    set_up()
    return _part(args.number, output) if args.act == "part" else _list(output)


def _list(output: Output) -> int:
    from florilegium.archive import parting
    from florilegium.kit import clock

    told = []
    for merge in parting.merges():
        day = clock.moment(merge.at).date().isoformat()
        how = str(merge.why.get("how", ""))
        again = ", parted again" if merge.split else ""
        output.say(f"{merge.pk}  {day}  {merge.gone.url} is {merge.kept.url} ({how}){again}")
        told.append(
            {"number": merge.pk, "day": day, "kept": merge.kept.url, "gone": merge.gone.url, "how": how,
             "parted": bool(merge.split)}
        )  # fmt: skip
    if not told:
        output.say("No pages were merged.")
    output.data({"merges": told})
    return DONE


def _part(number: int, output: Output) -> int:
    from florilegium.archive import parting
    from florilegium.library.errors import Conflict
    from florilegium.library.models import Merge

    merge = Merge.objects.select_related("kept", "gone").filter(pk=number).first() if 0 < number < 2**63 else None
    if merge is None:
        output.problem(f"There is no merge {number}.")
        return NOTHING
    try:
        parting.part(merge)
    except Conflict:
        output.problem("They are two pages already, or one of them was merged again since: part that first.")
        return NOTHING
    output.say(f"{merge.gone.url} and {merge.kept.url} are two pages again.")
    output.data({"parted": number})
    return DONE
