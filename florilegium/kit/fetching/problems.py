"""Why something could not be fetched: a code, and a sentence for people."""

from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Kind = Literal[
    "scheme",
    "malformed",
    "credentials",
    "port",
    "inside",
    "no_host",
    "unreachable",
    "certificate",
    "too_slow",
    "too_large",
    "too_many_redirects",
    "refused",
    "missing",
    "busy",
    "broken",
    "media",
    "unreadable",
]

SENTENCES: "dict[Kind, _StrPromise]" = {
    "scheme": _("Only addresses that begin with http:// or https:// are fetched."),
    "malformed": _("No browser could follow this address. Check how it is written."),
    "credentials": _("This address holds a name or a password. Save it without them."),
    "port": _("This address names a port on which no web pages are served, so we do not ask there."),
    "inside": _("This address leads into a private network or to this machine, so we do not ask there."),
    "no_host": _("There is no site under this name. Check the address, or try again later."),
    "unreachable": _("The site does not answer. Try again later."),
    "certificate": _("The site’s certificate is not valid, so what it sends cannot be trusted."),
    "too_slow": _("The site took too long to answer. Try again later."),
    "too_large": _("This page is too large to be kept."),
    "too_many_redirects": _("This address leads on and on, and never to a page."),
    "refused": _("The site does not let us read this page (answer %(status)s). It may ask for a sign-in."),
    "missing": _("The site says that this page does not exist (answer %(status)s)."),
    "busy": _("The site is too busy to answer (answer %(status)s). Try again later."),
    "broken": _("The site is out of order (answer %(status)s). Try again later."),
    "media": _("This address leads to something that is not a page or a PDF."),
    "unreadable": _("The site’s answer could not be read."),
}

#: What may have passed by the next time.
PASSING: frozenset[Kind] = frozenset(
    {"no_host", "unreachable", "certificate", "too_slow", "busy", "broken", "unreadable"}
)


class NotFetched(Exception):
    """Nothing was fetched.

    `kind`: why. `sentence`: the same for people, in the reader's language. `url`: where it ended, perhaps after
    redirects. `status`: the answer's, if there was one. `passing`: whether it is worth trying again by itself;
    `retry_after`: seconds the site asked us to wait, at most a day.
    """

    def __init__(self, kind: Kind, url: str, *, status: int | None = None, retry_after: int | None = None) -> None:
        super().__init__(f"{kind}: {url}")
        self.kind: Kind = kind
        self.url = url
        self.status = status
        self.retry_after = retry_after

    @property
    def sentence(self) -> str:
        """What is wrong and what to do, in the reader's language."""
        return str(SENTENCES[self.kind]) % {"status": self.status}

    @property
    def passing(self) -> bool:
        """Whether it may have passed by the next time."""
        return self.kind in PASSING
