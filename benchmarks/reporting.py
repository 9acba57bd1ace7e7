"""The figures as Markdown."""

import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def report(found: dict[str, dict[int, Any]]) -> str:
    """Tables for each database, growth and floor included."""
    parts = [f"*{datetime.now(tz=UTC):%d %B %Y}, {machine()}.*\n"]
    for database, sizes in found.items():
        parts.append(f"\n#### {NAMES[database]}\n\n{pages(database, sizes)}\n{floors(sizes)}\n{whole(sizes)}")
    return "".join(parts)


def plans(found: dict[str, dict[int, Any]]) -> str:
    """How each database finds the rows of the largest library's listings."""
    parts = []
    for database, sizes in found.items():
        parts.append(f"\n### Plans, {NAMES[database]}, {max(sizes):,} bookmarks\n")
        parts += [f"\n{name}\n\n```\n{plan}\n```\n" for name, plan in sizes[max(sizes)]["plans"].items()]
    return "".join(parts)


def machine() -> str:
    """What it ran on."""
    cpu = next((line.split(":")[1].strip() for line in _cpuinfo() if line.startswith("model name")), "")
    cores = sum(line.startswith("processor") for line in _cpuinfo())
    return f"Python {platform.python_version()}, {cores} cores{f' ({cpu})' if cpu else ''}"


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def pages(database: str, sizes: dict[int, Any]) -> str:
    """p50 / p95 / CPU of each page at each size, and how it grows: its CPU, or its median where a server works too."""
    least, most = min(sizes), max(sizes)
    grows = "cpu" if database == "sqlite" else "p50"
    lines = [_row(["", *(f"{size:,} bookmarks" for size in sizes), "growth"])]
    lines.append("|---|" + "---|" * (len(sizes) + 1) + "\n")
    for name in sizes[least]["figures"]:
        if name.startswith("floor of "):
            continue
        cells = []
        for size in sizes:
            one = sizes[size]["figures"][name]
            cells.append(f"{one['p50']:.1f} / {one['p95']:.1f} / {one['cpu']:.1f}")
        growth = sizes[most]["figures"][name][grows] / sizes[least]["figures"][name][grows]
        lines.append(_row([name, *cells, f"× {growth:.2f}"]))
    what = "of the CPU" if grows == "cpu" else "of the median"
    return f"Milliseconds a request: p50 / p95 / CPU. Growth: {what}.\n\n" + "".join(lines)


def floors(sizes: dict[int, Any]) -> str:
    """CPU of the listings beside the floor's."""
    most = max(sizes)
    figures = sizes[most]["figures"]
    lines = [_row(["CPU, ms", "page", "floor", "ratio"]), "|---|---|---|---|\n"]
    for name in figures:
        if not name.startswith("floor of "):
            continue
        page, floor = figures[name.removeprefix("floor of ")]["cpu"], figures[name]["cpu"]
        lines.append(_row([name.removeprefix("floor of "), f"{page:.1f}", f"{floor:.1f}", f"× {page / floor:.1f}"]))
    return f"The same bytes by bare SQL and one template, at {most:,}:\n\n" + "".join(lines)


def whole(sizes: dict[int, Any]) -> str:
    """Import, start, memory."""
    lines = [_row(["", *(f"{size:,} bookmarks" for size in sizes)]), "|---|" + "---|" * len(sizes) + "\n"]
    for name in sizes[min(sizes)]["import"]:
        cells = [f"{told['import'][name]:,.0f}" for told in sizes.values()]
        if any(cell != "0" for cell in cells):
            lines.append(_row([f"import: {name}", *cells]))
    for name in sizes[min(sizes)]["server"]:
        lines.append(_row([name, *(f"{told['server'][name]:.1f}" for told in sizes.values())]))
    return "".join(lines)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"
