"""What docs/production.md installs: that it fits together, and says what is wrong in a sentence."""

import os
import re
import shutil
import socket
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DEPLOY = ROOT / "deploy"
GUNICORN = [sys.executable, "-m", "gunicorn", "--config", str(DEPLOY / "gunicorn.conf.py")]
KEY = "0123456789abcdef" * 4
MAIL = {"FLASK_MAIL_URI": "smtp://127.0.0.1:1", "FLASK_MAIL_ORIGIN": "https://latchkey.test"}


def start(tmp_path: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start the server as it is deployed, with these ``settings`` alone, and wait for it to end."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
    database = {"FLASK_SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/a.sqlite"}
    command = [*GUNICORN, *arguments]
    return subprocess.run(  # noqa: S603 -- our own words
        command, cwd=ROOT, env=others | database | settings, capture_output=True, text=True, check=False, timeout=60
    )


def unit(name: str) -> ConfigParser:
    """What a file of systemd's says."""
    read = ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string((DEPLOY / name).read_text())
    return read


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """What gunicorn reads in its file, which sets what tells of exceptions: for this test, and no longer."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    read: dict[str, object] = {}
    exec((DEPLOY / "gunicorn.conf.py").read_text(), read)  # noqa: S102 -- as gunicorn reads it
    return read


def test_a_wrong_setting_ends_the_start_with_its_sentence_alone(tmp_path: Path) -> None:
    ended = start(tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Error: SECRET_KEY is missing: set FLASK_SECRET_KEY to what this prints: ")
    assert ended.stderr.count("\n") == 1


def test_another_mistake_ends_the_start_and_is_told_in_full(tmp_path: Path) -> None:
    ended = start(tmp_path, "app:no_such_thing()", FLASK_SECRET_KEY=KEY)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Traceback")
    assert "no_such_thing" in ended.stderr.splitlines()[-1]


def test_a_port_in_use_ends_the_start_and_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ended = start(tmp_path, "--bind", f"127.0.0.1:{port}", FLASK_SECRET_KEY=os.urandom(32).hex(), **MAIL)
    assert ended.returncode == 1
    assert f"Can't connect to ('127.0.0.1', {port})" in ended.stderr.splitlines()[-1]


@pytest.mark.skipif(not shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin"), reason="needs nginx")
def test_a_certificate_that_is_missing_is_told_before_nginx_is_started_anew(tmp_path: Path) -> None:
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"events {{}} http {{ include {DEPLOY / 'nginx.conf'}; }}")
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    command = [str(nginx), "-t", "-e", "stderr", "-p", str(tmp_path), "-c", str(whole)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words
    assert ended.returncode == 1
    assert 'cannot load certificate "/etc/latchkey/tls.crt"' in ended.stderr


def test_the_proxy_the_socket_and_the_server_mean_the_same_place(settings: dict[str, object]) -> None:
    place = unit("latchkey.socket")["Socket"]["ListenStream"]
    assert settings["bind"] == place
    assert f"server {place} max_fails=0;" in (DEPLOY / "nginx.conf").read_text()
    assert unit("latchkey.service")["Unit"]["Requires"] == "latchkey.socket"


def test_the_server_has_longer_to_stop_than_it_gives_a_request(settings: dict[str, object]) -> None:
    assert int(unit("latchkey.service")["Service"]["TimeoutStopSec"]) > int(str(settings["graceful_timeout"]))


def test_what_the_units_run_is_there() -> None:
    server, purge = (unit(name)["Service"]["ExecStart"] for name in ("latchkey.service", "latchkey-purge.service"))
    assert server == "/srv/latchkey/venv/bin/gunicorn --config deploy/gunicorn.conf.py"
    assert purge == "/usr/local/bin/latchkey session purge"
    assert "flask --app app" in (DEPLOY / "latchkey").read_text()


@pytest.mark.parametrize("name", sorted(file.name for file in DEPLOY.glob("*.service")))
def test_no_service_runs_the_code_as_root_or_may_write_elsewhere_than_the_database(name: str) -> None:
    service = unit(name)["Service"]
    if service["ExecStart"].startswith("/usr/local/bin/latchkey "):  # which becomes that user by itself
        return
    hardened = {
        "User": "latchkey",
        "UMask": "0077",
        "NoNewPrivileges": "true",
        "ProtectSystem": "strict",
        "ReadWritePaths": "/var/lib/latchkey",
    }
    assert {setting: service.get(setting) for setting in hardened} == hardened
    assert f". {service['EnvironmentFile']}\n" in (DEPLOY / "latchkey").read_text(), "commands have other settings"
    assert f"cd {service['WorkingDirectory']}\n" in (DEPLOY / "latchkey").read_text(), "commands are other code's"


def test_sessions_are_purged_every_day_also_where_the_machine_was_off_at_that_time() -> None:
    timer = unit("latchkey-purge.timer")
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d", timer["Timer"]["OnCalendar"])
    assert timer["Timer"]["Persistent"] == "true"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_server_believes_no_header_by_itself_and_has_threads_that_share_its_counts(
    settings: dict[str, object],
) -> None:
    assert settings["forwarded_allow_ips"] == ""
    assert settings["worker_class"] == "gthread"
    assert 1 < int(str(settings["threads"])) <= 15, "a process has 15 connections to the database at most"


@pytest.mark.parametrize("file", sorted(file.name for file in DEPLOY.iterdir() if file.is_file()))
def test_the_guide_says_what_to_do_with_each_file(file: str) -> None:
    assert f"deploy/{file}" in (ROOT / "docs" / "production.md").read_text()
