"""Numbers, dates and counts as each language writes them. Only our own words: people's are never touched."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from florilegium.kit import clock, dates
from florilegium.people.models import Person

#: Titles are cut here in listings; whole on hover and on the bookmark's page.
TITLE = 80
#: Shortened as the Imprimerie nationale does; Django cuts every name after three letters.
FRENCH_MONTHS = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()


def number(n: int) -> str:
    """1,204 in English; 1 204 with a narrow no-break space in French."""
    if -1000 < n < 1000:
        return str(n)
    separator = "\u202f" if translation.get_language() == "fr" else ","
    return f"{n:,}".replace(",", separator)


def day(at: int) -> str:
    """The date of a time in microseconds, in the reader's language: 14 November 2026, 14 novembre 2026."""
    return dates.written(_date(at))


def short_day(at: int) -> str:
    """The same, short, without this year's number."""
    date = _date(at)
    return _short_day(translation.get_language() or "", date, date.year == _date(clock.now()).year)


def _date(at: int) -> date:
    return datetime.fromtimestamp(at / clock.SECOND, tz=get_default_timezone()).date()


@lru_cache(4096)
def _short_day(language: str, date: date, this_year: bool) -> str:
    month = FRENCH_MONTHS[date.month - 1] if language == "fr" else date_format(date, "M")
    return f"{date.day} {month}" if this_year else f"{date.day} {month} {date.year}"


def day_of(moment: datetime) -> str:
    """The date of a moment."""
    return day(int(moment.timestamp() * clock.SECOND))


def machine(at: int) -> str:
    """The same time for machines: RFC 3339, seconds, UTC."""
    return f"{clock.moment(at - at % clock.SECOND).isoformat()[:19]}Z"


def views(n: int) -> str:
    """0 views, 1 view; in French 0 vue, 1 vue, 2 vues."""
    return _views(translation.get_language() or "", n)


@lru_cache(2048)  # under every title of a listing
def _views(_language: str, n: int) -> str:
    return ngettext("%(n)s view", "%(n)s views", n) % {"n": number(n)}


def cut(title: str) -> str:
    """A title of at most 80 characters, the last of them an ellipsis if it was longer."""
    return title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"


def shortened(text: str, longest: int) -> str:
    """A text of at most so many characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return (
        text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:.") + "…"
        if " " in text[:longest]
        else text[: longest - 1] + "…"
    )


def size(n: int) -> str:
    """Bytes as people read them: 812 KB, 1.4 MB; in French 812 ko, 1,4 Mo."""
    french = translation.get_language() == "fr"
    if n < 1_000_000:
        return _("%(n)s KB") % {"n": number(max(round(n / 1000), 1))}
    told = f"{n / 1_000_000:.1f}"
    return _("%(n)s MB") % {"n": told.replace(".", ",") if french else told}


def called(login: str | None, name: str) -> str:
    """How a person is called, from the columns of a listing."""
    return name or login or _("former member")


def who_brought(by_login: str | None, by_name: str | None, author: str) -> str:
    """“imported by alice, as Nom”, or nothing for words said here."""
    if by_name is None:
        return ""
    return _("imported by %(who)s, as %(name)s") % {"who": by_login or called(None, by_name), "name": author}


def person_name(person: Person) -> str:
    return person.called
