"""``import``: bring files in, in the foreground; no server is needed."""

import argparse
from pathlib import Path
from typing import Any

from .main import set_up
from .output import DONE, NOTHING, PARTLY, Output

HELP = "bring in files from Diigo or a browser"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``import FILE… (--group SLUG | --person LOGIN) --by LOGIN``."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    into = parser.add_mutually_exclusive_group(required=True)
    into.add_argument("--group", metavar="SLUG")
    into.add_argument("--person", metavar="LOGIN")
    parser.add_argument("--by", required=True, metavar="LOGIN", help="who brings them in")
    parser.add_argument("--format", default="", help="the form of the files; else they are known by their content")
    parser.add_argument(
        "--whose", default="", metavar="NAME", help="who said what the files say without a name, if not who brings them"
    )
    parser.add_argument("--only-complete", action="store_true", help="fill what the library has, add nothing new")
    parser.add_argument("--dry-run", action="store_true", help="say what would be brought in, and write nothing")


def run(args: argparse.Namespace, output: Output) -> int:
    """0 when all was brought in, 1 when rows were rejected, 2 when a file could not be read."""
    set_up()
    from django.db import transaction

    from florilegium.library.errors import Refusal
    from florilegium.portability.records import Unreadable
    from florilegium.portability.sentences import explained

    codes, reports = [], []
    for file in args.files:
        try:
            with transaction.atomic() if args.dry_run else _nothing():
                report = _bring(args, file, output)
                if args.dry_run:
                    transaction.set_rollback(True)
        except (Refusal, Unreadable, OSError) as problem:
            said = explained(problem) if isinstance(problem, Unreadable) else _sentence(problem)
            output.problem(f"{file.name}: {said}")
            codes.append(NOTHING)
            reports.append({"file": file.name, "problem": said})
            continue
        codes.append(PARTLY if report["rejected"] else DONE)
        reports.append(report)
    output.data({"imports": reports})
    return max(codes)


class _nothing:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


def _sentence(problem: Exception) -> str:
    if isinstance(problem, OSError):
        return problem.strerror or "It cannot be read."
    return str(getattr(problem, "sentence", problem))


def _bring(args: argparse.Namespace, file: Path, output: Output) -> dict[str, Any]:
    import hashlib

    from florilegium.portability import importing
    from florilegium.portability.choosing import Choices
    from florilegium.portability.models import Import
    from florilegium.portability.records import Unreadable

    from .finding import library_called, person_called

    by, library = person_called(args.by), library_called(args.group, args.person)
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    job, seen = importing.unfinished(by=by, library=library, digest=digest), None
    if job is None:
        with file.open("rb") as stream:
            job = importing.receive(by=by, name=file.name, stream=stream, form=args.format, any_size=True)
        try:
            seen = importing.begin(job, library, Choices(only_complete=args.only_complete, whose=args.whose))
        except BaseException:
            importing.discard(job)
            raise

    def told(now: Import) -> None:
        output.progress(now.cursor, now.total)

    importing.run_to_the_end(job, told, seen)
    if job.problem:
        raise Unreadable("unknown_form", known=job.problem)
    return _report(job, output, args.dry_run)


def _report(job: Any, output: Output, dry: bool) -> dict[str, Any]:
    from florilegium.portability import importing, reporting
    from florilegium.portability.formats import named
    from florilegium.portability.models import Outcome

    counts = {name: getattr(job, name) for name in ("new", "completed", "unchanged", "rejected")}
    rejected = importing.report_rows(job, outcome=Outcome.REJECTED, after=0, size=500)
    told = [named(name).FIELDS for name in importing.forms_of(job)]
    fates = list(dict.fromkeys(fate for fields in told for fate in reporting.field_fates(fields)))
    notices = list(reporting.notices_of(importing.sources_of(job), told))
    output.say(f"{job.name}: " + ", ".join(f"{n} {name}" for name, n in counts.items()) + (" (dry run)" if dry else ""))
    for row in rejected:
        why = " ".join(reporting.remark_sentence(code) for code in row.remarks)
        output.say(f"  row {row.number}, {row.title}: {why}")
    for fate in dict.fromkeys(fate for _name, fate in fates):
        output.say(f"  {fate}: " + ", ".join(name for name, one in fates if one == fate))
    for notice in notices:
        output.say(f"  {notice}")
    return {
        "file": job.name, **counts, "notices": notices, "fields": dict(fates),
        "rows_rejected": [{"number": r.number, "title": r.title, "reasons": r.remarks} for r in rejected],
    }  # fmt: skip
