from django.apps import AppConfig


class Portability(AppConfig):
    name = "florilegium.portability"
    label = "portability"
    default_auto_field = "django.db.models.BigAutoField"
