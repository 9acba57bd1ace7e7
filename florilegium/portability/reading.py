"""A received file as one run of records, whatever it is packed in."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from .packages import Member, open_upload
from .records import Fields, Record, Rejected, Source


def members(path: Path, form: str | None = None) -> list[Member]:
    """The files of an upload that are of a form we read; at least one. Raises Unreadable."""
    return [member for member in open_upload(path, form or None) if member.form is not None]


def records(path: Path, form: str | None = None, starts: Sequence[int] = ()) -> Iterator[Record | Rejected]:
    """The records of all its files, numbered through. Raises Unreadable.

    ``starts``: where in its listing each of the files begins; then each record has its place there.
    """
    number = 0
    for nth, member in enumerate(members(path, form)):
        start = starts[nth] if nth < len(starts) else 1
        for record in member.records():
            place = start - 1 + record.number
            number += 1
            if isinstance(record, Record) and (record.number != number or place != number):
                yield replace(record, number=number, place=place)
            else:
                yield record if record.number == number else replace(record, number=number)


def sources(path: Path, form: str | None = None) -> list[Source]:
    """What each of its files says about itself. Raises Unreadable."""
    return [member.source() for member in members(path, form)]


def forms(path: Path, form: str | None = None) -> list[str]:
    """The NAMEs of the forms of its files, each once, the first file's first. Raises Unreadable."""
    return list(dict.fromkeys(member.form.NAME for member in members(path, form) if member.form is not None))


def fields(path: Path, form: str | None = None) -> dict[str, Fields]:
    """The LABELs of the forms of its files, and what each preserves, approximates and lacks. Raises Unreadable."""
    return {member.form.LABEL: member.form.FIELDS for member in members(path, form) if member.form is not None}
