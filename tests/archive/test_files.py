"""Stored files: whole or not at all, once for each content; in a folder, or in an S3 bucket."""

from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from django.conf import settings as django_settings
from django.test import override_settings
from moto.server import ThreadedMotoServer

from florilegium.archive import files
from florilegium.archive.models import StoredFile
from florilegium.kit import environment
from florilegium.kit.environment import SettingError

FOLDER = "florilegium.archive.files.Folder"


def test_the_same_content_is_stored_once_under_its_digest(db: None, data_folder: Path) -> None:
    one, again = files.put(b"some content", "text/html"), files.put(b"some content", "text/html")
    assert one.digest == again.digest and StoredFile.objects.count() == 1
    assert [path.name for path in (data_folder / "files").rglob("*") if path.is_file()] == [one.digest]
    assert files.read(one.digest) == b"some content"
    files.drop(one.digest)
    files.drop(one.digest)
    with pytest.raises(FileNotFoundError):
        files.read(one.digest)
    assert files.put(b"some content", "text/html").digest == one.digest and files.read(one.digest) == b"some content"


def test_what_a_killed_writer_left_is_written_over(db: None, data_folder: Path) -> None:
    digest = files.put(b"whole", "text/html").digest
    StoredFile.objects.all().delete()
    path = data_folder / "files" / files.name_of(digest)
    path.write_bytes(b"wh")
    files.put(b"whole", "text/html")
    assert path.read_bytes() == b"whole" and not list(path.parent.glob(".*"))


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of an S3 server on this machine, and the settings that lead there."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        endpoint = "http://{}:{}".format(*server.get_host_and_port())
        keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "eu-west-1"}
        client = boto3.client("s3", endpoint_url=endpoint, **keys)  # type: ignore[no-untyped-call]
        client.create_bucket(Bucket="copies", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
        for name, value in {
            "STORAGE": f"s3://copies/of/ours?endpoint={endpoint}&region=eu-west-1", "STORAGE_KEY": "key",
            "STORAGE_SECRET": "secret",
        }.items():  # fmt: skip
            monkeypatch.setenv(f"FLORILEGIUM_{name}", value)
        storages = {**django_settings.STORAGES, "copies": environment.storage("STORAGE", FOLDER)}
        with override_settings(STORAGES=storages):
            yield endpoint
    finally:
        server.stop()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the S3 server and client themselves
def test_files_lie_in_a_bucket_where_the_settings_say_so(bucket: str, db: None, data_folder: Path) -> None:
    stored = files.put(b"some content" * 1000, "text/html")
    assert not (data_folder / "files").exists()
    assert files.read(stored.digest) == b"some content" * 1000
    client = boto3.client("s3", endpoint_url=bucket, aws_access_key_id="key", aws_secret_access_key="secret")  # type: ignore[no-untyped-call]
    listed = client.list_objects_v2(Bucket="copies")["Contents"]
    assert [one["Key"] for one in listed] == [
        f"of/ours/copies/{stored.digest[:2]}/{stored.digest[2:4]}/{stored.digest}"
    ]
    files.drop(stored.digest)
    with pytest.raises(FileNotFoundError):
        files.read(stored.digest)


@pytest.mark.parametrize("value", ["/a/folder", "s3://", "https://bucket.example", "s3://bucket?acl=public-read"])
def test_a_setting_that_leads_nowhere_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("FLORILEGIUM_STORAGE", value)
    with pytest.raises(SettingError, match="FLORILEGIUM_STORAGE"):
        environment.storage("STORAGE", FOLDER)
