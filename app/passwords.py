"""What a password may not be. No rule of composition: those make passwords weaker (ASVS 6.2.5)."""

import string

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from app import messages

PRODUCT = "latchkey"
#: 30,000 passwords from leaks, the most frequent first, in lower case (ASVS 6.2.4 asks for 3,000).
COMMON = frozenset(FREQUENCY_LISTS["passwords"])
#: What people put round a word to make it pass.
TRIMMINGS = string.digits + string.punctuation + string.whitespace


def weakness(password: str, email: str) -> str | None:
    """Give the sentence that says why ``password`` is easily guessed for the account of ``email``, or None."""
    lowered = password.casefold()
    core = lowered.strip(TRIMMINGS)
    if lowered in COMMON or core in COMMON:
        return messages.PASSWORD_COMMON
    if email and {lowered, core} & {email.casefold(), email.casefold().partition("@")[0]}:
        return messages.PASSWORD_IS_EMAIL
    if core == PRODUCT:
        return messages.PASSWORD_IS_SITE
    return None
