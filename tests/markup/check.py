"""Check the HTML of every page, as a browser gets it, with html-validate and the Nu Html Checker: ``nox -s markup``."""

import shutil
import subprocess
import sys
from pathlib import Path

PAGES = Path("test-results", "markup").resolve()
NO_CHECKERS = (
    "markup needs Node.js 20.19 or newer with npm, and Java 11 or newer: `apt-get install npm default-jre-headless`, "
    "`brew install node openjdk`, or whatever nodejs.org and adoptium.net have for your system."
)
CHECKS = (
    ("npm", "ci"),
    ("npx", "--no", "--", "html-validate", "--config=htmlvalidate.mjs", PAGES),
    ("java", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar", "--Werror", PAGES),
)


def main() -> int:
    """Write the pages, check them, and give the exit code of what fails first."""
    if not (shutil.which("npm") and shutil.which("java")):
        print(NO_CHECKERS)
        return 1
    subprocess.run([sys.executable, "-m", "tests.markup.pages", PAGES], check=True)
    for check in CHECKS:
        if failed := subprocess.run(check, cwd=Path(__file__).parent, check=False).returncode:
            return failed
    return 0


if __name__ == "__main__":
    sys.exit(main())
