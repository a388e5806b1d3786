"""The folder that artifacts go to, and which folders in it are a run's own."""

import shutil
from pathlib import Path

#: Where artifacts go, unless ``-D output=`` says otherwise.
OUTPUT = Path("test-results")
#: Lies in each folder that a run has made. Whatever else is there is somebody's, and stays.
MARK = ".behave-browser"


def make_folder(folder: Path) -> None:
    """Make ``folder``, which the next run may take away."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def discard_artifacts(output: Path) -> None:
    """Take away what an earlier run has left in ``output``, and nothing that it did not make."""
    for mark in list(output.glob(f"*/{MARK}")):
        shutil.rmtree(mark.parent, ignore_errors=True)
