"""What a member is told of, when it happens. What is posted is a part of the act: it is mailed if that is committed."""

from flask import current_app, g, has_request_context, request
from flask_login import user_logged_in
from sqlalchemy.exc import SQLAlchemyError

from app import accounts, devices, signals
from app.extensions import db
from app.mail import outbox
from app.models import LoginSession, User
from app.notices import marks, messages

#: What browsers and systems are called in a mail. A program may call itself anything, and whoever guesses passwords is
#: not to have sentences of their own, or addresses, mailed to a member in this site's name.
BROWSERS = {
    *("Chrome", "Chrome Mobile", "Chrome Mobile WebView", "Chrome Mobile iOS", "DuckDuckGo Mobile", "Edge", "Firefox"),
    *("Edge Mobile", "Firefox Mobile", "Firefox iOS", "Mobile Safari", "Opera", "Safari", "Samsung Internet"),
}
SYSTEMS = {"Android", "Chrome OS", "Linux", "Mac OS X", "Ubuntu", "Windows", "iOS"}


@signals.registered.connect
def note_registration(_sender: object, user: User) -> None:
    """Note that this browser is where ``user`` has just registered: no need to tell them that they log in there."""
    g.registered = user.id


@user_logged_in.connect
def tell_of_login(_sender: object, user: User) -> None:
    """Tell ``user`` of a login in a browser that bears no mark of theirs, and leave one (ASVS 6.3.5)."""
    if g.get("registered") != user.id and not marks.knows(user):
        tell("new-login", user.email, user)
    marks.leave(user)


@signals.password_changed.connect
def tell_of_password(_sender: object, user: User) -> None:
    """Tell ``user`` that the password is another one now (ASVS 6.3.7)."""
    tell("password-changed", user.email, user)


@signals.account_deleted.connect
def tell_of_deletion(_sender: object, user: User) -> None:
    """Tell whoever had the account of ``user`` that it is deleted (ASVS 6.3.7): what a thief did before goes with it.

    This mail is about no account, so that it stays.
    """
    tell("account-deleted", user.email)


@signals.attempts_limited.connect
def tell_of_guesses(_sender: object, email: str, limit: str) -> None:
    """Tell whoever has ``email`` that so many passwords were tried that a ``limit`` on them was reached (ASVS 6.3.5).

    It is the same work, whoever has it. A guesser is refused in any case, and so it raises nothing.
    """
    if limit not in messages.GUESSERS:
        return
    recipient = accounts.normalise_email(email)
    if not outbox.is_within("LIMIT_GUESS_NOTICES", recipient):  # nobody's mailbox is flooded, however many guess
        return
    try:
        db.session.close()  # an act of its own, for the request ends in a refusal: nothing of it is stored here
        user = accounts.find(recipient)
        facts = {"guesser": messages.GUESSERS[limit], "where": where()}
        outbox.post("many-guesses", user.email if user else recipient, user, **facts)
        db.session.commit()
    except SQLAlchemyError as error:  # it is not tried again soon: a database in trouble is not for guessers to pester
        db.session.rollback()
        current_app.logger.error(messages.NOT_POSTED, getattr(error, "orig", error))  # noqa: TRY400 -- no mistake of ours


def tell(kind: str, recipient: str, user: User | None = None) -> None:
    """Mail a notice of this ``kind``, about ``user``, unless there were so many lately that another tells nothing."""
    if outbox.is_within("LIMIT_NOTICES", f"{kind} {recipient}"):
        outbox.post(kind, recipient, user, where=where())


def where() -> str:
    """The browser and system of this request, by names that are ours; or that there is no request."""
    if not has_request_context():
        return messages.ON_THE_SERVER
    browser, system = devices.recognise(request.user_agent.string)
    known = LoginSession(browser=browser if browser in BROWSERS else "", system=system if system in SYSTEMS else "")
    return known.device
