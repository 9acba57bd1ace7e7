"""What templates read: frozen shapes, and nothing else.

A view asks the library, words and formats the answer (numbers, dates, counts, sentences in the reader's language), and
hands one shape to one template as ``page``; ``shell`` stands around every page. A template decides only what is there
and in which order: it asks no question of the database, formats no number and builds no address. So a page can be
looked at with invented shapes, and a listing costs what its rows cost.

Every text is plain and escaped by the template; the fields called ``html`` hold sanitised Markup. An empty string or
None means that the thing is not there and its line is left out.
"""

from .entries import Entry, Note, Pager, Passage
from .feeding import FeedKeyItem, FeedKeysPage
from .forms import Choice, Field, Form
from .frame import (
    Action,
    Announcement,
    Empty,
    Feed,
    Filter,
    Index,
    IndexSection,
    Link,
    Message,
    Moment,
    Opening,
    OtherLanguage,
    Shell,
    ViewerName,
)
from .guiding import Chapter, FormLine, GuidePage, Step
from .importing import (
    FieldFate,
    FormFates,
    ImportItem,
    ImportPreviewPage,
    ImportProgressPage,
    ImportsPage,
    PreviewedFile,
    Progress,
    ReportRow,
)
from .pages import (
    ArticlePage,
    BookmarkPage,
    FormPage,
    GroupDirectoryPage,
    HomePage,
    LibraryPage,
    MemberRow,
    MembersPage,
    MessagePage,
    News,
    Several,
    Shelf,
    TagsOfLetter,
    TagsPage,
    TokenItem,
    TokensPage,
    TrashItem,
    TrashPage,
)

__all__ = [
    "Action",
    "Announcement",
    "ArticlePage",
    "BookmarkPage",
    "Chapter",
    "Choice",
    "Empty",
    "Entry",
    "Feed",
    "FeedKeyItem",
    "FeedKeysPage",
    "Field",
    "FieldFate",
    "Filter",
    "Form",
    "FormFates",
    "FormLine",
    "FormPage",
    "GroupDirectoryPage",
    "GuidePage",
    "HomePage",
    "ImportItem",
    "ImportPreviewPage",
    "ImportProgressPage",
    "ImportsPage",
    "Index",
    "IndexSection",
    "LibraryPage",
    "Link",
    "MemberRow",
    "MembersPage",
    "Message",
    "MessagePage",
    "Moment",
    "News",
    "Note",
    "Opening",
    "OtherLanguage",
    "Pager",
    "Passage",
    "PreviewedFile",
    "Progress",
    "ReportRow",
    "Several",
    "Shelf",
    "Shell",
    "Step",
    "TagsOfLetter",
    "TagsPage",
    "TokenItem",
    "TokensPage",
    "TrashItem",
    "TrashPage",
    "ViewerName",
]
