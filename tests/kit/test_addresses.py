"""The address policy: the pairs of docs/addresses.md, what is refused, and what holds for any text at all."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from florilegium.kit.addresses import MAX_KEY, MAX_LENGTH, Address, NotAnAddress, find, parse
from florilegium.kit.tracking import BY_HOST, EVERYWHERE, PREFIXES, is_tracking
from tests.shared_files import REPOSITORY, shared

ROW = re.compile(r"\| `([^`]+)` \| `([^`]+)` \| [^|]+ \|")


def pairs(heading: str) -> list[tuple[str, str]]:
    """The rows of the table under a heading of docs/addresses.md."""
    text = (REPOSITORY / "docs" / "addresses.md").read_text(encoding="utf-8")
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [(match[1], match[2]) for line in section.splitlines() if (match := ROW.fullmatch(line))]


MEETING = pairs("Pairs that must meet")
APART = pairs("Pairs that must not meet")


def test_document_holds_sixty_pairs_of_each_kind() -> None:
    assert len(set(MEETING)) >= 60
    assert len(set(APART)) >= 60


@pytest.mark.parametrize(("one", "other"), MEETING)
def test_pair_meets(one: str, other: str) -> None:
    assert one != other
    assert parse(one).key == parse(other).key


@pytest.mark.parametrize(("one", "other"), APART)
def test_pair_stays_apart(one: str, other: str) -> None:
    assert parse(one).key != parse(other).key


# What becomes a link, and how it is kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \t\r\n\u200b\ufeff", "empty"),
        ("https://example.org/" + "a" * MAX_LENGTH, "too_long"),
        ("https://example.org/" + "é" * (MAX_LENGTH // 2), "too_long"),  # once encoded
        ("javascript:alert(1)", "scheme"),
        ("JavaScript:alert(1)", "scheme"),
        ("java\nscript:alert(1)", "scheme"),
        ("\x01javascript:alert(1)", "scheme"),
        ("javascript://example.org/%0aalert(1)", "scheme"),
        ("data:text/html,<b>ink</b>", "scheme"),
        ("vbscript:x", "scheme"),
        ("file:///etc/hosts", "scheme"),
        ("ftp://example.org/a.txt", "scheme"),
        ("mailto:alice@example.org", "scheme"),
        ("tel:+33100000000", "scheme"),
        ("about:blank", "scheme"),
        ("view-source:https://example.org/", "scheme"),
        ("place:sort=8", "scheme"),
        ("C:\\notes.txt", "scheme"),
        ("localhost:8000/a", "scheme"),
        ("alice@example.org", "words"),
        ("see page 12", "words"),
        ("Read this. Then that.", "words"),
        ("3.14", "words"),
        ("/etc/hosts", "words"),
        ("///etc/hosts", "words"),
        ("//", "words"),
        ("#part-2", "words"),
        ("http://", "malformed"),
        ("http://?", "malformed"),
        ("https://exa mple.org/", "malformed"),
        ("http://example..org/", "malformed"),
        ("http://.example.org/", "malformed"),
        ("http://./", "malformed"),
        ("http://example.org:99999/", "malformed"),
        ("http://1.2.3.456/", "malformed"),
        ("http://[::1/", "malformed"),
        ("http://a,b.example/", "malformed"),
        ("http://xn--a.example/", "malformed"),  # punycode that stands for nothing
        ("http://" + "a." * 130 + "org/", "malformed"),
        ("http://https://example.org/", "malformed"),
        ("http://example.org/\nhttp://example.net/", "malformed"),
        ("http://example.org/\ud800", "malformed"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    with pytest.raises(NotAnAddress) as refusal:
        parse(text)
    assert refusal.value.reason == reason
    assert refusal.value.url == text
    assert str(refusal.value).endswith(".")
    assert find(text) is None


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" https://example.org/a \u00a0\u200b", "https://example.org/a"),
        ("example.org", "https://example.org/"),
        ("example.org:8080/a", "https://example.org:8080/a"),
        ("http://example.org/a\n  b", "http://example.org/a  b".replace(" ", "%20")),
        ("http://example.org/?utm_source=x&b=2&a=1#part-2", "http://example.org/?utm_source=x&b=2&a=1#part-2"),
        ("http://alice:secret@example.org/a?b=alice:secret@", "http://example.org/a?b=alice:secret@"),
        ("https://alice@example.org/alice@example.org/", "https://example.org/alice@example.org/"),
        ("https://example.org@evil.example/", "https://evil.example/"),
        ("http://localhost:8000/a", "http://localhost:8000/a"),
    ],
)
def test_kept_as_given_but_valid(text: str, url: str) -> None:
    assert parse(text).url == url


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("https://www.example.org/a", "example.org"),
        ("https://www.example.org:443/", "example.org"),
        ("https://www.www.example.org/", "example.org"),
        ("https://www.example.org:8080/", "example.org:8080"),
        ("https://fr.wikipedia.org/", "fr.wikipedia.org"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("https://BÜCHER.example/", "bücher.example"),
        ("https://việt.example/", "việt.example"),
        ("https://日本語のページ.example/", "日本語のページ.example"),
        ("https://भारत.example/", "भारत.example"),
        ("https://пример.рф/", "пример.рф"),
        ("https://сахара.рф/", "сахара.рф"),  # all twins, but under a domain that is not Latin either
        ("https://сахара.example/", "xn--80aaa7dcz.example"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),  # Cyrillic throughout
        ("https://pаypal.com/", "xn--pypal-4ve.com"),  # one Cyrillic letter among Latin ones
        ("https://ɡoogle.com/", "xn--oogle-qmc.com"),  # a Latin letter of phonetic script
        ("https://i❤.example/", "xn--i-7iq.example"),
    ],
)
def test_site_is_readable_unless_it_deceives(text: str, site: str) -> None:
    assert parse(text).site == site


# What holds for any text

untimed = settings(deadline=None)  # a busy machine is no failure


def assert_lawful(address: Address) -> None:
    assert address.url.startswith(("http://", "https://"))
    assert len(address.url) <= MAX_LENGTH
    assert parse(address.url) == address
    assert address.key.startswith("//")
    assert address.key.isascii()
    assert len(address.key) <= MAX_KEY
    if " " not in address.key:  # a cut key ends in a space and a digest
        assert parse(address.key).key == address.key
    assert 0 < len(address.site) <= 259


PIECES = st.sampled_from(
    """
    a B é 7 . .. / // %2e %2E%2e %2F %3a %7E %25 %%34%31 % %e9 %3B ; = == & && + %20 %2B [ ] | \\ ' ! : @ # ? ~ ^ "
    amp; :~: :~:text= !/ #! #/ ;jsessionid=1 .;jsessionid=. %2e;jsessionid=2 utm_source=x id=1 id=2 id= sid PHPSESSID=3
    """.split()
)
TAILS = st.lists(PIECES, max_size=8).map("".join)
HOSTS = st.sampled_from(
    "example.org www.example.org WWW.Example.org. www.www.example.org www.org bücher.example localhost 192.0.2.7 [::1] "
    "www.youtube.com docs.google.com mega.nz a_b.example пример.рф xn--bcher-kva.example".split()
)
PATHS = st.one_of(st.just(""), TAILS.map(lambda tail: "/" + tail.replace("?", "").replace("#", "")))
QUERIES = st.one_of(st.just(""), TAILS.map(lambda tail: "?" + tail.replace("#", "")))
FRAGMENTS = st.one_of(st.just(""), TAILS.map(lambda tail: "#" + tail))
TEXTS = st.one_of(
    st.text(),
    st.builds(
        lambda start, rest: start + rest, st.sampled_from(["http://", "https:", "//", "www.", "a.fr/"]), st.text()
    ),
    st.builds(lambda *parts: "".join(parts), st.just("https://"), HOSTS, PATHS, QUERIES, FRAGMENTS),
)


@untimed
@given(TEXTS)
@example("https://www.www.example.org/")
@example("https://example.org/a/..;jsessionid=1/b")  # what is left must not become a dot segment
@example("https://example.org/a/%2e%2E;jsessionid=1;jsessionid=2/b")
@example("https://example.org/%%34%31")  # decoded twice it would be another letter
@example("http://example.org:443/")
@example("https://example.org/#%21/a%3A~%3Atext")
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = parse(text)
    except NotAnAddress:
        return
    assert_lawful(address)


@untimed
@given(
    HOSTS, PATHS, QUERIES, FRAGMENTS, st.sampled_from([*sorted(EVERYWHERE), *(f"{prefix}x" for prefix in PREFIXES)]),
    st.booleans(), st.booleans(),
)  # fmt: skip
def test_tracking_parameter_never_changes_the_key(
    host: str, path: str, query: str, fragment: str, name: str, first: bool, upper: bool
) -> None:
    plain = f"https://{host}{path}{query}{fragment}"
    mark = f"{name.upper() if upper else name}=Zz9"
    asked = query.removeprefix("?")
    marked = f"https://{host}{path}?{f'{mark}&{asked}' if first else f'{asked}&{mark}'}{fragment}"
    assert parse(marked).key == parse(plain).key


@untimed
@given(HOSTS, PATHS, QUERIES, FRAGMENTS)
def test_unknown_parameter_always_changes_the_key(host: str, path: str, query: str, fragment: str) -> None:
    plain = f"https://{host}{path}{query}{fragment}"
    told = f"https://{host}{path}{query or '?'}&leaf=12{fragment}"
    assert parse(told).key != parse(plain).key


@untimed
@given(HOSTS, PATHS, QUERIES, FRAGMENTS)
def test_scheme_case_and_default_port_never_change_the_key(host: str, path: str, query: str, fragment: str) -> None:
    rest = f"{path}{query}{fragment}"
    key = parse(f"https://{host}{rest}").key
    for start in (f"http://{host}", f"HTTPS://{host.upper()}", f"http://{host}:80", f"https://{host}:443"):
        assert parse(start + rest).key == key


@untimed
@given(st.text(alphabet="abc/", min_size=MAX_KEY, max_size=MAX_KEY + 60), st.text(alphabet="abc/", min_size=MAX_KEY))
def test_cut_keys_are_equal_only_for_equal_addresses(one: str, other: str) -> None:
    assume(one.rstrip("/") != other.rstrip("/"))
    start = "https://example.org/x"
    assert parse(start + one).key != parse(start + other).key
    assert parse(start + one).key == parse(f"http://www.example.org/x{one}/").key


def test_cut_key_stays_readable_and_is_no_other_address() -> None:
    key = parse("https://example.org/" + "a" * 2_000).key
    assert len(key) == MAX_KEY
    assert key.startswith("//example.org/aaa")
    assert parse(key).key != key


# The list of tracking parameters


def test_tracking_names_are_lower_case_and_in_one_place() -> None:
    for host, names in BY_HOST.items():
        assert host == host.lower()
        for name in names - EVERYWHERE:
            assert name == name.lower()
            assert not name.startswith(PREFIXES), f"{name} under {host} is dropped everywhere"
    assert all(name == name.lower() and not name.startswith(PREFIXES) for name in EVERYWHERE)


def test_common_words_are_never_dropped_everywhere() -> None:
    words = "id p q page lang ref source from via t s tag sid cid v list title url year month key token format view"
    assert [word for word in words.split() if is_tracking(word, "example.org")] == []


def test_a_host_takes_what_the_domain_above_it_drops() -> None:
    assert is_tracking("SI", "youtube.com")
    assert is_tracking("si", "music.youtube.com")
    assert not is_tracking("si", "notyoutube.com")
    assert is_tracking("ved", "docs.google.com")
    assert is_tracking("usp", "docs.google.com")
    assert not is_tracking("usp", "google.com")


# Real addresses, and answers others gave


def strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value, names too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        yield from strings([*value.keys(), *value.values()])


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_no_vector_crashes_and_every_key_is_its_own_key() -> None:
    kept = 0
    for path in sorted(shared("corpora", "urls", "dev").glob("*.json")):
        for text in strings(read(path)):
            if address := find(text):
                assert_lawful(address)
                kept += 1
    assert kept > 1_500


def test_collected_links_are_all_addresses() -> None:
    refused = []
    for path in sorted(shared("corpora", "load", "both").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            url = json.loads(line)["url"]
            if address := find(url):
                assert_lawful(address)
            else:
                refused.append(url)
    assert refused == []


def test_hypothesis_server_agrees_but_where_we_decided_otherwise() -> None:
    differing: Counter[str] = Counter()
    for name, table in read(shared("corpora", "urls", "dev", "h_uri_vectors.json")).items():
        if not name.startswith("TestURINormalise."):
            continue
        for given_url, normal in table["cases"]:
            ours, theirs = find(given_url), find(normal.replace("httpx:", "https:"))
            if (ours and ours.key) != (theirs and theirs.key):
                differing[name.partition(".")[2]] += 1
    assert differing == {
        "test_it_strips_via_urls": 2,  # a wrapper is what was kept
        "test_it_strips_fragments": 1,  # a hash-bang is a route
        "test_it_decodes_urls_correctly": 1,  # %3B, %3D and %26 in a path stay encoded
    }


def test_browsers_agree_on_what_is_kept() -> None:
    agreed = stricter = 0
    for case in read(shared("corpora", "urls", "dev", "wpt_urltestdata.json")):
        if isinstance(case, str) or case["base"] or not re.match(r"https?:", case["input"], re.IGNORECASE):
            continue
        address = find(case["input"])
        if case.get("failure"):
            assert address is None, case["input"]
        elif address is None:
            stricter += 1
        elif not case["username"] and not case["password"]:
            assert address.url == case["href"]
            agreed += 1
    assert agreed > 90
    assert stricter == 4  # hosts of dots and punctuation, which a browser parses and no name server knows
