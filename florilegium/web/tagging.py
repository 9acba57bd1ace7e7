"""Tags as people type them: separated by commas; a tag that holds a comma stands in quotation marks."""

import csv
import io


def parse(text: str) -> tuple[str, ...]:
    """The tags in what was typed, without empty ones."""
    line = " ".join(text.split())
    if not line:
        return ()
    row = next(csv.reader(io.StringIO(line), skipinitialspace=True))
    return tuple(tag.strip().removeprefix("#").strip() for tag in row if tag.strip().removeprefix("#").strip())


def typed(tags: tuple[str, ...] | list[str]) -> str:
    """Tags as they would be typed, so that ``parse(typed(tags)) == tags``."""
    return ", ".join('"' + tag.replace('"', '""') + '"' if any(c in tag for c in ',"') else tag for tag in tags)
