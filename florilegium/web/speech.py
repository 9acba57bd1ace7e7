"""In which language one speaks at the moment, remembered where it is quickly found.

Django asks for it at every sentence, date and number, four hundred times in a listing of ours, and keeps it behind a lock
and a copied dictionary, for tasks that move between threads: a tenth of what a page cost. A context variable is as
private to its thread and its task.
"""

from contextvars import ContextVar
from typing import Any


class Spoken:
    """What Django's translation keeps its active language in: one attribute, ``value``, perhaps unset."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: ContextVar[Any] = ContextVar("spoken", default=None)

    @property
    def value(self) -> Any:
        kept = self._kept.get()
        if kept is None:
            raise AttributeError
        return kept

    @value.setter
    def value(self, language: Any) -> None:
        self._kept.set(language)

    @value.deleter
    def value(self) -> None:
        self._kept.set(None)
