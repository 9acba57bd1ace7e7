"""The tables of what people keep and say; shapes and indexes were measured at a million rows."""

from .annotation import PART, Annotation, Audience, Color, Kind
from .bookmark import Bookmark, Saving
from .change import Change
from .ending import Ending, Stage
from .facts import PageFacts
from .feed_key import FeedKey
from .library import Copies, Keeper, Library, Placeholder
from .merge import FormerBookmark, Merge
from .page import Page
from .reading import Progress, Unread, Visit
from .tag import FormerTag, Tag, Tagging, Word
from .trash import Trash
from .view import Salt, View

__all__ = [
    "PART",
    "Annotation",
    "Audience",
    "Bookmark",
    "Change",
    "Color",
    "Copies",
    "Ending",
    "FeedKey",
    "FormerBookmark",
    "FormerTag",
    "Keeper",
    "Kind",
    "Library",
    "Merge",
    "Page",
    "PageFacts",
    "Placeholder",
    "Progress",
    "Salt",
    "Saving",
    "Stage",
    "Tag",
    "Tagging",
    "Trash",
    "Unread",
    "View",
    "Visit",
    "Word",
]
