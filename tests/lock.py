"""Write requirements.lock anew from pyproject.toml, or with ``--check`` see that it fits: ``nox -s lock -- --upgrade``.

Without ``--upgrade``, newer releases do not matter: those that are locked still do.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

LOCK = Path("requirements.lock")
COMPILE = (
    sys.executable,
    "-m",
    "uv",
    "pip",
    "compile",
    "pyproject.toml",
    "--group=dev",
    "--group=allauth",
    "--universal",
    "--generate-hashes",
    "--quiet",
)
STALE = f"{LOCK} does not fit pyproject.toml: run nox -s lock, and commit what it writes."


def compile_into(file: Path, *arguments: str) -> None:
    """Write the lock into ``file``, and keep the versions that it has. Raises CalledProcessError where uv fails."""
    command = (*COMPILE, "--custom-compile-command=nox -s lock", f"--output-file={file}", *arguments)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def check() -> int:
    """Give 0 if the lock fits, else 1, having said what to do."""
    with TemporaryDirectory() as folder:
        fresh = Path(folder, LOCK.name)
        fresh.write_bytes(LOCK.read_bytes())
        compile_into(fresh)
        fits = fresh.read_bytes() == LOCK.read_bytes()
    print("The lock fits." if fits else STALE)
    return int(not fits)


def main(arguments: list[str]) -> int:
    """Write or check the lock, and give the exit code."""
    if arguments == ["--check"]:
        return check()
    compile_into(LOCK, *arguments)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
