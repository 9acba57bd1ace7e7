"""A column on a table that may hold millions of rows: added in place, filled afterwards, and filled on after a kill."""

import json
from collections.abc import Iterator

import pytest
from django.db.migrations import AddField, CreateModel
from django.db.migrations.loader import MigrationLoader

from florilegium.kit.addresses import bucket
from florilegium.kit.online import AddColumn
from tests import scratch

LARGE = {"annotation", "audience", "bookmark", "page", "saving", "tagging"}


def test_a_column_of_a_large_table_is_added_in_place() -> None:
    wrong = [
        f"{app}/{name}: {one.model_name}.{one.name}"
        for (app, name), migration in MigrationLoader(None).disk_migrations.items()
        if not any(isinstance(each, CreateModel) and each.name_lower in LARGE for each in migration.operations)
        for one in migration.operations
        if isinstance(one, AddField) and one.model_name_lower in LARGE
        if not isinstance(one, AddColumn) and not (one.field.null and not one.field.has_default())
    ]
    assert wrong == [], "on SQLite Django copies the table for it: florilegium.kit.online.AddColumn"


@pytest.fixture
def env() -> Iterator[scratch.Env]:
    with scratch.scratch_instance() as made:
        scratch.fill(made, "dave", group="autres")
        for n in range(3):
            scratch.done(made, "save", f"https://example.org/{n}", "--group", "autres", "--by", "dave")
        yield made


def test_what_a_killed_migration_left_unfilled_is_filled(env: scratch.Env) -> None:
    last = "0007_buckets_filled"
    scratch.change(env, "update page set bucket = null where url <> 'https://example.org/0'")
    after = scratch.rows(env, "select name from django_migrations where app = 'library' order by id")
    names = [name for (name,) in after]
    for name in names[names.index(last) :]:
        scratch.change(env, f"delete from django_migrations where app = 'library' and name = '{name}'")
    scratch.done(env, "migrate")
    assert scratch.rows(env, "select key, bucket from page order by id") == [
        (f"//example.org/{n}", bucket(f"//example.org/{n}")) for n in range(3)
    ]
    assert scratch.rows(env, "select count(*) from django_migrations where app = 'library'") == [(len(names),)]


def test_annotations_written_before_have_no_tags_and_no_key(env: scratch.Env) -> None:
    """As the older program writes them beside the newer table."""
    yes, no = ("true", "false") if "FLORILEGIUM_DATABASE_URL" in env else ("1", "0")
    scratch.change(
        env,
        "insert into annotation (page_id, author_id, kind, quote, selectors, color, body, plain, position, at, at_known,"
        " updated, approximate, withdrawn, heard) "
        f"select g.id, p.id, 0, 'q', '[]', 0, '', {no}, 0, 1, {yes}, 1, {no}, {no}, 0 from page g, person p "
        "where g.url = 'https://example.org/0' and p.login = 'dave'",
    )
    [(key, tags)] = scratch.rows(env, "select key, tags from annotation")
    assert (key, json.loads(tags) if isinstance(tags, str) else tags) == ("", [])
