"""Addresses that lead to a passage of somebody else's page: text fragments, which browsers follow by themselves.

https://wicg.github.io/scroll-to-text-fragment/: ``#:~:text=[prefix-,]start[,end][,-suffix]``. A browser looks for whole
words; ``start`` alone must stand within one block of the page, so a long quote, or one over several lines, is told by its
beginning and its end.
"""

import re
from urllib.parse import quote as percent

#: A quote longer than this is told by its first and last words.
_LONG = 180
_WORDS = 6
#: A shorter quote may well stand more than once: its neighbours say which is meant.
_SHORT = 32
_NEIGHBOURS = 4


def passage_url(url: str, quote: str, prefix: str = "", suffix: str = "") -> str:
    """The address of a quote in the page at ``url``; ``url`` itself where there is no quote."""
    directive = text_directive(quote, prefix, suffix)
    if not directive:
        return url
    page, _mark, fragment = url.partition("#")
    fragment = fragment.partition(":~:")[0]
    return f"{page}#{fragment}:~:{directive}"


def text_directive(quote: str, prefix: str = "", suffix: str = "") -> str:
    """``text=…`` for a quote with the words around it as they are known; "" if it holds no word."""
    quote = _whole_words(quote, prefix, suffix)
    lines = [" ".join(line.split()) for line in quote.splitlines() if line.strip()]
    if not any(re.search(r"\w", line) for line in lines):
        return ""
    if len(lines) == 1 and len(lines[0]) <= _LONG:
        return "text=" + _exact(lines[0], prefix, suffix)
    first, last = lines[0].split(), lines[-1].split()
    if len(lines) == 1:
        taken = min(_WORDS, len(first) // 2)
        if not taken:  # one endless word, or a language that parts none
            return f"text={_encoded(lines[0][:_LONG])}"
        return f"text={_encoded(' '.join(first[:taken]))},{_encoded(' '.join(last[-taken:]))}"
    return f"text={_encoded(' '.join(first[:_WORDS]))},{_encoded(' '.join(last[-_WORDS:]))}"


def _exact(line: str, prefix: str, suffix: str) -> str:
    text = _encoded(line)
    if len(line) >= _SHORT:
        return text
    before, after = _before(prefix), _after(suffix)
    return (f"{_encoded(before)}-," if before else "") + text + (f",-{_encoded(after)}" if after else "")


def _whole_words(quote: str, prefix: str, suffix: str) -> str:
    """The quote with the rest of the words that it cuts."""
    if re.match(r"\w", quote):
        quote = _part(r"\w+\Z", prefix) + quote
    if re.search(r"\w\Z", quote):
        quote += _part(r"^\w+", suffix)
    return quote


def _part(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[0] if found else ""


def _before(prefix: str) -> str:
    """The last whole words before a quote, in its own line: what was cut off at 32 characters is no word."""
    line = prefix.rsplit("\n", 1)[-1]
    if not line[-1:].isspace():
        return ""  # the quote begins within what stands before it
    words = line.split()
    cut = "\n" not in prefix
    return " ".join(words[1 if cut else 0 :][-_NEIGHBOURS:])


def _after(suffix: str) -> str:
    line = suffix.split("\n", 1)[0]
    if not line[:1].isspace():
        return ""
    words = line.split()
    cut = "\n" not in suffix
    return " ".join(words[: len(words) - 1 if cut else None][:_NEIGHBOURS])


def _encoded(text: str) -> str:
    """Percent-encoded; a dash, a comma and an ampersand have a meaning of their own here."""
    return percent(text, safe="").replace("-", "%2D")
