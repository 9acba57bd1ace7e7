"""Coming from Diigo: what to save there and in which order, how to bring it, what each form carries and loses.

``docs/from-diigo.md`` tells the same to who runs an instance.
"""

from django.utils.translation import gettext as _

from florilegium.portability.formats import FORMATS, Format
from florilegium.portability.reporting import field_name
from florilegium.web.shapes import Action, Chapter, FormLine, GuidePage, Link, Opening, Step

#: Typed as it stands, in every language.
_COMMAND = (
    "florilegium import page-*.html --group our-group --by alice\n"
    'florilegium import ben.csv --whose "Ben Lind" --group our-group --by alice'
)


def guide_page() -> GuidePage:
    """The guide."""
    heading = _("Coming from Diigo")
    return GuidePage(
        opening=Opening(
            heading, heading, (Link(_("Home"), "/"), Link(_("Imports"), "/imports"), Link(heading, current=True)),
            sentence=_(
                "No export of Diigo’s holds everything, and some fail. So save what you can: whatever you bring later"
                " completes what is here, and nothing is kept twice."
            ),
            actions=(Action(_("Bring a file"), "/imports/new", main=True),),
        ),
        before=(_saving(), _bringing()),
        forms_heading=_("What each form carries and loses"),
        forms=tuple(_line(form) for form in FORMATS if form.NAME.startswith("diigo-") or form.NAME == "netscape"),
        after=(_meeting(), _undoing()),
    )  # fmt: skip


def _saving() -> Chapter:
    return Chapter(
        _("What to save, in this order"),
        steps=(
            Step(
                _("The group’s pages, from the browser."),
                _(
                    "Open the group and go through its list with “Next”. Save each page as “Web page, complete” or as HTML,"
                    " not as a web archive. They tell who shared what, who said what, and the addresses."
                    " SingleFile leaves out what is folded: open “more annotations” first."
                ),
            ),
            Step(
                _("The same pages as text, if they cannot be saved."),
                _(
                    "Select everything, copy it into a text file, one file a page. Addresses, dates and the names under"
                    " comments are lost; the next steps bring them back."
                ),
            ),
            Step(
                _("The page of an item, where there was a discussion."),
                _("Follow the item’s own link in the group and save that page: it tells who answered which highlight, and when."),
            ),
            Step(
                _("Each member’s own export."),
                _(
                    "On Diigo, Tools, then Export, then CSV: addresses, tags, descriptions, dates, her highlights and notes."
                    " Ask every member for hers; the HTML export has no highlights, but tells what was private."
                ),
            ),
            Step(
                _("The answer of Diigo’s API, if somebody can run a program."),
                _("It adds when each highlight was made, who commented, what was private and what was still to be read."),
            ),
            Step(
                _("If the export fails: the pages of the library."),
                _("Open the library, scroll to its end, save the page. Or save its RSS feed. Both come without the highlights’ dates."),
            ),
        ),
        numbered=True,
    )  # fmt: skip


def _bringing() -> Chapter:
    return Chapter(
        _("How to bring several pages at once"),
        steps=(
            Step(
                _("Choose all the files together, or put them into a zip."),
                _(
                    "You see the beginning of each before anything is brought in, choose the library, tags and privacy once"
                    " for all, and get a report for each file."
                ),
            ),
            Step(
                _("Say whose a file is."),
                _("A member’s export does not name her. Write her name as the group’s pages show it, and her words meet those."),
            ),
            Step(
                _("Answer which page is meant."),
                _("Where a title without an address could be several pages of the library, you are asked; else it is kept apart."),
            ),
            Step(
                _("Or only complete."),
                _("A member’s whole export fills in what the group’s library has, and her other pages stay out of it."),
            ),
        ),
        sentences=(_("Only owners and moderators bring words of others into a group. Who runs the site can type:"),),
        command=_COMMAND,
    )  # fmt: skip


def _meeting() -> Chapter:
    return Chapter(
        _("When files meet"),
        sentences=(
            _(
                "Pages meet by their addresses; a page without one meets the one page of the library that has its title,"
                " cut or whole. Two members who bring the same page meet on one bookmark. What a poorer form lacks, a richer"
                " one fills in; what stands is not overwritten, and bringing the same file again changes nothing."
            ),
            _(
                "Names from Diigo become people of that library who cannot sign in; they are never taken for accounts of the"
                " same name. Dates without a zone are read as UTC. Pages without a date keep the order of the list."
            ),
        ),
    )


def _undoing() -> Chapter:
    return Chapter(
        _("Taking it back"),
        sentences=(
            _(
                "Every import can be undone as a whole from its report. What others have answered, edited or completed since"
                " stays, and is listed."
            ),
            _("Keep the files you saved until you have looked at what came of them."),
        ),
    )


def _line(form: Format) -> FormLine:
    told = form.FIELDS
    facts = ((_("Carries"), told.preserved), (_("Nearly"), told.approximate), (_("Loses"), told.absent))
    return FormLine(
        form.LABEL,
        tuple((word, ", ".join(map(field_name, codes))) for word, codes in facts if codes),
        "" if told.proven else _("Not proven on a real file: read as descriptions of it say."),
    )
