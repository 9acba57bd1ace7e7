"""Bringing a file in by the browser: choose it, look at what is in it, say where it goes, watch or leave."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from florilegium.library import queries
from florilegium.library.errors import NotAllowed
from florilegium.library.models import Library
from florilegium.people.models import Person
from florilegium.portability import importing, together, undoing
from florilegium.portability.formats import FORMATS
from florilegium.portability.models import Import, State
from florilegium.portability.records import Unreadable
from florilegium.portability.sentences import explained
from florilegium.web.asking import signed_in, viewer_of
from florilegium.web.rendering import render
from florilegium.web.shapes import Action, Field, Form, FormPage, Link, Opening

from .choices import Typed
from .guide import guide_page
from .preview import preview_page
from .progress import imports_page, progress_page


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: HttpRequest, person: Person) -> HttpResponse:
    """Choose files; they are kept, and looked at on the next page."""
    if request.method != "POST":
        return render(request, "form.html", _start_page())
    files = request.FILES.getlist("file")
    if not files:
        return render(request, "form.html", _start_page(_("Choose a file first.")), status=422)
    try:
        job = together.receive_all(by=person, files=[(file.name or "", file) for file in files])[0]  # type: ignore[misc]
    except Unreadable as problem:
        return render(request, "form.html", _start_page(explained(problem)), status=413)
    into = request.GET.get("in", "")
    return HttpResponseRedirect(f"/imports/{job.pk}" + (f"?in={into}" if into.isascii() and into.isdigit() else ""))


def _start_page(error: str = "") -> FormPage:
    heading = _("Bring a file")
    forms = ", ".join(str(form.LABEL) for form in FORMATS)
    field = Field(
        "file", _("Files"), kind="file", required=True, multiple=True,
        accept=".csv,.html,.htm,.json,.jsonl,.rss,.txt,.xml,.zip",
        help=_("One or several at once, at most %(size)s MB each. A zip of such files is read as well.")
        % {"size": settings.UPLOAD_MB},
        errors=(error,) if error else (),
    )  # fmt: skip
    return FormPage(
        opening=Opening(
            heading, heading, (Link(_("Home"), "/"), Link(_("Imports"), "/imports"), Link(heading, current=True))
        ),
        form=Form("upload", "", (field,), _("Look at it"), cancel="/imports", upload=True),
        sentences=(
            _("We read: %(forms)s. Nothing is brought in before you have seen what is in it.") % {"forms": forms},
        ),
        further=(Action(_("Coming from Diigo: what to save, and in which order"), "/imports/diigo"),),
    )


@require_safe
def from_diigo(request: HttpRequest) -> HttpResponse:
    """The guide for who comes from Diigo; anybody may read it."""
    return render(request, "guide.html", guide_page())


@require_safe
@signed_in
def show(request: HttpRequest, person: Person, job_id: int) -> HttpResponse:
    """An import: the preview while it waits to be told where, then how far it is, then its report."""
    job = importing.get_import(person, job_id)
    if job.state == State.UPLOADED:
        libraries = queries.writable_libraries(viewer_of(request))
        typed = Typed.of(request.GET.dict())
        return render(request, "import_preview.html", preview_page(_waiting(job), libraries, typed))
    page = progress_page(job, request.GET.dict())
    response = render(request, "import_progress.html", page)
    if page.refresh:
        response["Refresh"] = str(page.refresh)
    return response


@require_POST
@signed_in
def begin(request: HttpRequest, person: Person, job_id: int) -> HttpResponse:
    """Set it going into the chosen library."""
    job = importing.get_import(person, job_id)
    if job.state != State.UPLOADED:
        return HttpResponseRedirect(f"/imports/{job.pk}")
    jobs, libraries = _waiting(job), queries.writable_libraries(viewer_of(request))
    typed = Typed.of(request.POST.dict())
    library = next((one for one in libraries if str(one.pk) == typed.library), None)
    problem = _("Choose the library into which it goes.")
    if library is not None:
        try:
            if _must_ask(request, jobs, library):
                return render(request, "import_preview.html", preview_page(jobs, libraries, typed))
            together.begin_all(jobs, library, {one.pk: typed.choices(one) for one in jobs})
            return HttpResponseRedirect(f"/imports/{job.pk}")
        except NotAllowed as refusal:
            problem = str(refusal.sentence)
        except Unreadable as unreadable:
            problem = explained(unreadable)
    return render(request, "import_preview.html", preview_page(jobs, libraries, typed, problem), status=422)


def _waiting(job: Import) -> list[Import]:
    """What was brought at once with a file and still waits to be told where, itself included."""
    return [one for one in together.files_of(job) if one.state == State.UPLOADED]


def _must_ask(request: HttpRequest, jobs: Sequence[Import], library: Library) -> bool:
    """Whether a title could mean several bookmarks of the library, and nobody was asked yet which."""
    if any(name.startswith("title-") for name in request.POST):
        return False
    return any(together.ambiguous(jobs, library))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def undo(request: HttpRequest, person: Person, job_id: int) -> HttpResponse:
    """Take an import back, after asking."""
    job = importing.get_import(person, job_id)
    undoing.check_may_undo(person, job)
    if request.method == "POST":
        undoing.begin(person, job)
        return HttpResponseRedirect(f"/imports/{job.pk}")
    heading = _("Undo this import?")
    crumbs = (
        Link(_("Home"), "/"),
        Link(_("Imports"), "/imports"),
        Link(job.name, f"/imports/{job.pk}"),
        Link(heading, current=True),
    )
    page = FormPage(
        opening=Opening(heading, heading, crumbs),
        form=Form("confirm", f"/imports/{job.pk}/undo", (), _("Undo this import"), cancel=f"/imports/{job.pk}"),
        sentences=(
            _("What it brought is taken away again: bookmarks, tags, highlights and notes."),
            _("What others have answered, edited or completed since stays, and is listed row by row."),
        ),
    )
    return render(request, "form.html", page)


@require_POST
@signed_in
def discard(request: HttpRequest, person: Person, job_id: int) -> HttpResponse:
    """Throw away a file that was not brought in."""
    job = importing.get_import(person, job_id)
    others = [one for one in _waiting(job) if one.pk != job.pk]
    importing.discard(job)
    messages.success(request, _("The file is thrown away. Nothing was brought in."))
    return HttpResponseRedirect(f"/imports/{others[0].pk}" if others else "/imports")


@require_safe
@signed_in
def listing(request: HttpRequest, person: Person) -> HttpResponse:
    """The files one brought in."""
    return render(request, "imports.html", imports_page(person, request.GET.get("before", "")))
