"""The application as a WSGI server wants it: static files first, then Django."""

import os
from wsgiref.headers import Headers

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "florilegium.config.settings")

_pages = get_wsgi_application()

from django.conf import settings  # noqa: E402  (only after Django is set up)
from whitenoise import WhiteNoise  # noqa: E402

#: security: a worker is bound by the policy of its own file. That of PDFs reads what strangers wrote: it may ask this site for
#: fonts and tables, compile its decoders of pictures, and nothing else.
_WORKER = "default-src 'none'; connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'"


def _headed(headers: Headers, path: str, _url: str) -> None:
    if path.endswith(".worker.mjs"):
        headers["Content-Security-Policy"] = _WORKER


#: Every address of a static file carries its digest, so a browser may keep it for a year.
application = WhiteNoise(_pages, max_age=31_536_000, add_headers_function=_headed)
application.add_files(str(settings.STATIC_ROOT), prefix=settings.STATIC_URL)  # type: ignore[no-untyped-call]
