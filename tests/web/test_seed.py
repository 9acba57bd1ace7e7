"""A real group's page, saved as text, brought in twice by the command, and its tag's page: item by item, letter for letter."""

import json
from typing import Any

from django.test import Client
from lxml import html

from florilegium.command.main import main
from tests.shared_files import shared


def test_the_tag_page_shows_what_a_reader_must_get_out_of_the_seed(transactional_db: None) -> None:
    seed, expected = shared("seed", "group-page.txt"), json.loads(shared("seed", "expected.json").read_text("utf-8"))
    main(["person", "add", "anna"])
    main(["group", "add", "tic-travail", "--name", "Tic&Travail", "--owner", "anna", "--readable-by", "world"])
    for _twice in range(2):
        assert main(["import", str(seed), "--group", "tic-travail", "--by", "anna"]) == 0
    page = Client(headers={"accept-language": "en"}).get("/group/tic-travail/tag/collectif").content.decode()
    assert "1 – 20 of 20" in page
    root: Any = html.fromstring(page)
    entries = root.xpath("//article[contains(@class, 'entry')]")
    items = expected["items"]
    assert len(entries) == len(items) == 20
    for entry, item in zip(entries, items, strict=True):
        assert entry.xpath("string(.//h2//*[self::a or self::span])") == item["title"]
        provenance = entry.xpath("string(.//p[contains(@class, 'provenance')])")
        assert item["author"] in provenance and f"{item['views']} view" in provenance
        assert [quote.text_content() for quote in entry.xpath(".//blockquote")] == item["highlights"]
        assert [said.text_content() for said in entry.xpath(".//p[contains(@class, 'as-typed')]")] == item["comments"]
        beyond = len(item["highlights"]) - 3
        told = f"{beyond} more annotation{'s' if beyond > 1 else ''}" if beyond > 0 else ""
        assert entry.xpath("string(.//summary/*[@class='shut'])") == told
        assert all("approximate" in note.text_content() for note in entry.xpath(".//div[@class='said']"))
