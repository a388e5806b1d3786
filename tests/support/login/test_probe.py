"""The probe: each key of an adapter that does not fit is named, with what stands there; and it writes a first one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("behave")

from behave_browser.launch import launch
from behave_browser.options import Options
from playwright.sync_api import Browser, sync_playwright

from features.adapters import probe
from features.support.login.site import read, site
from tests.support.login.another_site.site import served

ADAPTER = Path(__file__).parent / "another_site" / "adapter.toml"
FITTING = ADAPTER.read_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright, Options())
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served() as url:
        yield url


@pytest.fixture
def probed(browser: Browser, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Give what the probe says of an adapter of this text."""
    monkeypatch.setattr(probe, "PATIENCE", 1_500)
    monkeypatch.setattr(site, "words", site.words)

    def run(text: str) -> list[str]:
        adapter = tmp_path / "my_site.toml"
        adapter.write_text(text)
        return [str(finding) for finding in probe.probe(browser, url, adapter, write=False)]

    return run


def test_nothing_is_found_where_every_key_fits(probed: Callable[[str], list[str]]) -> None:
    assert probed(FITTING) == []


@pytest.mark.parametrize(
    ("right", "wrong", "finding"),
    [
        (
            '"/login" = "/enter"',
            '"/login" = "/signin"',
            '[paths] "/login": /signin answers 404. There is “/enter”, “/join” on the first page.',
        ),
        (
            '"Email" = "Name"',
            '"Email" = "Login"',
            '[labels] "Email": no control of /login is called “Login”. There is “Name”, “Password”.',
        ),
        (
            '"Mailbox"',
            '"Mail"',
            '[registering] "Mail": no control of /register is called “Mail”',
        ),
        (
            '"Log in" = "Enter"\n"Register" = "Join"\n\n[links]',
            '"Log in" = "Go"\n"Register" = "Join"\n\n[links]',
            '[buttons] "Log in": no button of /login says “Go”. There is “Enter”.',
        ),
        (
            '"csrf_token" = "_stamp"',
            '"csrf_token" = "_token"',
            '[names] "csrf_token": /login has no “_token”. There is “_stamp”.',
        ),
        (
            '"form" = "body"',
            '"form" = "main, nav"',
            '[selectors] "form": main, nav is there 2 times, not once.',
        ),
        (
            '"Invalid email or password" = "That is not right."',
            '"Invalid email or password" = "Wrong."',
            '[messages] "Invalid email or password": nothing says “Wrong.”. There is “That is not right.”.',
        ),
        (
            '"error" = ".notice"',
            '"error" = ".error"',
            '[selectors] "error": nothing is at .error after a wrong password.',
        ),
        (
            'name = "Tide tables"',
            'mailbox = "no-such-command"',
            "mailbox: The adapter's `mailbox` cannot be run: No such file or directory: no-such-command.",
        ),
        (
            '"landing" = "/"',
            '"landing" = "/charts"',
            '[paths] "landing": a login does not lead to /charts. There is /.',
        ),
        (
            '"/account" = "/charts"',
            '"/account" = "/join"',
            "[registering]: whoever was registered as ada-",
        ),
        (
            'after_logout = "/enter"',
            'after_logout = "/"',
            "after_logout: a logout does not lead to /. There is /enter.",
        ),
        (
            """"member" = 'nav >> text="{email}"'""",
            """"member" = 'main >> text="{email}"'""",
            '[selectors] "member": nothing is at main >> text="ada-',
        ),
        (
            """"register" = 'nav >> role=link[name="Join"]'""",
            """"register" = 'nav >> role=link[name="Sign up"]'""",
            '[selectors] "register": nothing is at nav >> role=link[name="Sign up"] on ',
        ),
        (
            """"log out" = 'nav >> role=button[name="Leave"]'""",
            """"log out" = 'nav >> role=link[name="Leave"]'""",
            '[selectors] "log out": nothing is at nav >> role=link[name="Leave"] on ',
        ),
        (
            '"password" = "word"',
            '"password" = "pass"',
            "[names]: by hand, grace-",
        ),
    ],
)
def test_a_key_that_does_not_fit_is_named_with_what_stands_there(
    probed: Callable[[str], list[str]], right: str, wrong: str, finding: str
) -> None:
    assert right in FITTING
    found = probed(FITTING.replace(right, wrong))
    assert found
    assert found[0].startswith(finding), found
    assert finding[-1] != "." or found[0] == finding, found


def test_what_a_form_wants_and_the_adapter_lacks_is_told_by_what_the_site_says(
    probed: Callable[[str], list[str]],
) -> None:
    without = FITTING.replace('"Mailbox" = "{name}.{number}@example.com"\n', "").replace('"Mailbox" = "mail"\n', "")
    (found,) = probed(without)
    assert found.startswith("[registering]: whoever was registered as ada-")
    assert found.endswith(" is not logged in. There is “Mailbox, please.” after registering.")


def test_where_nobody_can_register_an_account_that_is_there_is_tried(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(site, "words", site.words)
    adapter = tmp_path / "closed.toml"
    closed = FITTING.replace("absent = [", 'absent = ["registering", ').replace("Join\"]'", "Sign up\"]'")
    adapter.write_text(f'{closed}\n[accounts]\n"ada-0" = "ada-0 was here"\n"grace-0" = "grace-0 was here"\n')
    with served("closed") as url:
        assert probe.probe(browser, url, adapter, write=False) == []


def test_a_first_adapter_is_written_that_fits(browser: Browser, url: str, tmp_path: Path) -> None:
    adapter = tmp_path / "new.toml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "words", site.words)
        assert probe.probe(browser, url, adapter, write=True) == []
    written, ours = read(adapter), read(ADAPTER)
    for table in ("buttons", "registering", "names"):
        assert written[table] == ours[table]
    assert written["paths"]["/logout"] == "/leave"
    assert set(written["absent"]) == {"auto-login", "emails"}


@pytest.mark.usefixtures("aimed_at_nothing")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.toml"], "`-D adapter=nowhere.toml`: No such file or directory."),
        (["{adapter}", "--write"], "is there already, and what you have written in it stays."),
        (["{adapter}", "--base-url", "http://127.0.0.1:9"], "Nothing answers at http://127.0.0.1:9"),
    ],
)
def test_what_cannot_be_probed_is_told_in_a_sentence(
    url: str, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    given = [argument.format(adapter=ADAPTER) for argument in arguments]
    assert probe.main(["--base-url", url, *given]) == probe.NOTHING_TO_PROBE
    assert sentence in capsys.readouterr().out


@pytest.fixture
def aimed_at_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "words", site.words)
