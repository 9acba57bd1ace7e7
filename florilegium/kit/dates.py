"""A date as each language writes it."""

from datetime import date
from functools import lru_cache

from django.utils import translation
from django.utils.formats import date_format


def written(day: date) -> str:
    """14 November 2026; 14 novembre 2026, 1er mai 2026."""
    return _written(translation.get_language() or "", day)


@lru_cache(4096)  # a listing has many dates and few days; Django's date_format costs as much as a whole entry
def _written(language: str, day: date) -> str:
    if language == "fr":
        first = "1er" if day.day == 1 else str(day.day)
        return f"{first} {date_format(day, 'F Y')}"
    return date_format(day, "j F Y")


def written_as_known(day: str) -> str:
    """The same of 2026, 2026-11 or 2026-11-06: as much as is known; "" for anything else."""
    parts = day.split("-")
    try:
        known = date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except (TypeError, ValueError):
        return ""
    if len(parts) == 1:
        return parts[0]
    return written(known) if len(parts) == 3 else date_format(known, "F Y")
