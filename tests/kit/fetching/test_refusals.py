"""What must not be fetched is refused in a sentence, and nothing of it reaches the network: asked for, or led to."""

import ipaddress
import random
from collections.abc import Iterable
from typing import get_args

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from florilegium.kit.fetching import Kind, Limits, NotFetched, fetch
from florilegium.kit.fetching.inside import is_inside
from florilegium.kit.fetching.problems import SENTENCES
from tests.shared_files import shared

from .conftest import Wires
from .site import Site, redirect, response

#: Kind of refusal → addresses, each with what it tries.
REFUSED: dict[Kind, list[str]] = {
    "scheme": [
        "file:///etc/passwd", "ftp://ftp.example.org/", "gopher://127.0.0.1:6379/_FLUSHALL", "dict://127.0.0.1:11211/stats",
        "ldap://127.0.0.1/", "data:text/html,<script>1</script>", "javascript:alert(1)", "about:blank", "ws://example.org/",
        "http+unix://%2Fvar%2Frun%2Fdocker.sock/info", "jar:http://example.org!/", "blob:https://example.org/x", "tel:1",
        "view-source:http://127.0.0.1/", "FILE:///etc/passwd", "fi\nle:///etc/passwd",
    ],
    "malformed": [
        "http://", "http:///", "https://[::1", "http://a b/", "http://127.0.0.1:99999/", "http://%00/", "http://a%00b/",
        "http://example.org:80:80/", "http://[fe80::1%25eth0]/", "http://[::1%25lo]/", "http://256.256.256.256/",
        "http://1.2.3.4.5/", "http://0x7f.1.2.3.4/", "http://xn--/", "http://exa\u0000mple.org/", "http://a<b/", "http://" + "a" * 300 + ".org/",
        "http://[::ffff:127.0.0.1.1]/", "http://[127.0.0.1]/", "http://[v1.a]/",
    ],
    "credentials": [
        "http://user@example.org/", "http://user:secret@example.org/", "https://example.org@127.0.0.1/",
        "http://example.org:80@169.254.169.254/latest/meta-data/", "http://:secret@example.org/", "http://a:b@[::1]/",
    ],
    "port": [
        "http://example.org:22/", "http://example.org:25/", "http://example.org:6379/", "http://example.org:11211/",
        "https://example.org:2375/", "http://example.org:0/", "http://example.org:6667/", "http://example.org:9200/",
        "http://example.org:5432/", "http://example.org:3306/", "http://example.org:10250/", "http://93.184.216.34:23/",
    ],
    "inside": [
        # this machine, in all its spellings
        "http://127.0.0.1/", "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/",
        "http://017700000001/", "http://0177.0.0.1/", "http://127.0.0.1./", "http://127.255.255.254/", "http://0/", "http://0.0.0.0/",
        "http://0.1.2.3/", "http://00000177.0x0.0.01/", "http://127.0.0.1:8000/", "https://127.0.0.1/", "http://%31%32%37.0.0.1/",
        "http:\\\\127.0.0.1\\", "http:/127.0.0.1/", "http:127.0.0.1/", "\t http://127.0.0.1/", "ht\ntp://127.0.0.1/", "HTTP://127.0.0.1/",
        "http://127.0.0.1\\@example.org/", "http://127.0.0.1#@example.org/", "http://127.0.0.1?@example.org/",
        "http://１２７.０.０.１/", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://127．0．0．1/", "http://1\u200b27.0.0.1/",
        "http://1\u00ad27.0.0.1/", "http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::]/", "http://[::1]:8000/",
        # private networks, and what a cloud tells its machines
        "http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.255.255/", "http://192.168.1.1/",
        "http://3232235777/", "http://169.254.169.254/latest/meta-data/", "http://0xa9fea9fe/", "http://2852039166/", "http://169.254.170.2/v2/",
        "http://100.64.0.1/", "http://100.100.100.200/latest/", "http://192.0.0.192/opc/", "http://168.63.129.16/machine/",
        # nobody's public site
        "http://192.0.2.1/", "http://198.18.0.1/", "http://198.19.255.255/", "http://198.51.100.7/", "http://203.0.113.9/",
        "http://192.88.99.1/", "http://224.0.0.1/", "http://239.255.255.250:1900/", "http://240.0.0.1/", "http://255.255.255.255/",
        # IPv6 that is inside, or that carries an IPv4 address within it
        "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[::ffff:a9fe:a9fe]/", "http://[::127.0.0.1]/",
        "http://[::ffff:0:127.0.0.1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::169.254.169.254]/", "http://[64:ff9b:1::a00:1]/",
        "http://[2002:7f00:1::]/", "http://[2002:c0a8:101::1]/", "http://[2001:0:53aa:64c:0:0:80ff:fffe]/", "http://[fe80::1]/",
        "http://[febf::1]/", "http://[fec0::1]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/latest/meta-data/", "http://[fd20:ce::254]/",
        "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[3fff::1]/", "http://[100::1]/", "http://[2001:10::1]/", "http://[5f00::1]/",
        # names
        "http://localhost/", "http://LOCALHOST/", "http://localhost./", "http://a.localhost/", "http://localhost:8000/",
        "http://localhost.localdomain/", "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://loc\u00adalhost/", "http://ip6-localhost/", "http://metadata/",
        "http://metadata.google.internal/computeMetadata/v1/", "http://kubernetes.default.svc.cluster.local/", "http://printer.local/",
        "http://intranet/", "http://router.lan/", "http://files.corp/", "http://nas.home.arpa/", "http://1.0.0.127.in-addr.arpa/",
    ],
}  # fmt: skip

#: Within a page's address these mean a page of its own site, which does not exist.
RELATIVE = {"http:/127.0.0.1/", "http:127.0.0.1/"}

CASES = [pytest.param(kind, url, id=ascii(url)[1:60]) for kind, urls in REFUSED.items() for url in urls]

#: What a name server may answer that must be refused.
ANSWERS = [
    ["127.0.0.1"], ["10.1.2.3"], ["169.254.169.254"], ["100.64.3.4"], ["0.0.0.0"], ["::1"], ["fd12::1"], ["fe80::1"],
    ["::ffff:10.0.0.1"], ["64:ff9b::a00:1"], ["2002:a00:1::"], ["2001::1"], ["93.184.216.34", "127.0.0.1"], ["192.168.0.1", "93.184.216.34"],
    ["2606:2800:220:1::1", "::1"], ["93.184.216.34", "fd00:ec2::254"], ["198.18.0.5"], ["224.0.0.251"], ["240.1.2.3"], ["fe80::1%lo"],
]  # fmt: skip


def refusal(url: str, allow: frozenset[tuple[str, int]] = frozenset()) -> NotFetched:
    with pytest.raises(NotFetched) as caught:
        fetch(url, allow=allow, limits=Limits(seconds=5))
    return caught.value


def check_sentence(refused: NotFetched) -> None:
    english = refused.sentence
    with translation.override("fr"):
        french = refused.sentence
    assert english.endswith(".") and french.endswith(".") and "%" not in english + french
    assert english != french


def test_there_are_enough_of_them() -> None:
    assert len({url for urls in REFUSED.values() for url in urls}) + len(ANSWERS) >= 160


@pytest.mark.parametrize(("kind", "url"), CASES)
def test_asked_for_it_is_refused_and_nothing_is_reached(kind: Kind, url: str, wires: Wires) -> None:
    refused = refusal(url)
    assert refused.kind == kind
    check_sentence(refused)
    assert (wires.connects, wires.lookups, wires.system) == ([], [], [])


@pytest.mark.parametrize(("kind", "url"), CASES)
def test_led_to_it_is_refused_and_nothing_but_the_first_site_is_reached(
    kind: Kind, url: str, wires: Wires, site: Site
) -> None:
    if any(sign in url for sign in "\n\x00"):
        pytest.skip("cannot stand in a header")
    site.answers["/"] = redirect(url)
    refused = refusal(site.url(), site.allow)
    assert refused.kind == ("missing" if url in RELATIVE else kind)
    assert set(wires.connects) == {("127.0.0.1", site.port)} and wires.lookups == []
    assert {address for event, address in wires.system if event == "socket.connect"} == {("127.0.0.1", site.port)}


@pytest.mark.parametrize("ips", ANSWERS, ids=str)
def test_name_that_leads_inside_is_refused_after_one_look_up(ips: list[str], wires: Wires) -> None:
    wires.names["rebind.example"] = [ips]
    assert refusal("http://rebind.example/").kind == "inside"
    assert (wires.lookups, wires.connects, wires.system) == (["rebind.example"], [], [])


def test_name_that_changes_its_mind_is_asked_once_and_only_what_was_checked_is_reached(
    wires: Wires, site: Site
) -> None:
    wires.names["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    wires.public["93.184.216.34"] = site.port
    site.answers["/"] = response(b"<p>what a stranger serves")
    assert fetch("http://rebind.example/").body == b"<p>what a stranger serves"
    assert wires.lookups == ["rebind.example"]
    assert wires.connects == [("93.184.216.34", 80)]


def test_name_that_changes_its_mind_for_the_redirect_is_refused(wires: Wires, site: Site) -> None:
    wires.names["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    wires.public["93.184.216.34"] = site.port
    site.answers["/"] = redirect("/admin")
    assert refusal("http://rebind.example/").kind == "inside"
    assert wires.connects == [("93.184.216.34", 80)]
    assert len(site.asked) == 1


def test_redirect_after_redirect_is_checked_each_time(wires: Wires, site: Site) -> None:
    for number in range(4):
        site.answers[f"/{number}"] = redirect(f"/{number + 1}", 301 + number % 2)
    site.answers["/4"] = redirect("http://127.0.0.1:8000/")
    refused = refusal(site.url("/0"), site.allow)
    assert refused.kind == "inside"
    assert {port for _address, port in wires.connects} == {site.port}


def test_allowed_is_the_exact_host_and_port_and_only_this_machine(wires: Wires, site: Site) -> None:
    site.answers["/"] = response(b"ours")
    assert fetch(site.url(), allow=site.allow).body == b"ours"
    for url in (
        f"http://localhost:{site.port}/",
        f"http://127.0.0.2:{site.port}/",
        f"http://[::ffff:127.0.0.1]:{site.port}/",
    ):
        assert refusal(url, site.allow).kind == "inside"
    wires.names["evil.example"] = [["10.0.0.1"]]
    assert refusal("http://evil.example:8080/", frozenset({("evil.example", 8080)})).kind == "inside"
    assert refusal(site.url()).kind == "inside"
    assert (
        fetch(f"http://news.localhost:{site.port}/", allow=frozenset({("news.localhost", site.port)})).body == b"ours"
    )


def test_every_kind_has_its_sentence() -> None:
    assert set(SENTENCES) == set(get_args(Kind))


# ---------------------------------------------------------------- any address at all

_INSIDE = [
    "127.0.0.0/8",
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "100.64.0.0/10",
    "0.0.0.0/8",
    "224.0.0.0/3",
]


def inside_v4(network: str, seed: int) -> ipaddress.IPv4Address:
    whole = ipaddress.IPv4Network(network)
    return whole[random.Random(seed).randrange(whole.num_addresses)]


def spellings(ip: ipaddress.IPv4Address) -> Iterable[str]:
    number, parts = int(ip), [int(part) for part in str(ip).split(".")]
    yield from (str(ip), str(number), hex(number), f"0{number:o}", f"{ip}.")
    yield ".".join(map(hex, parts))
    yield ".".join(f"0{part:o}" for part in parts)
    yield f"{parts[0]}.{number & 0xFFFFFF}"
    yield f"{parts[0]}.{hex(parts[1])}.{number & 0xFFFF}"
    for prefix in ("::ffff:", "::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:"):
        yield f"[{prefix}{ip}]"
    yield f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]"


@given(network=st.sampled_from(_INSIDE), seed=st.integers(0, 2**32))
def test_no_spelling_of_an_inside_address_gets_through(network: str, seed: int) -> None:
    for host in spellings(inside_v4(network, seed)):
        assert refusal(f"http://{host}/").kind in ("inside", "malformed"), host


@given(st.ip_addresses(v=4))
def test_what_the_registries_call_private_is_inside(ip: ipaddress.IPv4Address) -> None:
    assert is_inside(ip) or ip.is_global


@given(st.ip_addresses(v=6))
def test_what_is_no_public_ipv6_address_is_inside(ip: ipaddress.IPv6Address) -> None:
    assert is_inside(ip) or (ip.is_global and int(ip) >> 125 == 1)


@pytest.mark.parametrize(
    "ip", ["93.184.216.34", "1.1.1.1", "8.8.8.8", "2606:2800:220:1::1", "2a00:1450:4007::200e", "100.128.0.1"]
)
def test_public_addresses_are_outside(ip: str) -> None:
    assert not is_inside(ipaddress.ip_address(ip))


def test_addresses_of_the_standards_own_tests_reach_nothing(wires: Wires) -> None:
    import json

    for case in json.loads(shared("corpora", "urls", "dev", "wpt_urltestdata.json").read_text("utf-8")):
        if isinstance(case, dict):
            refusal(case["input"].encode("utf-8", "replace").decode("utf-8"))
    assert wires.inside() == set()
    assert all("." in name for name in wires.lookups)
