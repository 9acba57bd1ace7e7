"""The one safe way out to the web.

Whatever the server asks of somebody else's server goes through `fetch`. An address comes from a stranger, and so does
every redirect: each is parsed as browsers parse it, its name is looked up once, *all* its addresses must lie outside,
and the connection goes to the very address that was checked. `docs/capture.md` says what is refused and why.

    from florilegium.kit.fetching import fetch, Limits, NotFetched, PAGES

`settings.FETCH_ALLOW` is what callers pass as `allow`: empty but for tests.
"""

from .answer import Fetched, Redirect
from .asking import IMAGES, PAGES, RESOURCES, Accept, Limits, fetch
from .problems import Kind, NotFetched

__all__ = ["IMAGES", "PAGES", "RESOURCES", "Accept", "Fetched", "Kind", "Limits", "NotFetched", "Redirect", "fetch"]
