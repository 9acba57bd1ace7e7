"""When two addresses are one page.

A library is worth more when people meet in it: Alice keeps an article from a newsletter, Bob the same article from a
search engine, and their notes should stand on one page. Yet the two addresses differ. This file decides, from the
letters of an address alone, whether two addresses lead to one page. It answers with a *key*: same key, same page.

Two mistakes are possible and they do not weigh the same. If two addresses of one page get two keys, the page stands
twice until someone, or a canonical link, merges it: a nuisance. If two pages get one key, notes stand under a text
their author never saw, and no later knowledge can tell which belonged where: a falsehood. So a difference is folded
away only where we know of no site on which it matters, or know the site. Whatever must be asked of the network
(redirects, canonical links, a DOI's target) belongs to the capture of a page and is not guessed here.

What we fold, and why
---------------------
*Scheme.* http and https: sites moved from one to the other, and no site shows something else on purpose.

*Host.* Letter case and Unicode form (the key has punycode: what the name server is asked), the root's dot, and a
leading `www.`: both spellings exist for nearly every site and one redirects to the other. Punycode that stands for
nothing is refused.

*Port.* 80 and 443, under either scheme: nobody serves http pages on 443, and the key does not know the scheme.

*Reader.* `alice:secret@` says who asks. A password pasted into a group would be published: it is taken out of what
is kept, too. So are session numbers (`;jsessionid=`, `PHPSESSID`) out of the key.

*Tracking.* Parameters that say how the reader came (`kit.tracking`), and on video sites the second to start at.

*Fragment.* `#section` and `#:~:text=…` are places within a page. But a fragment that begins with `/` or `!` is a
route: the whole address of a page in applications that run in the browser, and it is kept; `#/` and `#!` alone are
such an application's front door. On a few hosts the fragment is the document itself (FRAGMENT_IS_DOCUMENT).

*Path.* `.` and `..` segments, as every browser resolves them; slashes at the end; an empty path.

*Query.* A bare `?`, empty pieces (`&&`), the same piece twice, and `a=` for `a` (what a share button makes of SPIP's
`?article12`). The order of names: they are sorted, but the values of one name keep their order, since `b=2&b=1` is a
list. A query that is no list of names (`?/forum/3`) passes through this unharmed, being one piece.

*Percent-encoding.* One spelling: letters, digits and `-._~` bare (RFC 3986 §6.2.2.2), everything beyond ASCII encoded
as UTF-8, hexadecimal in capitals; punctuation that no server takes as a separator bare (`!'()*,:@$`, `+` in a path,
`/` and `?` in a query), brackets and bars encoded. In a query `+` is the space (`%20`), and `%2B` the plus.

What we do not fold
-------------------
*Case of path and query*: `/wiki/Python` and `/wiki/python` are two articles. *Subdomains*: `fr.` and `en.` are two
encyclopaedias; `m.` and `mobile.` are often the same page but sometimes another, and AMP is another text: capture
will see their canonical links. *Sites with several names* (youtu.be, twitter.com): they redirect, capture will see it.
*`index.html`*, `.html`, doubled slashes inside a path: only the server knows. *Encoded separators*: `%2F` in a path,
`%26` and `%3D` in a name, `;`, are data, not structure; `%25` stays, so nothing is ever decoded twice. *Any
parameter that is not on the list*: `id`, `p`, `page`, `lang`, `ref`, and print or mobile switches.
*Other Unicode forms* of a path (é as one character or two): a server compares bytes. *Addresses wrapped in others*
(a search engine's redirect, a web archive's copy): the wrapper is what was kept.

The key
-------
`//example.org/a?x=1`: a reference without scheme, because the scheme is folded and because `parse` reads it like any
other address, so that a key's key is itself (a property the tests hold us to). It is ASCII without spaces. Longer than
MAX_KEY it is cut and ends in a space and a BLAKE2b digest of the whole, so that an index can carry it; the space
keeps it from ever equalling the key of a real address.

`docs/addresses.md` says all this to people, with pairs that must and must not meet; the tests run them.

Cost: 7 to 10 µs an address over 14 thousand collected links, 11 with six parameters of which four track (CPython 3.11,
one core); a third of it is the parser.
"""

import re
from hashlib import blake2b, sha256
from operator import itemgetter
from typing import Literal

import ada_url

from .hosts import comparable_host, readable_host
from .tracking import is_tracking
from .values import value

MAX_LENGTH = 8_192
MAX_KEY = 700

#: Hosts where everything after `#` is the document: two fragments, two documents.
FRAGMENT_IS_DOCUMENT = frozenset(
    {"mega.nz", "excalidraw.com", "mermaid.live", "app.diagrams.net", "viewer.diagrams.net", "geojson.io"}
    | {"godbolt.org", "play.vuejs.org"}
)

Reason = Literal["empty", "too_long", "scheme", "words", "malformed"]

_SENTENCES: dict[Reason, str] = {
    "empty": "There is no address here.",
    "too_long": f"This address is longer than {MAX_LENGTH:,} characters.",
    "scheme": "Only addresses that begin with http:// or https:// become links.",
    "words": "This does not look like a web address.",
    "malformed": "This begins like a web address, but no browser could follow it.",
}

#: Blanks, control characters and invisible marks that a copied address drags along at its ends.
_EDGES = "".join(map(chr, [*range(33), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x2010), *range(0x2028, 0x2030)]))
_EDGES += "\u205f\u2060\u3000\ufeff"

_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_BARE = re.compile(  # what people type: a name with a dot and a top-level domain of letters; "3.14" is a number
    r"(?:[^\s/?#@:\\.]+\.)+(?:[a-z]{2,}|xn--[a-z0-9-]+|[^\x00-\x7f]{2,})\.?(?::\d{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\s(?:https?:)?//", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\t\r\n]+")


class NotAnAddress(ValueError):
    """A text that cannot be kept as a link; `str()` is a sentence for people, `reason` its code."""

    def __init__(self, reason: Reason, url: str) -> None:
        super().__init__(_SENTENCES[reason])
        self.reason: Reason = reason
        self.url = url


@value
class Address:
    """A web address: what is kept and linked, what decides equality, and what people read.

    `url`: absolute, http or https, valid by the WHATWG standard, at most MAX_LENGTH characters; query and fragment as
    they were given. `key`: see above, at most MAX_KEY characters. `site`: the host in Unicode where that deceives
    nobody, without `www.`, with its port if that is unusual; at most 259 characters.
    """

    url: str
    key: str
    site: str


def find(text: str) -> Address | None:
    """The address in `text`, or None if it holds none that we link to."""
    try:
        return parse(text)
    except NotAnAddress:
        return None


def parse(text: str) -> Address:
    """The address a person or a file gave. Raises NotAnAddress, and nothing else, for any text."""
    url = _absolute(text)
    start, _, fragment = url.partition("#")
    start, _, query = start.partition("?")
    authority, slash, path = start.partition("://")[2].partition("/")
    user, _, host = authority.rpartition("@")
    if user:  # security: a pasted password must not be published to a group
        url = url.replace(f"{authority}/", f"{host}/", 1)
    name, port = _split_port(host)
    name = comparable_host(name)
    if not name or name in ("http", "https"):  # "http://https://…": two beginnings
        raise NotAnAddress("malformed", text)
    key = f"//{name}{port}{_path_key(slash + path)}"
    if query and (query := _query_key(query, name)):
        key += f"?{query}"
    if fragment and (fragment := _fragment_key(fragment, name)):
        key += f"#{fragment}"
    return Address(url=url, key=_indexable(key), site=readable_host(name) + port)


def digest(key: str) -> str:
    """SHA-256 of a key, hexadecimal: what a program says instead of an address (``docs/privacy-of-the-extension.md``)."""
    return sha256(key.encode("ascii")).hexdigest()


def bucket(key: str) -> int:
    """The first 16 bits of a key's digest."""
    return int(digest(key)[:4], 16)


def _absolute(text: str) -> str:
    """The absolute http(s) address meant by a text, as the WHATWG parser writes it."""
    trimmed = text.strip(_EDGES)
    if not trimmed:
        raise NotAnAddress("empty", text)
    if len(trimmed) > MAX_LENGTH:
        raise NotAnAddress("too_long", text)
    if _SECOND.search(trimmed):  # two addresses in one field
        raise NotAnAddress("malformed", text)
    trimmed = _LINE_ENDS.sub("", trimmed)  # before the scheme is read, as browsers do: "java\nscript:"
    # security: whatever is returned begins with http: or https:, by construction
    if not _WEB.match(trimmed):
        if not (_BARE.fullmatch(trimmed) or _is_schemeless(trimmed)):
            raise NotAnAddress("scheme" if _SCHEME.match(trimmed) else "words", text)
        trimmed = f"https://{trimmed.removeprefix('//')}"
    try:
        url: str = ada_url.normalize_url(trimmed)
    except ValueError:
        raise NotAnAddress("malformed", text) from None
    if len(url) > MAX_LENGTH:
        raise NotAnAddress("too_long", text)
    return url


def _is_schemeless(text: str) -> bool:
    """`//host/path`, as pages write it and as keys are; not `///path`, which is a file's."""
    return text.startswith("//") and text[2:3] not in ("", "/", "\\")


def _split_port(host: str) -> tuple[str, str]:
    """A host and its port with the colon; "" for 80 and 443."""
    name, colon, port = host.rpartition(":")
    if not colon or port.endswith("]"):  # no port, or an IPv6 address without one
        return host, ""
    return name, "" if port in ("80", "443") else f":{port}"


def _spellings(bare: str) -> dict[str, str]:
    """How each percent-encoded byte, stray percent sign or character outside `bare` is written in a key."""
    table = {"%": "%25"}
    for code in range(256):
        character, capital = chr(code), f"%{code:02X}"
        one = character if character in bare else capital
        high, low = capital[1], capital[2]
        for hexadecimal in {high + low, high.lower() + low, high + low.lower(), (high + low).lower()}:
            table[f"%{hexadecimal}"] = one
        if code < 128 and character != "%":
            table[character] = one
    return table


_UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
_PATH = _spellings(_UNRESERVED + "!'()*,:@$+") | {mark: mark for mark in "/?;=&"}
_QUERY = _spellings(_UNRESERVED + "!'()*,:@$/?") | {"%20": "+"} | {mark: mark for mark in "+;=&"}
_TO_SPELL = re.compile(r"%(?:[0-9A-Fa-f]{2})?|[^A-Za-z0-9._~!'()*,:@$+/?;=&%-]")
_SESSION = re.compile(r"(?<!\.)(?:;jsessionid=[^/;]*)+", re.IGNORECASE)  # after a dot it would leave a dot segment


def _spell(part: str, table: dict[str, str]) -> str:
    return _TO_SPELL.sub(lambda match: table[match[0]], part)


def _path_key(path: str) -> str:
    path = _spell(path, _PATH)
    if ";" in path:
        path = _SESSION.sub("", path)
    return path.rstrip("/")


def _query_key(query: str, host: str) -> str:
    pieces: dict[str, str] = {}  # piece → name: the same piece twice is one, and the first decides the order
    for piece in _spell(query, _QUERY).split("&"):
        name, _, value = piece.partition("=")
        if (name or value) and not is_tracking(name, host):
            pieces[f"{name}={value.replace('%3D', '=')}" if value else name] = name
    return "&".join(piece for piece, _ in sorted(pieces.items(), key=itemgetter(1)))


def _fragment_key(fragment: str, host: str) -> str:
    fragment = _spell(fragment, _PATH).partition(":~:")[0]
    if host in FRAGMENT_IS_DOCUMENT:
        return fragment
    route = fragment.rstrip("/")
    return route if route.startswith("/") or (route.startswith("!") and route != "!") else ""


def _indexable(key: str) -> str:
    if len(key) <= MAX_KEY:
        return key
    digest = blake2b(key.encode("ascii"), digest_size=20).hexdigest()
    return f"{key[: MAX_KEY - 41]} {digest}"
