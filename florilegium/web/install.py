"""What a phone is told when somebody puts the site on its home screen: its name, its look, and where to share pages to.

W3C Web App Manifest, with the share target that Chromium on Android knows. No service worker: browsers ask for none any more.
"""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .rendering import static

PAPER = "#fcfcfa"


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """``/manifest.webmanifest``, the same for everybody."""
    told = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": translation.get_language(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [{"src": static("florilegium/icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        "share_target": {
            "action": "/save",
            "method": "GET",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }
    return JsonResponse(told, content_type="application/manifest+json")
