"""Emptying what was deleted, in the foreground: no server is needed, and one that runs does not mind. Import only after Django is set up."""

import time

from florilegium.library.actions.emptying import empty
from florilegium.library.models import Ending

from .output import Output


def empty_here(ending: Ending, output: Output) -> None:
    """Empty it to its end, and show how far it is."""
    total = ending.library.bookmarks

    def told(left: int) -> None:
        output.progress(total - left, total)

    left: Ending | None = ending
    while left is not None:
        empty(left, told)
        left = Ending.objects.filter(pk=ending.pk).select_related("library").first()
        if left is not None:  # a server's worker has taken a turn
            time.sleep(1)
