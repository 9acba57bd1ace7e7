"""The API as a whole: how its operations are declared, and the OpenAPI document made of their types."""

import json
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from florilegium import __version__

from .auth import OUR_PAGES, Door, Scope
from .problems import MEDIA_TYPE, Problem, tell_problems

Operation = TypeVar("Operation", bound=Callable[..., Any])

JSON = "application/json"
UPLOAD = "multipart/form-data"

_ABOUT = """A library where a group keeps pages of the web with highlights and notes.

Without a token one reads what the world may read. A token (`Authorization: Bearer flo_…`, made in the preferences or by
`florilegium token add`) acts for its person, as far as its scopes go: `read`, `write`. Our own pages come with the cookie of
who is signed in, and with its CSRF token in `X-CSRFToken`. What one may not see is answered 404, as if it did not exist. Times are RFC 3339 in UTC. Lists are walked by `next`."""

_PROBLEMS = {
    400: "The body cannot be read",
    401: "No token, or one that is not known, has expired or was revoked",
    403: "Not allowed, or the token's scopes do not go so far",
    404: "Nothing there, or not open to you",
    409: "Not possible any more",
    412: "It has changed since (If-Match)",
    413: "Too large",
    415: "Another media type is needed",
    422: "Not possible as written; `errors` says why, field by field",
    429: "Too many writes in this minute",
}
_TEXT: dict[str, Any] = {"schema": {"type": "string"}}
_NUMBER: dict[str, Any] = {"schema": {"type": "string", "pattern": "^[0-9]+$"}}
_RATE = {f"RateLimit-{name}": _NUMBER for name in ("Limit", "Remaining", "Reset")}


class _Strict(Parser):
    """JSON as RFC 8259 has it: without NaN and infinities."""

    def parse_body(self, request: HttpRequest) -> Any:
        def refuse(word: str) -> None:
            raise ValueError(word)

        return json.loads(request.body, parse_constant=refuse)


class Api(NinjaAPI):
    """Our operations, and the document about them."""

    def __init__(self) -> None:
        super().__init__(
            title="Florilegium", version="1", description=_ABOUT, openapi_url=None, docs_url=None, parser=_Strict(),
            openapi_extra={"info": {"x-florilegium-version": __version__, "license": {"name": "Apache-2.0"}}},
        )  # fmt: skip
        tell_problems(self)

    @cache  # noqa: B019  (there is one Api)
    def document(self) -> OpenAPISchema:
        """The OpenAPI document."""
        document = self.get_openapi_schema(path_prefix="/api/v1/")
        for operations in document["paths"].values():
            for one in operations.values():
                for parameter in one["parameters"]:
                    parameter["schema"] = _never_null(parameter["schema"])
        components = document["components"]
        components["schemas"]["Problem"] = Problem.model_json_schema()
        components["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer"},
            "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
            "csrf": {"type": "apiKey", "in": "header", "name": OUR_PAGES},
        }
        return document


def operation(
    router: Router,
    method: str,
    path: str,
    answers: dict[int, Any],
    *,
    named: bool = False,
    takes: str = "",
    conditional: bool = False,
    problems: tuple[int, ...] = (),
    scope: Scope | None = None,
) -> Callable[[Operation], Operation]:
    """Declare an operation. ``named``: not for nobody. ``takes``: the type of its body. ``conditional``: honours If-Match
    or If-None-Match. ``problems``: those it may tell besides what all of its kind may. ``scope``: where the method does
    not tell it.
    """
    scope = scope or ("read" if method == "GET" else "write")
    named = named or scope == "write"

    def declare(view: Operation) -> Operation:
        first, _gap, rest = (view.__doc__ or "").partition("\n")
        told = {401, 403, 422, *problems, *((404,) if "{" in path else ())}
        if scope == "write":
            told |= {429, 404, 409}
        if takes:
            told |= {400, 413, 415}
        kept = dict(answers)
        if scope == "write" and 204 not in kept:
            kept[204] = None
        if conditional:
            told |= {412} if scope == "write" else set()
        door = Door(scope, named, takes)
        declared: Operation = router.api_operation(
            [method], path, auth=door, response=kept, operation_id=view.__name__, summary=first.rstrip("."),
            description=rest.strip(), openapi_extra=_extra(scope, named, sorted(told), kept, conditional),
        )(view)  # fmt: skip
        models = router.path_operations[path].operations[-1].models
        asked = [model for model in models if model.__ninja_param_source__ == "query"]
        door.parameters = frozenset(name for model in asked for name in _names(model))
        return declared

    return declare


def _names(model: Any) -> list[str]:
    """The parameters that a model of ninja's is made of."""
    return list(model.__ninja_flatten_map__)


def _extra(scope: Scope, named: bool, told: list[int], answers: dict[int, Any], conditional: bool) -> dict[str, Any]:
    """What types do not say: who may ask, the headers, the problems."""
    responses: dict[int, Any] = {}
    for status in answers:
        headers = dict(_RATE) if scope == "write" else {}
        if status in (201, 202):
            headers["Location"] = _TEXT
        responses[status] = {"headers": headers} if headers else {}
    for status in told:
        content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        responses[status] = {"description": _PROBLEMS[status], "content": content}
    responses[401]["headers"] = {"WWW-Authenticate": {**_TEXT, "required": True}}
    if 429 in responses:
        responses[429]["headers"] = {"Retry-After": {**_NUMBER, "required": True}, **_RATE}
    extra: dict[str, Any] = {
        "responses": responses,
        "security": [*([] if named else [{}]), {"token": []}, {"session": [], "csrf": []}],
    }
    if conditional:
        name = "If-Match" if scope == "write" else "If-None-Match"
        extra["parameters"] = [{"in": "header", "name": name, "required": False, **_TEXT}]
        for status, response in responses.items():
            if status < 300 and status != 204:
                response.setdefault("headers", {})["ETag"] = _TEXT
        if scope == "read":
            responses[304] = {"description": "As it was"}
    return extra


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter: an address has no null, what is not asked for is left out."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**{name: value for name, value in schema.items() if name != "anyOf"}, **kinds[0]}
