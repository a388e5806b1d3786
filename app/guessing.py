"""Guessing: how often a password may be tried, by whom and for whom.

Each attempt is counted before the password is hashed, so that sixteen at once get no further than five in a row; a
right one is taken back. What is limited is trying a password: whoever is logged in already stays so, and so nobody can
shut a member out of the sessions they have.
"""

from collections.abc import Callable

from flask import current_app, request
from flask_limiter import RouteLimit
from flask_limiter.util import get_remote_address
from flask_login import current_user

from app import accounts, signals
from app.extensions import limiter
from app.models import User


def email_tried() -> str:
    """Whose password is tried: the member's own, or that of the email address typed. Unknown ones count alike."""
    email = current_user.email if current_user.is_authenticated else request.form.get("email", "")
    return accounts.normalise_email(email)


def email_and_address() -> str:
    """Whose password is tried, and from where."""
    return f"{email_tried()} from {get_remote_address()}"


def tell(_breached: object) -> None:
    """Let whoever listens know that a limit was reached."""
    signals.attempts_limited.send(email=email_tried())


def limit(setting: str) -> str:
    """The limit that a setting holds, in Flask-Limiter's notation: "5 per 5 minutes"."""
    return str(current_app.config[setting])


def limited(setting: str, key: Callable[[], str]) -> RouteLimit:
    """Count per ``key``, to the limit that ``setting`` holds, and in one count for every page that asks a password."""
    return limiter.shared_limit(lambda: limit(setting), scope="password", key_func=key, on_breach=tell)


@limited("LIMIT_PER_EMAIL_AND_ADDRESS", email_and_address)
@limited("LIMIT_PER_ADDRESS", get_remote_address)
@limited("LIMIT_PER_EMAIL", email_tried)
def authenticate(email: str, password: str) -> User | None:
    """As ``accounts.authenticate``, within the limits. Raises RateLimitExceeded, an HTTPException of status 429."""
    user = accounts.authenticate(email, password)
    if user:
        for reserved in limiter.current_limits:
            limiter.limiter.hit(reserved.limit, *reserved.request_args, cost=-1)
    return user
