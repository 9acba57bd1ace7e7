"""A group's listing as it is asked for, and the words and addresses around it: as the floor says them, by hand."""

from dataclasses import dataclass
from typing import Any

SIZE = 20
_SORTS = {
    "newest": "newest", "oldest": "oldest", "viewed": "most viewed", "annotated": "most annotated",
    "discussed": "recently discussed",
}  # fmt: skip
_KINDS = {"highlighted": "highlighted", "noted": "with notes", "unread": "to read", "untagged": "untagged"}


@dataclass(frozen=True, slots=True)
class Listing:
    """What is asked of one group's library, and by whom. ``by``: the id of a member; ``reader``: who is signed in."""

    group: str = "group-1"
    tag: str = ""
    also: str = ""
    without: str = ""
    by: int = 0
    kind: str = ""
    sort: str = "newest"
    last: bool = False
    reader: str = ""

    @property
    def here(self) -> str:
        """Where it is, whatever narrows it."""
        return f"/group/{self.group}/tag/{self.tag}" if self.tag else f"/group/{self.group}"

    def asked(self, *, but: str = "") -> str:
        """What narrows and orders it, as its address says it; without one word."""
        said = {
            "and": self.also, "not": self.without, "by": str(self.by or ""), "kind": self.kind,
            "sort": "" if self.sort == "newest" else self.sort,
        }  # fmt: skip
        return "&".join(f"{name}={value}" for name, value in said.items() if value and name != but)

    def at(self, *words: str) -> str:
        """The same listing with these words."""
        asked = "&".join(filter(None, words))
        return f"{self.here}?{asked}" if asked else self.here

    @property
    def path(self) -> str:
        """Its address."""
        return self.at(self.asked(), "page=last" if self.last else "")

    @property
    def parts(self) -> int:
        """How many conditions there are."""
        return sum(map(bool, (self.tag, self.also, self.without, self.by, self.kind)))


def around(listing: Listing, group: str, member: str) -> dict[str, Any]:
    """Its name, and where it leads."""
    no_sort, no_kind = listing.asked(but="sort"), listing.asked(but="kind")
    kinds = [
        "highlighted",
        "noted",
        *(["unread"] if listing.reader else []),
        *([] if listing.tag else ["untagged"]),
    ]
    named = [listing.tag, listing.also, listing.without and f"without {listing.without}", member and f"kept by {member}",
             _KINDS.get(listing.kind, "")]  # fmt: skip
    title = ", ".join(filter(None, named))
    follow = "&".join(filter(None, (listing.tag and f"tag={listing.tag}", no_sort)))
    return {
        "leaf": listing.tag or member,
        "title": f"{title} – {group}" if title else group,
        "follow": f"?{follow}" if follow else "",
        "several": listing.at(listing.asked(), "several=1"),
        "sorts": [
            (text, listing.at(no_sort, "" if sort == "newest" else f"sort={sort}"), sort == listing.sort)
            for sort, text in _SORTS.items()
        ],
        "shows": [
            ("everything", listing.at(no_kind), not listing.kind),
            *((_KINDS[kind], listing.at(no_kind, f"kind={kind}"), kind == listing.kind) for kind in kinds),
        ],
        "narrowed": [
            (f"without {name}" if word == "not" else name, listing.at(listing.asked(but=word)))
            for word, name in (("and", listing.also), ("not", listing.without)) if name
        ],
        "kept": [
            (name, value)
            for name, value in (("by", listing.by), ("kind", listing.kind), ("sort", listing.sort))
            if value and value != "newest"
        ],
    }  # fmt: skip


def pager(listing: Listing, found: list[Any], total: int) -> dict[str, Any]:
    """How many there are, which of them these are, and the steps to the others."""
    asked, start = listing.asked(), total - len(found) + 1 if listing.last else 1
    number = f"{total:,}" if total >= 0 else "more than 1,000"
    says = "carry this tag" if listing.tag else "kept here" if listing.by else ""
    plain = total < 0 or listing.parts > 1 or listing.kind or not says
    more = not listing.last and (total > SIZE or total < 0)
    back = listing.last and start > 1
    return {
        "counted": f"{number[0].upper()}{number[1:]} bookmarks{'' if plain else f' {says}'}.",
        "range": f"{start:,} – {start + len(found) - 1:,} of {number}",
        "first": listing.at(asked) if back else "",
        "previous": listing.at(asked, f"before={found[0]['key']}.{found[0]['id']}", f"start={start - SIZE}")
        if back
        else "",
        "next": listing.at(asked, f"after={found[-1]['key']}.{found[-1]['id']}", f"start={SIZE + 1}") if more else "",
        "last": listing.at(asked, "page=last") if more and total > 0 else "",
        "sizes": (listing.at(asked, "size=50"), listing.at(asked, "size=100")),
    }
