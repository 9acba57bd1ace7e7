"""The OpenAPI document, held to its word: what fits it and what does not is sent, and every answer must fit too.

Each example is undone after it, so that every one finds the whole world.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from florilegium.config.wsgi import application

from .asking import CSV, Known, known, made_once

__all__ = ["known", "made_once"]

#: 30 operations, twice, this often: 1,200 requests.
EXAMPLES = 20
ADDRESSES = ("https://example.org/new", "https://example.org/public/b", "https://example.org/closed/b")
QUOTE = {"type": "TextQuoteSelector", "exact": "words of it", "prefix": "the "}
POSITION = {"type": "TextPositionSelector", "start": 4, "end": 15}
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]  # fmt: skip

SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
OPERATIONS = {one.label: one for one in (found.ok() for found in SCHEMA.get_all_operations())}  # type: ignore[union-attr]  # an error would be raised


def _real(known: Known, label: str) -> dict[str, list[Any]]:
    """Path parameters that lead somewhere."""
    if "annotation_id" in label:
        return {"annotation_id": [said.pk for said in known.world.said.values()]}
    if "bookmark_id" in label:
        return {"bookmark_id": [bookmark.pk for bookmark in known.world.bookmarks.values()]}
    if "snapshot_id" in label:
        return {"snapshot_id": list(known.copies.values())}
    if "import_id" in label:
        return {"import_id": list(known.imports.values())}
    if "{library}" in label:
        return {"library": ["public", "closed", "~alice", "~bob"]}
    return {"slug": ["public", "closed", "unlisted"]} if "{slug}" in label else {}


def _make_sense(known: Known, case: Any, data: st.DataObject) -> None:
    """Put in what chance does not find: an address, something that is said there, a file that can be read."""
    (case.query or {}).pop("cursor", None)
    if isinstance(case.query, dict) and "url" in case.query:
        case.query["url"] = data.draw(st.sampled_from(ADDRESSES))
        case.query.pop("bookmark", None)
    if not isinstance(case.body, dict):
        return
    case.headers.pop("If-Match", None)
    if "url" in case.body:
        case.body["url"] = data.draw(st.sampled_from(ADDRESSES))
        case.body.pop("bookmark", None)
    if "parent" in case.body:
        case.body["parent"] = data.draw(st.sampled_from([None, *(said.pk for said in known.world.said.values())]))
    if isinstance(case.body.get("audience"), list):
        case.body["audience"] = data.draw(st.lists(st.sampled_from(["public", "closed", "~alice"]), max_size=2))
        case.body["selectors"] = data.draw(st.sampled_from([[], [QUOTE], [QUOTE, POSITION]]))
    elif "parent" in case.body:
        case.body["audience"] = None
    if "file" in case.body:
        case.body |= {"file": CSV, "library": data.draw(st.sampled_from(["public", "~alice"]))}
        case.body.pop("format", None)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """The application's requests stay in the test's transaction, as those of Django's own test client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=str)
@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_fits_the_document(known: Known, label: str, mode: GenerationMode) -> None:
    operation = OPERATIONS[label]
    places = {name: st.sampled_from(values) for name, values in _real(known, label).items()}

    @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), derandomize=True, database=None)
    @given(st.data())
    def ask(data: st.DataObject) -> None:
        fixed: dict[str, Any] = {}
        if mode is GenerationMode.POSITIVE or data.draw(st.booleans()):
            fixed = {"path_parameters": {name: data.draw(values) for name, values in places.items()}}
        key = known.keys.get((data.draw(st.sampled_from(["alice", "alice", "bob", "dave", "nobody"])), "both"))
        if key:
            fixed["headers"] = {"Authorization": f"Bearer {key}"}
        case = data.draw(operation.as_strategy(generation_mode=mode, **fixed))
        if mode is GenerationMode.POSITIVE and data.draw(st.booleans()):
            _make_sense(known, case, data)
        with transaction.atomic():
            case.call_and_validate(
                checks=CHECKS if mode is GenerationMode.POSITIVE else [*CHECKS, negative_data_rejection]
            )
            transaction.set_rollback(True)

    ask()


def test_the_document_is_one_of_its_kind(known: Known) -> None:
    SCHEMA.validate()
    assert len(OPERATIONS) == 30
