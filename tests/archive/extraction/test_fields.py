"""What a page tells of itself, and what of it is believed."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilegium.archive.extraction import Article, Precision
from florilegium.archive.extraction.dates import read_date
from florilegium.archive.extraction.extracting import extracted
from florilegium.archive.extraction.fields import short_language
from florilegium.archive.extraction.names import cleaned

ADDRESS = "https://site.example/a/page"
TEXT = (
    "<p>"
    + "Une marge est la part d’une page qu’on a laissée à ses lecteurs, et ce qui s’y écrit répond à ce qui est imprimé. "
    * 8
)


def read(head: str, body: str = TEXT, address: str = ADDRESS, **headers: str) -> Article:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return extracted(
        f"<!doctype html><html><head>{head}</head><body><article>{body}</article></body></html>".encode(), address, told
    )


def linked(**told: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", **told})}</script>'


# ---------------------------------------------------------------- title and site


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Les marges du livre ancien | Le Site</title>", "Les marges du livre ancien"), ("<title>Les marges | Le Site</title>", "Les marges | Le Site"),
        ("<title>Les marges | Le Site</title><meta property=og:site_name content='Le Site'>", "Les marges"),
        ("<title>Le Site : Les marges</title><meta property=og:site_name content='le-site'>", "Les marges"),
        ("<title>x</title><meta property=og:title content='Les marges &amp;amp; le reste'>", "Les marges & le reste"),
        ("<meta name=twitter:title content=Marges>", "Marges"), ("<meta property=og:title content=A><meta name=citation_title content=B>", "B"),
        (linked(**{"@type": "NewsArticle", "headline": "Les <em>marges</em>"}), "Les marges"),
        (linked(**{"@graph": [{"@type": "WebSite", "name": "Le Site"}, {"@type": "BlogPosting", "headline": "Marges - Le Site"}]}), "Marges"),
        ("<title></title>", ""), ("", ""),
    ],
)  # fmt: skip
def test_title_is_what_the_page_is_called_without_its_site(head: str, title: str) -> None:
    assert read(head).title == title


def test_title_followed_by_more_is_the_heading() -> None:
    article = read(
        "<meta property=og:title content='Les marges du livre | Culture | 12.03.2024'>",
        f"<h1>Les marges du livre</h1>{TEXT}",
    )
    assert article.title == "Les marges du livre"
    assert "Les marges du livre" not in article.text


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<meta property=og:site_name content='Le Site'>", "Le Site"), (linked(**{"@type": "WebSite", "name": "Le Site"}), "Le Site"),
        (linked(**{"@type": "Article", "publisher": {"@type": "Organization", "name": "Le Journal"}}), "Le Journal"),
        ("<meta name=citation_journal_title content='Revue des marges'>", "Revue des marges"), ("<meta name=application-name content=Appli>", "Appli"), ("", ""),
    ],
)  # fmt: skip
def test_site(head: str, site: str) -> None:
    assert read(head).site_name == site


# ---------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Par Anne Duval", ("Anne Duval",)), ("Par Anne Duval et Paul Lenoir", ("Anne Duval", "Paul Lenoir")), ("Anne Duval, Paul Lenoir et Zoé Marin", ("Anne Duval", "Paul Lenoir", "Zoé Marin")),
        ("By Anne Duval and Paul Lenoir", ("Anne Duval", "Paul Lenoir")), ("Propos recueillis par Anne Duval", ("Anne Duval",)), ("Anne Duval (avec Paul Lenoir et Zoé Marin)", ("Anne Duval", "Paul Lenoir", "Zoé Marin")),
        ("Anne Duval | Publié le 3 mars 2024", ("Anne Duval",)), ("Anne Duval, le 3 mars 2024 à 10h", ("Anne Duval",)), ("Publié par Anne Duval - 12/03/2024", ("Anne Duval",)),
        ("Duval, Anne", ("Duval, Anne",)), ("Mac & i", ("Mac & i",)), ("View all posts by Anne Duval", ("Anne Duval",)), ("https://site.example/anne", ()), ("admin", ()), ("", ()), ("12", ()),
        ("Jean-Pierre de La Tour d’Auvergne", ("Jean-Pierre de La Tour d’Auvergne",)), ("Rédaction", ("Rédaction",)),
    ],
)  # fmt: skip
def test_names_in_a_byline(told: str, names: tuple[str, ...]) -> None:
    assert cleaned([told]) == names


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (linked(**{"@type": "Article", "author": [{"@type": "Person", "name": "Anne Duval"}, {"name": "Paul Lenoir"}]}), ""),
        (linked(**{"@type": "Article", "author": ["Anne Duval", "Paul Lenoir"]}), ""), (linked(**{"@type": "Article", "author": {"name": ["Anne Duval", "Paul Lenoir"]}}), ""),
        ("<meta name=citation_author content='Anne Duval'><meta name=citation_author content='Paul Lenoir'>", ""), ("<meta name=DC.creator content='Anne Duval'><meta name=DC.creator content='Paul Lenoir'>", ""),
        ("<meta name=author content='Anne Duval, Paul Lenoir'>", ""), ("", "<p class=byline>Par <a href=/a>Anne Duval</a> et <a href=/b>Paul Lenoir</a></p>"),
        ("", "<span itemprop=author>Anne Duval &amp; Paul Lenoir</span>"), ("", "<div class='auteur'>Anne Duval et Paul Lenoir</div>"),
    ],
)  # fmt: skip
def test_authors_wherever_they_are_told(head: str, body: str) -> None:
    assert read(head, body + TEXT).authors == ("Anne Duval", "Paul Lenoir")


# ---------------------------------------------------------------- when

PARIS = timezone(timedelta(hours=2))


@pytest.mark.parametrize(
    ("text", "at", "precision"),
    [
        ("2024-03-12", datetime(2024, 3, 12, tzinfo=UTC), "day"), ("2024-03-12T10:30:00Z", datetime(2024, 3, 12, 10, 30, tzinfo=UTC), "minute"),
        ("2024-03-12T10:30:15.123+02:00", datetime(2024, 3, 12, 10, 30, tzinfo=PARIS), "minute"), ("2024-03-12 10:30", datetime(2024, 3, 12, 10, 30, tzinfo=UTC), "minute"),
        ("20240312", datetime(2024, 3, 12, tzinfo=UTC), "day"), ("2024/3/2", datetime(2024, 3, 2, tzinfo=UTC), "day"), ("2024-03", datetime(2024, 3, 1, tzinfo=UTC), "month"), ("2024", datetime(2024, 1, 1, tzinfo=UTC), "year"),
        ("2024-03-12T00:00:00Z", datetime(2024, 3, 12, tzinfo=UTC), "day"), ("12 mars 2024", datetime(2024, 3, 12, tzinfo=UTC), "day"), ("1er août 2024", datetime(2024, 8, 1, tzinfo=UTC), "day"),
        ("Publié le mardi 12 mars 2024 à 10h30", datetime(2024, 3, 12, 10, 30, tzinfo=UTC), "minute"), ("le 12 févr. 2024 à 9 h", datetime(2024, 2, 12, 9, tzinfo=UTC), "minute"), ("12 Décembre 2024, 18:05", datetime(2024, 12, 12, 18, 5, tzinfo=UTC), "minute"),
        ("12/03/2024", datetime(2024, 3, 12, tzinfo=UTC), "day"), ("12.03.2024 à 8h05", datetime(2024, 3, 12, 8, 5, tzinfo=UTC), "minute"), ("mars 2024", datetime(2024, 3, 1, tzinfo=UTC), "month"),
        ("March 12, 2024", datetime(2024, 3, 12, tzinfo=UTC), "day"), ("Mar 12th 2024 at 4:05 pm", datetime(2024, 3, 12, 16, 5, tzinfo=UTC), "minute"), ("12 March 2024", datetime(2024, 3, 12, tzinfo=UTC), "day"),
        ("12. März 2024", datetime(2024, 3, 12, tzinfo=UTC), "day"), ("12 de marzo de 2024", datetime(2024, 3, 12, tzinfo=UTC), "day"),
    ],
)  # fmt: skip
def test_dates_as_machines_and_people_write_them(text: str, at: datetime, precision: Precision) -> None:
    found = read_date(text, "fr")
    assert found is not None and (found.at, found.precision) == (at, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "2024-13-01",
        "99/99/2024",
        "12 mai",
        "0000-00-00",
        "1.2.3",
        "12345678901",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read_date(text, "fr") is None


def test_numbers_are_not_guessed_in_english() -> None:
    assert read_date("03/04/2024", "en") is None
    assert read_date("03/25/2024", "en") is None
    found = read_date("25/03/2024", "en")
    assert found is not None and found.at.date().isoformat() == "2024-03-25"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    read_date(text)


@pytest.mark.parametrize(
    ("head", "body", "address"),
    [
        (linked(**{"@type": "Article", "datePublished": "2024-03-12"}), "", ADDRESS), ("<meta property=article:published_time content=2024-03-12>", "", ADDRESS),
        ("<meta name=citation_publication_date content=2024/03/12>", "", ADDRESS), ("<meta name=DC.date content=2024-03-12>", "", ADDRESS), ("", "<time datetime=2024-03-12>hier</time>", ADDRESS),
        ("", "<meta itemprop=datePublished content=2024-03-12>", ADDRESS), ("", "<p class=meta>Publié le 12 mars 2024, mis à jour le 13 mars 2024</p>", ADDRESS), ("", "", "https://site.example/2024/03/12/page"),
        (linked(**{"@type": "Article", "datePublished": "bientôt"}), "<time datetime=2024-03-12>x</time>", ADDRESS),
        ("", "<div class=comments><time datetime=2020-01-01>x</time></div><time datetime=2024-03-12>y</time>", ADDRESS),
    ],
)  # fmt: skip
def test_date_wherever_it_is_told(head: str, body: str, address: str) -> None:
    found = read(head, body + TEXT, address).published
    assert found is not None and found.at.date().isoformat() == "2024-03-12"


def test_page_without_a_date_has_none() -> None:
    assert read("<title>x</title>").published is None


# ---------------------------------------------------------------- language and direction


@pytest.mark.parametrize(
    ("told", "short"),
    [("fr-FR", "fr"), ("fr_FR.UTF-8", "fr"), ("PT-br", "pt-BR"), ("pt", "pt"), ("zh-TW", "zh-Hant"), ("zh-Hans-CN", "zh"), ("en-GB, fr", "en"), ("x", ""), ("français", ""), ("", ""), ("zzzz", "")],
)  # fmt: skip
def test_languages_in_their_short_form(told: str, short: str) -> None:
    assert short_language(told) == short


def test_language_is_what_is_declared_unless_the_text_is_plainly_another() -> None:
    page = "<html lang={}><article>" + TEXT + "</article>"
    told = [extracted(page.format(lang).encode(), ADDRESS, {}) for lang in ("fr", "en", "''", "fr-CA")]
    assert [(one.language, one.declared_language, one.detected_language) for one in told] == [
        ("fr", "fr", "fr"), ("fr", "en", "fr"), ("fr", "", "fr"), ("fr", "fr", "fr")
    ]  # fmt: skip
    short = extracted(b"<html lang=de><p>Hello you", ADDRESS, {})
    assert (short.language, short.detected_language) == ("de", "")
    assert read("", content_language="fr-FR").declared_language == "fr"


ARABIC = "<p>" + "كان المعرض في آخر الشارع، وكنا نقرأ فيه كل مساء ما كتبه الآخرون في الهوامش. " * 8


def test_direction_is_that_of_the_letters_unless_the_page_says_otherwise() -> None:
    assert read("", ARABIC).direction == "rtl" and read("", ARABIC).language == "ar"
    assert read("", TEXT).direction == "ltr"
    assert extracted(f"<html dir=rtl><article>{TEXT}".encode(), ADDRESS, {}).direction == "rtl"


# ---------------------------------------------------------------- addresses, DOI, image, wishes


def test_addresses_the_page_calls_its_own() -> None:
    article = read(
        "<base href=/b/><link rel=canonical href=../a/own><link rel=amphtml href=/amp><link rel=alternate hreflang=en href=/en>"
        "<meta property=og:url content=https://site.example/og><link rel=shortlink href=https://s.example/1>"
        "<meta name=citation_fulltext_html_url content=javascript:x>"
        + linked(**{"@type": "Article", "mainEntityOfPage": {"@id": ADDRESS + "#x"}})
    )
    assert article.canonical == "https://site.example/a/own"
    assert article.alternates == ("https://site.example/og", "https://s.example/1", ADDRESS + "#x")
    assert read("").canonical is None


@pytest.mark.parametrize(
    "href", ["", "javascript:x", "data:x", "file:///etc/passwd", "http://[", "mailto:a@b.example", "http://user:pw@"]
)
def test_what_is_no_address_is_none(href: str) -> None:
    assert read(f'<link rel=canonical href="{href}"><meta property=og:image content="{href}">').lead_image is None


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("<meta name=citation_doi content=10.1234/AbC.5>", ADDRESS), ("<meta name=DC.identifier content='doi:10.1234/abc.5'>", ADDRESS), ("<meta name=prism.doi content='doi:10.1234/abc.5.'>", ADDRESS),
        (linked(**{"@type": "ScholarlyArticle", "identifier": {"value": "https://doi.org/10.1234/abc.5"}}), ADDRESS), ("", "https://doi.org/10.1234/ABC.5"), (linked(**{"@type": "Article", "sameAs": "https://doi.org/10.1234/abc.5"}), ADDRESS),
    ],
)  # fmt: skip
def test_doi(head: str, address: str) -> None:
    assert read(head, TEXT + "<a href=https://doi.org/10.9999/cited>x</a>", address).doi == "10.1234/abc.5"


def test_cited_doi_is_not_the_pages_own() -> None:
    assert read("", TEXT + "<a href=https://doi.org/10.9999/cited>10.9999/cited</a>").doi == ""


def test_lead_image_and_description() -> None:
    article = read(
        "<meta property=og:image content=/i.png><meta name=description content='Ce que  disent\nles marges'>"
    )
    assert (article.lead_image, article.description) == ("https://site.example/i.png", "Ce que disent les marges")
    assert read("").description.startswith("Une marge est la part d’une page") and read("").description.endswith("…")


@pytest.mark.parametrize(
    ("head", "header", "wished"),
    [
        ("<meta name=robots content='noindex, noarchive'>", "", True), ("<meta name=ROBOTS content=NONE>", "", True), ("<meta name=florilegium content=noarchive>", "", True),
        ("<meta name=googlebot content=noarchive>", "", False), ("<meta name=robots content=nofollow>", "", False), ("", "noarchive", True), ("", "noindex, none", True),
        ("", "googlebot: noarchive", False), ("", "googlebot: noindex, florilegium: noarchive", True), ("", "unavailable_after: 25 Jun 2030, noarchive", False), ("", "", False),
    ],
)  # fmt: skip
def test_whether_it_asks_not_to_be_kept(head: str, header: str, wished: bool) -> None:
    assert read(head, x_robots_tag=header).noarchive is wished


@pytest.mark.parametrize(
    "told",
    ["", "{", "[]", "null", "1", '"x"', '{"@type":1}', '{"@type":["Article"],"author":{"name":{"name":1}}}', "[" * 9_000, '{"@graph":' * 500, '{"@type":"Article","headline":["a",{}],"image":[[["x"]]],"datePublished":{}}',
     "<!-- {} -->", '//<![CDATA[\n{"@type":"Article"}\n//]]>', '/*<![CDATA[*/{"@type":"Article",}/*]]>*/', '{"@type":"Article","author":[null,1,{},[]],"url":{"@id":[]}}'],
)  # fmt: skip
def test_no_linked_data_breaks_the_reading(told: str) -> None:
    assert read(f'<title>t</title><script type="application/ld+json">{told}</script>').language == "fr"
