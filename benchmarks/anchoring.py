"""``python -m benchmarks.anchoring``: quotes found again in changed pages, and how long a thousand of them take.

The real pages stand in the shared folder (tests/shared_files.py); nothing of them is in the repository, only figures are
published. The hard pages are made up (frontend/anchoring/trial/pages.ts). ``--write`` puts the tables into
docs/anchoring.md.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.reporting import machine
from tests.anchoring.chamber import chamber, kinds, made_up, tried
from tests.browser.launching import launched
from tests.shared_files import shared_root

ROOT = Path(__file__).resolve().parent.parent
VERDICTS = ("exact", "fuzzy", "orphan", "same", "wrong")
STATES = {
    "unchanged": "nothing has changed",
    "shifted": "a line was put in at the top",
    "edited": "so was it, and two words in every tenth paragraph are others",
    "rewritten": "so was it, and a third of the words in nine paragraphs of ten are others",
}
#: What the browser calls a task, and the rest of one that gave way.
TASKS = ("::RunTask", "PerformMicrotaskCheckpoint")
Outcome = dict[str, str]


def real(page: Page, seeds: int) -> Iterator[Outcome]:
    """What comes of each readability page of the corpora."""
    folder = shared_root() / "corpora" / "extraction-anchoring" / "dev" / "readability"
    for number, path in enumerate(sorted(folder.glob("*/source.html"))):
        html = path.read_text("utf-8", errors="replace")
        for seed in range(seeds):
            yield from _told(path.parent.name, tried(page, html, seed * 1000 + number))


def hard(page: Page, seeds: int) -> Iterator[Outcome]:
    """What comes of pages where everything resembles everything."""
    for kind in kinds(page):
        for seed in range(seeds):
            yield from _told(kind, tried(page, made_up(page, kind, seed), seed))


def _told(name: str, outcomes: list[Outcome]) -> list[Outcome]:
    """With a line for whatever is wrong, for whoever mends it."""
    print(f"· {name}: {dict(Counter(one['verdict'] for one in outcomes))}", file=sys.stderr)
    for one in outcomes:
        if one["verdict"] == "wrong":
            print(json.dumps(one, ensure_ascii=False, indent=1), file=sys.stderr)
    return outcomes


def trials(browser: Browser, seeds: int) -> str:
    """The tables of verdicts."""
    with chamber(browser) as page:
        found = list(real(page, seeds))
        made = list(hard(page, seeds))
    edited = [one for one in found if one["edit"] != "another was edited"]
    whole = [one for one in edited if one["told"] == "whole"]
    others = [one for one in found if one["edit"] == "another was edited"]
    parts = [
        f"### Real pages\n\nThe 25 readability pages, {seeds} seeds: {len(found):,} searches.\n",
        "\nThe quote that was edited, all its selectors told; sought alone, and together with the page's others:\n",
        _table("what happened to it", [(name, _of(whole, edit=name)) for name in _names(whole)]),
        "\nThe same by what was told of it:\n",
        _table(
            "told",
            [(name, [one for one in edited if one["told"] == name]) for name in sorted({o["told"] for o in edited})],
        ),
        "\nAnd by how it was sought; last the page's other quotes, which nobody edited:\n",
        _table(
            "sought",
            [(way, _of(edited, way=way)) for way in ("alone", "together")] + [("the others, together", others)],
        ),
        f"\n### Pages where everything resembles everything\n\nSix kinds, {seeds} seeds: {len(made):,} searches.\n\n",
        _table(
            "page",
            [("all of them", made), ("the edited quote", [o for o in made if o["edit"] != "another was edited"])],
        ),
    ]
    return "".join(parts)


def _names(outcomes: Iterable[Outcome]) -> list[str]:
    return sorted({one["edit"] for one in outcomes}, key=lambda name: ("delete" in name, "moved" in name, name))


def _of(outcomes: Iterable[Outcome], **wanted: str) -> list[Outcome]:
    return [one for one in outcomes if all(one[name] == value for name, value in wanted.items())]


def _table(head: str, rows: list[tuple[str, list[Outcome]]]) -> str:
    lines = [_row([head, *VERDICTS]), "|---" + "|---:" * len(VERDICTS) + "|\n"]
    for name, outcomes in rows:
        counted = Counter(one["verdict"] for one in outcomes)
        lines.append(_row([name, *(f"{counted[verdict]:,}" for verdict in VERDICTS)]))
    return "\n" + "".join(lines)


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def speed(browser: Browser, rounds: int) -> str:
    """How long a thousand annotations take the page's thread; of each figure the least of the rounds."""
    heads = ["", "found", "CPU, ms", "of which reading", "longest task, CPU", "elapsed, ms", "longest task over 50 ms"]
    lines = [_row(heads), "|---" + "|---:" * (len(heads) - 1) + "|\n"]
    told: dict[str, Any] = {}
    for state, name in STATES.items():
        seen = [measured(browser, state) for _round in range(rounds)]
        told = {figure: min(one[figure] for one in seen) for figure in seen[0]}
        figures = [f"{told[figure]:,.0f}" for figure in ("found", "cpu", "reading", "task", "all", "longest")]
        lines.append(_row([name, *figures[:-1], figures[-1] if told["longest"] else "none"]))
    asked = f"{told['annotations']:,} annotations on an article of {told['characters']:,} characters and "
    return f"{asked}{told['elements']:,} elements; Chromium {browser.version}, {machine()}.\n\n" + "".join(lines)


def measured(browser: Browser, state: str) -> dict[str, float]:
    """One round: what the page says, and what the browser's own trace says of the tasks of its thread."""
    with chamber(browser) as page:
        browser.start_tracing(page=page, categories=["toplevel", "devtools.timeline", "blink.user_timing"])
        told: dict[str, float] = page.evaluate("state => anchoring.time(state)", state)
        events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    marks = {one["name"]: one for one in events if one.get("cat") == "blink.user_timing"}
    began, read, ended = (marks[f"anchoring {name}"] for name in ("began", "read", "ended"))
    tasks = [
        one["tdur"] / 1000
        for one in events
        if (one.get("pid"), one.get("tid")) == (began["pid"], began["tid"]) and "tdur" in one
        and one["name"].endswith(TASKS) and one["ts"] + one["dur"] >= began["ts"] and one["ts"] <= ended["ts"]
    ]  # fmt: skip
    reading, all_ = ((mark["tts"] - began["tts"]) / 1000 for mark in (read, ended))
    return {**told, "cpu": all_, "reading": reading, "task": max(tasks)}


def main() -> int:
    """Try, measure, print, and with ``--write`` publish."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.anchoring", description=main.__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="seeds of edits for each page (%(default)s)")
    parser.add_argument("--rounds", type=int, default=8, help="rounds of measuring (%(default)s)")
    parser.add_argument("--write", action="store_true", help="write docs/anchoring.md")
    given = parser.parse_args()
    parts = {}
    with sync_playwright() as playwright:
        browser = launched(playwright)
        if given.rounds:
            parts["speed"] = speed(browser, given.rounds)
        if given.seeds:
            parts["verdicts"] = trials(browser, given.seeds)
        browser.close()
    print("\n".join(parts.values()))
    if given.write:
        path = ROOT / "docs" / "anchoring.md"
        for name, text in parts.items():
            before, mark, rest = path.read_text("utf-8").partition(f"<!-- {name} -->\n")
            _old, end, after = rest.partition(f"<!-- end of {name} -->")
            path.write_text(before + mark + text + end + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
