"""Where the real files are that tests read in place and that are no part of this repository.

Many of them are other people's words or have no licence for redistribution, so nothing of them is
copied here. On a machine without them a test that needs them is skipped and says so; in CI they
must be there, since a skip nobody reads would hide a broken reader.
"""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


def shared_root() -> Path:
    """The folder of shared files: FLORILEGIUM_SHARED, else `shared` beside the repository."""
    return Path(os.environ.get("FLORILEGIUM_SHARED") or REPOSITORY.parent / "shared")


def shared(*parts: str) -> Path:
    """The file or folder at `parts` under the shared folder.

    Where it is absent the running test is skipped, or fails if CI=true. It may be called while
    pytest collects: a module that reads its cases from there is then skipped as a whole.
    """
    path = shared_root().joinpath(*parts)
    if path.exists():
        return path
    reason = f"shared file {'/'.join(parts)} is not here (FLORILEGIUM_SHARED or ../shared)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason, allow_module_level=True)
