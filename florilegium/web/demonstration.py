from django.http import HttpRequest, HttpResponse


def article(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return HttpResponse("")
