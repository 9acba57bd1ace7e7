from django.apps import AppConfig


class Groups(AppConfig):
    name = "florilegium.groups"
    label = "groups"
    default_auto_field = "django.db.models.BigAutoField"
