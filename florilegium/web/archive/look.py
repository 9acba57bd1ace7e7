"""How the reader looks: size, face, width and paper. Chosen with radio buttons, kept in a cookie, the same on every page."""

from dataclasses import dataclass, fields

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from florilegium.web.asking import next_of
from florilegium.web.shapes import Choice
from florilegium.web.shapes.reading import LookQuestion

COOKIE = "reader"
_YEAR = 365 * 24 * 60 * 60

_ALLOWED = {
    "size": ("small", "medium", "large", "huge"),
    "face": ("serif", "sans"),
    "column": ("narrow", "wide"),
    "paper": ("auto", "light", "dark", "sepia"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """One choice of each."""

    size: str = "medium"
    face: str = "serif"
    column: str = "narrow"
    paper: str = "auto"

    @classmethod
    def of(cls, values: dict[str, str]) -> "Look":
        """What was chosen, as far as there is such a choice."""
        return cls(**{name: value for name, value in values.items() if value in _ALLOWED.get(name, ())})

    def told(self) -> str:
        """As the cookie has it: ``medium.serif.narrow.auto``."""
        return ".".join(getattr(self, field.name) for field in fields(self))


def look_of(request: HttpRequest) -> Look:
    """What this visitor chose."""
    names = [field.name for field in fields(Look)]
    return Look.of(dict(zip(names, request.COOKIES.get(COOKIE, "").split("."), strict=False)))


@csrf_exempt  # all it can do is to change how articles look in this browser
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember how articles shall look, and go back."""
    look = Look.of({name: request.POST.get(name, "") for name in _ALLOWED})
    response = HttpResponseRedirect(next_of(request, "/"))
    response.set_cookie(COOKIE, look.told(), max_age=_YEAR, samesite="Lax", secure=request.is_secure())
    return response


def questions(look: Look) -> tuple[LookQuestion, ...]:
    """The radio buttons."""
    said = {
        "size": (_("Size"), (_("small"), _("medium"), _("large"), _("very large"))),
        "face": (_("Face"), (_("with serifs"), _("without serifs"))),
        "column": (_("Column"), (pgettext("column", "narrow"), pgettext("column", "wide"))),
        "paper": (_("Paper"), (_("as elsewhere"), pgettext("paper", "light"), pgettext("paper", "dark"), _("sepia"))),
    }
    return tuple(
        LookQuestion(
            name, label, tuple(
                Choice(value, word, value == getattr(look, name)) for value, word in zip(_ALLOWED[name], words, strict=True)
            )
        )
        for name, (label, words) in said.items()
    )  # fmt: skip
