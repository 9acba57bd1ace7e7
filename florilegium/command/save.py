"""``save``: keep a page from the command line, and perhaps fetch it at once."""

import argparse
from typing import Any

from .main import set_up
from .output import DONE, NOTHING, PARTLY, Output

HELP = "keep a page in a library; it is fetched by the worker, or at once with --now"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``save URL (--group SLUG | --person LOGIN) --by LOGIN [--title T] [--tags A,B] [--private] [--now]``."""
    parser.add_argument("url", metavar="URL")
    whose = parser.add_mutually_exclusive_group(required=True)
    whose.add_argument("--group", metavar="SLUG")
    whose.add_argument("--person", metavar="LOGIN")
    parser.add_argument("--by", metavar="LOGIN", required=True, help="who keeps it")
    parser.add_argument("--title", default="", help="else the page's own is taken when it has been fetched")
    parser.add_argument("--tags", default="", help="separated by commas")
    parser.add_argument("--private", action="store_true", help="only its person sees it (in a person's library)")
    parser.add_argument("--now", action="store_true", help="fetch the page at once, and say what was got")


def run(args: argparse.Namespace, output: Output) -> int:
    """0: kept, and fetched if asked; 1: kept, not fetched; 2: not kept."""
    set_up()
    from florilegium.kit.addresses import NotAnAddress
    from florilegium.library.errors import Refusal

    try:
        told = _keep(args)
    except NotAnAddress as problem:
        output.problem(f"{args.url} is no address of a page ({problem.reason}).")
        return NOTHING
    except Refusal as problem:
        fields = " ".join(str(said) for said in getattr(problem, "fields", {}).values())
        output.problem(str(problem.sentence) or fields or "Not possible like this.")
        return NOTHING
    output.say(f"{told['url']} is {told['fate']} as bookmark {told['bookmark']}.")
    code = _fetch(told, output) if args.now else DONE
    output.data(told)
    return code


def _keep(args: argparse.Namespace) -> dict[str, Any]:
    from florilegium.kit import addresses
    from florilegium.library.actions.keeping import keep_pages
    from florilegium.library.drafts import LONGEST_TITLE, BookmarkDraft, check_text
    from florilegium.library.models import Bookmark

    from .finding import library_called, person_called

    by, library = person_called(args.by), library_called(args.group, args.person)
    address = addresses.parse(args.url)
    draft = BookmarkDraft(
        address=address, title=" ".join(check_text(args.title, LONGEST_TITLE).split()) or address.url, saver=by,
        tags=tuple(filter(None, (tag.strip() for tag in args.tags.split(",")))), private=args.private,
    )  # fmt: skip
    kept = keep_pages(by=by, library=library, drafts=[draft])[0]
    page_id = Bookmark.objects.values_list("page_id", flat=True).get(pk=kept.bookmark_id)
    return {"bookmark": kept.bookmark_id, "page": page_id, "url": address.url, "fate": _FATES[kept.fate.value]}


_FATES = {"new": "kept", "completed": "completed", "unchanged": "there already"}


def _fetch(told: dict[str, Any], output: Output) -> int:
    """Fetch the page in the foreground, whoever else may have wished for it."""
    from florilegium.archive import capturing, wishes
    from florilegium.archive.models import Snapshot
    from florilegium.archive.sentences import sentence_of
    from florilegium.library.models import PageFacts

    wishes.wish([told["page"]], None)
    capture = wishes.fetches().select_related("page").filter(page=told["page"]).first()
    if capture is None:
        output.say("This instance does not fetch pages (FLORILEGIUM_CAPTURE=off).")
        return PARTLY
    if wishes.take(capture):
        capturing.run(capture)
    capture.refresh_from_db()
    problem = sentence_of(capture.problem, capture.details)
    facts = PageFacts.objects.filter(page=told["page"]).first()
    copy = Snapshot.objects.filter(page=told["page"], library=None).select_related("file").order_by("-at").first()
    told["capture"] = {"state": capture.state, "problem": problem}
    if facts is not None:
        told["facts"] = {
            name: getattr(facts, name) for name in ("title", "site", "author", "published", "language", "doi")
        }
        output.say(f"It is called “{facts.title}”." if facts.title else "It tells no title.")
    if copy is not None:
        told["copy"] = {"snapshot": copy.pk, "bytes": copy.file.size, "words": copy.words, "digest": copy.file_id}
        output.say(f"A copy of {copy.file.size} bytes is kept; its article has {copy.words} words.")
    if problem:
        output.say(problem)
    return DONE if copy is not None and capture.state == "done" else PARTLY
