"""The sentences of this capability."""

from app.mail.letters import Letter

MAILED = "A link to confirm your address was mailed to {email}."
CONFIRMED = "Your email address is confirmed."
CONFIRM_REQUIRED = "Please confirm your email address first: open the link that was mailed to you."
REGISTER_MAILED = (
    "A mail is on its way to this address, and says how to go on. Nothing there? Look among what is taken for spam, "
    "or send the form again."
)
VIEW_UNKNOWN = 'CONFIRMED_VIEWS has "{view}", which is no page: set it to endpoints such as "products.new".'
VIEW_ON_THE_WAY = (
    'CONFIRMED_VIEWS has "{view}", which is on the way of whoever has still to confirm the address: leave it out.'
)

CONFIRM = Letter(
    subject="Confirm your email address",
    paragraphs=(
        "On {when} an account was opened for {recipient}, or a link for it was asked for.",
        "If that was you, confirm with the link below that this address is yours. It is good for {minutes} minutes.",
        "If it was not you, do not confirm it. With “Forgot your password?” the account becomes yours alone.",
    ),
    button="Confirm this address",
    endpoint="confirmation.confirm",
)
REGISTER = Letter(
    subject="Open your account",
    paragraphs=(
        "Somebody, probably you, wants to open an account for {recipient}, and has asked for this mail on {when}.",
        "With the link below you choose a password, and the account is there. It is good for {minutes} minutes.",
        "If it was not you, nothing needs to be done: without the link there is no account.",
    ),
    button="Open the account",
    endpoint="confirmation.finish",
    needs_account=False,
)
ALREADY_REGISTERED = Letter(
    subject="You have an account already",
    paragraphs=(
        "Somebody, probably you, wanted to open an account for {recipient} on {when}. There is one already.",
        "Log in as ever. If you do not know the password any more, “Forgot your password?” leads to a new one.",
        "If it was not you, nothing needs to be done: nobody was told that you have an account.",
    ),
)
