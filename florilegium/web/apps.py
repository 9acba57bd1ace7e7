from django.apps import AppConfig


class Web(AppConfig):
    name = "florilegium.web"
    label = "web"
