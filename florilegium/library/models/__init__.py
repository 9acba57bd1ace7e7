"""The tables of what people keep and say; shapes and indexes were measured at a million rows."""

from .annotation import PART, Annotation, Audience, Color, Kind
from .bookmark import Bookmark, Saving
from .library import Keeper, Library, Placeholder
from .page import Page
from .tag import Tag, Tagging, Word
from .trash import Trash
from .view import Salt, View

__all__ = [
    "PART",
    "Annotation",
    "Audience",
    "Bookmark",
    "Color",
    "Keeper",
    "Kind",
    "Library",
    "Page",
    "Placeholder",
    "Salt",
    "Saving",
    "Tag",
    "Tagging",
    "Trash",
    "View",
    "Word",
]
