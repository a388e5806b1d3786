"""Whether each fault leaves Python whose names are all there: ``python -m tests.faults.sound``, with ruff installed.

What raises NameError or cannot be imported is killed by whatever scenario comes first, and proves nothing of any Then.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.copies import applied
from tests.faults.table import ROOT, load

RUFF = [sys.executable, "-m", "ruff", "check", "--isolated", "--quiet", "--select=F821,F822,F823"]


def main() -> int:
    """Give 0 if all are, else 1, and say of which it is not so."""
    with TemporaryDirectory() as folder:
        for number, fault in enumerate(load()):
            for name, text in applied(fault, ROOT).items():
                if name.endswith(".py"):
                    file = Path(folder, f"{number} {fault['what'].replace('/', ' ')}", name)
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(text)
        return subprocess.run([*RUFF, "--output-format=concise", "."], cwd=folder, check=False).returncode  # noqa: S603


if __name__ == "__main__":
    sys.exit(main())
