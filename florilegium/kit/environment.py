"""Settings from the environment, each through a helper that refuses nonsense.

A setting is named ``FLORILEGIUM_<NAME>``. A secret may also be read from a file named by ``FLORILEGIUM_<NAME>_FILE``,
as container and systemd credentials do it. ``docs/settings.md`` names every one; a test keeps it so.
"""

import ipaddress
import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

PREFIX = "FLORILEGIUM_"


class SettingError(Exception):
    """A setting that cannot be used, in a sentence that names it."""


def text(name: str, default: str = "") -> str:
    """The setting, trimmed; read from the file that ``<name>_FILE`` names if that is set."""
    file = os.environ.get(f"{PREFIX}{name}_FILE", "").strip()
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(f"{PREFIX}{name}_FILE names {file}, which cannot be read: {error.strerror}.") from error
    return os.environ.get(PREFIX + name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    """1, true, yes, on or 0, false, no, off."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(f"{PREFIX}{name} is “{value}”: write yes or no.")


def number(name: str, default: int, least: int, most: int) -> int:
    """A whole number within bounds."""
    value = text(name)
    if not value:
        return default
    if not value.isdigit() or not least <= int(value) <= most:
        raise SettingError(f"{PREFIX}{name} is “{value}”: write a whole number from {least} to {most}.")
    return int(value)


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of a few words."""
    value = text(name, default).lower()
    if value not in allowed:
        raise SettingError(f"{PREFIX}{name} is “{value}”: write one of {', '.join(allowed)}.")
    return value


def url(name: str, default: str = "") -> str:
    """An http or https address without path, query or fragment; or nothing."""
    value = text(name, default).rstrip("/")
    if not value:
        return ""
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise SettingError(f"{PREFIX}{name} is “{value}”: write it like https://library.example.org, without a path.")
    return value


def link(name: str) -> str:
    """An http, https or mailto address; or nothing."""
    value = text(name)
    if value and urlsplit(value).scheme not in {"http", "https", "mailto"}:
        raise SettingError(f"{PREFIX}{name} is “{value}”: write an address that begins with https:// or mailto:.")
    return value


def zone(name: str, default: str) -> str:
    """A time zone's name."""
    value = text(name) or default
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError) as error:
        raise SettingError(f"{PREFIX}{name} is “{value}”: write a time zone like Europe/Paris.") from error
    return value


def networks(name: str) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
    """Addresses and networks, separated by commas."""
    found = []
    for item in filter(None, (part.strip() for part in text(name).split(","))):
        try:
            found.append(ipaddress.ip_network(item, strict=False))
        except ValueError as error:
            raise SettingError(f"{PREFIX}{name} holds “{item}”, which is no IP address or network.") from error
    return tuple(found)


def doors(name: str) -> frozenset[tuple[str, int]]:
    """Hosts of this machine with their ports, separated by commas: 127.0.0.1:8123, news.localhost:8123, [::1]:8123."""
    found = set()
    for item in filter(None, (part.strip() for part in text(name).split(","))):
        host, _, port = item.rpartition(":")
        near = host in ("127.0.0.1", "[::1]", "localhost") or host.endswith(".localhost")
        if not near or not port.isdecimal() or not 0 < int(port) < 65_536:
            raise SettingError(
                f"{PREFIX}{name} holds “{item}”: write a host of this machine and a port, 127.0.0.1:8123."
            )
        found.add((host, int(port)))
    return frozenset(found)


def database(name: str, folder: Path) -> dict[str, object]:
    """Django's database settings: a ``postgresql://`` address, else an SQLite file in the data folder."""
    value = text(name)
    if not value:
        return _sqlite(folder / "florilegium.sqlite3")
    parts = urlsplit(value)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise SettingError(f"{PREFIX}{name} must begin with postgresql:// and name a database.")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or "") or text("DATABASE_PASSWORD"),
        "HOST": unquote(parts.hostname or "") or str(options.pop("host", "")),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": None,  # opening a connection costs more than a page
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # IMMEDIATE: a transaction that will write waits its turn at once, instead of failing in the middle.
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA temp_store=MEMORY;"
                "PRAGMA cache_size=-32000;PRAGMA mmap_size=268435456;PRAGMA busy_timeout=30000;"
            ),
        },
    }


def storage(name: str, folder: str) -> dict[str, object]:
    """Django's storage settings: an ``s3://bucket`` address, else ``folder`` (a class) in the data folder."""
    value = text(name)
    if not value:
        return {"BACKEND": folder}
    parts = urlsplit(value)
    if parts.scheme != "s3" or not parts.hostname:
        raise SettingError(
            f"{PREFIX}{name} is “{value}”: write it like s3://bucket/folder?endpoint=https://s3.example.org."
        )
    asked = dict(parse_qsl(parts.query))
    unknown = sorted(asked.keys() - {"endpoint", "region"})
    if unknown:
        raise SettingError(f"{PREFIX}{name} asks for “{unknown[0]}”; only endpoint and region are understood.")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.hostname,
            "location": unquote(parts.path).strip("/"),
            "endpoint_url": asked.get("endpoint"),
            "region_name": asked.get("region"),
            "access_key": text(f"{name}_KEY") or None,
            "secret_key": text(f"{name}_SECRET") or None,
            "addressing_style": "path",
            "signature_version": "s3v4",
            "default_acl": None,
            "file_overwrite": True,  # a name is the digest of its content
            "querystring_auth": False,
        },
    }
