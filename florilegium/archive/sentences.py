"""Why a page was not fetched, or not kept, in a sentence for whoever reads it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from florilegium.kit.fetching.problems import SENTENCES

#: What is said of a capture beyond what fetching tells.
OURS: dict[str, Any] = {
    "broke": _("Something broke on our side while this page was read."),
    "too_hard": _("This document is built in a way that we cannot read within reasonable time and memory."),
    "noarchive": _("This page asks that no copy of it be kept, so there is none."),
    "no_copy": _("No copy is kept: the libraries that keep this page keep none."),
}


def sentence_of(problem: str, details: dict[str, Any]) -> str:
    """The problem of a capture in the reader's language; "" if there is none."""
    if not problem:
        return ""
    theirs: Any = SENTENCES
    said = str(OURS.get(problem) or theirs.get(problem) or OURS["broke"])
    return said % {"status": details.get("status") or "?"} if "%(" in said else said
