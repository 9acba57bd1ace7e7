"""Uploads: one file or a zip, and zips made to do harm."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from florilegium.portability import packages
from florilegium.portability.packages import open_upload
from florilegium.portability.records import Record, Unreadable

TABLE = b'title,url,tags,description,comments,annotations,created_at\n"T","https://example.org","a","","","","2013-02-03 10:09:32"\n'
LINKS = b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><p><DT><A HREF="https://example.org">T</A></DL>'


def zipped(*members: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as package:
        for name, data in members:
            package.writestr(name, data)
    return out.getvalue()


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    return tmp_path / "upload.txt"


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(Unreadable) as refusal:
        for member in open_upload(path):
            list(member.records())
    return refusal.value.code


def test_a_plain_file_is_one_member_whatever_it_is_called(upload: Path) -> None:
    upload.write_bytes(TABLE)
    [member] = open_upload(upload)
    assert member.form is not None
    assert (member.name, member.size, member.form.NAME) == ("upload.txt", len(TABLE), "diigo-csv")
    assert [one.title for one in member.records() if isinstance(one, Record)] == ["T"]


def test_a_zip_s_files_are_read_in_order_and_strangers_are_passed_over(upload: Path) -> None:
    files = [("a/", b""), ("a/1.csv", TABLE), ("a/x.png", b"\x89PNG"), ("../../2.html", LINKS), ("a/1.csv", TABLE)]
    with pytest.warns(UserWarning, match="Duplicate name"):
        upload.write_bytes(zipped(*files))
    members = open_upload(upload)
    assert [(member.name, member.form and member.form.NAME) for member in members] == [
        ("a/1.csv", "diigo-csv"), ("a/x.png", None), ("../../2.html", "netscape"), ("a/1.csv", "diigo-csv"),
    ]  # fmt: skip
    assert [len(list(member.records())) for member in members if member.form] == [1, 1, 1]
    assert [path.name for path in upload.parent.iterdir()] == ["upload.txt"]


def test_a_person_may_say_the_form(upload: Path) -> None:
    upload.write_bytes(b'"T","https://example.org","a","","","",""\n')
    with pytest.raises(Unreadable):
        open_upload(upload)
    [member] = open_upload(upload, "diigo-csv")
    assert len(list(member.records())) == 1
    with pytest.raises(Unreadable):
        open_upload(upload, "no such form")


def test_a_package_with_nothing_for_us_says_so(upload: Path) -> None:
    assert refused(upload, zipped(("x.png", b"\x89PNG"), ("y.css", b"p {}"))) == "nothing_in_package"
    assert refused(upload, zipped()) == "nothing_in_package"


def test_a_package_of_one_stranger_says_what_is_wrong_with_it(upload: Path) -> None:
    assert refused(upload, zipped(("roll.js", b"document.write('diigo')"))) == "link_roll"


def test_a_zip_in_a_zip_is_refused(upload: Path) -> None:
    assert refused(upload, zipped(("a.csv", TABLE), ("b.csv", zipped(("c.csv", TABLE))))) == "nested_package"


def test_a_bomb_is_refused_before_it_is_read(upload: Path) -> None:
    assert refused(upload, zipped(("a.csv", TABLE), ("zeros.csv", bytes(20 << 20)))) == "too_much_packed"


def test_members_that_share_their_bytes_are_a_bomb(upload: Path) -> None:
    data = zipped(("a.csv", TABLE * 60))
    end = data.rindex(b"PK\x05\x06")
    start = data.index(b"PK\x01\x02")
    entry = data[start:end] * 150
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 150, 150, len(entry), start, 0)
    assert refused(upload, data[:start] + entry + tail) in ("too_much_packed", "broken_package")


def test_too_many_files_are_refused(upload: Path) -> None:
    assert (
        refused(upload, zipped(*((f"{number}.csv", TABLE) for number in range(packages.FILES + 1)))) == "too_many_files"
    )


def test_more_bytes_than_allowed_are_refused(upload: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "UNPACKED_BYTES", 1000)
    assert refused(upload, zipped(("a.csv", TABLE * 20))) == "too_many_bytes_unpacked"
    monkeypatch.setattr(settings, "UPLOAD_MB", 0)
    assert refused(upload, TABLE) == "too_many_bytes"


def test_an_encrypted_package_is_refused(upload: Path) -> None:
    data = bytearray(zipped(("a.csv", TABLE)))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refused(upload, bytes(data)) == "encrypted"


def test_a_declared_size_that_lies_is_damage(upload: Path) -> None:
    data = bytearray(zipped(("a.csv", TABLE)))
    place = data.index(b"PK\x01\x02") + 24
    data[place : place + 4] = struct.pack("<I", len(TABLE) // 2)
    assert refused(upload, bytes(data)) == "broken_package"


def test_a_cut_package_is_damage(upload: Path) -> None:
    assert refused(upload, zipped(("a.csv", TABLE))[:-30]) == "broken_package"


@given(draw=st.data())
def test_no_damage_to_a_package_is_an_error_of_ours(
    draw: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    how = draw.draw(st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]))
    raw = bytearray(zipped(("a.csv", TABLE * 3), ("b.html", LINKS), how=how))
    for place, value in draw.draw(st.lists(st.tuples(st.integers(4, len(raw) - 1), st.integers(0, 255)), max_size=6)):
        raw[place] = value
    path.write_bytes(bytes(raw))
    try:
        for member in open_upload(path):
            if member.form:
                member.source()
                list(member.records())
    except Unreadable as refusal:
        assert refusal.code
