"""What was uploaded: one file, or a zip of files, opened without trusting it.

Nothing is unpacked to disk and no name in a package is ever used as a path. A zip's own figures are checked before a
byte of it is read, and the standard library never yields more of a member than the zip declares for it, so these checks
bound what reading can cost.
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings

from florilegium.portability.formats import FORMATS, HEAD_BYTES, Format, detect, florilegium, named
from florilegium.portability.records import Record, Rejected, Source, Unreadable

UNPACKED_BYTES = 1 << 30
FILES = 200
RATIO = 100
"""How many times its size a package may grow. Text shrinks to a tenth; a bomb to a thousandth."""

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError, OSError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an upload. `form` is None for what is no form of ours (a picture, a style sheet) and passed over."""

    path: Path
    name: str
    """As the upload calls it, for reports only."""
    size: int
    form: Format | None
    place: int | None = None
    """The member's number in a zip; None for a plain file. Names may occur twice in a zip."""

    def source(self) -> Source:
        """What the file says about itself. Raises Unreadable."""
        with _opened(self.path, self.place) as stream:
            return self._form().source(stream)

    def records(self) -> Iterator[Record | Rejected]:
        """Everything in the file, in its order. Raises Unreadable."""
        with _opened(self.path, self.place) as stream:
            yield from self._form().read(stream)

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The file's bytes. Raises Unreadable."""
        with _opened(self.path, self.place) as stream:
            yield stream

    def _form(self) -> Format:
        if self.form is None:
            raise Unreadable("unknown_form", known=", ".join(form.LABEL for form in FORMATS))
        return self.form


def open_upload(path: Path, form: str | None = None) -> list[Member]:
    """The files of an upload, at least one of them of a form we read.

    `form` is a format's NAME where a person said it; else each file is known by its content. Raises Unreadable.
    """
    size = path.stat().st_size
    chosen = named(form) if form else None
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
        # our own archive is read line by line, whatever its size
        if size > settings.UPLOAD_MB << 20 and not florilegium.probe(head):
            raise Unreadable("too_many_bytes", limit=settings.UPLOAD_MB)
        if not head.startswith((_ZIP, _EMPTY_ZIP)):
            return [Member(path, path.name, size, chosen or detect(head, stream))]
    return _members(path, size, chosen)


def _members(path: Path, size: int, chosen: Format | None) -> list[Member]:
    with _opening(path) as package:
        infos = [(place, info) for place, info in enumerate(package.infolist()) if not info.filename.endswith("/")]
    _check_limits([info for _, info in infos], size)
    members = []
    refused: list[Unreadable] = []
    for place, info in infos:
        found: Format | None = None
        with _opened(path, place) as stream:
            head = stream.read(HEAD_BYTES)
            if head.startswith((_ZIP, _EMPTY_ZIP)):
                raise Unreadable("nested_package", name=info.filename[:100])
            try:
                found = chosen or detect(head, stream)
            except Unreadable as problem:
                refused.append(problem)
        members.append(Member(path, info.filename, info.file_size, found, place))
    if not any(member.form for member in members):
        if len(refused) == 1:
            raise refused[0]
        raise Unreadable("nothing_in_package", count=len(members))
    return members


def _check_limits(infos: list[zipfile.ZipInfo], size: int) -> None:
    if len(infos) > FILES:
        raise Unreadable("too_many_files", limit=FILES, count=len(infos))
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise Unreadable("encrypted")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > UNPACKED_BYTES:
        raise Unreadable("too_many_bytes_unpacked", limit=UNPACKED_BYTES >> 20)
    # security: against the bytes there really are, since several members may declare the same ones as theirs
    if unpacked > RATIO * size:
        raise Unreadable("too_much_packed", limit=RATIO)


@contextmanager
def _opened(path: Path, place: int | None) -> Iterator[BinaryIO]:
    """The bytes of a plain file or of a member of a zip. Damage found while they are read is told as Unreadable."""
    if place is None:
        with path.open("rb") as stream:
            yield stream
        return
    with _opening(path) as package:
        member = package.open(package.infolist()[place])
    try:
        with member:
            yield cast(BinaryIO, member)
    except _DAMAGE as error:
        raise Unreadable("broken_package") from error


@contextmanager
def _opening(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip, to look into it or to open a member, which keeps the file open by itself."""
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except (*_DAMAGE, ValueError) as error:  # ValueError: names that cannot be decoded
        raise Unreadable("broken_package") from error
