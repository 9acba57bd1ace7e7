"""Work in a process of its own: it comes back, or it is stopped; and what it has of ours is nothing."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from florilegium.archive.confined import Share, TooHard, confined
from florilegium.archive.extraction import Published, extract
from florilegium.archive.extraction.extracting import extracted
from florilegium.archive.freezing import FreezeLimits, Resource, freeze
from florilegium.archive.freezing.document import written

PAGE = (
    "<!doctype html><html lang=fr><title>Les marges</title><meta property=article:published_time content=2024-03-01>"
    + (
        "<article><h1>Les marges</h1>"
        + "<p>Une marge est la part d’une page qu’on a laissée à ses lecteurs, et ce qui s’y écrit répond à ce qui est imprimé."
        * 9
    )
)


def test_article_from_the_process_is_the_article() -> None:
    far = extract(PAGE.encode(), address="https://site.example/", headers={"x-robots-tag": "noarchive"})
    assert far == extracted(PAGE.encode(), "https://site.example/", {"x-robots-tag": "noarchive"})
    assert isinstance(far.published, Published) and far.noarchive and far.authors == () and far.language == "fr"


def test_frozen_page_from_the_process_is_the_frozen_page() -> None:
    picture = b"\x89PNG\r\n\x1a\n"
    page = "<link rel=stylesheet href=a.css><img src=b.png><img src=c.png><p>é"

    def one(address: str) -> Resource | None:
        if address.endswith(".css"):
            return Resource(address, b"p{background:url(d.png)}", "text/css", "utf-8")
        return None if "c.png" in address else Resource(address, picture, "image/png")

    far = freeze(page, "https://site.example/", one)
    near = written(
        page, "https://site.example/", lambda addresses: [one(a) for a in addresses], FreezeLimits(), seen=True
    )
    assert far == near
    assert far.missing == ("https://site.example/c.png",)
    assert freeze(page.encode("cp1252"), "https://site.example/", one, charset="latin1").document == far.document


def test_resources_are_asked_for_several_at_a_time_and_not_after_the_time_is_over() -> None:
    asked: list[str] = []

    def slowly(address: str) -> Resource | None:
        asked.append(address)
        time.sleep(0.2)
        return None

    page = "".join(f"<img src={n}.png>" for n in range(60))
    freeze(page, "https://site.example/", slowly, limits=FreezeLimits(seconds=0.5, at_once=4))
    assert 4 <= len(asked) <= 24


def test_work_without_end_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(TooHard) as caught:
        confined(
            "article",
            {"address": "https://site.example/", "headers": {}},
            [b"<div>" * 900_000],
            share=Share(processor=1),
        )
    assert time.monotonic() - began < 60
    assert caught.value.sentence.endswith(".")


def test_work_without_measure_is_stopped() -> None:
    with pytest.raises(TooHard):
        confined(
            "article",
            {"address": "https://site.example/", "headers": {}},
            [b"<p>x" * 3_000_000],
            share=Share(memory=250_000_000),
        )


def test_a_clock_stops_what_waits() -> None:
    began = time.monotonic()
    with pytest.raises(TooHard):
        confined("freeze", {}, [], share=Share(clock=0.2))
    assert time.monotonic() - began < 20


def test_faults_in_the_process_come_to_an_end() -> None:
    for told in ({}, {"seen": True}, {"address": 1, "headers": None}):
        with pytest.raises(TooHard):
            confined("article", told, [b"x"], share=Share(clock=30))


def test_several_at_once() -> None:
    with ThreadPoolExecutor(3) as pool:
        titles = list(
            pool.map(
                lambda n: extract(f"<title>number {n}</title>".encode(), address="https://a.example/").title, range(3)
            )
        )
    assert titles == ["number 0", "number 1", "number 2"]


def test_the_process_knows_nothing_of_our_settings_and_imports_no_django_settings() -> None:
    code = "import florilegium.archive.extraction.work, florilegium.archive.freezing.work, florilegium.archive.pdf.work, sys, os, json;"
    code += "print(json.dumps([sorted(os.environ), 'florilegium.config.settings' in sys.modules, 'django.db' in sys.modules]))"
    told = subprocess.run(
        [sys.executable, "-I", "-c", code], env={"LC_ALL": "C.UTF-8"}, stdout=subprocess.PIPE, check=True
    )
    environment, settings, database = json.loads(told.stdout)
    assert "FLORILEGIUM_SECRET_KEY" in os.environ and not [
        name for name in environment if name.startswith(("FLOR", "DJANGO"))
    ]
    assert (settings, database) == (False, False)
