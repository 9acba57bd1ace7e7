"""What can go wrong when people ask for things, in words for people. Faces turn these into their own shape."""

from collections.abc import Mapping


class Refusal(Exception):
    """Base of all. ``sentence``: what is wrong and what to do, in the reader's language."""

    def __init__(self, sentence: object = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotFound(Refusal):
    """It does not exist, or this viewer may not know that it does."""


class NotAllowed(Refusal):
    """The viewer sees it, but it is not hers to change."""


class Invalid(Refusal):
    """What was asked cannot be done as written. ``fields``: the sentence for each field at fault."""

    def __init__(self, sentence: object = "", fields: Mapping[str, object] | None = None) -> None:
        super().__init__(sentence)
        self.fields = dict(fields or {})


class Conflict(Refusal):
    """It was possible when the viewer looked, and no longer is."""


class Changed(Conflict):
    """What is to be changed is no longer as its caller saw it."""
