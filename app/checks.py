"""What stops the start: settings that would quietly weaken a promise, or that nothing can work with.

Each check raises NoAppException, with the sentence to show, which names the setting.
"""

import re
from typing import Any

from flask import Config
from flask.cli import NoAppException
from limits import parse_many
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from werkzeug.security import generate_password_hash

from app import kinds, messages

SHORTEST_KEY = 32  # characters
FEWEST_DIFFERENT = 10  # characters
#: Keys printed in Flask's documentation: whoever copies one shares it with every attacker.
WELL_KNOWN_KEYS = {
    "192b9bdd22ab9ed4d12e236c78afcb9a393ec15f71bbf5dc987d54727823bcbf",
    '_5#y2L"F4Q8z\\n\\xec]/',
}
#: The name of a cookie is a token (RFC 6265, 4.1.1); Werkzeug takes what it does not know of SameSite for a mistake.
COOKIE_NAME = re.compile(r"[\w!#$%&'*+\-.^`|~]+", re.ASCII)
SAMESITES = {"Strict", "Lax", "None"}
#: How the methods begin by which passwords may be hashed (ASVS 11.4.2): MD5 and SHA-1 are broken, and too cheap.
HASHES = ("scrypt:", "pbkdf2:sha256:", "pbkdf2:sha512:")


def refuse_weak_key(key: object) -> None:
    """Raise NoAppException unless ``key`` is text that nobody can guess: with it, anyone can sign cookies (13.3.1)."""
    if not key:
        raise NoAppException(messages.SECRET_KEY_MISSING)
    if not isinstance(key, str | bytes) or len(key) < SHORTEST_KEY:
        raise NoAppException(messages.SECRET_KEY_SHORT)
    text = key if isinstance(key, str) else key.decode("latin-1")
    if text in WELL_KNOWN_KEYS or len(set(text)) < FEWEST_DIFFERENT:
        raise NoAppException(messages.SECRET_KEY_WELL_KNOWN)


def refuse_fixed(config: Config) -> None:
    """Raise NoAppException where ``config`` has what is not for setting: it would be ignored, or break every page."""
    for setting, reason in messages.FIXED.items():
        if config.get(setting) is not None:
            raise NoAppException(messages.SETTING_FIXED.format(setting=setting, reason=reason))


def refuse_unusable_hash(method: object) -> None:
    """Raise NoAppException unless passwords can be hashed by ``method``, and each hash begins with it as it is given.

    None begins with an abbreviation of Werkzeug's: all would seem outdated, and every right password be hashed twice.
    """
    try:
        stored = generate_password_hash("any", str(method))
    except (ValueError, TypeError, OverflowError, MemoryError):
        stored = ""
    if not (stored.startswith(f"{method}$") and stored.startswith(HASHES)):
        raise NoAppException(messages.HASH_UNUSABLE.format(method=method))


def refuse_unreadable_limit(setting: str, value: object) -> None:
    """Raise NoAppException unless ``value`` is one limit above zero: what cannot be read would limit nothing."""
    try:
        [_] = parse_many(str(value))
    except ValueError:  # no limit at all, or several
        readable = False
    else:
        readable = 0 not in map(int, re.findall(r"\d+", str(value)))  # "per 0 minutes" would be taken for per minute
    if not readable:
        raise NoAppException(messages.LIMIT_UNREADABLE.format(setting=setting, limit=value))


def refuse_dropped_cookie(config: Config) -> None:
    """Raise NoAppException where a browser would drop the cookie, so that nobody could log in (RFC 6265bis, 5.7)."""
    name, samesite = config["SESSION_COOKIE_NAME"], config["SESSION_COOKIE_SAMESITE"]
    if not COOKIE_NAME.fullmatch(name):
        kinds.refuse("SESSION_COOKIE_NAME", name, messages.COOKIE_NAME)
    if samesite is not None and str(samesite).title() not in SAMESITES:
        kinds.refuse("SESSION_COOKIE_SAMESITE", samesite, messages.SAMESITES)
    bound_to_host = name.lower().startswith("__host-")
    path = config["SESSION_COOKIE_PATH"] or config["APPLICATION_ROOT"]
    needs_tls = (
        name.lower().startswith(("__host-", "__secure-"))
        or (samesite is not None and samesite.title() == "None")
        or config["SESSION_COOKIE_PARTITIONED"]
    )
    refuse_setting("SESSION_COOKIE_SECURE", config["SESSION_COOKIE_SECURE"], good=True, only=needs_tls, name=name)
    refuse_setting("SESSION_COOKIE_PATH", path, good="/", only=bound_to_host, name=name)
    refuse_setting("SESSION_COOKIE_DOMAIN", config["SESSION_COOKIE_DOMAIN"], good=None, only=bound_to_host, name=name)


def refuse_setting(setting: str, value: Any, *, good: Any, only: bool, name: str) -> None:
    """Raise NoAppException where ``only`` one value of ``setting`` is ``good`` for a cookie of this ``name``."""
    if only and value != good:
        raise NoAppException(messages.COOKIE_UNUSABLE.format(setting=setting, value=value, good=good, name=name))


def refuse_unusable_database(url: object) -> None:
    """Raise NoAppException unless ``url`` is a database's, and the driver that it names is installed."""
    try:
        make_url(str(url)).get_dialect().import_dbapi()
    except (ArgumentError, ImportError) as error:
        raise NoAppException(messages.DATABASE_UNUSABLE.format(error=error)) from None


def refuse_unusable_options(options: object) -> None:
    """Raise NoAppException unless ``options`` can be the engine's. They are not told: a password may be among them."""
    if not isinstance(options, dict):
        raise NoAppException(messages.OPTIONS_UNUSABLE)
