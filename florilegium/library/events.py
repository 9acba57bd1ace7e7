"""What happened, told after commit.

Receivers stand on upper floors, each in a ``receivers.py``; one that fails harms nobody.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import Signal

#: bookmark_ids, library_id; kept_by: the id of who kept them one by one, None for an import or a change
bookmarks_saved = Signal()
#: library_id, bookmark_ids
bookmarks_deleted = Signal()
#: annotation_id
annotation_made = Signal()
annotation_changed = Signal()
annotation_deleted = Signal()
#: group_id, person_id
membership_changed = Signal()


def tell(event: Signal, **what: Any) -> None:
    """Send ``event`` once the transaction has committed; never if it does not."""
    transaction.on_commit(partial(event.send_robust, None, **what), robust=True)
