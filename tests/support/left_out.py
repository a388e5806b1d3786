"""Which capabilities were taken out of this copy. Its documents, and its adapter, still tell of them."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Their names, as pyproject.toml has them in the tags of the scenarios that are not run.
LEFT_OUT = re.findall(
    r"not @needs-([\w-]+)", str(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["behave"])
)


def is_left_out(path: str) -> bool:
    """Whether the file or folder at ``path`` bears the name of one."""
    return any(f"/{name}" in f"/{path}" for name in LEFT_OUT)
