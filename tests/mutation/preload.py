"""Import the tests, and so the app, in the process that each mutant's is forked from: once, and not each time."""

import importlib
import sys
from pathlib import Path

FOLDER = Path("mutants/tests/unit").resolve()
#: What knows browsers compiles some thousand patterns when it is first asked.
SLOW = "ua_parser_builtins.matchers"

sys.path.insert(0, str(FOLDER))
for name in (SLOW, *sorted(path.stem for path in FOLDER.glob("*.py"))):
    importlib.import_module(name)
