from django.apps import AppConfig


class Library(AppConfig):
    name = "florilegium.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
