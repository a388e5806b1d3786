"""A login unlike Latchkey's, aimed at as its developers would: what it keeps is told as kept, what it breaks as broken.

Its members have a name and an email, its forms are answered by a 303, and its tokens have a name of their own.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("behave")

from behave_browser.options import OptionError

from features.support.login import http_client, target
from features.support.login.people import Person
from features.support.login.site import Site
from features.support.login.target import RemoteSite
from tests.support.login.another_site.site import served

ADAPTER = Path(__file__).parent / "another_site" / "adapter.toml"
ROOT = Path(__file__).parents[3]
#: What it promises in login.feature, and keeps.
LOGGING_IN = {
    "What logging in asks for": "kept",
    "The right password logs its member in": "kept",
    "It is not said which half was wrong": "kept",
    "Nothing tells a wrong password from an unknown email": "kept",
    "A mistake is told where it was made": "kept",
}
ADA = ("Ada", "ada-1", "correct horse")
#: behave, for somebody who has installed the harness alone, and nothing that Latchkey is made of.
BEHAVE = """
import sys
sys.modules |= dict.fromkeys(("app", "flask", "flask_login", "sqlalchemy", "time_machine", "werkzeug", "wtforms"))
from behave.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def sheet(url: str, folder: Path, *features: str, adapter: Path = ADAPTER) -> dict[str, str]:
    """Aim the scenarios of ``features`` at ``url``, and give what became of each promise that was tried."""
    command = [sys.executable, "-c", BEHAVE, f"-Dbase_url={url}", f"-Dadapter={adapter}", f"-Doutput={folder}"]
    more = ("-Dexpect_timeout=500", "--format=scores", "--no-summary", *features)
    told = subprocess.run([*command, *more], cwd=ROOT, capture_output=True, text=True, check=False).stdout  # noqa: S603 -- our own
    lines = [line for line in told.splitlines() if line.startswith("  ") and not line.startswith("   ")]
    found = {line[20:75].strip(): line[2:18].strip() for line in lines}
    return {promise: outcome for promise, outcome in found.items() if not outcome.startswith("not ")}


def test_who_has_no_latchkey_is_asked_where_to_aim(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BEHAVE, f"-Doutput={tmp_path}", "features/login.feature"]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 -- our own
    assert finished.returncode == 1
    assert "Say where your site is: -D base_url=http://127.0.0.1:5000." in finished.stdout
    assert "Traceback" not in finished.stdout + finished.stderr


@pytest.fixture
def aimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have those who speak to a site use this one's words."""
    site = Site()
    site.aim(ADAPTER)
    for module in (http_client, target):
        monkeypatch.setattr(module, "site", site)


@pytest.mark.usefixtures("aimed")
def test_a_person_is_registered_by_the_site_s_own_form_and_not_left_logged_in() -> None:
    with served() as url:
        away, ada = RemoteSite(url), Person(*ADA)
        away.register(ada)
        assert ada.registered
        assert away.has_account(ada)
        assert not away.has_account(Person("Grace", "grace-1", "correct horse"))


@pytest.mark.usefixtures("aimed")
def test_who_cannot_be_registered_is_told_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(http_client.site.words["registering"], "Mailbox", "")
    ada = Person(*ADA)
    with served() as url, pytest.raises(AssertionError, match="answered by 303, and led to /join"):
        RemoteSite(url).register(ada)
    assert not ada.registered


def test_what_the_site_keeps_and_what_it_breaks(tmp_path: Path) -> None:
    with served() as url:
        found = sheet(url, tmp_path, *(f"features/{name}.feature" for name in ("login", "logout", "register")))
    assert found == LOGGING_IN | {
        "Logging out": "kept",
        "Another site cannot log a member out": "worded otherwise",
        "Logging out takes a token": "kept",
        "Logging out by hand": "kept",
        "A copied cookie is worthless after logging out": "broken",  # its sessions live in the cookie alone
        "Logging out ends one login, not all": "kept",
        "What registering asks for": "kept",
        "An email has one account, in any spelling": "kept",
    }
    (otherwise,) = tmp_path.glob("*a-get-to-logout*")
    assert (otherwise / "trace-1.zip").is_file(), "what was worded otherwise is there to be looked at"


def test_a_site_where_nobody_can_register_is_tried_with_accounts_that_are_there(tmp_path: Path) -> None:
    adapter = tmp_path / "closed.toml"
    text = ADAPTER.read_text().replace("absent = [", 'absent = ["registering", ')
    adapter.write_text(f'{text}\n[accounts]\n"ada-0" = "ada-0 was here"\n"grace-0" = "grace-0 was here"\n')
    with served("closed") as url:
        found = sheet(url, tmp_path, "features/login.feature", "features/already_logged_in.feature", adapter=adapter)
    assert found == LOGGING_IN | {
        "A member cannot log in or register again": "worded otherwise",
        "A login left unfinished in another tab": "worded otherwise",
    }


def test_a_site_that_mails_a_link_to_whoever_registers(tmp_path: Path) -> None:
    adapter, mails = tmp_path / "mailing.toml", tmp_path / "mails.txt"
    adapter.write_text(f"mailbox = 'grep \"Dear {{email}},\" {mails}'\n{ADAPTER.read_text()}")
    with served(mailbox=mails) as url:
        assert sheet(url, tmp_path, "features/login.feature", adapter=adapter) == LOGGING_IN
    assert "/confirm/" in mails.read_text()


@pytest.mark.usefixtures("aimed")
@pytest.mark.parametrize(
    ("mailbox", "told"),
    [
        ("echo see /confirm/1", "No link to 127.0.0.1:"),
        ("ls /no/such/box", "/no/such/box"),
        ("no-such-command", "The adapter's `mailbox` cannot be run: No such file or directory: no-such-command."),
    ],
)
def test_a_mailbox_that_has_no_link_is_told(monkeypatch: pytest.MonkeyPatch, mailbox: str, told: str) -> None:
    monkeypatch.setitem(http_client.site.words, "mailbox", mailbox)
    monkeypatch.setattr(target, "PATIENCE", 0)
    with served() as url, pytest.raises((AssertionError, OptionError), match=re.escape(told)):
        RemoteSite(url).register(Person(*ADA))


@pytest.mark.parametrize(
    ("fault", "feature", "promise"),
    [
        ("no-token", "logout", "Logging out takes a token"),
        ("tells-names", "login", "Nothing tells a wrong password from an unknown email"),
        ("get-leaves", "logout", "Another site cannot log a member out"),
        ("leads-away", "return_to", "It never leads away from this site"),
    ],
)
def test_a_fault_of_the_site_s_is_a_promise_broken(tmp_path: Path, fault: str, feature: str, promise: str) -> None:
    with served(fault) as url:
        assert sheet(url, tmp_path, f"features/{feature}.feature", "--name", promise)[promise] == "broken"
