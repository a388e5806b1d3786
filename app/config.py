"""Settings: the defaults, then the environment, then the caller."""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.cli import NoAppException

from app import checks, kinds, messages

DEFAULTS: dict[str, Any] = {
    # OWASP's and ASVS's minimum for scrypt; Werkzeug's own default, with p=1, is below it.
    "PASSWORD_HASH_METHOD": "scrypt:32768:8:3",
    # A login ends when nobody used it for an hour, and after a day in any case.
    "LOGIN_IDLE_MINUTES": 60,
    "LOGIN_HOURS": 24,
    # One that is remembered ends after 30 days, used or not.
    "LOGIN_REMEMBERED_DAYS": 30,
    # So many logins a member has at most: the one seen longest ago makes room for another.
    "LOGINS_PER_MEMBER": 50,
    # For this long after giving the password a member may end other sessions without giving it again.
    "LOGIN_RECENT_MINUTES": 15,
    # Wrong passwords of visitors. A person mistypes a few; a machine that spreads its guesses meets one of the others.
    "LIMIT_PER_EMAIL_AND_ADDRESS": "5 per 5 minutes",
    "LIMIT_PER_ADDRESS": "50 per 5 minutes",
    "LIMIT_PER_EMAIL": "100 per hour",
    # Wrong passwords of a member who is in, or of whoever has stolen the session. One session at the narrower limit
    # does not reach the wider in an hour, so that a thief cannot keep the member's other logins from giving theirs.
    "LIMIT_PER_LOGIN": "5 per 5 minutes",
    "LIMIT_PER_MEMBER": "100 per hour",
    # Right ones from one address, or of one member who is in: each costs the server a hash. An office has one address.
    "LIMIT_RIGHT_PASSWORDS": "300 per 5 minutes",
    # Forms for registering from one address, each of which costs a hash and may tell that an email is taken.
    "LIMIT_REGISTRATIONS": "30 per hour",
    # Where attempts are counted: in memory each process has counts of its own, in a redis:// store all have the same.
    "RATELIMIT_STORAGE_URI": "memory://",
    # Bytes. The longest honest form is a few kilobytes; a bigger body is refused before it is parsed.
    "MAX_CONTENT_LENGTH": 64 * 1024,
    # Other sites' forms and images arrive here without the cookie; a followed link brings it.
    "SESSION_COOKIE_SAMESITE": "Lax",
    # A cookie is set where something changed, and nowhere else: one that is on its way could replace a newer one.
    "SESSION_REFRESH_EACH_REQUEST": False,
    # A form stays good for as long as the login session that it was made in.
    "WTF_CSRF_TIME_LIMIT": None,
    # Over https Flask-WTF wants a Referer, which some browsers never send: app/guards.py looks at the Origin first.
    "WTF_CSRF_SSL_STRICT": False,
    # Seconds for which a browser may keep a style sheet, a script or a picture.
    "SEND_FILE_MAX_AGE_DEFAULT": 3600,
    # How many reverse proxies stand before the app, each of which adds to X-Forwarded-For and -Proto what it has seen.
    "PROXIES": 0,
    # Where one replaces a header and does not add to it: how many values it has. None: as many as there are proxies.
    "PROXIES_FOR": None,
    "PROXIES_PROTO": None,
    # X-Forwarded-Host is believed only where that is set: most proxies hand on what a visitor has made up.
    "PROXIES_HOST": 0,
    # Seconds for which a browser comes by https only, once it did, and whether to every host below this one as well.
    "HSTS_SECONDS": 63_072_000,
    "HSTS_SUBDOMAINS": True,
    # Where people go who asked for nothing else: the endpoint of a page.
    "LANDING_VIEW": "account.index",
    # A connection that the database has closed is noticed before it is used. And the log says which statement has
    # failed, but not with what: there are hashes and addresses in it, for whoever reads the log.
    "SQLALCHEMY_ENGINE_OPTIONS": {"pool_pre_ping": True, "hide_parameters": True},
}


def configure(
    app: Flask, settings: Mapping[str, Any] | None = None, more_defaults: Mapping[str, Any] | None = None
) -> None:
    """Fill ``app.config``: defaults, those of capabilities, then ``FLASK_…`` variables, then ``settings``.

    In debug mode a missing ``SECRET_KEY`` is made and kept in the instance folder.
    Raises NoAppException, with the sentence to show, for what ``kinds`` and ``checks`` refuse: what is not for setting,
    what is of another kind than it is to be or out of its bounds, a limit that cannot be read, a cookie that a browser
    would drop, a missing folder, and a production key that is missing or weak.
    """
    instance = Path(app.instance_path)
    app.config.from_mapping(
        DEFAULTS | dict(more_defaults or {}),
        # A development server speaks plain http, where a browser would drop a Secure cookie. The prefix __Host-
        # makes the browser itself refuse one that is not Secure, or that a neighbouring host has set.
        SESSION_COOKIE_SECURE=not app.debug,
        SESSION_COOKIE_NAME="session" if app.debug else "__Host-session",
        PERMANENT_SESSION_LIFETIME=None,
        # No cookie has this name: Flask-Login's own remember cookie, which outlives a logout, is never read.
        REMEMBER_COOKIE_NAME=None,
    )
    defaults = dict(app.config)
    app.config.from_prefixed_env()
    app.config.from_mapping(settings or {})
    # None where we have no default: it would hide the library's, and so switch off the protection of forms.
    for setting in [name for name, value in app.config.items() if value is None and name not in defaults]:
        del app.config[setting]
    checks.refuse_fixed(app.config)
    for setting in defaults | kinds.KINDS:
        kinds.refuse_other_kind(setting, app.config.get(setting), defaults.get(setting))
    if not isinstance(app.config["SECRET_KEY_FALLBACKS"], list | tuple | None):  # one key, as the environment gives it
        app.config["SECRET_KEY_FALLBACKS"] = [app.config["SECRET_KEY_FALLBACKS"]]
    # No cookie is believed for longer, remembered or not; before that a login's own row decides.
    lives = timedelta(days=app.config["LOGIN_REMEMBERED_DAYS"]), timedelta(hours=app.config["LOGIN_HOURS"])
    app.config["PERMANENT_SESSION_LIFETIME"] = max(lives)
    for header in ("PROXIES_FOR", "PROXIES_PROTO"):
        if app.config[header] is None:
            app.config[header] = app.config["PROXIES"]
    checks.refuse_unusable_options(app.config["SQLALCHEMY_ENGINE_OPTIONS"])
    # They are added to ours: whoever makes the pool larger has not asked for the rest.
    options = defaults["SQLALCHEMY_ENGINE_OPTIONS"] | app.config["SQLALCHEMY_ENGINE_OPTIONS"]
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    if "SQLALCHEMY_DATABASE_URI" not in app.config:
        app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{writable(instance) / 'latchkey.sqlite'}"
    if app.debug and not app.config["SECRET_KEY"]:
        app.config["SECRET_KEY"] = development_key(writable(instance) / "secret_key")
    check(app)
    # Forms that were open while the key changed go through: the last key signs, and each of them may verify.
    app.config["WTF_CSRF_SECRET_KEY"] = keys(app)


def check(app: Flask) -> None:
    """Raise NoAppException where ``app`` is not to start on its settings."""
    for setting, value in app.config.get_namespace("LIMIT_", lowercase=False, trim_namespace=False).items():
        checks.refuse_unreadable_limit(setting, value)
    checks.refuse_dropped_cookie(app.config)
    # The default need not be tried: each start, and each command, would wait for a hash.
    if app.config["PASSWORD_HASH_METHOD"] != DEFAULTS["PASSWORD_HASH_METHOD"]:
        checks.refuse_unusable_hash(app.config["PASSWORD_HASH_METHOD"])
    checks.refuse_unusable_database(app.config["SQLALCHEMY_DATABASE_URI"])
    if not (app.debug or app.testing):
        for key in keys(app):
            checks.refuse_weak_key(key)


def writable(folder: Path) -> Path:
    """``folder``, made if need be. Raises NoAppException where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoAppException(messages.INSTANCE_UNUSABLE.format(error=error)) from None
    return folder


def keys(app: Flask) -> list[str]:
    """The keys that this server believes: those of before, ``SECRET_KEY_FALLBACKS``, and last the one it signs with."""
    return [*(app.config["SECRET_KEY_FALLBACKS"] or []), app.config["SECRET_KEY"]]


def development_key(path: Path) -> str:
    """The key kept in the file at ``path``, which is made on first use and readable by its owner only."""
    if not path.exists() or not path.read_text().strip():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()
