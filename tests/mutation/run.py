"""Change the app as mutmut does, see that a unit test fails each time, and tell the score: ``nox -s mutation``.

What follows is mutmut's, such as "app.guards.*": then the score is of those alone.
"""

import subprocess
import sys
from pathlib import Path

from tests.mutation import score

if __name__ == "__main__":
    names = [word for word in sys.argv[1:] if not word.startswith("-") and not word.isdigit()]
    mutate = Path(__file__).with_name("mutate.py")
    mutated = subprocess.run([sys.executable, str(mutate), "run", *sys.argv[1:]], check=False)
    sys.exit(mutated.returncode or score.main(names))
