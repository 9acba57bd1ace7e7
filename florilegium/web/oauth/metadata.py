"""What an address says of itself to who asks whether it is a Florilegium (RFC 8414)."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from florilegium.library.actions.connections import EXTENSION


@require_safe
def metadata(request: HttpRequest) -> JsonResponse:
    """Where to ask for a key, and what this place is called."""
    return JsonResponse(_told(request.build_absolute_uri("/").rstrip("/")))


def _told(here: str) -> dict[str, object]:
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}/oauth/authorize",
        "token_endpoint": f"{here}/oauth/token",
        "revocation_endpoint": f"{here}/oauth/revoke",
        "scopes_supported": list(EXTENSION.scopes),
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "florilegium": {"name": settings.SITE_NAME, "api": f"{here}/api/v1"},
    }
