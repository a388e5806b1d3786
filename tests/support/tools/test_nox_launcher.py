"""`./nox` makes its environment anew where that no longer works, and says what helps on this system."""

import __future__

import shutil
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType, SimpleNamespace
from unittest.mock import Mock

import pytest

NOX = Path(__file__).parents[3] / "nox"


@pytest.fixture
def nox(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The launcher, with an environment in another place, which fits the lock; it starts nothing."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)  # it would be beside the script
    spec = spec_from_loader("launcher", SourceFileLoader("launcher", str(NOX)))
    assert spec
    assert spec.loader
    launcher = module_from_spec(spec)
    spec.loader.exec_module(launcher)
    monkeypatch.setattr(launcher, "BIN", tmp_path)
    monkeypatch.setattr(launcher, "STAMP", launcher.LOCK)
    monkeypatch.setattr(launcher, "make_environment", Mock())
    monkeypatch.setattr(launcher.os, "execv", Mock())
    return launcher


def on_system(nox: ModuleType, monkeypatch: pytest.MonkeyPatch, platform: str, **more: object) -> None:
    """Let the launcher take this machine for another, on which nobody has an id."""
    known = {"platform": platform, "version": sys.version, "version_info": sys.version_info, "exit": sys.exit}
    monkeypatch.setattr(nox, "sys", SimpleNamespace(**known | more))
    monkeypatch.setattr(nox, "os", SimpleNamespace(name="nt" if platform == "win32" else "posix"))
    monkeypatch.setattr(nox.shutil, "which", Mock(return_value=None))


def test_an_environment_that_works_is_used(nox: ModuleType) -> None:
    (nox.BIN / "python").symlink_to(str(shutil.which("true")))
    nox.main()
    nox.make_environment.assert_not_called()
    assert nox.os.execv.call_args.args[0] == str(nox.BIN / "python")


@pytest.mark.parametrize(
    "python", ["/gone/bin/python3", shutil.which("false")], ids=["gone", "another Python, without nox"]
)
def test_an_environment_whose_python_was_removed_or_upgraded_is_made_anew(nox: ModuleType, python: str) -> None:
    (nox.BIN / "python").symlink_to(python)
    nox.main()
    nox.make_environment.assert_called_once_with()
    nox.os.execv.assert_called_once()


@pytest.mark.parametrize(
    ("platform", "cure"),
    [
        ("darwin", "get one from python.org or with `brew install python`"),
        ("win32", "get one from python.org or with `winget install Python.Python.3.13`, and run `py -3.13 nox`"),
        ("linux", "install your distribution's package of one, such as python3.13, and run `python3.13 nox`"),
    ],
)
def test_an_old_python_is_told_where_a_newer_one_is(
    nox: ModuleType, monkeypatch: pytest.MonkeyPatch, platform: str, cure: str
) -> None:
    on_system(nox, monkeypatch, platform, version_info=(3, 9, 6), version="3.9.6 (default)")
    with pytest.raises(SystemExit) as ended:
        nox.main()
    assert str(ended.value).startswith(f"./nox: Latchkey needs Python 3.11 or newer, and this is 3.9.6: {cure}")


def test_an_old_python_comes_as_far_as_to_be_told() -> None:
    code = compile(NOX.read_text(), NOX, "exec", dont_inherit=True)
    assert code.co_flags & __future__.annotations.compiler_flag  # else 3.9 would raise at the first `str | Path`


@pytest.mark.parametrize(
    ("platform", "cure"),
    [
        ("darwin", "get one from python.org or with `brew install python`"),
        ("win32", "get one from python.org or with `winget install Python.Python.3.13`, and run `py -3.13 nox`"),
        ("linux", "install your distribution's packages for venv and pip, and try again."),
    ],
)
def test_a_python_without_environments_is_told_what_helps(
    nox: ModuleType, monkeypatch: pytest.MonkeyPatch, platform: str, cure: str
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    on_system(nox, monkeypatch, platform)
    with pytest.raises(SystemExit) as ended:
        nox.ensure_venv()
    assert str(ended.value).startswith(f"./nox: this Python cannot make environments: {cure}")


def test_debian_s_python_is_told_of_debian_s_package(nox: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    on_system(nox, monkeypatch, "linux")
    monkeypatch.setattr(nox.shutil, "which", Mock(return_value="/usr/bin/apt-get"))
    monkeypatch.setattr(nox.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(SystemExit) as ended:
        nox.ensure_venv()
    package = f"python3.{sys.version_info.minor}-venv"
    assert str(ended.value).endswith(f"environments: run `sudo apt-get install {package}`, and try again.")
