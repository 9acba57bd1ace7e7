"""The application as a WSGI server wants it: static files first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "florilegium.config.settings")

_pages = get_wsgi_application()

from django.conf import settings  # noqa: E402  (only after Django is set up)
from whitenoise import WhiteNoise  # noqa: E402

#: Every address of a static file carries its digest, so a browser may keep it for a year.
application = WhiteNoise(_pages, max_age=31_536_000)
application.add_files(str(settings.STATIC_ROOT), prefix=settings.STATIC_URL)  # type: ignore[no-untyped-call]
