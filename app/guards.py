"""Guards: who may open a page, and where a login may lead.

No guard has a say in which forms need a CSRF token: all do, and it is asked for first. But a form left open in another
tab may outlive the login it was made for: its sender is owed a sentence about the login, not an error page about a
token. So whoever refuses a form asks the guard of its page what it would have said.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec
from urllib.parse import unquote

from flask import Flask, current_app, flash, g, redirect, request, session, url_for
from flask.cli import NoAppException
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_url
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from app import messages, sessions
from app.extensions import login_manager

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]

#: Where the browser's session keeps that someone knows that their login is over.
TOLD = "told"
#: One leading slash, then printable ASCII without a backslash: a browser takes "//", "/\" and "/<TAB>/" for a host.
PATH = re.compile(r"/(?!/)[!-\[\]-~]*")


def init_app(app: Flask) -> None:
    """Look at each form that is sent to ``app``, after its token was found right."""
    app.before_request(refuse_foreign_form)


def anonymous_only(view: View[P]) -> View[P]:
    """Send a member who opens ``view``, or sends its form, to the landing page, and tell them why."""
    return guard(view, turn_member_away)


def login_required(view: View[P]) -> View[P]:
    """Send a visitor who opens ``view``, or sends its form, to log in."""
    return guard(view, turn_visitor_away)


def recent_login_required(view: View[P]) -> View[P]:
    """As ``login_required``, and ask for the password again if it was not given lately (ASVS 7.5.2).

    This is Flask-Login's fresh login, kept on the server's row: a cookie cannot claim it.
    """
    return guard(view, lambda: turn_visitor_away() or turn_stale_away())


def guard(view: View[P], turn_away: Callable[[], ResponseReturnValue | None]) -> View[P]:
    """``view``, where ``turn_away`` has nothing to say against it."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        refusal = turn_away()
        return view(*args, **kwargs) if refusal is None else refusal

    guarded.turn_away = turn_away  # type: ignore[attr-defined]
    return guarded


def turn_sender_away() -> ResponseReturnValue | None:
    """What the guard of a page says to whom its form is refused, if a page of this site has sent it.

    A form that another site sends comes without the member's cookie (SameSite). Whatever a guard answered would set a
    new one in its place, and so log the member out: only an error page may be the answer.
    """
    turn_away = guard_of(request.endpoint)
    return turn_away() if turn_away and is_own_form() else None


def guard_of(endpoint: str | None) -> Callable[[], ResponseReturnValue | None] | None:
    """What turns people away from ``endpoint``, if it has a guard."""
    return getattr(current_app.view_functions.get(endpoint or ""), "turn_away", None)


def refuse_foreign_form() -> None:
    """Raise CSRFError for a form that comes over https, if nothing says that a page of this site has sent it.

    Its token was right; but whoever speaks for a neighbouring host may have planted the cookie that it belongs to.
    Where the browser names no origin, the page before will do: that is all that Flask-WTF itself would look at.
    """
    if "csrf_valid" in g and request.is_secure and not (is_own_form() or is_by_referrer()):
        raise CSRFError(messages.FORM_FOREIGN)


def is_own_form() -> bool:
    """Whether the browser says that this form was sent by a page of this site."""
    fetched = request.headers.get("Sec-Fetch-Site") == "same-origin"
    return fetched or request.headers.get("Origin") == origin()


def is_by_referrer() -> bool:
    """Whether the browser names no origin, and the page before was one of this site."""
    return "Origin" not in request.headers and (request.referrer or "").startswith(f"{origin()}/")


def origin() -> str:
    """This site's origin as browsers write it: with "xn--…" for letters beyond ASCII, which ``host_url`` would read."""
    return f"{request.scheme}://{request.host}"


def turn_member_away() -> ResponseReturnValue | None:
    """What a member gets in place of a page for visitors."""
    if not current_user.is_authenticated:
        tell_of_end()
        return None
    flash(messages.ALREADY_LOGGED_IN, "warning")
    return redirect(landing())


def turn_visitor_away() -> ResponseReturnValue | None:
    """What a visitor gets in place of a page for members: the way to log in, and back."""
    if current_user.is_authenticated:
        return None
    if sessions.is_over() and TOLD not in session:
        # This request may have been on its way while its login got a new token. A cookie set now, for a message, would
        # take the new one's place and log the member out: where they log in is soon enough to tell them.
        return redirect(login_url(login_manager.login_view, request.url))
    refusal: ResponseReturnValue = login_manager.unauthorized()
    return refusal


def tell_of_end() -> None:
    """Tell someone whose login is over, and who was sent to log in for it, what they came for. Once."""
    if sessions.is_over() and TOLD not in session and "next" in request.args:
        session[TOLD] = True
        flash(login_manager.login_message, login_manager.login_message_category)


def turn_stale_away() -> ResponseReturnValue | None:
    """What a member gets whose password was given too long ago: the way to give it again, and back."""
    refusal: ResponseReturnValue | None = None if sessions.is_proven(current_user) else login_manager.needs_refresh()
    return refusal


def landing() -> str:
    """Where people go who asked for nothing else: ``LANDING_VIEW``, or to log in where that is for members only."""
    view = current_app.config["LANDING_VIEW"]
    return url_for(view if guard_of(view) is None or current_user.is_authenticated else login_manager.login_view)


def refuse_landing(app: Flask) -> None:
    """Raise NoAppException where ``LANDING_VIEW`` is no page of ``app``, or none that a member may open."""
    view = app.config["LANDING_VIEW"]
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint == view]
    opens = any("GET" in (rule.methods or ()) and not rule.arguments for rule in rules)
    with app.app_context():
        if not opens or guard_of(view) is turn_member_away:
            raise NoAppException(messages.LANDING_UNUSABLE.format(view=view))


def return_to() -> str | None:
    """The page first asked for (``?next=``), or None if it is not a page of this app (ASVS 3.7.2).

    It travels in the address and is kept nowhere else, so that it ends with the login it was made for.
    """
    target = request.args.get("next", "")
    return target if PATH.fullmatch(target) and is_page(target.partition("?")[0]) else None


def is_page(path: str) -> bool:
    """Whether GET ``path`` reaches a page of this app that a member may open: a style sheet is none.

    It is taken as it stands, for a browser would resolve "/../" first.
    """
    routes, path = current_app.create_url_adapter(request), unquote(path)
    if routes is None or "/." in path or not path.startswith(f"{request.script_root}/"):
        return False
    try:
        endpoint, _arguments = routes.match(path.removeprefix(request.script_root), method="GET")
    except HTTPException:
        return False
    return endpoint != "static" and guard_of(endpoint) is not turn_member_away
