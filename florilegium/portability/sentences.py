"""The sentences for the codes of `records`: what is wrong, and what one can do about it."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from florilegium.portability.records import Problem, Reason, Remark, Unreadable

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REMARKS: "dict[Remark, _StrPromise]" = {
    "annotations_not_read": _(
        "The page shows annotations here in a form we cannot read. Bring Diigo’s CSV or its API’s answer as well."
    ),
    "control_removed": _("Invisible control characters were removed."),
    "date_unreadable": _("The date could not be read; the page was kept as undated."),
    "encoding_guessed": _("The row is not UTF-8; its letters were read as Windows-1252. Look at the accents."),
    "fold_incomplete": _("The source announces more folded highlights than it contains, or fewer."),
    "folder_left_out": _("The folder in which the link stood was left out; it is not a tag."),
    "highlight_markup_removed": _("Formatting was taken off a highlight; its words are all there."),
    "highlight_without_text": _(
        "A highlight without words, perhaps a picture, was left out; the notes on it were kept."
    ),
    "nul_removed": _("Invisible null characters were removed."),
    "quotes_unclear": _("The quotation marks of this row do not match; check its title and description."),
    "title_probably_cut": _("The title has exactly 255 characters: the source has probably cut it."),
    "url_probably_cut": _("The address has exactly 512 characters: the source has probably cut it."),
}

REASONS: "dict[Reason, _StrPromise]" = {
    "broken_json": _("This line is not valid JSON. Mend it, or export the file again."),
    "cell_too_long": _("A text in this row is longer than a million characters. Shorten it and try again."),
    "link_unreadable": _("This link never ends: a quotation mark or “>” is missing. Mend it and try again."),
    "nothing_to_keep": _("There is neither an address nor a title, so there is nothing to keep."),
    "row_broken": _("This row has more or fewer cells than the table has columns. Mend its quotation marks."),
    "row_unfinished": _("The file ends in the middle of this row. Export or download it again."),
    "unexpected_shape": _("This item is not built as Diigo builds them. Export the file again."),
}

UNREADABLE: "dict[Problem, _StrPromise]" = {
    "api_error": _("This is an error answer of Diigo’s API, not bookmarks: “%(message)s” Ask the API again."),
    "archived_page": _(
        "This page was saved as one web archive (MHTML). Save it again as “Webpage, complete” or as HTML."
    ),
    "broken_json": _("This is not valid JSON: it breaks at line %(line)s, column %(column)s. Export it again."),
    "broken_package": _("This package is damaged or packed in a way we cannot read. Download it again, or unpack it."),
    "empty_file": _("This file is empty. Export it again."),
    "encrypted": _("This package is encrypted. Unpack it and bring the files inside."),
    "link_roll": _(
        "This is the script of a link roll, not the roll. Save the page that shows it, or bring Diigo’s CSV instead."
    ),
    "nested_package": _("There is a package inside this package (%(name)s). Unpack it and bring the files inside."),
    "nested_too_deep": _("This JSON is nested deeper than any export. It cannot be read."),
    "no_such_format": _("There is no format “%(name)s”. Formats: %(known)s."),
    "nothing_in_package": _("None of the %(count)s files in this package is of a form we read. Bring Diigo’s CSV."),
    "too_many_bytes": _("This file is larger than %(limit)s MB. Bring it in parts."),
    "too_many_bytes_unpacked": _("Unpacked, this package is larger than %(limit)s MB. Bring its files in parts."),
    "too_many_files": _("There are %(count)s files in this package; at most %(limit)s can be read. Bring it in parts."),
    "too_much_packed": _("This package would grow to more than %(limit)s times its size. Bring the files inside."),
    "too_long_for_json": _("This JSON file is larger than %(limit)s MB. Bring it in parts, or bring the CSV."),
    "unexpected_json": _("This is JSON, but not a list of bookmarks. Bring the answer of Diigo’s API as it came."),
    "unknown_form": _("We do not know this form of file. We read: %(known)s."),
}


def explained(problem: Unreadable) -> str:
    """The sentence of an unreadable file, in the reader's language. Plain text: it may hold words of the file."""
    return str(UNREADABLE[problem.code]) % problem.details
