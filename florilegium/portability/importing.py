"""Bringing a file in, so that a kill at any moment loses nothing and doubles nothing.

A file is received (kept on disk under its digest), looked at (``look``), begun (``begin``), and run (``run``): by the
command in the foreground, else by the task worker. ``run`` goes through the records in batches; each batch, the report
of its rows, the cursor and the heartbeat are one transaction. Whoever finds a job whose heart has stopped goes on from
its cursor; whoever finds the cursor moved under its hands stops.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from florilegium.kit import clock
from florilegium.library import rows, rules
from florilegium.library.actions.keeping import Fate, check_writer, keep_pages
from florilegium.library.actions.restoring import can_restore
from florilegium.library.actions.writing import hold
from florilegium.library.errors import Conflict, NotAllowed, NotFound
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.people.viewer import Viewer

from . import reading, restoring
from .choosing import Choices
from .drafting import Drafter, Survey, survey
from .formats.florilegium import NAME as ARCHIVE
from .models import Import, ImportRow, Outcome, State
from .records import Record, Rejected, Source, Unreadable
from .sentences import explained

#: Records in one transaction: a tenth of a second, in which nobody else writes into the library.
BATCH = 500
#: A job that has not said it is alive for this long is taken over.
STOPPED = 60 * clock.SECOND

_OUTCOMES = {
    Fate.NEW: Outcome.NEW, Fate.COMPLETED: Outcome.COMPLETED, Fate.UNCHANGED: Outcome.UNCHANGED, Fate.PASSED: Outcome.PASSED,
}  # fmt: skip

#: Number, outcome, title, remarks, bookmark, what it added.
Row = tuple[int, Outcome, str, list[str], int | None, dict[str, object]]


def folder() -> Path:
    """Where received files lie."""
    return Path(settings.DATA) / "imports"


def receive(*, by: Person, name: str, stream: BinaryIO, form: str = "", any_size: bool = False) -> Import:
    """Keep a file and make its job, still without a library. ``form``: a format's NAME, if a person said it.

    Raises Unreadable above the byte limit, unless ``any_size``: it is the operator's own file.
    """
    folder().mkdir(parents=True, exist_ok=True)
    temporary = folder() / f".{os.getpid()}-{clock.now()}"
    digest = hashlib.sha256()
    size = 0
    try:
        with temporary.open("wb") as file:
            while chunk := stream.read(1 << 20):
                size += len(chunk)
                if size > settings.UPLOAD_MB << 20 and not any_size:
                    raise Unreadable("too_many_bytes", limit=settings.UPLOAD_MB)
                digest.update(chunk)
                file.write(chunk)
        kept = folder() / digest.hexdigest()
        temporary.replace(kept)
    finally:
        temporary.unlink(missing_ok=True)
    return Import.objects.create(by=by, name=name[:255], file=kept.name, digest=digest.hexdigest(), format=form)


def _mine(by: Person) -> QuerySet[Import]:
    """What a person brought in; nothing of a group that was deleted."""
    return Import.objects.filter(by=by).exclude(library__gone=True)


def get_import(by: Person, job_id: int) -> Import:
    """One's own import; another's is NotFound."""
    job = _mine(by).filter(pk=job_id).select_related("library__group", "library__person", "by").first()
    if job is None:
        raise NotFound
    return job


def imports_of(by: Person, *, before: int | None = None, size: int = 50) -> list[Import]:
    """What a person brought in, the newest first."""
    found = _mine(by).select_related("library__group", "library__person")
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:size])


def count_imports(by: Person) -> int:
    """How many files a person brought in."""
    return _mine(by).count()


def report_rows(job: Import, *, outcome: int | None, after: int, size: int) -> list[ImportRow]:
    """What became of the records after number ``after``, perhaps only those of one outcome."""
    found = ImportRow.objects.filter(job=job, number__gt=after)
    if outcome is not None:
        found = found.filter(outcome=outcome)
    return list(found.order_by("number")[:size])


def outcomes(job: Import) -> dict[Outcome, int]:
    """How many rows came to what: as the job counted them, or after undoing as its rows say."""
    if job.state in (State.UNDOING, State.UNDONE):
        found = ImportRow.objects.filter(job=job).values_list("outcome").annotate(n=Count("id")).order_by("outcome")
        return {Outcome(outcome): n for outcome, n in found}
    counted = {
        Outcome.NEW: job.new, Outcome.COMPLETED: job.completed, Outcome.UNCHANGED: job.unchanged,
        Outcome.REJECTED: job.rejected,
    }  # fmt: skip
    return {**counted, Outcome.PASSED: job.cursor - sum(counted.values())}


@transaction.atomic
def discard(job: Import) -> None:
    """Throw away a file that was received and not begun."""
    mine = Import.objects.select_for_update().filter(pk=job.pk, state=State.UPLOADED)
    if not mine.exists():
        raise Conflict(_("This import has begun already."))
    mine.delete()
    if not Import.objects.filter(file=job.file).exists():
        path_of(job).unlink(missing_ok=True)


def forget_uploads(before: int) -> int:
    """Throw away files that were received before a time (microseconds) and never begun; how many."""
    moment = clock.moment(before)
    old = list(Import.objects.filter(state=State.UPLOADED, created__lt=moment).order_by("id")[:500])
    for job in old:
        discard(job)
    if folder().exists():
        for part in folder().glob(".*"):  # a reception that was killed
            if part.stat().st_mtime < moment.timestamp():
                part.unlink(missing_ok=True)
    _drop_files_of_nobody()
    return len(old)


def _drop_files_of_nobody() -> None:
    """Received files whose jobs went with their group or their person; not those that are being received."""
    an_hour_ago = time.time() - 3600
    for path in folder().glob("[!.]*"):
        if path.stat().st_mtime < an_hour_ago and not Import.objects.filter(file=path.name).exists():
            path.unlink(missing_ok=True)


def path_of(job: Import) -> Path:
    """The received file."""
    return folder() / job.file


def asked(job: Import) -> str:
    """The form in which a person said the file is; empty: each of its files is known by its content."""
    form = job.source.get("asked", job.format)
    return str(form)


def check_may_bring(by: Person, library: Library, found: Survey, whose: str = "") -> None:
    """NotAllowed unless ``by`` may save there, and bring in what others said if the file holds any, or is another's."""
    check_writer(by, library)
    if (found.names or whose) and not rules.can_bring_words_of_others(Viewer(by), library):
        raise NotAllowed(
            _("This file holds words of other people. Only an owner or a moderator of the group can bring them in.")
        )


def begin(job: Import, library: Library, choices: Choices | None = None) -> Survey:
    """Set the job going into a library; what was seen of the file. Raises NotAllowed; Unreadable if nothing can be read."""
    path, form, choices = path_of(job), asked(job), choices or Choices()
    sources = reading.sources(path, form)
    found = survey(reading.records(path, form))
    check_may_bring(job.by, library, found, choices.whose)
    earlier = _earlier_page(library, sources[0])
    job.library = library
    forms = reading.forms(path, form)
    job.format = forms[0]
    job.source = {**asdict(sources[0]), "asked": form, "starts": [source.first or 1 for source in sources]}
    if len(sources) > 1:
        job.source |= {"forms": forms, "pages": [asdict(source) for source in sources]}
    job.total = found.records
    job.choices = choices.told()
    if job.format == ARCHIVE and can_restore(job.by, library):
        job.source["whole"] = True  # put back as it was, not merged
    # Page 2 of a listing, imported later, follows page 1: both count back from the time of the first.
    job.base = clock.now() if earlier is None else earlier.base
    job.state = State.WAITING
    job.beat = clock.now()
    job.save()
    return found


def _earlier_page(library: Library, source: Source) -> Import | None:
    """The first import of the same listing, of which the file in hand is a page."""
    if source.first is None:
        return None
    same = Import.objects.filter(library=library, source__group=source.group, source__tag=source.tag, base__gt=0)
    return same.order_by("id").first()


def unfinished(*, by: Person, library: Library, digest: str) -> Import | None:
    """The job that an earlier run of the same command did not finish."""
    return (
        Import.objects.filter(by=by, library=library, digest=digest, state__in=(State.WAITING, State.RUNNING))
        .order_by("-id")
        .first()
    )


def next_to_run() -> Import | None:
    """The oldest job that waits, or whose heart has stopped."""
    waiting = Import.objects.filter(state=State.WAITING).order_by("id").first()
    if waiting is not None:
        return waiting
    silent = Import.objects.filter(state__in=(State.RUNNING, State.UNDOING), beat__lt=clock.now() - STOPPED)
    return silent.order_by("id").first()


def run(job: Import, told: Callable[[Import], None] = lambda job: None, seen: Survey | None = None) -> None:
    """Do the job from its cursor to its end. ``told`` is called after each batch. ``seen``: of the file, if ``begin`` told."""
    try:
        if job.source.get("whole"):
            restoring.run(job, told)
            _drop_file(job)
            return
        drafter = _drafter(job, seen)
        records = reading.records(path_of(job), asked(job), job.source.get("starts", ()))
        batches = _batches(records, skip=job.cursor)
        for batch in batches:
            if not _bring(job, drafter, batch):
                return
            told(job)
    except (Unreadable, NotAllowed) as problem:  # not allowed: she left the group meanwhile, or it was deleted
        said = explained(problem) if isinstance(problem, Unreadable) else str(problem.sentence)
        Import.objects.filter(pk=job.pk).update(state=State.FAILED, problem=said, finished=timezone.now())
        job.refresh_from_db()
        return
    Import.objects.filter(pk=job.pk, cursor=job.cursor).update(
        state=State.DONE, finished=timezone.now(), total=job.cursor
    )
    job.refresh_from_db()
    _drop_file(job)


def _drop_file(job: Import) -> None:
    """The received file goes when no job needs it any more."""
    if not Import.objects.filter(file=job.file).exclude(state__in=(State.DONE, State.FAILED)).exists():
        path_of(job).unlink(missing_ok=True)


def run_to_the_end(job: Import, told: Callable[[Import], None], seen: Survey | None = None) -> None:
    """``run``; where somebody else has taken the job over (we slept), wait for her, or go on if her heart stops too."""
    run(job, told, seen)
    while job.state in (State.WAITING, State.RUNNING):
        time.sleep(1)
        job.refresh_from_db()
        told(job)
        if job.state in (State.WAITING, State.RUNNING) and job.beat < clock.now() - STOPPED:
            run(job, told)


def source_of(job: Import) -> Source:
    """What the job's file says about itself; of a package, its first file."""
    return _source(job.source)


def sources_of(job: Import) -> list[Source]:
    """The same of each file of a package."""
    return [_source(told) for told in job.source.get("pages", (job.source,))]


def _source(told: dict[str, Any]) -> Source:
    return Source(**{one.name: told.get(one.name) for one in fields(Source)})


def forms_of(job: Import) -> list[str]:
    """The NAMEs of the forms of the job's files, its first file's first."""
    return list(job.source.get("forms", (job.format,)))


def _drafter(job: Import, seen: Survey | None) -> Drafter:
    if job.library is None:
        raise ValueError("a job without a library was set going")
    return Drafter(
        library=job.library,
        by=job.by,
        survey=seen or survey(reading.records(path_of(job), asked(job))),
        base=job.base,
        choices=Choices.of(job),
    )


def _batches(records: Iterator[Record | Rejected], skip: int) -> Iterator[list[Record | Rejected]]:
    batch: list[Record | Rejected] = []
    for index, record in enumerate(records):
        if index < skip:
            continue
        batch.append(record)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@transaction.atomic
def _bring(job: Import, drafter: Drafter, batch: list[Record | Rejected]) -> bool:
    """One batch, its report and the cursor, together; False if somebody else has taken the job over."""
    library = drafter.library
    hold(library)
    fresh = Import.objects.select_for_update().get(pk=job.pk)
    if fresh.cursor != job.cursor or fresh.state not in (State.WAITING, State.RUNNING):
        return False
    records = [record for record in batch if isinstance(record, Record)]
    drafts = drafter.drafts(records)
    kept = keep_pages(
        by=job.by, library=library, drafts=[draft for draft, _remarks in drafts],
        only_complete=Choices.of(job).only_complete, imported=True,
    )  # fmt: skip
    report: list[Row] = []
    for record, (_draft, remarks), one in zip(records, drafts, kept, strict=True):
        noted = [*remarks, "ambiguous_title"] if one.ambiguous else remarks
        report.append(
            (record.number, _OUTCOMES[one.fate], record.title, noted, one.bookmark_id or None, one.journal.told())
        )
    report.extend(
        (row.number, Outcome.REJECTED, row.title or row.raw[:120], [row.reason], None, {})
        for row in batch
        if isinstance(row, Rejected)
    )
    write_report(fresh, sorted(report, key=lambda row: row[0]), len(batch))
    for name in ("cursor", "new", "completed", "unchanged", "rejected", "state", "beat"):
        setattr(job, name, getattr(fresh, name))
    return True


def write_report(job: Import, report: list[Row], done: int) -> None:
    """What became of a batch's rows, and the job's counts."""
    rows.insert(
        ImportRow,
        ("job_id", "number", "outcome", "title", "remarks", "added", "bookmark_id"),
        [
            (job.pk, number, int(outcome), title[:500], rows.as_json(remarks), rows.as_json(added), bookmark)
            for number, outcome, title, remarks, bookmark, added in report
        ],
    )
    outcomes = [outcome for _number, outcome, *_rest in report]
    job.cursor += done
    job.new += outcomes.count(Outcome.NEW)
    job.completed += outcomes.count(Outcome.COMPLETED)
    job.unchanged += outcomes.count(Outcome.UNCHANGED)
    job.rejected += outcomes.count(Outcome.REJECTED)
    job.state = State.RUNNING
    job.beat = clock.now()
    job.save(update_fields=["cursor", "new", "completed", "unchanged", "rejected", "state", "beat"])
