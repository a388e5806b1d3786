"""The sentences of this capability."""

from app.mail.letters import Letter

EMAIL_SAME = "This is your email address already."
#: One sentence for every address, whoever has it.
MAILED = (
    "A mail is on its way to the new address, with a link that is good for {minutes} minutes. "
    "Until it is used, the old address stays."
)
CHANGED_HERE = "Your email address was changed. You were logged out everywhere else."
CHANGED_ELSEWHERE = "Your email address was changed, and you were logged out everywhere. Log in with the new one."
LETTER = Letter(
    subject="Confirm your new email address",
    paragraphs=(
        "Somebody, probably you, has said on {when} that their account is to have the address {recipient}.",
        "With the link below it comes to have it. It is good once, and for {minutes} minutes from that moment.",
        "If it was not you, nothing needs to be done. Unless the link is used, nothing changes.",
    ),
    button="Use this address",
    endpoint="email_change.confirm",
)
#: It does not say which address took the place of this one: whoever reads this mailbox need not be the member any more.
CHANGED_LETTER = Letter(
    subject="Your email address was changed",
    paragraphs=(
        "On {when} your account has come to have another email address. {recipient} opens it no longer.",
        "If it was you, nothing needs to be done.",
        "If it was not you, write to whoever runs this site at once: somebody has your password, and your account.",
        "No link for a forgotten password would come here any more. Where else you have the same password, change it.",
    ),
)
