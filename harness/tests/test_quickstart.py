"""The README's quickstart does what it says: in an empty folder, in a fresh environment, word for word."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parents[1]
README = (HARNESS / "README.md").read_text()
QUICKSTART = README[README.index("## Quickstart") : README.index("From a git repository")]
#: A file that the reader writes: its name, and what is in it.
FILE = re.compile(r"\*\*([\w./]+)\*\*\n\n```\w+\n(.*?)```", re.DOTALL)
COMMANDS = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder but for the harness and the files of the quickstart."""
    shutil.copytree(HARNESS, tmp_path / "harness", ignore=shutil.ignore_patterns("__pycache__", "tests"))
    for name, text in FILE.findall(QUICKSTART):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_it_is_as_short_as_it_promises() -> None:
    files = dict(FILE.findall(QUICKSTART))
    assert len(files["features/environment.py"].splitlines()) <= 12
    assert len(files["pyproject.toml"].split("\n\n")) == 2
    assert len(files["pyproject.toml"].splitlines()) <= 5


def test_its_commands_lead_to_a_report(folder: Path) -> None:
    script = "\n".join(COMMANDS.findall(QUICKSTART)).replace("5000", str(free_port()))
    environment = {name: text for name, text in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    environment["TMPDIR"] = str(folder / "temporary")
    (folder / "temporary").mkdir()
    with subprocess.Popen(  # noqa: S603 -- the commands are the README's
        ["/bin/sh", "-ec", script],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    ) as shell:
        try:
            code = shell.wait(timeout=240)
        finally:  # the site that it has started would go on
            os.killpg(shell.pid, signal.SIGTERM)
        said = shell.stdout.read() if shell.stdout else ""
    assert code == 0, said
    assert said.count("1 scenario passed, 0 failed") == 2, said
    page = (folder / "report/index.html").read_text()
    assert "The site greets whoever comes" in page
    assert len(list((folder / "report/images").iterdir())) == 1
    assert list((folder / "temporary").glob("playwright-tracing-*")) == []
