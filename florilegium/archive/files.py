"""Files under the digest of their content, in Django's storage: a folder by default, S3 by setting.

A digest is written once. What is written whole or not at all needs no lock: two writers of one digest write the same.
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import IO

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from florilegium.kit import clock

from .models import StoredFile

#: The name of the storage in settings.STORAGES.
STORAGE = "copies"


class Folder(FileSystemStorage):
    """A folder in which a file appears whole or not at all, and under the name it was given."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: it is the content's digest."""
        return name

    def _save(self, name: str, content: "File[bytes]") -> str:
        target = Path(self.path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.{secrets.token_hex(6)}")
        try:
            with part.open("wb") as stream:
                for chunk in content.chunks():
                    stream.write(chunk)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
        return name


def storage() -> Storage:
    """Where copies lie."""
    return storages[STORAGE]


def name_of(digest: str) -> str:
    """A file's name in storage: not too many in one folder."""
    return f"copies/{digest[:2]}/{digest[2:4]}/{digest}"


def put(content: bytes, media_type: str) -> StoredFile:
    """Store content under its digest, unless it is there. Outside of a transaction: storage may be far away."""
    digest = hashlib.sha256(content).hexdigest()
    # a file that is needed again is not dropped meanwhile: ``sweeping`` leaves alone what is younger than a day
    known = StoredFile.objects.filter(digest=digest)
    if known.update(at=clock.now()) and storage().exists(name_of(digest)):
        return known.get()
    storage().save(name_of(digest), ContentFile(content))
    return StoredFile.objects.get_or_create(
        digest=digest, defaults={"size": len(content), "media_type": media_type[:100], "at": clock.now()}
    )[0]


def open_file(digest: str) -> IO[bytes]:
    """The content of a stored file. FileNotFoundError if storage has lost it."""
    return storage().open(name_of(digest), "rb")


def read(digest: str) -> bytes:
    """The same, whole."""
    with open_file(digest) as stream:
        return stream.read()


def drop(digest: str) -> None:
    """Take a file out of storage; nothing happens where it is gone already."""
    storage().delete(name_of(digest))
