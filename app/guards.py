"""Guards: who may open a page, and where a login may lead."""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import unquote

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.exceptions import HTTPException

from app import messages
from app.extensions import csrf

P = ParamSpec("P")

#: One leading slash, then printable ASCII without a backslash: a browser takes "//", "/\" and "/<TAB>/" for a host.
PATH = re.compile(r"/(?!/)[!-\[\]-~]*")


def anonymous_only(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Send a member who opens ``view``, or sends its form, to the products, and tell them why."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if current_user.is_authenticated:
            flash(messages.ALREADY_LOGGED_IN, "warning")
            return redirect(url_for("products.index"))
        # Asked here and not before: the token of a form left open in another tab died with the login, and its
        # sender is owed the sentence above, not an error page.
        csrf.protect()
        return view(*args, **kwargs)

    csrf.exempt(guarded)
    return guarded


def return_to() -> str | None:
    """The page first asked for (``?next=``), or None if it is not a page of this app (ASVS 3.7.2).

    It travels in the address and is kept nowhere else, so that it ends with the login it was made for.
    """
    target = request.args.get("next", "")
    return target if PATH.fullmatch(target) and is_page(target.partition("?")[0]) else None


def is_page(path: str) -> bool:
    """Whether GET ``path`` reaches a view of this app without being redirected."""
    routes = current_app.create_url_adapter(request)
    try:
        return bool(routes and routes.match(unquote(path), method="GET"))
    except HTTPException:
        return False
