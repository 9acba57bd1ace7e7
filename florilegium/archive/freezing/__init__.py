"""A page made into one document that stands by itself: nothing in it runs, nothing in it asks anybody for anything.

    from florilegium.archive.freezing import freeze, FreezeLimits, Frozen, Resource

It is whole under the header of the replay: `sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline' data:;
img-src data:; font-src data:; media-src data:`. `docs/capture.md` says what is kept, changed and left out.
"""

from .document import FreezeLimits, Frozen
from .freeze import FetchResource, freeze
from .supply import Resource

__all__ = ["FetchResource", "FreezeLimits", "Frozen", "Resource", "freeze"]
