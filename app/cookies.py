"""The session cookie: signed as Flask signs it, and believed even if the clock that signed it is a little fast."""

from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import SignatureExpired, TimestampSigner, URLSafeTimedSerializer

#: Seconds. Two servers' clocks differ, and one that ran fast is set back: nobody is logged out for that.
CLOCKS_DIFFER = 60


def init_app(app: Flask) -> None:
    """Have ``app`` read its cookies so."""
    app.session_interface = SessionInterface()


class SessionInterface(SecureCookieSessionInterface):
    """Flask's own, with another signer."""

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie, or None where there is no key."""
        serializer = super().get_signing_serializer(app)
        if serializer is not None:
            serializer.signer = PatientSigner
        return serializer


class PatientSigner(TimestampSigner):
    """Itsdangerous's own, which would take a moment that has yet to come for one that is long past."""

    def unsign(self, signed_value: Any, max_age: Any = None, return_timestamp: Any = False) -> Any:  # noqa: FBT002 -- as there
        """What was signed. Raises SignatureExpired where that is longer ago than ``max_age``, or too far ahead."""
        try:
            return super().unsign(signed_value, max_age, return_timestamp)
        except SignatureExpired as expired:
            signed_at = expired.date_signed
            if signed_at is None or not 0 < signed_at.timestamp() - self.get_timestamp() <= CLOCKS_DIFFER:
                raise
            return super().unsign(signed_value, None, return_timestamp)
