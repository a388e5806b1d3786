"""Adapters: how a site's words stand for Latchkey's, and what is said of a file that is none."""

import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("behave")

from behave_browser.options import OptionError

from app import capabilities, messages
from features.support.login.site import OWN, PAGES, Site, read
from tests.support.left_out import LEFT_OUT

FEATURES = Path(__file__).parents[3] / "features"
TEXT = "\n".join(file.read_text() for file in sorted(FEATURES.glob("*.feature")))
OWN_WORDS = read(OWN)
#: All that the app can say, less what it fills in.
MODULES = [messages, *(one.messages for one in capabilities.PRESENT if hasattr(one, "messages"))]
SENTENCES = [value for one in MODULES for name, value in vars(one).items() if name.isupper() and isinstance(value, str)]
SENTENCES += [sentence for _, sentence in messages.ERRORS.values()]


@pytest.fixture
def aimed(tmp_path: Path) -> Callable[[str], Site]:
    """Give a site whose adapter has the text that is asked for."""

    def aim(text: str) -> Site:
        file = tmp_path / "theirs.toml"
        file.write_text(text)
        site = Site()
        site.aim(file)
        return site

    return aim


def pattern(sentence: str) -> str:
    """A regular expression for ``sentence``, whatever is filled in."""
    return "".join(re.escape(text) + (".+" if name else "") for text, name, _, _ in string.Formatter().parse(sentence))


@pytest.mark.parametrize("file", sorted(OWN.parent.glob("*.toml")), ids=lambda file: file.stem)
def test_every_adapter_that_is_here_reads(file: Path) -> None:
    site = Site()
    site.aim(file)
    assert site.name == read(file)["name"]


@pytest.mark.parametrize("table", ["paths", "labels", "names", "buttons", "links", "messages"])
def test_latchkey_s_own_words_are_themselves(table: str) -> None:
    own = {word: word for word in OWN_WORDS[table]}
    assert OWN_WORDS[table] == (own | {"landing": "/products"} if table == "paths" else own)


@pytest.mark.skipif(bool(LEFT_OUT), reason="the adapter has the sentences of all capabilities")
@pytest.mark.parametrize("sentence", OWN_WORDS["messages"])
def test_a_message_is_what_the_app_says_and_what_a_scenario_quotes(sentence: str) -> None:
    assert any(re.fullmatch(pattern(said), sentence) for said in SENTENCES)
    assert sentence in TEXT


def test_every_page_of_latchkey_s_is_one_that_a_site_may_have() -> None:
    assert PAGES.keys() == OWN_WORDS["paths"].keys() - {"/logout"}
    assert set(PAGES.values()) - {""} <= OWN_WORDS["offers"].keys()


def test_a_site_has_the_pages_of_what_it_offers(aimed: Callable[[str], Site]) -> None:
    lacking = aimed('absent = ["account", "account-management", "products"]').pages()
    assert lacking == ["/", "/login", "landing", "/nowhere", "/register"]
    assert {"/account", "/account/delete", "/products/new"} <= set(Site().pages())


def test_whatever_the_site_may_lack_is_needed_by_a_scenario_and_the_other_way_round() -> None:
    needed = {*re.findall(r"@needs-([\w-]+)", TEXT)}
    assert needed - {*LEFT_OUT} == OWN_WORDS["offers"].keys() - {*LEFT_OUT}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('nam = "X"', "there is no key `nam`: did you mean `name`?"),
        ("name = 3", "`name` is str in latchkey.toml, and not here."),
        ("name = []", "`name` is str in latchkey.toml, and not here."),
        ('absent = "account"', "`absent` is list in latchkey.toml, and not here."),
        ('labels = "Email"', "`labels` is dict in latchkey.toml, and not here."),
        ('absent = ["acount"]', "nothing is called `acount`: did you mean `account`?"),
        ("absent = [3]", f"nothing is called `3`. There are: {', '.join(sorted(OWN_WORDS['offers']))}."),
        ('[labels]\nEmial = "E"', "there is no `Emial` in [labels]: did you mean `Email`?"),
        ("[labels]\nEmail = 3", "`Email` in [labels] is 3, and not text."),
        ("[labels.Email]", "`Email` in [labels] is {}, and not text."),
        (
            '[messages]\n"Enter your pasword." = "x"',
            "there is no `Enter your pasword.` in [messages]: did you mean `Enter your password.`?",
        ),
        ('[paths]\n"/logn" = "/x"', "there is no `/logn` in [paths]: did you mean `/login`?"),
        ('[buttons]\n"/login Log in" = "x"', "there is no `/login Log in` in [buttons]: did you mean `Log in`?"),
        ('[policy]\ntries = "5"', "`tries` in [policy] is '5', and not a number."),
        ("[policy]\ntrys = 5", "there is no `trys` in [policy]: did you mean `tries`?"),
        ('[names]\nMailbox = "mail"', "there is no `Mailbox` in [names]: did you mean `email`?"),
        (
            '[registering]\nMailbox = "{email}"',
            "`Mailbox` in [registering] may have {name} and {number} in braces, and no more.",
        ),
        ('absent = ["registering"]', "where nobody can register, [accounts] names two that are there, or more."),
        ("[accounts]\nada = 3", "`ada` in [accounts] is 3, and not text."),
        ('member = "{email}"', "`member` may have {name} and {number} in braces, and no more."),
        (
            '[selectors]\nmember = "{name}"',
            "`member` in [selectors] has something in braces that it has not in latchkey.toml.",
        ),
        (
            '[selectors]\nform = "{email}"',
            "`form` in [selectors] has something in braces that it has not in latchkey.toml.",
        ),
        (
            '[selectors]\nform = "a{"',
            "`form` in [selectors] has something in braces that it has not in latchkey.toml.",
        ),
    ],
)
def test_an_unknown_word_is_told_in_one_sentence(
    aimed: Callable[[str], Site], tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(OptionError) as raised:
        aimed(text)
    assert str(raised.value) == f"{tmp_path}/theirs.toml: {sentence}"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as raised:
        Site().aim(tmp_path / "no.toml")
    assert str(raised.value) == f"`-D adapter={tmp_path}/no.toml`: No such file or directory."


@pytest.mark.parametrize("content", [b"name = \n", b"\xff\xfe", b'name = "a"\nname = "b"\n'])
def test_a_file_that_is_not_toml_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "theirs.toml").write_bytes(content)
    with pytest.raises(OptionError, match=r"theirs\.toml is not TOML: "):
        Site().aim(tmp_path / "theirs.toml")


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (lambda site: site.label("/login", "Password"), "Passphrase"),
        (lambda site: site.label("/register", "Password"), "Password"),
        (lambda site: site.label("/register", "Email"), "Username"),
        (lambda site: site.label("/login", "Unheard of"), "Unheard of"),
        (lambda site: site.path("/login?next=/login"), "/enter?next=/enter"),
        (lambda site: site.path("/register?next=/login?next=/x"), "/register?next=/enter?next=/x"),
        (lambda site: site.path("/login?then=/login"), "/enter?then=/login"),
        (lambda site: site.path("/register"), "/register"),
        (lambda site: site.button("Log in"), "Enter"),
        (lambda site: site.link("Log in"), "Log in"),
        (lambda site: site.selector("member", email="ada@example.com"), "#who-ada@example.com"),
        (lambda site: site.fields({"email": "a", "confirm": "b", "else": "c"}), {"username": "a", "else": "c"}),
        (lambda site: site.lacks(["L4", "needs-products", "needs-account"]), ["account"]),
        (lambda site: site.lacks(["account"]), []),
        (lambda site: site.policy(["L4", "policy-tries", "policy-seconds"]), "tries 0, not 5"),
        (lambda site: site.policy(["policy-shortest", "policy-tries"]), "shortest 6, not 8, tries 0, not 5"),
        (lambda site: site.policy(["policy-seconds", "tries"]), ""),
        (lambda site: site.registering().keys(), {"Mailbox"}),
        (lambda site: site.fields({"Mailbox": "a"}), {"mail": "a"}),
        (lambda site: site.token('<p name="_stamp"><input type="hidden" value="a&amp;b" name="_stamp">'), "a&b"),
        (lambda site: site.token('<meta name="_stamp" content="from the head" />'), "from the head"),
        (lambda site: site.token('<input name="csrf_token" value="another">'), ""),
    ],
)
def test_a_site_s_own_words_stand_for_latchkey_s(
    aimed: Callable[[str], Site], ask: Callable[[Site], Any], answer: Any
) -> None:
    theirs = """
        absent = ["account", "remember"]
        [policy]
        shortest = 6
        tries = 0
        [registering]
        Mailbox = "{name}.{number}@example.com"
        [paths]
        "/login" = "/enter"
        [labels]
        Email = "Username"
        "/login Password" = "Passphrase"
        [names]
        Mailbox = "mail"
        csrf_token = "_stamp"
        confirm = ""
        email = "username"
        [buttons]
        "Log in" = "Enter"
        [selectors]
        member = "#who-{email}"
        """
    assert ask(aimed(theirs)) == answer


@pytest.mark.parametrize(
    ("shown", "matches"),
    [
        ("User ada@example.com (really?) is taken.", True),
        ("User  is taken.", False),
        ("User ada@example.com (really?) is taken!", False),
        ("This email address already has an account.", False),
    ],
)
def test_whatever_is_taken_may_stand_in_a_message(
    aimed: Callable[[str], Site],
    shown: str,
    matches: bool,  # noqa: FBT001 -- the table's own column
) -> None:
    site = aimed('[messages]\n"This email address already has an account." = "User {email} (really?) is taken."')
    assert bool(re.fullmatch(site.says("This email address already has an account."), shown)) is matches


def test_a_message_is_taken_to_the_letter() -> None:
    assert not re.fullmatch(Site().says("Enter your password."), "Enter your password!")


def test_whoever_is_new_is_somebody_else_each_time(aimed: Callable[[str], Site]) -> None:
    site = aimed('[registering]\nMailbox = "{name}.{number}@example.com"')
    mails = {site.registering()["Mailbox"] for _ in range(3)}
    assert len(mails) == 3
    assert all(re.fullmatch(r"somebody\.[0-9a-f]{8}@example\.com", mail) for mail in mails)
    assert site.anyone("{name}", "Ada") == "ada"


def test_every_policy_that_a_scenario_depends_on_is_one_that_a_site_may_have_and_the_other_way_round() -> None:
    assert set(re.findall(r"@policy-([\w-]+)", TEXT)) == OWN_WORDS["policy"].keys()
