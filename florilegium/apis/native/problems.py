"""What went wrong, as RFC 9457 has it: ``application/problem+json``, for every refusal and every fault."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, Field

from florilegium.library import errors

MEDIA_TYPE = "application/problem+json"

log = logging.getLogger(__name__)


class Problem(BaseModel):
    """What went wrong. ``detail`` is a sentence for people, in their language; ``errors`` says it field by field."""

    type: str = "about:blank"
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    errors: dict[str, str] | None = None


#: The type of a problem that a page of ours mends by being loaded again.
RELOAD = "urn:florilegium:problem:reload"


class Refused(Exception):
    """A request that this face itself refuses."""

    def __init__(
        self, status: int, detail: str, headers: Mapping[str, str] | None = None, kind: str = "about:blank"
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers, self.kind = status, detail, headers, kind


def problem(
    status: int,
    detail: object,
    fields: Mapping[str, object] | None = None,
    headers: Mapping[str, str] | None = None,
    kind: str = "about:blank",
) -> HttpResponse:
    """The answer that tells a problem."""
    told = {name: str(sentence) for name, sentence in (fields or {}).items()}
    body = Problem(type=kind, title=HTTPStatus(status).phrase, status=status, detail=str(detail), errors=told or None)
    return HttpResponse(
        body.model_dump_json(exclude_none=True), status=status, content_type=MEDIA_TYPE, headers=headers
    )


def nothing_here() -> HttpResponse:
    """404, the same words whether a thing is missing or may not be seen."""
    return problem(404, _("There is nothing here, or it is not open to you."))


def not_allowed_here(methods: str) -> HttpResponse:
    """405."""
    return problem(405, _("This can only be asked by: %(methods)s.") % {"methods": methods}, headers={"Allow": methods})


def _refusal(request: HttpRequest, refusal: errors.Refusal) -> HttpResponse:
    said = str(refusal.sentence)
    if isinstance(refusal, errors.NotFound):
        return nothing_here()
    if isinstance(refusal, errors.NotAllowed):
        return problem(403, said or _("You may not do this here."))
    if isinstance(refusal, errors.Changed) and "If-Match" in request.headers:
        return problem(412, said)
    if isinstance(refusal, errors.Conflict):
        return problem(409, said or _("Somebody was faster. Look again."))
    fields = getattr(refusal, "fields", {})
    return problem(422, said or _("Some fields need your attention."), fields)


def _not_valid(request: HttpRequest, invalid: ValidationError) -> HttpResponse:
    """422 by field; an address that cannot be any thing's is 404."""
    if any(error["loc"][0] == "path" for error in invalid.errors):
        return nothing_here()
    fields: dict[str, str] = {}
    for error in invalid.errors:
        place = [str(part) for part in error["loc"]]
        # the first parts name where it was read, and the function's own argument
        name = ".".join(place[2:] if place[0] == "body" else place[-1:]) or "body"
        fields.setdefault(name, str(error["msg"]))
    return problem(422, _("Some fields need your attention."), fields)


def _unreadable(request: HttpRequest, unreadable: Exception) -> HttpResponse:
    if isinstance(unreadable, RequestDataTooBig):
        return problem(413, _("This is more than can be sent at once."))
    return problem(400, _("The body of the request cannot be read."))


def _broken(request: HttpRequest, fault: Exception) -> HttpResponse:
    log.exception("%s %s", request.method, request.path, exc_info=fault)
    return problem(500, _("Something broke. That is our fault, not yours."))


def _refused(request: HttpRequest, why: Refused) -> HttpResponse:
    return problem(why.status, why.detail, headers=why.headers, kind=why.kind)


def tell_problems(api: NinjaAPI) -> None:
    """Have every exception become a problem."""
    handlers: dict[type[Exception], Any] = {
        errors.Refusal: _refusal, Refused: _refused, ValidationError: _not_valid, HttpError: _unreadable,
        SuspiciousOperation: _unreadable, UnreadablePostError: _unreadable, MultiPartParserError: _unreadable,
        Exception: _broken,
    }  # fmt: skip
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
