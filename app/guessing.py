"""Guessing: how often a password may be tried, by whom and for whom.

Each attempt is reserved before the password is hashed, so that sixteen at once get no further than five in a row. The
limits stand in the order in which they are charged, the narrowest first, and what one refuses is charged to none: who
is refused here uses up nobody's attempts elsewhere. What is limited is trying a password: whoever is logged in stays
so, and their own tries are counted apart, so that no outsider can keep a member from changing the password.
"""

import re
from ipaddress import IPv6Address, IPv6Network, ip_address

from flask import Flask, current_app, request
from flask.cli import NoAppException
from flask_login import current_user
from limits import parse
from limits.errors import ConfigurationError
from redis.exceptions import RedisClusterException
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import TooManyRequests

from app import accounts, messages, signals
from app.counters import Charge, Counters, Limit, LimitReached
from app.models import User

#: An address with the port that some proxies write after it, which is another at each connection.
WITH_PORT = re.compile(r"\A(?:\[(.+)\]|([\d.]+)):\d+\Z")


class TooManyAttempts(TooManyRequests):
    """Status 429: what was sent is not looked at. Another attempt is, ``wait`` seconds from now."""

    def __init__(self, wait: int) -> None:
        super().__init__()
        self.wait = wait


def init_app(app: Flask) -> None:
    """Count the attempts on ``app`` in the store that ``RATELIMIT_STORAGE_URI`` names.

    Raises NoAppException, with the sentence to show, where it names none. Whether it answers is another matter.
    """
    try:
        app.extensions["counters"] = Counters(app.config["RATELIMIT_STORAGE_URI"])
    except (ConfigurationError, RedisClusterException, ValueError):  # which may quote a password
        raise NoAppException(messages.STORE_UNUSABLE) from None


def authenticate(email: str, password: str) -> User | None:
    """As ``accounts.authenticate``, within the limits. Raises TooManyAttempts, and then nothing was hashed."""
    limits = members_limits() if is_own(email) else visitors_limits(email)
    *as_wrong, as_right = reserve(email, *limits)
    try:
        user = accounts.authenticate(email, password)
    except SQLAlchemyError:  # nobody learned whether it was right: an outage is not to use up a member's attempts
        counters().give_back([*as_wrong, as_right])
        raise
    # It was counted as both, for nobody knew; now it stays what it was.
    counters().give_back(as_wrong if user else [as_right])
    return user


def is_own(email: str) -> bool:
    """Whether whoever tries a password for ``email`` is in as its member: anyone else guesses, as a visitor does."""
    return bool(current_user.is_authenticated and current_user.email == accounts.normalise_email(email))


def count_registration(email: str) -> None:
    """Count an attempt to register: it costs a hash, and may tell that ``email`` is taken. Raises TooManyAttempts."""
    reserve(email, limit("LIMIT_REGISTRATIONS", network()))


def visitors_limits(email: str) -> list[Limit]:
    """What the password of a visitor is counted for: wrong ones, and last right ones. Unknown emails count alike."""
    email, here = accounts.normalise_email(email), network()
    return [
        limit("LIMIT_PER_EMAIL_AND_ADDRESS", f"{email} from {here}"),
        limit("LIMIT_PER_ADDRESS", here),
        limit("LIMIT_PER_EMAIL", email),
        limit("LIMIT_RIGHT_PASSWORDS", here),
    ]


def members_limits() -> list[Limit]:
    """The same for a member who is in, as a thief of the session may be: no visitor's attempt counts here."""
    member = f"member {current_user.id}"
    return [
        limit("LIMIT_PER_LOGIN", f"login {current_user.login.id}"),
        limit("LIMIT_PER_MEMBER", member),
        limit("LIMIT_RIGHT_PASSWORDS", member),
    ]


def limit(setting: str, whom: str) -> Limit:
    """The limit that ``setting`` holds, such as "5 per 5 minutes", for ``whom``."""
    return Limit(setting, parse(current_app.config[setting]), whom)


def reserve(email: str, *limits: Limit) -> list[Charge]:
    """Count an attempt in each of ``limits``, or in none, and tell who listens. Raises TooManyAttempts."""
    try:
        return counters().reserve(limits)
    except LimitReached as reached:
        signals.attempts_limited.send(email=email, limit=reached.limit.name)
        raise TooManyAttempts(reached.wait) from None


def counters() -> Counters:
    """The counters of this app."""
    found: Counters = current_app.extensions["counters"]
    return found


def network() -> str:
    """Where a request comes from: its address, or an IPv6 client's /64, for each has 2⁶⁴ addresses to come from."""
    try:
        address = ip_address(WITH_PORT.sub(r"\1\2", request.remote_addr or ""))
    except ValueError:  # a Unix socket has none
        return str(request.remote_addr)
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((int(address), 64), strict=False))
    return str(address)
