"""The one place of the command line that prints: sentences, or with ``--json`` one document on standard output."""

import json
import sys
from typing import Any

DONE, PARTLY, NOTHING = 0, 1, 2


class Output:
    """Says things to people or to programs. Progress is drawn on a terminal only."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, sentence: str) -> None:
        """A sentence for people."""
        if not self.as_json:
            print(sentence, flush=True)

    def data(self, document: dict[str, Any]) -> None:
        """The result for programs."""
        if self.as_json:
            print(json.dumps(document, ensure_ascii=False, indent=1), flush=True)

    def problem(self, sentence: str) -> None:
        """What is wrong, on standard error."""
        print(sentence, file=sys.stderr, flush=True)

    def progress(self, done: int, total: int) -> None:
        """How far it is, on one line of a terminal."""
        if sys.stderr.isatty():
            end = "\n" if done >= total else ""
            print(f"\r{done:,} of {total:,}", end=end, file=sys.stderr, flush=True)
