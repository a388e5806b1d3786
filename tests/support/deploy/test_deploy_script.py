"""The operator's commands have the settings of the service: what sh would read otherwise than systemd is refused."""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GUIDE = (ROOT / "docs" / "production.md").read_text()
Ended = subprocess.CompletedProcess[bytes]


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Ended]:
    """Run the script that is deployed, on a file of settings, where nobody is to become another user.

    In flask's place is what shows its environment.
    """
    for folder in ("bin", "srv"):
        (tmp_path / folder).mkdir()
    script = (ROOT / "deploy" / "latchkey").read_text()
    for deployed, here in {"/etc/latchkey/env": f"{tmp_path}/env", "/srv/latchkey": f"{tmp_path}/srv"}.items():
        assert deployed in script
        script = script.replace(deployed, here)
    (tmp_path / "latchkey").write_text(script)
    stand_in = tmp_path / "bin" / "setpriv"
    stand_in.write_text('#!/bin/sh\nenv -0\numask >&2\necho "$@" >&2\n')
    stand_in.chmod(0o755)

    def ended(settings: str | None, *arguments: str) -> Ended:
        if settings is not None:
            (tmp_path / "env").write_text(settings, newline="")
        return subprocess.run(  # noqa: S603 -- our own words
            ["/bin/sh", str(tmp_path / "latchkey"), *(arguments or ("session", "purge"))],
            cwd=tmp_path,
            env={"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "HOME": "/home/of/root"},
            capture_output=True,
            check=False,
        )

    return ended


def given(ended: Ended) -> dict[str, str]:
    """The settings that flask was given."""
    lines = (line.decode().partition("=") for line in ended.stdout.split(b"\0"))
    return {name: value for name, _equals, value in lines if name.startswith("FLASK_")}


@pytest.mark.parametrize(
    "value",
    [
        '["products.new"]',
        "postgresql+psycopg://latchkey:p;w@db/latchkey?sslmode=require&connect_timeout=3",
        "$HOME `id` $(id) \\n # no comment",
        'Lätchkey "at last" <no-reply@example.com>',
        " two  spaces ",
        "*",
        "~",
        "",
    ],
)
def test_what_stands_in_single_quotes_is_taken_as_it_stands(run: Callable[..., Ended], value: str) -> None:
    ended = run(f"FLASK_A='{value}'\n")
    assert (ended.returncode, given(ended)) == (0, {"FLASK_A": value})


def test_what_both_read_alike_needs_no_quotes(run: Callable[..., Ended]) -> None:
    uri = "smtps://user:pass%23word@mail.example.com:465/"
    ended = run(f"# made once\n\nFLASK_MAIL_URI={uri}\nFLASK_PROXIES=1\nFLASK_EMPTY=\nWEB_CONCURRENCY=4\n")
    assert given(ended) == {"FLASK_MAIL_URI": uri, "FLASK_PROXIES": "1", "FLASK_EMPTY": ""}
    assert b"WEB_CONCURRENCY=4\0" in ended.stdout
    assert ended.stderr.endswith(b"venv/bin/flask --app app session purge\n")


@pytest.mark.parametrize(
    "line",
    [
        'FLASK_CONFIRMED_VIEWS=["products.new"]',
        "FLASK_A=secret;touch found",
        "FLASK_A=secret&touch found",
        "FLASK_A=secret touch found",
        "FLASK_A=`touch found`secret",
        'FLASK_A="$(touch found)secret"',
        "FLASK_A=secret\\",
        "FLASK_A='secret'' touch found'",
        "FLASK_A='secret",
        "FLASK_A=secret?x=*",
        "FLASK_A=~secret",
        "FLASK_A='secret'\r",
        "export FLASK_A=secret",
        " FLASK_A=secret",
        "touch found",
        "# secret\\",
        "# secret\rFLASK_A=secret",
    ],
)
def test_what_they_would_read_differently_is_refused_and_nothing_of_it_is_run_or_told(
    run: Callable[..., Ended], tmp_path: Path, line: str
) -> None:
    ended = run(f"FLASK_PROXIES=1\n{line}\n# the end\nFLASK_B='b'\n")
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert ended.stderr.startswith(f"{tmp_path}/env: line 2: put the value into single quotes".encode())
    assert b"secret" not in ended.stderr
    assert not list(tmp_path.rglob("found"))


def test_each_line_that_is_refused_is_named(run: Callable[..., Ended]) -> None:
    assert b"line 1 3: " in run("A=a b\nB='b'\nC=[]\n").stderr


def test_a_command_is_the_services_and_what_it_makes_is_for_nobody_else(run: Callable[..., Ended]) -> None:
    mask, words = run("").stderr.decode().splitlines()
    assert int(mask, 8) == 0o077
    who = "--reuid=latchkey --regid=latchkey --clear-groups"
    assert words == f"{who} venv/bin/flask --app app session purge"


def test_a_command_is_handed_on_as_it_was_typed(run: Callable[..., Ended]) -> None:
    assert run("", "session", "decode", "a  b", "*").stderr.endswith(b" session decode a  b *\n")


def test_where_the_code_is_not_there_nothing_is_run(run: Callable[..., Ended], tmp_path: Path) -> None:
    """In the folder where root happens to be, somebody else may have put a program of that name."""
    (tmp_path / "srv").rmdir()
    ended = run("")
    assert ended.returncode != 0
    assert ended.stdout == b""


def test_without_settings_nothing_is_run(run: Callable[..., Ended]) -> None:
    ended = run(None)
    assert ended.returncode != 0
    assert ended.stdout == b""


def test_the_guide_has_every_value_in_single_quotes(run: Callable[..., Ended]) -> None:
    shown = re.findall(r"(?m)^FLASK_.*$", GUIDE)
    assert len(shown) > 5
    assert all(re.fullmatch(r"FLASK_\w+='[^']*'", re.sub(r"\$\(.*\)", "…", line)) for line in shown)
    ended = run("\n".join(line for line in shown if "$(" not in line))
    assert ended.returncode == 0
