from django.apps import AppConfig
from django.utils.translation import trans_real

from .speech import Spoken


class Web(AppConfig):
    name = "florilegium.web"
    label = "web"

    def ready(self) -> None:
        trans_real._active = Spoken()  # type: ignore[attr-defined]
