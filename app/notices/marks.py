"""Marks: what a browser keeps of the members who have logged in there, so that it is known when they do so again.

A mark is a signature of the member's number. Nobody makes one without the server's key, the database has none to steal,
and whoever reads one learns of nobody. It is no proof of anything either: all that it does is to keep a mail back.
"""

import hashlib
import re
from functools import partial

from flask import Response, after_this_request, current_app, request, session
from itsdangerous import Signer

from app import config
from app.models import User

#: How many members a browser is known by, whoever logged in last being the first: far from the 4096 bytes of a cookie.
KEPT = 8
MARK = re.compile(r"[\w-]{43}", re.ASCII)  # HMAC with SHA-256, in base64
AGE = 400 * 86_400  # seconds: browsers keep no cookie for longer (RFC 6265bis, 5.5)


def knows(user: User) -> bool:
    """Whether this browser bears a mark of ``user``."""
    return any(is_of(user, mark) for mark in borne())


def leave(user: User) -> None:
    """Have the answer to this request leave the mark of ``user``, who is logging in, where it is not the first already.

    It is made with the key of today: one that was made with the key before goes on being known when that is given up.
    """
    mine = signer().get_signature(str(user.id)).decode()
    marks = [mine, *(mark for mark in borne() if not is_of(user, mark))][:KEPT]
    if marks != borne():
        after_this_request(partial(write, marks, user.get_id()))


def write(marks: list[str], token: str, response: Response) -> Response:
    """Leave ``marks``, if the login goes through that has this ``token``.

    The act may have failed since. Then the browser's session is as it came, and its marks are to be so, too.
    """
    if session.get("_user_id") == token:
        flags = {"secure": current_app.config["SESSION_COOKIE_SECURE"], "httponly": True}
        response.set_cookie(name(), ".".join(marks), max_age=AGE, samesite="Lax", **flags)
    return response


def borne() -> list[str]:
    """What this browser bears that may be marks. Anything else in the cookie is nobody's, and taken for nothing."""
    return [mark for mark in request.cookies.get(name(), "").split(".") if MARK.fullmatch(mark)][:KEPT]


def is_of(user: User, mark: str) -> bool:
    """Whether ``mark`` is one of ``user``, made with any of the keys that this server believes."""
    return signer().verify_signature(str(user.id), mark)


def signer() -> Signer:
    """What makes and knows marks. No link and no session cookie passes for one."""
    return Signer(config.keys(current_app), salt="latchkey.device", key_derivation="hmac", digest_method=hashlib.sha256)


def name() -> str:
    """What the cookie is called. As with the session's, a browser takes it from no neighbouring host, where it can."""
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"
