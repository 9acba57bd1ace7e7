"""What is in a file, counted by another method than the readers': whole files, the standard library, no shared code.

Each function returns rows, highlights, notes under highlights, page notes and tags, in that order.
"""

import csv
import json
import re
from pathlib import Path
from typing import Any

Counts = tuple[int, int, int, int, int]


def of_table(path: Path) -> Counts:
    """A CSV export: cells by the csv module, annotations line by line."""
    with path.open(encoding="utf-8", newline="") as file:
        table = [row for row in csv.reader(file) if row]
    if table[0][0] == "title":
        del table[0]
    highlights = notes = page_notes = tags = 0
    for row in table:
        tags += _tag_count(row[2])
        on_page = True
        for line in row[5].split("\n"):
            if line.startswith("Highlight:"):
                on_page = line == "Highlight:"
                highlights += not on_page
            elif line.startswith("Sticky notes:"):
                page_notes += on_page
                notes += not on_page
    return len(table), highlights, notes, page_notes, tags


def of_api(path: Path) -> Counts:
    """A dump of the API."""
    items = json.loads(path.read_text("utf-8"))
    return _of_items(items, "comments")


def of_site(path: Path) -> Counts:
    """Items of the site, one a line."""
    return _of_items([json.loads(line) for line in path.read_text("utf-8").splitlines()], "stickyNotes")


def of_bookmarks(path: Path) -> Counts:
    """A bookmark file: opening link tags with an address, and the commas of their tags."""
    text = path.read_text("utf-8", errors="replace")
    links = re.findall(r"<a\s[^>]*>", text, re.I)
    tags = sum(len([tag for tag in found.split(",") if tag.strip()]) for found in re.findall(r' TAGS="([^"]*)"', text))
    return len(links), 0, 0, 0, tags


def of_roll(path: Path) -> Counts:
    """A link roll: paragraphs of its class with a link."""
    return len(re.findall(r'class="diigo-link">\s*<a href="', path.read_text("utf-8"))), 0, 0, 0, 0


def of_page(path: Path) -> Counts:
    """A group's page as text: lines by their beginnings."""
    lines = path.read_text("utf-8").split("\n")
    titles = [line for line in lines if re.search(r" - \d+ views?$", line)]
    bullets = [line for line in lines if line.startswith("  •") and not re.search(r"• \.\.\.\d+ more annot", line)]
    comments = [line for line in bullets if line == "  • \u00a0"]
    tagged = any("Group items tagged " in line for line in lines)
    return len(titles), len(bullets) - len(comments), 0, len(comments), len(titles) * tagged


def _of_items(items: list[dict[str, Any]], below: str) -> Counts:
    annotations = [annotation for item in items for annotation in item["annotations"]]
    return (
        len(items),
        len([annotation for annotation in annotations if annotation["content"]]),
        sum(len(annotation[below]) for annotation in annotations),
        sum(len(item["comments"]) for item in items),
        sum(_tag_count(item["tags"]) for item in items),
    )


def _tag_count(cell: str) -> int:
    """Tags are between commas; a comma inside quotes stands after an odd number of them."""
    found = [tag for tag in next(csv.reader([cell], skipinitialspace=True), []) if tag.strip()]
    return len([tag for tag in found if tag not in ("no_tag", "notag")])
