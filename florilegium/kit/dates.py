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
