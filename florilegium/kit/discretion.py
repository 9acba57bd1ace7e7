"""What must not stand in a log: the keys to private feeds, which are part of an address."""

import logging
import re
import traceback
from typing import Any

#: An address with a key, spelt as a program may have spelt it, and its key.
_ADDRESS = re.compile(r"(feeds(?:/|%2f)+private(?:/|%2f)+)[^\s\"'<>?#]+", re.IGNORECASE)


def discreet(text: str) -> str:
    """The text with ``/feeds/private/…`` for every address that holds a key."""
    return _ADDRESS.sub(r"\1…", text)


class WithoutKeys(logging.Filter):
    """Takes the keys out of every record: out of its message and arguments, its traceback, and what goes with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without keys."""
        self._clean_message(record)
        if record.exc_info and not record.exc_text:
            record.exc_text = "".join(traceback.format_exception(*record.exc_info)).rstrip("\n")
        if record.exc_text:
            record.exc_text = discreet(record.exc_text)
        if record.stack_info:
            record.stack_info = discreet(record.stack_info)
        if "request" in record.__dict__:  # Django's records carry it, for handlers that tell all of it
            record.request = _cleaned(record.request)  # type: ignore[attr-defined]
        return True

    def _clean_message(self, record: logging.LogRecord) -> None:
        record.msg = _cleaned(record.msg)
        if isinstance(record.args, dict):
            record.args = {name: _cleaned(value) for name, value in record.args.items()}
        elif record.args:
            record.args = tuple(_cleaned(value) for value in record.args)
        try:
            whole = record.getMessage()
        except Exception:  # an ill-made record is its handler's business
            return
        if discreet(whole) != whole:  # the address was put together from several arguments
            record.msg, record.args = discreet(whole), ()


def _cleaned(value: Any) -> Any:
    """Numbers as they are; whatever else would be written with a key, as text without."""
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return value if discreet(text) == text else discreet(text)
