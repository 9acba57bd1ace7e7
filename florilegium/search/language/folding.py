"""Letters as they are compared and characters that are nothing."""

import re
import unicodedata

#: White space, controls, marks of direction, what has no width, and halves of characters (which no database keeps).
#: Joiners are not among them: they make emoji and Persian words.
BLANK = r"\s\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff"
_BLANKS = re.compile(f"[{BLANK}]+")

#: No value is longer.
LONGEST = 200


def folded(text: str) -> str:
    """Small letters without accents, full-width forms as others: how names, days and choices are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in plain if not unicodedata.combining(one)).casefold()


def clean(text: str) -> str:
    """A value as it is kept: blanks folded into single spaces, cut at 200 characters; "" if nothing is left."""
    return _BLANKS.sub(" ", text).strip()[:LONGEST].rstrip()


def is_mute(text: str) -> bool:
    """Whether a text is punctuation alone, by which nothing can be found. Emoji and signs such as € are not."""
    return all(unicodedata.category(one)[0] == "P" or one == " " for one in text)
