"""What starting costs beside what the dependencies take: importing the app, and making it."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Ratio, clock, compare, in_turn
from tests.benchmarks.sites import KEY, MAIL

APP = Path(__file__).parents[2] / "app"
START = "from app import create_app; create_app()"


def dependencies() -> set[str]:
    """The modules that the app imports and that are not its own: what it cannot start without."""
    found = set()
    for file in APP.rglob("*.py"):
        if "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module)
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
    return {name for name in found if name.partition(".")[0] != "app"}


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare the start of the app with the import of its dependencies, each in a new process."""
    settings = {"SECRET_KEY": KEY, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/a.sqlite"} | MAIL
    environment = os.environ | {f"FLASK_{name}": value for name, value in settings.items()}

    def run(code: str) -> None:
        subprocess.run([sys.executable, "-c", code], env=environment, cwd=APP.parent, check=True)

    alone = "".join(f"import {name}\n" for name in sorted(dependencies()))
    took = in_turn({"app": clock(lambda: run(START)), "alone": clock(lambda: run(alone))}, rounds=11)
    yield compare("Starting the app, to importing its dependencies", took["app"], took["alone"], goal=1.3)
