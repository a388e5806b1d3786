"""The pages of the capabilities that send mails."""

from features.support.login.page import FormPage


class ForgottenPage(FormPage):
    """Where somebody says that the password is forgotten."""

    path = "/recovery"
    labels = ("Email",)
    button = "Mail me a link"


class NewPasswordPage(FormPage):
    """Where the link leads: a new password, twice."""

    path = "/recovery/password"
    labels = ("Password", "Confirm password")
    button = "Change password"
