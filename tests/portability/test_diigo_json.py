"""Diigo's API and what its site is fed with."""

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from florilegium.portability.formats import diigo_api, diigo_site
from florilegium.portability.records import Highlight, Note, Record, Source, Unreadable
from tests.portability.reading import only, read

SECONDS = int(datetime(2013, 2, 3, 10, 9, 32, tzinfo=UTC).timestamp())
AT = SECONDS * 1_000_000
NOTE = {"content": "why  ?", "user": "ben", "created_at": "2013/02/03 12:09:32 +0200"}
ITEM: dict[str, Any] = {
    "title": "Cooperative &amp; nomads", "url": "https://example.org/a", "user": "anna", "desc": "a note", "tags": 'work,"two words"',
    "shared": "yes", "readlater": "no", "created_at": "2013/02/03 10:09:32 +0000", "updated_at": "2013/02/03 10:09:55 +0000",
    "comments": [NOTE],
    "annotations": [
        {"content": "<b>selected</b> html", "user": "anna", "created_at": "2013/02/03 10:09:32 +0000", "comments": [NOTE]},
        {"content": "", "user": "anna", "created_at": "0000/00/00 00:00:00 +0000", "comments": [{**NOTE, "user": "anna"}]},
    ],
}  # fmt: skip


def api(*items: Any) -> str:
    return json.dumps(items)


def test_an_item_of_the_api_is_a_record_whose_account_names_nobody() -> None:
    assert only(api(ITEM)) == Record(
        1,
        "Cooperative & nomads",
        "https://example.org/a",
        description="a note",
        tags=("work", "two words"),
        highlights=(Highlight("selected html", (Note("why  ?", "ben", AT),), at=AT),),
        comments=(Note("why  ?", None, AT), Note("why  ?", "ben", AT)),
        at=AT,
        private=False,
        unread=False,
        remarks=("highlight_markup_removed",),
    )
    assert diigo_api.source(io.BytesIO(api(ITEM).encode())) == Source(account="anna")


def test_items_of_several_accounts_name_theirs() -> None:
    both = api(ITEM, {**ITEM, "user": "ben"})
    assert [record.author for record in read(both).records] == ["anna", "ben"]
    assert [record.highlights[0].author for record in read(both).records] == ["anna", "anna"]
    assert diigo_api.source(io.BytesIO(both.encode())) == Source()


def test_answers_saved_one_after_the_other_are_one_library() -> None:
    both = api(ITEM) + "\n" + api({**ITEM, "url": "https://example.org/b"}, ITEM) + "[]"
    assert [(record.number, record.author) for record in read(both).records] == [(1, None), (2, None), (3, None)]
    with pytest.raises(Unreadable) as refusal:
        read(api(ITEM) + '\n{"message": "busy"}')
    assert refusal.value.code == "unexpected_json"


def test_private_and_read_later_are_kept() -> None:
    record = only(api({**ITEM, "shared": "no", "readlater": "yes"}))
    assert (record.private, record.unread) == (True, True)


def test_a_date_of_zeros_is_no_date_and_no_mistake() -> None:
    record = only(api({**ITEM, "created_at": "0000/00/00 00:00:00 +0000", "annotations": []}))
    assert (record.at, record.remarks) == (None, ())


def test_half_characters_and_nulls_never_leave_the_reader() -> None:
    record = only(api(ITEM).replace("a note", "a\\u0000 \\ud83c note"))
    assert record.description == "a \ufffd note"


@pytest.mark.parametrize("wrong", [None, 3, "text", {**ITEM, "title": ["x"]}, {**ITEM, "annotations": ["x"]}, {**ITEM, "annotations": {}}])  # fmt: skip
def test_an_item_of_another_shape_is_rejected_alone(wrong: Any) -> None:
    records, rejected = read(api(wrong, ITEM), diigo_api)
    assert [record.number for record in records] == [2]
    assert [(one.number, one.reason) for one in rejected] == [(1, "unexpected_shape")]


def test_an_item_without_title_and_address_is_rejected() -> None:
    assert [one.reason for one in read(api({**ITEM, "title": " ", "url": None})).rejected] == ["nothing_to_keep"]


@pytest.mark.parametrize(("text", "code"), [
    ('{"message": "Error detected.", "code": 0}', "api_error"), ('{"code": 1}', "unexpected_json"),
    ('[{"readlater": "no", "shared": "yes"', "broken_json"), ('[{"shared": 1, "desc": ' + "[" * 200_000, "nested_too_deep"),
    ('[{"shared": 1, "desc": ' + "9" * 10_000 + "}]", "broken_json"),
])  # fmt: skip
def test_a_file_that_is_no_list_of_items_is_unreadable(text: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(text)
    assert refusal.value.code == code


def test_json_beyond_the_limit_is_unreadable() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b'[{"shared": 1, "desc": "' + b"x" * (64 << 20) + b'"}]')
    assert refusal.value.code == "too_long_for_json"


SITE: dict[str, Any] = {
    "link_id": 5, "u_name": "anna", "url": "https://example.org/a", "title": "T", "tags": "a,b", "description": "d", "private": True,
    "readed": 0, "created_at": SECONDS, "comments": [],
    "annotations": [
        {"content": "a<br>b", "u_name": "anna", "created_at": SECONDS, "extra": {"color": "pink"},
         "stickyNotes": [{"content": "n", "u_name": "ben", "created_at": SECONDS}]},
        {"content": "c", "u_name": "ben", "created_at": SECONDS, "extra": {"color": "mauve"}},
    ],
}  # fmt: skip
EXPECTED = Record(
    1, "T", "https://example.org/a", description="d", tags=("a", "b"), at=AT, private=True, unread=True,
    highlights=(Highlight("a\nb", (Note("n", "ben", AT),), None, AT, "pink"), Highlight("c", (), "ben", AT)),
)  # fmt: skip


@pytest.mark.parametrize("text", [json.dumps(SITE), json.dumps(SITE) + "\n\n", json.dumps({"items": [SITE], "total": 1}, indent=1), json.dumps([SITE]),
    json.dumps({"items": [SITE]}) + "\n" + json.dumps({"items": []}, indent=1)])  # fmt: skip
def test_items_of_the_site_are_read_as_lines_or_as_an_answer(text: str) -> None:
    assert only(text) == EXPECTED
    assert diigo_site.source(io.BytesIO(text.encode())) == Source(account="anna")


def test_a_broken_line_is_rejected_alone() -> None:
    lines = [json.dumps(SITE), '{"u_name": "anna", ', json.dumps({**SITE, "created_at": "?"}), "[]"]
    records, rejected = read("\n".join(lines))
    assert [(record.number, record.remarks) for record in records] == [(1, ()), (3, ("date_unreadable",))]
    assert [(one.number, one.reason) for one in rejected] == [(2, "broken_json"), (4, "unexpected_shape")]
