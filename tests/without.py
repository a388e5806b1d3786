"""Take each capability out of a copy, alone and all at once, and check what is left: ``nox -s without``."""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from app.capabilities import CAPABILITIES, present
from tests.faults.copies import copy_tree

#: All that bears the name of a capability, and goes with it.
BELONGINGS = (
    "app/{name}",
    "app/static/{name}.css",
    "deploy/latchkey-{name}.service",
    "templates/{name}",
    "features/{name}.feature",
    "features/{name}_*.feature",
    "features/steps/{name}_*steps.py",
    "features/support/{name}",
    "tests/unit/{name}",
    "tests/faults/{name}.toml",
)
#: Some checks ask git which files there are.
REPOSITORY = ("git", "init", "--quiet")
#: What is run on what is left, by its name: each is what the nox session of this name runs, on {jobs} cores.
CHECKS = {
    "lint": "tests.lint",
    "types": "mypy",
    "unit": "pytest -q -n {jobs} tests/unit",
    "harness": "pytest -q -n {jobs} harness/tests tests/support",
    "acceptance": "behave -r parallel -j{jobs} --format=progress3",
}


def fallen(names: set[str]) -> set[str]:
    """``names``, and all that fall with them."""
    left = {name: needs for name, needs in CAPABILITIES.items() if name not in names}
    return set(CAPABILITIES) - set(present(left))


def take_out(tree: Path, names: set[str]) -> None:
    """Take the capabilities ``names`` out of the ``tree``, as CONTRIBUTING.md says. Raises LookupError for no line."""
    lines = tree / "app" / "capabilities.py"
    for name in sorted(names):
        text, found = re.subn(rf'(?m)^    "{name}": .*\n', "", lines.read_text())
        if found != 1:
            raise LookupError(f"{lines.name} has {found} lines for {name}, and not one.")
        lines.write_text(text.replace("{\n}", "{}"))  # as the formatter wants it where none is left
        for pattern in BELONGINGS:
            for path in tree.glob(pattern.format(name=name)):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    # What a scenario needs that is not there: its steps may be gone as well.
    settings = tree / "pyproject.toml"
    tags = ", ".join(f'"not @needs-{name}"' for name in sorted(names))
    text, found = re.subn(r"(?m)^default_tags = \[(.+)\]$", rf"default_tags = [\1, {tags}]", settings.read_text())
    settings.write_text(text if found else text.replace("[tool.behave]", f"[tool.behave]\ndefault_tags = [{tags}]"))
    subprocess.run([sys.executable, "-m", "features.support.latchkey.asvs"], cwd=tree, check=True)


def failing(names: set[str], checks: list[str], jobs: int) -> list[str]:
    """Give which of ``checks`` fail in a copy without ``names``, each on ``jobs`` cores."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tree = Path(folder)
        copy_tree(tree)
        take_out(tree, names)
        subprocess.run(REPOSITORY, cwd=tree, check=True)
        told = f"without {', '.join(sorted(names))}"
        failed = []
        for check in checks:
            print(f"{check}, {told}", flush=True)
            command = CHECKS[check].format(jobs=jobs).split()
            if subprocess.run([sys.executable, "-m", *command], cwd=tree, check=False).returncode:
                failed.append(f"{check}, {told}")
    return failed


def main(arguments: list[str]) -> int:
    """Give 0 where nothing failed, else 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"take out this one alone: {', '.join(CAPABILITIES)}")
    parser.add_argument("--only", action="append", choices=CHECKS, help="run this check alone; may be given again")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N", help="N at a time (default: cores)")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(CAPABILITIES):
        parser.error(f"there is no capability {', '.join(sorted(unknown))}: there are {', '.join(CAPABILITIES)}")
    alone = [fallen({name}) for name in asked.names or CAPABILITIES]
    every = [] if asked.names or len(CAPABILITIES) < 2 else [set(CAPABILITIES)]
    checks = asked.only or list(CHECKS)
    failed = [check for names in [*alone, *every] for check in failing(names, checks, asked.jobs)]
    print("\n".join(f"FAILED: {check}" for check in failed) or "What is left passes.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
