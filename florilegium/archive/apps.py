from django.apps import AppConfig


class Archive(AppConfig):
    name = "florilegium.archive"
    label = "archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what happens in the library."""
        from . import receivers

        receivers.listen()
