"""The instance's secret key: given by the environment, else made once in the data folder by ``migrate``.

Reading settings must not write: a command run with a wrong data folder by mistake should leave no trace. Until
``migrate`` has made the key, an empty key is returned, and Django refuses whatever would need one.
"""

import os
import secrets
from pathlib import Path

from . import environment

FILE = "secret.key"


def read(folder: Path) -> str:
    """The key, or "" if there is none yet."""
    given = environment.text("SECRET_KEY")
    if given:
        return given
    try:
        return (folder / FILE).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def make(folder: Path) -> str:
    """Make the data folder and its key unless they exist; the key, readable by the owner only."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()
