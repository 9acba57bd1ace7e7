"""Real exports, read where they are; see tests/shared_files.py."""

import html
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from florilegium.portability.packages import open_upload
from florilegium.portability.records import Record, Rejected, Source, Unreadable
from tests.portability import independent_counts as independent
from tests.shared_files import shared

FILES: list[tuple[str, str, Callable[[Path], independent.Counts]]] = [
    ("seed/group-page.txt", "diigo-text", independent.of_page),
    ("corpora/diigo/dev/mradspieler_test_2004-2017.csv", "diigo-csv", independent.of_table),
    ("corpora/diigo/dev/tagmark_16400249_csv_2023.csv", "diigo-csv", independent.of_table),
    ("corpora/load/dev/diigo_scrambled_b_de_en_13years.csv", "diigo-csv", independent.of_table),
    ("corpora/diigo/dev/tagmark_16400249_chrome_2023.html", "netscape", independent.of_bookmarks),
    ("corpora/diigo/dev/active_diigo_api_bookmarks.json", "diigo-api", independent.of_api),
    ("corpora/diigo/dev/jasalt_api_v2_dev.json", "diigo-api", independent.of_api),
    ("corpora/load/dev/diigo_api_scrambled_dev.json", "diigo-api", independent.of_api),
    ("corpora/diigo/dev/tagmark_interact_api_items.jsonl", "diigo-site", independent.of_site),
    ("corpora/diigo/dev/diigo_linkroll_blogpost_fragment.html", "diigo-linkroll", independent.of_roll),
]
REFUSED: list[tuple[str, str]] = [
    ("corpora/diigo/dev/active_diigo_api_save_error.json", "api_error"),
]


def counts(found: Iterable[Record | Rejected]) -> independent.Counts:
    records = [one for one in found if isinstance(one, Record)]
    return (
        len(records),
        sum(len(record.highlights) for record in records),
        sum(len(highlight.notes) for record in records for highlight in record.highlights),
        sum(len(record.comments) for record in records),
        sum(len(record.tags) for record in records),
    )


@pytest.mark.parametrize(("name", "form", "count"), FILES, ids=[Path(name).name for name, _, _ in FILES])
def test_a_real_file_is_recognised_and_read_whole(
    name: str, form: str, count: Callable[[Path], independent.Counts]
) -> None:
    path = shared(*name.split("/"))
    [member] = open_upload(path)
    assert member.form is not None
    assert form == member.form.NAME
    assert counts(member.records()) == count(path)


@pytest.mark.parametrize(("name", "form", "count"), FILES, ids=[Path(name).name for name, _, _ in FILES])
def test_a_zipped_real_file_reads_the_same(
    name: str, form: str, count: Callable[[Path], independent.Counts], tmp_path: Path
) -> None:
    path = shared(*name.split("/"))
    package = tmp_path / "export.zip"
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        file.write(path, "inner/whatever.bin")
    [plain], [zipped] = open_upload(path), open_upload(package)
    assert list(zipped.records()) == list(plain.records())
    assert zipped.source() == plain.source()


@pytest.mark.parametrize(("name", "code"), REFUSED)
def test_what_is_no_export_is_refused(name: str, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        list(open_upload(shared(*name.split("/")))[0].records())
    assert refusal.value.code == code


def test_every_file_of_the_folders_is_named_here() -> None:
    named = {Path(name).name for name in [file[0] for file in FILES] + [file[0] for file in REFUSED]}
    for folder in (("corpora", "diigo", "dev"), ("corpora", "load", "dev")):
        assert {path.name for path in shared(*folder).iterdir()} <= named


def test_the_seed_is_read_letter_for_letter() -> None:
    expected = json.loads(shared("seed", "expected.json").read_text("utf-8"))
    [member] = open_upload(shared("seed", "group-page.txt"))
    assert member.source() == Source(group="Tic&Travail", tag="collectif", first=1, last=20, total=64)
    found = list(member.records())
    assert len(found) == len(expected["items"])
    for record, item in zip(found, expected["items"], strict=True):
        assert isinstance(record, Record)
        assert (record.author, record.title, record.views) == (item["author"], item["title"], item["views"])
        assert [highlight.quote for highlight in record.highlights] == item["highlights"]
        assert [comment.text for comment in record.comments] == item["comments"]
        assert {highlight.author for highlight in record.highlights} <= {item["author"]}
        assert {comment.author for comment in record.comments} <= {item["author"]}
        assert record.tags == ("collectif",)
        assert record.url is None
        assert record.remarks == ()  # each fold holds as many highlights as it says
    assert sum(record.title_cut for record in found if isinstance(record, Record)) == 5


BROWSERS = "corpora/netscape/dev"


def test_bookmark_files_of_many_programs_keep_every_link() -> None:
    files = [path for path in shared(*BROWSERS.split("/")).rglob("*") if path.suffix in (".html", ".htm")]
    assert len(files) > 15
    for path in files:
        [member] = open_upload(path)
        assert member.form is not None
        assert (path.name, member.form.NAME) == (path.name, "netscape")
        assert (path.name, counts(member.records())[0]) == (path.name, independent.of_bookmarks(path)[0])


def test_titles_addresses_notes_and_dates_are_those_another_parser_finds() -> None:
    folder = shared(*BROWSERS.split("/"), "shaarli-parser")
    gold = json.loads((folder / "gold_dev.json").read_text("utf-8"))
    compared = 0
    for name, cases in gold.items():
        records = [one for one in open_upload(folder / name)[0].records() if isinstance(one, Record)]
        for index, key, value in (line for case in cases.values() for line in case["asserts"]):
            if key not in ("title", "uri", "note", "time") or not str(index).isdigit():
                continue
            record = records[int(index)]
            if key == "time":
                found = str((record.at or 0) // 1_000_000)
                if "date_unreadable" in record.remarks:  # one file has a server log's dates
                    continue
            else:
                found = {"title": record.title, "uri": record.url or "", "note": record.description}[key]
                value = html.unescape(value)
            assert (name, index, key, found) == (name, index, key, value)
            compared += 1
    assert compared > 100
