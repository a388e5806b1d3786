"""Of what kind a setting is, and how much it may be: what the start has accepted is to work at every request."""

import json

from flask.cli import NoAppException

from app import messages

#: The kinds of those settings, of Flask and its extensions too, that have no default or one that does not tell.
KINDS: dict[str, type] = {
    **dict.fromkeys(("PROXIES_FOR", "PROXIES_PROTO", "WTF_CSRF_TIME_LIMIT"), int),
    **dict.fromkeys(("PROPAGATE_EXCEPTIONS", "TEMPLATES_AUTO_RELOAD", "TRAP_BAD_REQUEST_ERRORS"), bool),
    **dict.fromkeys(("SQLALCHEMY_ECHO", "SQLALCHEMY_RECORD_QUERIES", "SQLALCHEMY_TRACK_MODIFICATIONS"), bool),
    **dict.fromkeys(("WTF_CSRF_ENABLED", "WTF_CSRF_CHECK_DEFAULT", "WTF_I18N_ENABLED"), bool),
    # Of "POST", as text, Flask-WTF would protect the methods "P", "O", "S" and "T".
    **dict.fromkeys(("TRUSTED_HOSTS", "WTF_CSRF_METHODS", "WTF_CSRF_HEADERS"), list),
    **dict.fromkeys(("SESSION_COOKIE_NAME", "SESSION_COOKIE_PATH", "SESSION_COOKIE_DOMAIN"), str),
    **dict.fromkeys(("SERVER_NAME", "APPLICATION_ROOT", "PREFERRED_URL_SCHEME", "RATELIMIT_STORAGE_URI"), str),
}
#: The kinds that a default tells. Text has checks of its own.
TOLD: dict[type, type] = {bool: bool, int: int, tuple: list}
#: What may be None although it has a default: Flask has no limit then, or leaves it to the browser.
UNLIMITED = {"MAX_CONTENT_LENGTH", "MAX_FORM_MEMORY_SIZE", "MAX_FORM_PARTS", "SEND_FILE_MAX_AGE_DEFAULT"}
#: Numbers that would shut everybody out at zero, besides those with a unit.
FROM_ONE = UNLIMITED - {"SEND_FILE_MAX_AGE_DEFAULT"} | {"LOGINS_PER_MEMBER", "WTF_CSRF_TIME_LIMIT"}
#: No browser keeps a cookie for longer (RFC 6265bis, 5.5); and of much longer, nobody can say when it began.
LONGEST_DAYS = 400
LONGEST = {"MINUTES": LONGEST_DAYS * 24 * 60, "HOURS": LONGEST_DAYS * 24, "DAYS": LONGEST_DAYS}
MOST = 2**31 - 1  # databases count no further


def refuse_other_kind(setting: str, value: object, default: object) -> None:
    """Raise NoAppException unless ``value`` is of the kind that ``setting`` has in ``KINDS``, or else its ``default``.

    Text in place of a switch would switch it on, whatever it says; and true would be taken for the number 1.
    """
    kind = KINDS.get(setting) or TOLD.get(type(default))
    if kind is None or (value is None and (default is None or setting in UNLIMITED)):
        return
    least, most = bounds(setting)
    if not is_a(kind, value, least, most):
        refuse(setting, value, messages.WANTED[kind].format(least=least, most=most))


def is_a(kind: type, value: object, least: int, most: int) -> bool:
    """Whether ``value`` is of this ``kind``, and a number neither below ``least`` nor above ``most``."""
    if kind is bool:
        return isinstance(value, int) and value in {0, 1}  # FLASK_DEBUG=0, as Flask's own documentation has it
    if kind is int:
        return type(value) is int and least <= value <= most
    if kind is list:
        return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
    return isinstance(value, kind)


def bounds(setting: str) -> tuple[int, int]:
    """The least and the most that the number ``setting`` may be."""
    unit = setting.rpartition("_")[2]
    return int(unit in LONGEST or setting in FROM_ONE), LONGEST.get(unit, MOST)


def refuse(setting: str, value: object, wanted: str) -> None:
    """Raise NoAppException: ``setting`` is ``value``, which is told as JSON has it, and not as ``wanted``."""
    given = json.dumps(value, default=str, ensure_ascii=False)
    raise NoAppException(messages.SETTING_UNUSABLE.format(setting=setting, value=given, wanted=wanted))
