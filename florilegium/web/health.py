"""Whether the instance can answer: for a proxy, a container or a service that watches it."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse


def health(request: HttpRequest) -> HttpResponse:
    """200 “ok” when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from library where id = 0")
            cursor.fetchone()
    except Error:
        connection.close()
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
