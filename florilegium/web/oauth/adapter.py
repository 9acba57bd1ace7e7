"""How django-allauth's provider speaks of what it grants."""

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultOIDCAdapter):
    """What a program may do, in words."""

    scope_display = {
        "read": _("read what I may read"),
        "write": _("write as I may write"),
    }
