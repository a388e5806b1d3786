"""Options as a person chooses them, beside the defaults."""

import tomllib
from pathlib import Path

from features.support.options import Options

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
#: As behave gives them: text, whatever they are in the file.
DEFAULTS = {
    name: str(value) for name, value in tomllib.loads(PYPROJECT.read_text())["tool"]["behave"]["userdata"].items()
}


def chosen(**values: str) -> Options:
    """Give the options of ``values`` and, for the rest, the defaults."""
    return Options.from_userdata(DEFAULTS | values)
