"""An import while it runs, and its report: page by page, filtered by what became of the rows."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.people.models import Person
from florilegium.portability import importing, together, undoing
from florilegium.portability.formats import named
from florilegium.portability.models import Import, ImportRow, Outcome, State
from florilegium.portability.records import Fields, Unreadable
from florilegium.portability.reporting import notices_of, remark_sentence
from florilegium.search.addresses import bookmark_path, library_path
from florilegium.web import wording
from florilegium.web.library.finding import name_of
from florilegium.web.shapes import (
    Action,
    Empty,
    ImportItem,
    ImportProgressPage,
    ImportsPage,
    Link,
    Opening,
    Pager,
    Progress,
    ReportRow,
)

from .preview import fates_of

ROWS = 100
#: Said even where there are none.
_ALWAYS = (Outcome.NEW, Outcome.COMPLETED, Outcome.UNCHANGED, Outcome.REJECTED)
A_PAGE = 50
_STATES = {
    State.WAITING: "waiting", State.RUNNING: "running", State.DONE: "done", State.FAILED: "failed",
    State.UNDOING: "running", State.UNDONE: "done",
}  # fmt: skip
_ALIVE = (State.WAITING, State.RUNNING, State.UNDOING)


def progress_page(job: Import, query: Mapping[str, str]) -> ImportProgressPage:
    """How far an import is, or its report."""
    outcome = _outcome(query.get("outcome", ""))
    after = query.get("after", "0")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    rows = importing.report_rows(job, outcome=outcome, after=start, size=ROWS + 1)
    alive = job.state in _ALIVE
    siblings = together.files_of(job)
    return ImportProgressPage(
        opening=_opening(job),
        state=_STATES[State(job.state)],  # type: ignore[arg-type]
        progress=_progress(job),
        refresh=2 if alive else 0,
        problem=job.problem,
        warnings=_notices(job, siblings),
        outcomes=_outcomes(job, outcome),
        rows=tuple(_row(job, row) for row in rows[:ROWS]),
        rows_empty="" if rows or alive else _("No row came to this."),
        pager=_pager(job, query.get("outcome", ""), start, rows),
        fates=fates_of(_fields(job)),
        together=tuple(_item(one) for one in siblings if one.pk != job.pk),
    )


def _opening(job: Import) -> Opening:
    crumbs = (Link(_("Home"), "/"), Link(_("Imports"), "/imports"), Link(job.name, current=True))
    actions: tuple[Action, ...] = ()
    sentence = ""
    if job.library is not None:
        sentence = _("Into %(library)s.") % {"library": name_of(job.library)}
        if job.state in (State.DONE, State.UNDONE):
            actions = (Action(_("To the library"), library_path(job.library), main=True),)
        if job.state in (State.DONE, State.FAILED) and job.new + job.completed:
            actions += (Action(_("Undo this import"), f"/imports/{job.pk}/undo"),)
        if job.state in _ALIVE:
            sentence += " " + _("You can leave this page: it goes on without you.")
    return Opening(job.name, job.name, crumbs, long=True, sentence=sentence, actions=actions)


def _progress(job: Import) -> Progress:
    if job.state == State.UNDOING:
        done = job.total - min(job.total, max(0, job.undo_cursor - 1))
        return Progress(done, job.total or None, _("Being undone: %(done)s of %(total)s rows") % {
            "done": wording.number(done), "total": wording.number(job.total)})  # fmt: skip
    return Progress(job.cursor, job.total or None, _so_far(job))


def _so_far(job: Import) -> str:
    if job.state == State.UNDONE:
        left = undoing.left(job)
        if not left:
            return _("Undone, all of it.")
        said = ngettext(
            "Undone, but for %(n)s row that others have touched since.",
            "Undone, but for %(n)s rows that others have touched since.", left,
        )  # fmt: skip
        return said % {"n": wording.number(left)}
    if job.state == State.DONE:
        return ngettext("%(n)s row, done.", "%(n)s rows, done.", job.total) % {"n": wording.number(job.total)}
    return _("%(done)s of %(total)s rows") % {"done": wording.number(job.cursor), "total": wording.number(job.total)}


def _outcome(name: str) -> int | None:
    return {one.name.lower(): int(one) for one in Outcome}.get(name)


def _outcomes(job: Import, chosen: int | None) -> tuple[Link, ...]:
    here = f"/imports/{job.pk}"
    counts = importing.outcomes(job)
    links = [Link(_("all"), here, wording.number(job.cursor), current=chosen is None)]
    for outcome in Outcome:
        n = counts.get(outcome, 0)
        if not n and outcome not in _ALWAYS:
            continue
        url = f"{here}?outcome={outcome.name.lower()}" if n else ""
        links.append(Link(str(outcome.label), url, wording.number(n), current=chosen == outcome))
    return tuple(links)


def _row(job: Import, row: ImportRow) -> ReportRow:
    linked = row.bookmark_id is not None and job.library is not None
    return ReportRow(
        number=wording.number(row.number),
        title=wording.cut(row.title),
        outcome=str(Outcome(row.outcome).label),
        url=bookmark_path(job.library, row.bookmark_id) if linked else "",  # type: ignore[arg-type]
        rejected=row.outcome == Outcome.REJECTED,
        reasons=tuple(remark_sentence(code) for code in row.remarks),
    )


def _pager(job: Import, outcome: str, start: int, rows: list[ImportRow]) -> Pager | None:
    if len(rows) <= ROWS and not start:
        return None
    kept = f"outcome={outcome}&" if outcome else ""
    here = f"/imports/{job.pk}?{kept}"
    first = here.rstrip("?&") if start else ""
    return Pager("", first=first, next=f"{here}after={rows[ROWS - 1].number}" if len(rows) > ROWS else "")


def _notices(job: Import, siblings: Sequence[Import]) -> tuple[str, ...]:
    """What to know of the file; a page that came with it is not missing."""
    brought = [one for one in siblings if one.state not in (State.FAILED, State.UPLOADED)]
    sources = [source for one in brought for source in importing.sources_of(one)]
    return tuple(notices_of(sources, _fields(job).values()))


def _fields(job: Import) -> dict[str, Fields]:
    try:
        return {form.LABEL: form.FIELDS for form in map(named, importing.forms_of(job))}
    except Unreadable:  # it was never known
        return {}


def imports_page(person: Person, before: str) -> ImportsPage:
    """The files a person brought in."""
    edge = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    found = importing.imports_of(person, before=edge, size=A_PAGE + 1)
    heading = _("Imports")
    act = Action(_("Bring a file"), "/imports/new", main=True)
    guide = Action(_("Coming from Diigo"), "/imports/diigo")
    more = f"/imports?before={found[A_PAGE - 1].pk}" if len(found) > A_PAGE else ""
    return ImportsPage(
        opening=Opening(heading, heading, (Link(_("Home"), "/"), Link(heading, current=True)), actions=(act, guide)),
        items=tuple(_item(job) for job in found[:A_PAGE]),
        empty=None if found else Empty(_("You have brought no file yet."), (act, guide)),
        pager=Pager("", first="/imports" if edge else "", next=more) if more or edge else None,
    )


def _item(job: Import) -> ImportItem:
    n = wording.number
    facts = _("%(new)s new, %(completed)s completed, %(unchanged)s unchanged, %(rejected)s rejected") % {
        "new": n(job.new), "completed": n(job.completed), "unchanged": n(job.unchanged), "rejected": n(job.rejected),
    }  # fmt: skip
    library = Link(name_of(job.library), library_path(job.library)) if job.library is not None else None
    begun = job.state not in (State.UPLOADED, State.FAILED)
    return ImportItem(
        name=job.name,
        url=f"/imports/{job.pk}",
        state=str(State(job.state).label),
        facts=facts if begun else job.problem,
        library=library,
        when=wording.day_of(job.created),
    )
