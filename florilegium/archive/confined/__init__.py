"""Reading what strangers wrote, in a process of its own with little time and memory.

A page of a few hundred kilobytes can keep any HTML parser busy for hours (it nests two hundred thousand elements), a PDF
of one kilobyte can ask for gigabytes, and both parsers are written in C. So whatever is read of a fetched or received
document is read in a process that the system stops when it has had its share, that has no settings, no secrets and no
database, and that can write no file.

    told, bodies = confined("pdf", {}, [content], share=Share())

Where the process needs more while it works (the images of a page), it asks, and we answer.
"""

from .asking import Share, TooHard, confined
from .frames import Bodies, Told

__all__ = ["Bodies", "Share", "Told", "TooHard", "confined"]
