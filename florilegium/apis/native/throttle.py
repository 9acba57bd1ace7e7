"""So many writes a minute and token (from our own pages: and person), and no more: told in the headers of every write, counted over all processes."""

import math
import time

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from florilegium.library.actions.tokens import count_write
from florilegium.people.viewer import Viewer

from .problems import Refused

A_MINUTE = 60


def count(request: HttpRequest, viewer: Viewer) -> bool:
    """Count a write; Refused (429) above the limit. False if the token was revoked this moment."""
    now = time.time()
    try:
        n = count_write(viewer, int(now // A_MINUTE))
    except IntegrityError:
        return False
    limit, rest = settings.API_WRITES_A_MINUTE, math.ceil(A_MINUTE - now % A_MINUTE)
    request.rate = {  # type: ignore[attr-defined]
        "RateLimit-Limit": str(limit), "RateLimit-Remaining": str(max(0, limit - n)), "RateLimit-Reset": str(rest),
    }  # fmt: skip
    if n > limit:
        sentence = _("You may write %(limit)s times a minute. Wait %(seconds)s seconds.")
        if viewer.token is not None:
            sentence = _("This token may write %(limit)s times a minute. Wait %(seconds)s seconds.")
        raise Refused(429, sentence % {"limit": limit, "seconds": rest}, {"Retry-After": str(rest)})
    return True


def tell(request: HttpRequest, response: HttpResponse) -> None:
    """Write the state into the answer's headers, if the request counted."""
    for name, value in getattr(request, "rate", {}).items():
        response[name] = value
