"""From a page's shape to HTML: the Jinja2 environment, and ``render``, which every view ends with."""

import hashlib
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.utils import translation
from jinja2 import StrictUndefined

from .shell import shell_for
from .templating import PageEnvironment


def environment(**options: Any) -> PageEnvironment:
    """The environment of our pages: undefined names are errors, texts go through gettext."""
    options.setdefault("undefined", StrictUndefined)
    env = PageEnvironment(
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
        **_known(options),
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals["static"] = static
    return env


def _known(options: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if name != "autoescape"}


@cache
def static(path: str) -> str:
    """The address of a static file, with a digest of its content so that it may be kept for a year."""
    content = (settings.STATIC_ROOT / path).read_bytes()
    return f"{settings.STATIC_URL}{path}?v={hashlib.blake2b(content, digest_size=6).hexdigest()}"


def render(request: HttpRequest, template: str, page: Any, status: int = 200) -> HttpResponse:
    """``template`` with ``page`` (a shape) and ``shell`` (what stands around every page)."""
    source = engines["jinja2"].env.get_template(template)  # type: ignore[attr-defined]
    return HttpResponse(source.render(page=page, shell=shell_for(request)), status=status)
