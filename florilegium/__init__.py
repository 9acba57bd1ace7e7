"""Florilegium: the place where a group keeps what it reads."""

__version__ = "0.1.0"
