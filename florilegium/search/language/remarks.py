"""What of a query was not understood, and how it was read: a code with its arguments, and the sentence for people."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

Code = Literal[
    "in_alone", "lone", "no_choice", "no_date", "no_language", "no_number", "nothing_after", "only_site", "sort_negated",
    "sort_twice", "too_deep", "too_long", "too_many", "unclosed_parenthesis", "unclosed_quote", "unknown_operator",
    "unopened_parenthesis",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Remark:
    """``said``: the piece of the text that it is about, which stands at ``start`` to ``end``; cut when it is long.

    ``operator``: its English name, or the foreign name that was typed. ``choices``: what could have stood there.
    """

    code: Code
    said: str
    start: int
    end: int
    operator: str = ""
    choices: tuple[str, ...] = ()


def sentence(remark: Remark) -> str:
    """The remark in the reader's language. It is text, not markup."""
    return _sentences(remark)[remark.code] % {
        "said": remark.said,
        "operator": f"{remark.operator}:",
        "choices": ", ".join(remark.choices),
    }


def _sentences(remark: Remark) -> dict[Code, str]:
    return {
        "in_alone": _("There are no words to look for with “%(said)s”; it was passed over."),
        "lone": _("“%(said)s” stands between two things to look for; here it was passed over."),
        "no_choice": _("“%(said)s” was passed over: after “%(operator)s” stands one of %(choices)s."),
        "no_date": _(
            "“%(said)s” was passed over: it names no date. Write it like 2024, 2024-05-31, 7d or “last week”."
        ),
        "no_language": _("“%(said)s” was passed over: it names no language. Write it like fr, en or German."),
        "no_number": _("“%(said)s” was passed over: after “%(operator)s” stands a number, like 3 or >3."),
        "nothing_after": _("Nothing stands after “%(said)s”; it was passed over."),
        "only_site": _("Of “%(said)s” only the site counts, not the rest of the address."),
        "sort_negated": _("“%(said)s” gives an order; the minus before it was passed over."),
        "sort_twice": _("“%(said)s” was passed over: another order comes after it."),
        "too_deep": _(
            "Parentheses stand too deep within each other from “%(said)s” on; what is in them was passed over."
        ),
        "too_long": _("“%(said)s” is the beginning of something too long; only its first characters count."),
        "too_many": _("There are too many things to look for; from “%(said)s” on they were passed over."),
        "unclosed_parenthesis": _("A parenthesis is not closed; it was read to the end."),
        "unclosed_quote": _("A quotation mark is not closed; the phrase was read to the end."),
        "unknown_operator": _("“%(operator)s” is no operator here; “%(said)s” was read as words."),
        "unopened_parenthesis": _("A parenthesis is closed that was not opened; it was passed over."),
    }
