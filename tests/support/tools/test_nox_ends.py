"""Whatever ends nox ends what its session has started: a server that stayed behind would hold the port."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("nox")

from tests.support.process_groups import is_any_left, until

ROOT = Path(__file__).parents[3]
SIGNALS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
#: A session that serves as `serve` does, in a noxfile that begins as ours.
NOXFILE = f"""
import runpy, sys, nox
runpy.run_path({str(ROOT / "noxfile.py")!r})

@nox.session(venv_backend="none")
def short(session):
    session.run(sys.executable, "-m", "flask", "--app", "short", "run", "--debug", "--port=0")
"""
#: In the second process, which Flask's reloader starts, and which has the port.
APP = """
import os
from pathlib import Path
from flask import Flask

app = Flask(__name__)
if "WERKZEUG_RUN_MAIN" in os.environ:
    Path("served").touch()
"""


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Start nox, in a process group of its own, with these signals ignored, and wait until its session serves.

    No other is, whatever these tests themselves were started with: a child inherits what is ignored.
    """
    (tmp_path / "noxfile.py").write_text(NOXFILE)
    (tmp_path / "short.py").write_text(APP)
    started: list[subprocess.Popen[bytes]] = []

    def serving(*ignored: int) -> subprocess.Popen[bytes]:
        ways = {number: signal.SIG_IGN if number in ignored else signal.SIG_DFL for number in SIGNALS}
        before = {number: signal.signal(number, way) for number, way in ways.items()}
        command = [sys.executable, "-m", "nox", "-s", "short"]
        started.append(subprocess.Popen(command, cwd=tmp_path, start_new_session=True))  # noqa: S603 -- our own words
        for number, handler in before.items():
            signal.signal(number, handler)
        until((tmp_path / "served").exists)
        return started[-1]

    yield serving
    for process in started:
        if is_any_left(process.pid):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize(
    ("number", "ignored"),
    [
        pytest.param(signal.SIGTERM, [], id="SIGTERM"),
        pytest.param(signal.SIGHUP, [], id="SIGHUP"),
        pytest.param(signal.SIGINT, [signal.SIGINT], id="SIGINT in the background of a shell"),
    ],
)
def test_a_signal_to_nox_alone_ends_all(
    serve: Callable[..., subprocess.Popen[bytes]], number: int, ignored: list[int]
) -> None:
    process = serve(*ignored)
    process.send_signal(number)
    process.wait(timeout=30)
    assert not is_any_left(process.pid)


def test_nohup_keeps_nox_running_when_its_terminal_is_closed(serve: Callable[..., subprocess.Popen[bytes]]) -> None:
    process = serve(signal.SIGHUP)
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1)
