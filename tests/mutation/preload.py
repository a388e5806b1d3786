"""Import the tests, and so the app, in the process that each mutant's is forked from: once, and not each time."""

import importlib
from pathlib import Path

#: Where mutmut has its copy: by these names, pytest finds them imported.
COPY = Path("mutants")
#: What knows browsers compiles some thousand patterns when it is first asked.
SLOW = "ua_parser_builtins.matchers"

importlib.import_module(SLOW)
for path in sorted(COPY.glob("tests/unit/**/test_*.py")):
    importlib.import_module(".".join(path.relative_to(COPY).with_suffix("").parts))
