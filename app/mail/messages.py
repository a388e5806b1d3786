"""The sentences of this capability."""

LINK_GONE = (
    "That link is no longer good: it was used, it is more than {minutes} minutes old, or a newer one was mailed. "
    "Ask for another."
)
LINK_CHANGED = (
    "Nothing was changed: another link was opened in this browser meanwhile, and this page is about that one."
)
LINK_UNREADABLE = "That link is not complete. Open it from the mail again, or copy all of it."
MAIL_URI_MISSING = (
    "MAIL_URI is missing: set FLASK_MAIL_URI to the mail server, such as smtps://user:password@mail.example.com."
)
MAIL_URI_UNUSABLE = (
    'MAIL_URI is "{shown}": set it to smtp://… or smtps://… and a host in ASCII, with nothing behind it; '
    'in a password, "#" is %23, and so on.'
)
MAIL_ORIGIN_MISSING = (
    "MAIL_ORIGIN is missing: set FLASK_MAIL_ORIGIN to where people reach this site, such as https://login.example.com: "
    "the links in mails lead there."
)
MAIL_ORIGIN_UNUSABLE = (
    'MAIL_ORIGIN is "{origin}": set it to https:// and a host, such as https://login.example.com, in ASCII: '
    "one with other letters as browsers send it, xn--…"
)
SENDER_UNUSABLE = (
    'MAIL_SENDER is "{sender}": set it to an email address in ASCII, or to "Name <name@example.com>" with such a one.'
)
SENDER_MISSING = "MAIL_ORIGIN is {origin}, which no mail can come from: set MAIL_SENDER to an email address."
TIMEOUT_UNUSABLE = (
    "MAIL_TIMEOUT is to be above zero, and 600 at most: set it to the seconds that the mail server has for each answer."
)
MAIL_LATE = "Mail %s was not sent, and is tried again: %s"
MAIL_BROKEN = "Mail %s cannot be written, which is our mistake, and is tried again"
MAIL_GIVEN_UP = "Mail %s is given up. It was tried so often: %s"
STARTTLS_MISSING = "the server at {host} offers no STARTTLS, and nothing is sent to it in the open"
REACHED_LATE = "the server was reached when its time was over"
PASSWORD_UNSENDABLE = "the user or the password in MAIL_URI has letters beyond ASCII, which cannot be sent"
#: Under every letter.
CLOSING = "This mail was sent by {site}. Nobody reads what is sent back."
