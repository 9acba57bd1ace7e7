"""Several files brought at once: each is a job of its own with its own report, and all are looked at and begun together."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from florilegium.library.errors import NotAllowed
from florilegium.library.models import Library
from florilegium.people.models import Person

from . import importing
from .choosing import Ambiguous, Choices, ambiguous_titles
from .models import Import, State
from .records import Unreadable
from .sentences import explained


def receive_all(*, by: Person, files: Sequence[tuple[str, BinaryIO]]) -> list[Import]:
    """Keep the files, by their names, and make a job of each. Raises Unreadable, then nothing is received."""
    jobs: list[Import] = []
    try:
        for name, stream in files:
            jobs.append(importing.receive(by=by, name=name, stream=stream))
    except BaseException:
        for job in jobs:
            importing.discard(job)
        raise
    if len(jobs) > 1:
        Import.objects.filter(pk__in=[job.pk for job in jobs]).update(together=jobs[0].pk)
        for job in jobs:
            job.together = jobs[0].pk
    return jobs


def files_of(job: Import) -> list[Import]:
    """What was brought at once with a file, itself included, in the order in which it came."""
    if not job.together:
        return [job]
    same = Import.objects.filter(together=job.together, by=job.by_id)
    return list(same.select_related("library__group", "library__person", "by").order_by("id"))


def ambiguous(jobs: Sequence[Import], library: Library) -> Iterator[Ambiguous]:
    """The records without an address whose title alone does not tell which bookmark is meant."""
    for job in jobs:
        with suppress(Unreadable):  # told where it is begun
            yield from ambiguous_titles(job, library)


@transaction.atomic
def begin_all(jobs: Sequence[Import], library: Library, choices: Mapping[int, Choices]) -> None:
    """Set the jobs going one after the other. ``choices``: by the job's id.

    Raises NotAllowed, and nothing is begun; Unreadable if none of the files can be read. One among others that cannot be
    read says so in its own report.
    """
    problems: list[tuple[Import, Unreadable]] = []
    for job in jobs:
        try:
            importing.begin(job, library, choices.get(job.pk))
        except Unreadable as problem:
            problems.append((job, problem))
        except NotAllowed as refusal:
            if len(jobs) == 1:
                raise
            raise NotAllowed(_("%(file)s: %(problem)s") % {"file": job.name, "problem": refusal.sentence}) from refusal
    if len(problems) == len(jobs):
        raise problems[0][1]
    for job, reason in problems:
        job.state, job.problem, job.finished, job.library = State.FAILED, explained(reason), timezone.now(), library
        job.save(update_fields=["state", "problem", "finished", "library"])
