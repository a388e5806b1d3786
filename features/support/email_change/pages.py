"""Where a member asks for another address, and where the link to it leads."""

from features.support.login.page import FormPage


class ChangeEmailPage(FormPage):
    """Where a member asks for another address."""

    path = "/account/email"
    labels = ("New email", "Current password")
    button = "Mail a link"


class NewEmailPage(FormPage):
    """Where the link leads, on a browser where its member is logged in."""

    path = "/account/email/confirm"
    labels: tuple[str, ...] = ()
    button = "Use this address"


class StrangersPage(NewEmailPage):
    """Where the link leads on any other."""

    labels = ("Current password",)
