"""Which scenario stands for which requirement of OWASP ASVS 5.0.0.

``python -m features.support.latchkey.asvs`` writes ASVS.md. With ``--check`` it writes nothing, and fails where a
requirement has no scenario, a tag no requirement, or the file is not what would be written.
"""

import sys
from collections import defaultdict
from pathlib import Path

from behave.parser import parse_file
from behave_browser.report.outlines import promised

FEATURES = Path(__file__).parents[2]
FILE = FEATURES / "ASVS.md"
PREFIX = "asvs-"

#: What each requirement comes to in Latchkey.
REQUIREMENTS = {
    "2.4.1": "What a machine could repeat is limited: trying passwords, registering.",
    "3.3.1": "The cookie is Secure, and its name begins with `__Host-`.",
    "3.3.2": "The cookie is SameSite=Lax.",
    "3.3.3": "The cookie's prefix binds it to this host.",
    "3.3.4": "Scripts cannot read the cookie, and its token is on no page.",
    "3.3.5": "The cookie stays under 4096 bytes.",
    "3.4.1": "Once on TLS, browsers are told to use nothing else for two years.",
    "3.4.2": "No other origin is allowed to read an answer.",
    "3.4.3": "A Content-Security-Policy on every answer, without `unsafe-inline`.",
    "3.4.4": "Browsers are told not to guess types.",
    "3.4.5": "Addresses of this site are not told to others.",
    "3.4.6": "No other site may frame a page.",
    "3.4.7": "Pages stay out of reach of windows that opened them.",
    "3.4.8": "Other sites may not embed what this one serves.",
    "3.5.1": "A form without its own CSRF token is refused.",
    "3.5.3": "Nothing is changed by GET.",
    "3.7.2": "A login never leads to another site.",
    "4.1.1": "Every answer says its type and its encoding.",
    "4.1.4": "Methods that a page does not have are refused.",
    "6.2.1": "Passwords have at least 8 characters.",
    "6.2.2": "Members can change their password.",
    "6.2.3": "Changing the password takes the current one.",
    "6.2.4": "The 30,000 most common passwords are refused.",
    "6.2.5": "Any characters will do.",
    "6.2.6": "Passwords are hidden while they are typed, unless their member looks at them.",
    "6.2.7": "Passwords can be pasted, and filled in by a password manager, which is told whose they are.",
    "6.2.8": "Passwords are checked as they were typed: not cut, not changed.",
    "6.2.9": "Passwords of 64 characters and more are accepted.",
    "6.2.11": "The email address and the name of the site are refused as passwords.",
    "6.2.12": "Passwords that are known from leaks are refused, from a list that needs no network.",
    "6.3.1": "Guessing is limited, before any password is hashed.",
    "6.3.8": "Logging in does not tell who has an account. Registering does: see the README.",
    "6.4.2": "There are no password hints, and no secret questions.",
    "7.1.1": "How long a login lasts is said, and a setting.",
    "7.1.2": "A member has a limited number of logins at once; the one seen longest ago makes room.",
    "7.2.1": "The server decides whether a login session is good.",
    "7.2.2": "Tokens are made for each login, and never reused.",
    "7.2.3": "Tokens have 256 random bits.",
    "7.2.4": "A login begins a new session.",
    "7.3.1": "A login that nobody uses ends.",
    "7.3.2": "A login ends after a day, or after 30, in any case.",
    "7.4.1": "When a login ends, its cookie is worthless, and so is every copy.",
    "7.4.2": "When an account is deleted or shut, its logins end.",
    "7.4.3": "A new password ends every other login.",
    "7.4.4": "The way to log out is on every page of a member.",
    "7.5.1": "Changing the password and deleting the account take the password again.",
    "7.5.2": "Members see their logins, and end any of them, having given the password lately.",
    "7.5.3": "What cannot be undone takes the password again.",
    "8.2.1": "Whatever is not public asks who is there, and gives only what is theirs.",
    "8.3.1": "The server asks; nothing that a browser says is believed.",
    "9.1.1": "A cookie counts only if its signature is right.",
    "9.1.2": "The way of signing is the server's, not the cookie's.",
    "9.1.3": "The key is the server's, not the cookie's.",
    "9.2.1": "A cookie that was signed too long ago does not count.",
    "11.4.2": "Passwords are hashed by scrypt as OWASP asks, and older hashes renewed.",
    "13.3.1": "The server does not start with a key that can be guessed, and keys can be changed.",
    "14.2.2": "Nothing of a member's is kept in a cache.",
    "14.3.1": "After logging out, going back shows nothing.",
    "14.3.2": "Answers with a member's data say that they must not be kept.",
    "14.3.3": "What the browser keeps holds nothing personal.",
    "15.2.2": "What would cost the server much is refused first.",
    "15.3.3": "Fields that a form does not have are ignored.",
    "15.3.4": "The address that counts is the connection's, unless a known proxy gives another.",
    "15.3.5": "Values of another type than expected are refused, or taken for none.",
    "15.3.7": "A field that comes twice is judged and used as one.",
    "15.4.2": "What happens at the same moment leaves nothing in between.",
    "16.2.5": "No secret is written to the log.",
    "16.3.1": "Logins, failures, limits, ends and changes are written to the log.",
    "16.3.3": "Attempts to get round a control, such as forms without a token, are written to the log.",
    "16.5.1": "A mistake of ours shows nothing of the works.",
}

#: What others come to that a capability meets, by the feature file that goes with it.
BEYOND = {
    "confirmation.feature": {
        "6.3.8": "Nothing tells who has an account: registering neither, where `CONFIRM_FIRST` is set.",
    },
    "email_change.feature": {
        "6.3.7": "A change of the password, or of the email address, is told by mail.",
    },
    "notices.feature": {
        "6.3.5": "A member is told by mail of a login in a browser that is new to them, and of many wrong passwords.",
        "6.3.7": "A change of the password, or of the email address, is told by mail.",
    },
    "mail.feature": {
        "11.5.1": "What is mailed has 128 random bits, and is signed.",
    },
    "recovery.feature": {
        "6.4.1": "What is mailed to open an account is random, good once, and for half an hour.",
        "6.4.3": "A forgotten password is replaced by a link to the mailbox of its account, and by nothing else.",
    },
}
for file, met in BEYOND.items():
    if (FEATURES / file).exists():
        REQUIREMENTS |= met


def scenarios() -> dict[str, list[str]]:
    """Give, for each requirement that a tag names, the scenarios that carry it, as links."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(FEATURES.glob("*.feature")):
        feature = parse_file(str(path))
        for scenario in feature.scenarios:
            for tag in sorted({*feature.tags, *scenario.tags}):
                if tag.startswith(PREFIX):
                    words = promised(scenario).replace("<", "&lt;")
                    found[tag.removeprefix(PREFIX)].append(f"[{words}]({path.name}#L{scenario.line})")
    return found


def document(found: dict[str, list[str]]) -> str:
    """The text of ASVS.md."""
    numbers = sorted(REQUIREMENTS, key=lambda number: [int(part) for part in number.split(".")])
    rows = [f"| {number} | {REQUIREMENTS[number]} | {'<br>'.join(found[number])} |" for number in numbers]
    return "\n".join(
        [
            "# What is proven of OWASP ASVS 5.0.0",
            "",
            "Each requirement that Latchkey meets, what it comes to here, and the scenarios that carry its tag,",
            "such as `@asvs-7.4.1`. 15.3.6 is about objects that scripts fill with what comes from outside, and the",
            "site's own script has none. What is not met is said in the README under *What this does not defend*.",
            "This file is generated: `nox -s asvs`.",
            "",
            "| id | here | proven by |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def main(arguments: list[str]) -> int:
    """Write or check the file, and give the exit code."""
    found = scenarios()
    wrong = [f"{number} has no scenario" for number in REQUIREMENTS.keys() - found.keys()]
    wrong += [f"@{PREFIX}{number} is no requirement" for number in found.keys() - REQUIREMENTS.keys()]
    if arguments == ["--check"] and not wrong and FILE.read_text() != document(found):
        wrong = [f"{FILE.name} is out of date: run nox -s asvs"]
    if not wrong and not arguments:
        FILE.write_text(document(found))
    print("\n".join(sorted(wrong)) or f"{len(found)} requirements, each with its scenarios")  # noqa: T201
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
