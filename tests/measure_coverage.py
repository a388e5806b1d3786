"""Measure how much of the app the unit tests and the scenarios run together, branches included: ``nox -s coverage``."""

import subprocess
import sys

PYTHON = (sys.executable, "-m")
STEPS = (
    ("coverage", "erase"),
    ("coverage", "run", "-m", "pytest", "tests/unit"),
    ("coverage", "run", "-m", "behave", "--format=progress"),
    ("coverage", "combine", "--quiet"),
    ("coverage", "report"),
)

if __name__ == "__main__":
    sys.exit(max(subprocess.run([*PYTHON, *step], check=False).returncode for step in STEPS))
