"""Registering, and proving who one is."""

import unicodedata
from collections.abc import Callable

import pytest
from flask import Flask

from app import accounts
from app.extensions import db
from app.models import User

PASSWORD = "correct horse battery"
NFC = unicodedata.normalize("NFC", "pässwörd é")
NFD = unicodedata.normalize("NFD", "pässwörd é")
SPELLINGS = [
    pytest.param("ada@example.com", id="the same"),
    pytest.param("ADA@EXAMPLE.COM", id="upper case"),
    pytest.param("Ada@Example.com", id="mixed case"),
    pytest.param("  ada@example.com\t", id="spaces round it"),
]


#: Texts and the one spelling of each; nothing raises. The domains are one in four spellings, and then two others.
NORMALISED = {
    "ada@b\u00fccher.example": "ada@b\u00fccher.example",
    "ADA@BU\u0308CHER.EXAMPLE": "ada@b\u00fccher.example",
    "ada@xn--bcher-kva.example": "ada@b\u00fccher.example",
    "ada@XN--BCHER-KVA.example": "ada@b\u00fccher.example",
    "ada@\uff42\u00fccher.example": "ada@b\u00fccher.example",
    "ada@b\u00fccher\u3002example": "ada@b\u00fccher.example",
    "ada@fa\u00df.example": "ada@fa\u00df.example",
    "ada@fass.example": "ada@fass.example",
    # Before the "@", what looks alike is not the same mailbox, but what one keyboard sends in two ways is.
    "\uff41da@example.com": "\uff41da@example.com",
    "J\u030cana@example.com": "\u01f0ana@example.com",
    "\u01f0ana@example.com": "\u01f0ana@example.com",
    "STRA\u00dfE@example.com": "stra\u00dfe@example.com",
    "strasse@example.com": "strasse@example.com",
    "\ufb01ona@example.com": "\ufb01ona@example.com",
    "\u0130da@example.com": "i\u0307da@example.com",
    "\u0131da@example.com": "\u0131da@example.com",
    "kelvin\u00b2@example.com": "kelvin\u00b2@example.com",
    "ada+keys@example.com": "ada+keys@example.com",
    "a.d.a@example.com": "a.d.a@example.com",
    # No address.
    "": "",
    " \tAda ": "ada",
    "ada@": "ada@",
    "@example.com": "@example.com",
    "ada@xn--a.example": "ada@xn--a.example",
    "ada@xn--99999999999.example": "ada@xn--99999999999.example",
    "ada@[127.0.0.1]": "ada@[127.0.0.1]",
    "ada@example..com": "ada@example..com",
    "Ada <ada@example.com>": "ada <ada@example.com>",
    "ada@b\u00fc\0cher.example": "ada@b\u00fc\0cher.example",
    "\udcff@example.com": "\udcff@example.com",
    "ada@\ud800.example": "ada@\ud800.example",
    "A" * 5000: "a" * 5000,
    "ada@" + "\u337f" * 60: "ada@" + "\u337f" * 60,
}


@pytest.fixture
def authenticated(app: Flask) -> Callable[[str, str], str | None]:
    """Whose email and password these are."""

    def email_of_user(email: str, password: str) -> str | None:
        with app.app_context():
            user = accounts.authenticate(email, password)
            return user and user.email

    return email_of_user


@pytest.fixture
def emails(app: Flask) -> Callable[[], list[str]]:
    """The email of every account that is stored."""

    def stored() -> list[str]:
        with app.app_context():
            return list(db.session.scalars(db.select(User.email).order_by(User.id)))

    return stored


@pytest.mark.parametrize("email", SPELLINGS)
def test_an_email_is_stored_in_one_spelling(
    add_user: Callable[..., int], emails: Callable[[], list[str]], email: str
) -> None:
    add_user(email)
    assert emails() == ["ada@example.com"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_email_is_stored_in_one_unicode_spelling(
    add_user: Callable[..., int], emails: Callable[[], list[str]], form: str
) -> None:
    add_user(unicodedata.normalize(form, "ÄDA@example.com"))
    assert emails() == ["\N{LATIN SMALL LETTER A WITH DIAERESIS}da@example.com"]


@pytest.mark.parametrize(("typed", "spelling"), NORMALISED.items(), ids=lambda text: ascii(text)[:40])
def test_any_text_has_one_spelling_as_an_email(typed: str, spelling: str) -> None:
    assert accounts.normalise_email(typed) == spelling
    assert accounts.normalise_email(spelling) == spelling


@pytest.mark.parametrize("email", SPELLINGS)
def test_an_email_that_is_taken_is_refused_in_any_spelling(
    add_user: Callable[..., int],
    emails: Callable[[], list[str]],
    authenticated: Callable[[str, str], str | None],
    email: str,
) -> None:
    add_user("Ada@example.com", PASSWORD)
    with pytest.raises(accounts.EmailTaken):
        add_user(email, "another password")
    assert emails() == ["ada@example.com"]
    assert authenticated("ada@example.com", "another password") is None
    assert authenticated("ada@example.com", PASSWORD) == "ada@example.com"


def test_the_database_can_be_used_after_an_email_was_taken(app: Flask, emails: Callable[[], list[str]]) -> None:
    with app.app_context():
        accounts.register("ada@example.com", PASSWORD)
        db.session.commit()
        with pytest.raises(accounts.EmailTaken, match=r"^ada@example\.com$"):
            accounts.register("ada@example.com", PASSWORD)
        assert accounts.find("ada@example.com"), "what is asked next belongs to no act that has failed"
        assert accounts.register("grace@example.com", PASSWORD).email == "grace@example.com"
        db.session.commit()
    assert emails() == ["ada@example.com", "grace@example.com"]


@pytest.mark.parametrize("typed", SPELLINGS)
def test_a_member_is_known_by_any_spelling_of_their_email(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None], typed: str
) -> None:
    add_user("Ada@Example.com", PASSWORD)
    assert authenticated(typed, PASSWORD) == "ada@example.com"


@pytest.mark.parametrize("name", ["ada", "grace", "edith"])
def test_each_password_opens_its_own_account_only(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None], name: str
) -> None:
    people = ["ada", "grace", "edith"]
    for person in people:
        add_user(f"{person}@example.com", f"the password of {person}")
    opened = [authenticated(f"{person}@example.com", f"the password of {name}") for person in people]
    assert opened == [f"{name}@example.com" if person == name else None for person in people]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("correct horse battery ", id="a space after"),
        pytest.param(" correct horse battery", id="a space before"),
        pytest.param("Correct horse battery", id="other case"),
        pytest.param("correct horse batter", id="a letter less"),
        pytest.param("correct horse battery\0x", id="something after NUL"),
    ],
)
def test_a_password_that_differs_a_little_is_wrong(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None], typed: str
) -> None:
    add_user("ada@example.com", PASSWORD)
    assert authenticated("ada@example.com", typed) is None


@pytest.mark.parametrize("password", ["  two spaces  ", "\ta tab\n", " " * 8], ids=["spaces", "tab", "spaces only"])
def test_a_password_is_never_trimmed(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None], password: str
) -> None:
    add_user("ada@example.com", password)
    assert authenticated("ada@example.com", password.strip()) is None
    assert authenticated("ada@example.com", password) == "ada@example.com"


def test_a_password_counts_beyond_its_72nd_byte(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None]
) -> None:
    add_user("ada@example.com", "x" * 72 + "right")
    assert authenticated("ada@example.com", "x" * 72 + "wrong") is None
    assert authenticated("ada@example.com", "x" * 72) is None
    assert authenticated("ada@example.com", "x" * 72 + "right") == "ada@example.com"


@pytest.mark.parametrize(("stored", "typed"), [(NFC, NFD), (NFD, NFC)], ids=["NFC then NFD", "NFD then NFC"])
def test_a_password_is_the_same_in_either_unicode_spelling(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None], stored: str, typed: str
) -> None:
    assert stored != typed
    add_user("ada@example.com", stored)
    assert authenticated("ada@example.com", typed) == "ada@example.com"


@pytest.mark.parametrize(
    ("password", "typed"),
    [
        ("\uff50ick the lock", "pick the lock"),
        ("\ufb01ne old door", "fine old door"),
        ("Stra\u00dfe am Tor", "Strasse am Tor"),
        ("\u0130zmir at night", "i\u0307zmir at night"),
        ("two \u2461 doors", "two 2 doors"),
        ("caf\u00e9 au lait", "cafe au lait"),
        ("pick\u00a0the lock", "pick the lock"),
        ("pick\u200bthe lock", "pickthe lock"),
    ],
    ids=ascii,
)
def test_a_password_that_looks_alike_is_another(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None], password: str, typed: str
) -> None:
    add_user("ada@example.com", password)
    add_user("grace@example.com", typed)
    assert authenticated("ada@example.com", typed) is None
    assert authenticated("grace@example.com", password) is None
    assert authenticated("ada@example.com", password) == "ada@example.com"


@pytest.mark.parametrize("password", ["", "$", "x" * 128, PASSWORD], ids=["empty", "a dollar", "long", "another's"])
def test_no_password_opens_an_account_that_does_not_exist(
    add_user: Callable[..., int], authenticated: Callable[[str, str], str | None], password: str
) -> None:
    add_user("ada@example.com", PASSWORD)
    assert authenticated("nobody@example.com", password) is None
