"""The sentences of this capability."""

from app.mail.letters import Letter

#: One sentence for every address, whoever has it.
MAILED = (
    "If this address has an account, a mail is on its way to it, with a link that is good for {minutes} minutes. "
    "Nothing there? Look among what is taken for spam, or ask again."
)
RECOVERED = "Your password was changed, and you were logged out everywhere. Log in with the new one."
LETTER = Letter(
    subject="Choose a new password",
    paragraphs=(
        "Somebody, probably you, has said on {when} that the password for {recipient} was forgotten.",
        "With the link below you choose a new one. It is good once, and for {minutes} minutes from that moment.",
        "If it was not you, nothing needs to be done: your password stays as it is.",
    ),
    button="Choose a new password",
    endpoint="recovery.choose",
)
