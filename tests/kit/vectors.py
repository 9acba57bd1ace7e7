"""What both languages must agree on about addresses: ``python -m tests.kit.vectors`` writes it, tests hold both to it.

``frontend/client/tracking.json``: the lists of ``kit.tracking`` and ``kit.addresses``, for the port.
``tests/kit/address_vectors.json``: texts and their keys (null: no address): the pairs of ``docs/addresses.md``, what is
refused, and a thousand texts put together by chance, always the same.
"""

import json
import random
from typing import Any

from florilegium.kit import addresses
from florilegium.kit.tracking import BY_HOST, EVERYWHERE, PREFIXES
from tests.shared_files import REPOSITORY

from .test_addresses import APART, MEETING

LISTS = REPOSITORY / "frontend" / "client" / "tracking.json"
VECTORS = REPOSITORY / "tests" / "kit" / "address_vectors.json"

#: Beside the document: what is refused, scripts, ports, spellings, and keys that are cut.
ODD = """
|javascript:alert(1)|data:text/html,x|ftp://example.org/a|mailto:a@example.org|see page 12|3.14|/etc/hosts|///x|//|#part
http://|http://?|https://exa mple.org/|http://example..org/|http://.example.org/|http://./|http://example.org:99999/
http://1.2.3.456/|http://[::1/|http://a,b.example/|http://xn--a.example/|http://xn--.example/|http://https://example.org/
example.org|EXAMPLE.org:8080/A|//example.org/a|www.example.org.|bücher.example/é?é=é#/é|https://BÜCHER.example/
https://xn--bcher-kva.example/|https://пример.рф/путь|https://日本語のページ.example/日本?語=本|https://भारत.example/
https://i❤.example/|http://[2001:DB8::1]:80/|http://0x7f.1/|http://192.168.1/|http://localhost:8000/a
http://alice:secret@example.org/a?b=alice:secret@|https://example.org@evil.example/|https://www.www.example.org/
https://www.org/|https://a_b.example/|https://example.org/%|https://example.org/%zz%4a%e9%2f|https://example.org/a b
https://example.org/?a=%3D&b=%26&c=%2B&d=+&e=%20|https://example.org/?&&=&a&a=&a=1|https://example.org/?b=2&a=1&b=1
https://example.org/a;jsessionid=1;x/b;JSESSIONID=2|https://example.org/..;jsessionid=1|https://example.org/#:~:text=x
https://example.org/#!/a/|https://example.org/#/|https://mega.nz/#!x!y|https://excalidraw.com/#json=1,2
https://youtube.com/watch?v=1&t=20&si=x&utm_source=y|https://docs.google.com/d/1?usp=x&ved=y|https://google.com/?usp=x
https://example.org/?UTM_Source=x&PHPSESSID=y&WT.x=1&id=2|https://example.org/a\\b|https:example.org|https:\\\\example.org\\a
HTTP://EXAMPLE.ORG:80/|https://example.org:443|https://example.org:0/|https://example.org/?/forum/3|https://exampLe.orſ/
""".replace("\n", "|").strip("|")
EDGES = [
    "\u00a0 https://example.org/a\u200b\n",
    "https://exam\nple.org/a\tb",
    "http://a.org/ \nhttp://b.org/",
    "\x00example.org",
]
LONG = ["https://example.org/" + "a" * n for n in (679, 680, 681, 682, 760, 800, 2000, 8190)]
HOSTS = (
    "example.org www.example.org localhost 192.0.2.7 [::1] music.youtube.com mega.nz bücher.example amazon.fr".split()
)
PIECES = (
    """
    a B é 7 . .. / // %2e %2E%2e %2F %3a %7E %25 %%34%31 % %e9 %3B ; = == & && + %20 %2B [ ] | \\ ' ! : @ # ? ~ ^ "
    amp; :~: :~:text= !/ #! #/ ;jsessionid=1 .;jsessionid=. utm_source=x id=1 id=2 sid PHPSESSID=3 si=4 t=5 ref=6 %F0%9F%A6%89
""".split()
    + [" ", "🦉", "\u0301"]
)


def lists() -> dict[str, Any]:
    """The lists, for the port; words between spaces."""
    return {
        "everywhere": " ".join(sorted(EVERYWHERE)),
        "prefixes": " ".join(PREFIXES),
        "hosts": {host: " ".join(sorted(names - EVERYWHERE)) for host, names in sorted(BY_HOST.items())},
        "documents": " ".join(sorted(addresses.FRAGMENT_IS_DOCUMENT)),
        "longest": addresses.MAX_KEY,
    }


def texts() -> list[str]:
    """Everything that is tried, each once."""
    chance = random.Random("addresses")
    mixed = [
        f"{chance.choice(['https://', 'http://', '', '//', 'HTTPS:'])}{chance.choice(HOSTS)}"
        f"{chance.choice(['', '', ':80', ':8080'])}/{''.join(chance.choices(PIECES, k=chance.randrange(9)))}"
        for _ in range(1000)
    ]
    told = [one for pair in (*MEETING, *APART) for one in pair]
    return list(dict.fromkeys([*told, *ODD.split("|"), *EDGES, *LONG, *mixed]))


def vectors() -> list[list[str | None]]:
    """(text, key)."""
    found = []
    for text in texts():
        address = addresses.find(text)
        found.append([text, None if address is None else address.key])
    return found


def written(value: Any) -> str:
    """As the files have it: one entry a line."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(one) for one in value) + "\n]\n"
    return json.dumps(value, indent=1) + "\n"


if __name__ == "__main__":
    LISTS.write_text(written(lists()), encoding="utf-8")
    VECTORS.write_text(written(vectors()), encoding="utf-8")
