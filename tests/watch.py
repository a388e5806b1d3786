"""Run scenarios again whenever a file changes: ``nox -s watch -- features/login.feature``."""

import shlex
import sys

from watchfiles.cli import cli

if __name__ == "__main__":
    command = shlex.join([sys.executable, "-m", "behave", "--format=progress3", *sys.argv[1:]])
    cli("--ignore-paths", "test-results", command, "app", "features", "templates")
