"""Check what can be checked without running anything, and stop at the first that fails: ``nox -s lint``."""

import os
import subprocess
import sys
import sysconfig

#: What is run, and what would make it fail.
CHECKS = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("lint-imports",),  # someone imports what they may not know
    ("djlint", "templates", "--lint", "--quiet"),
    ("behave-format", "--check", "--quiet", "features"),
    ("behave-lint", "features"),
    ("behave", "--dry-run", "--format=null", "--no-summary"),  # a step that nobody wrote
    ("python", "-m", "features.support.latchkey.asvs", "--check"),  # a requirement that no scenario proves
    ("python", "-m", "tests.faults.mutate", "--check"),  # a fault that no longer applies
    ("python", "-m", "tests.faults.sound"),  # a fault that would be killed by its own mistake
    ("python", "-m", "tests.lock", "--check"),  # a lock that does not fit pyproject.toml
)


def main() -> int:
    """Run each check, and give the exit code of the first that fails."""
    # The programs of this Python's environment, also where nobody has activated it.
    programs = os.environ | {"PATH": os.pathsep.join((sysconfig.get_path("scripts"), os.environ.get("PATH", "")))}
    for check in CHECKS:
        print("lint:", *check, flush=True)
        if failed := subprocess.run(check, check=False, env=programs).returncode:
            return failed
    return 0


if __name__ == "__main__":
    sys.exit(main())
