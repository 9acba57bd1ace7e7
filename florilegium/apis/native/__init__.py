"""Florilegium's own API, ``/api/v1``: see README.md here."""
