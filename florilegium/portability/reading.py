"""A received file as one run of records, whatever it is packed in."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from .packages import Member, open_upload
from .records import Fields, Record, Rejected, Source


def members(path: Path, form: str | None = None) -> list[Member]:
    """The files of an upload that are of a form we read; at least one. Raises Unreadable."""
    return [member for member in open_upload(path, form or None) if member.form is not None]


def records(path: Path, form: str | None = None) -> Iterator[Record | Rejected]:
    """The records of all its files, numbered through. Raises Unreadable."""
    number = 0
    for member in members(path, form):
        for record in member.records():
            number += 1
            yield record if record.number == number else replace(record, number=number)


def source(path: Path, form: str | None = None) -> Source:
    """What the first of its files says about itself. Raises Unreadable."""
    return members(path, form)[0].source()


def format_name(path: Path, form: str | None = None) -> str:
    """The NAME of the form of its first file."""
    first = members(path, form)[0].form
    return first.NAME if first is not None else ""


def fields(path: Path, form: str | None = None) -> Fields:
    """What its form preserves, approximates and lacks."""
    first = members(path, form)[0].form
    return first.FIELDS if first is not None else Fields()
