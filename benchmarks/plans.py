"""How the database finds the rows of each listing: the plan of the statement that reads the entries."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.asking import Asker
from florilegium.config.wsgi import application


def plans(group: str, tag: str, other: str) -> dict[str, str]:
    """Listing → the plan of its main statement, as this database tells it."""
    asked = {
        "newest": group,
        "last page": f"{group}?page=last",
        "a tag": f"{group}/tag/{tag}",
        "a tag, most viewed": f"{group}/tag/{tag}?sort=viewed",
        "one member": f"{group}?by=1",
        "with notes": f"{group}?kind=noted",
        "most annotated": f"{group}?sort=annotated",
        "two tags": f"{group}/tag/{tag}?and={other}",
    }
    return {name: plan_of(path) for name, path in asked.items()}


def plan_of(path: str) -> str:
    """The plan of the statement that reads the entries of a page."""
    with CaptureQueriesContext(connection) as queries:
        Asker(application).get(path)
    statement = next(q["sql"] for q in queries if " k join bookmark b " in q["sql"])
    return explain(statement)


def explain(statement: str) -> str:
    """The plan, a line a step."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("explain (costs off) " + statement.replace("%", "%%"))
            return "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("explain query plan " + statement.replace("%", "%%"))
        return "\n".join(row[3] for row in cursor.fetchall())
