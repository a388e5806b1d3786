"""The sentences of this capability. No letter has a link: whoever is used to them follows a thief's as well."""

from app.mail.letters import Letter

ON_THE_SERVER = "on the server itself, by whoever runs it"  # in the place of a browser
#: Who tried passwords, by the limit that they have reached. The other limits are about no one member.
GUESSERS = dict.fromkeys(("LIMIT_PER_EMAIL_AND_ADDRESS", "LIMIT_PER_EMAIL"), "somebody who was not logged in")
GUESSERS |= dict.fromkeys(("LIMIT_PER_LOGIN", "LIMIT_PER_MEMBER"), "somebody who was logged in")
NOT_POSTED = "A notice was not posted: %s"
WHERE = "Where that was: {where}."
TO_DO = (
    "Go to the site as you always do, and not by a link in a mail, and change your password to one that you use "
    "nowhere else: that logs everybody else out. If there is no way in for you any more, tell whoever runs the site."
)
ANEW = (
    "Tell whoever runs the site. You may open another account: go to the site as you always do, and not by a link in a "
    "mail, and choose a password that you use nowhere else."
)
LETTERS = {
    "new-login": Letter(
        "A login from a new browser",
        (
            "On {when} somebody logged in as {recipient}, in a browser that was not known to be yours.",
            WHERE,
            "If it was you, nothing needs to be done. If it was not, somebody else can get into your account. " + TO_DO,
        ),
    ),
    "password-changed": Letter(
        "Your password was changed",
        (
            "The password for {recipient} was changed on {when}.",
            WHERE,
            "If it was you, nothing needs to be done. If it was not, somebody else is in your account. " + TO_DO,
        ),
    ),
    "account-deleted": Letter(
        "Your account was deleted",
        (
            "The account of {recipient} was deleted on {when}, with all that hung on it.",
            WHERE,
            "If it was you, nothing needs to be done. If it was not, somebody else was in your account. " + ANEW,
        ),
        needs_account=False,  # it was there when this was written
    ),
    "many-guesses": Letter(
        "Many wrong passwords",
        (
            "By {when}, {guesser} had tried so many wrong passwords for {recipient} that no more are looked at now.",
            WHERE,
            "If it was you, wait, and try again. If it was somebody who was not logged in, they are still out.",
            "If it was somebody who was logged in, and not you, they are in your account. " + TO_DO,
        ),
    ),
}
