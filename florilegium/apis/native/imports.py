"""Files brought in: sent, and asked about until they are done."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from florilegium.library.errors import Invalid, Refusal
from florilegium.library.models import Library
from florilegium.people.models import SLUG
from florilegium.portability import importing
from florilegium.portability.formats import FORMATS
from florilegium.portability.models import Import
from florilegium.portability.records import Unreadable
from florilegium.portability.sentences import explained

from . import building, shapes
from .answers import answer, page
from .auth import person_of, viewer_of
from .describing import UPLOAD, operation
from .intake import Given, Id, Paging, library_called, read
from .problems import Refused

router = Router(tags=["imports"])

_FORMS = tuple(form.NAME for form in FORMATS)


class NewImport(Given):
    """Into which library, and in which form the file is, if that is not to be found out."""

    library: str = Field(pattern=f"^~?{SLUG}$", description="A group's slug, or `~` and a person's login.")
    format: Literal[_FORMS] | None = None  # type: ignore[valid-type]


@operation(router, "GET", "/imports", {200: shapes.Imports}, named=True)
def list_imports(request: HttpRequest, paging: Query[Paging]) -> HttpResponse:
    """The files one brought in, the newest first."""
    person = person_of(request)
    place = read(paging.cursor, int)
    found = importing.imports_of(person, before=None if place is None else place[0], size=paging.limit + 1)
    shown = [building.import_(request, job) for job in found[: paging.limit]]
    more = [shown[-1].id] if len(found) > paging.limit else None
    return page(request, shown, total=importing.count_imports(person), following=more)


@operation(router, "POST", "/imports", {202: shapes.Import}, takes=UPLOAD, problems=(413,))
def add_import(
    request: HttpRequest, body: Form[NewImport], file: Annotated[UploadedFile, File(description="The file.")]
) -> HttpResponse:
    """Bring a file into a library: an export of Diigo's, a browser's bookmarks, a zip of such.

    It is looked at at once and brought in by and by: ask for it until it is done.
    """
    viewer, person = viewer_of(request), person_of(request)
    library = library_called(viewer, body.library)
    try:
        job = importing.receive(by=person, name=file.name or "", stream=file, form=body.format or "")  # type: ignore[arg-type]
    except Unreadable as problem:
        raise Refused(413, explained(problem)) from problem
    _begin(job, library)
    return answer(request, building.import_(request, job), status=202, location=f"/imports/{job.pk}")


def _begin(job: Import, library: Library) -> None:
    """Set it going, or throw it away and say why not."""
    try:
        importing.begin(job, library)
    except Unreadable as problem:
        importing.discard(job)
        raise Invalid(_("Some fields need your attention."), {"file": explained(problem)}) from problem
    except Refusal:
        importing.discard(job)
        raise


@operation(router, "GET", "/imports/{int:import_id}", {200: shapes.Import}, named=True)
def get_import(request: HttpRequest, import_id: Id) -> HttpResponse:
    """How far one's import is, and what became of its records."""
    return answer(request, building.import_(request, importing.get_import(person_of(request), import_id)))
