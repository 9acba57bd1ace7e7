"""Values of which there are very many: frozen for the type checker, and made quickly."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def value(of: type[T]) -> type[T]:
    """A frozen dataclass. What it is not: locked at run time.

    That lock takes each field through ``object.__setattr__``: a tenth of a listing, whose page has hundreds of small
    values, and a fifteenth of an import. Where there are few, ``dataclass(frozen=True, slots=True)`` says it as well.
    """
    return dataclass(slots=True, unsafe_hash=True)(of)
