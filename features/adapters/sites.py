"""Run a site that is not ours, aim the scenarios at it, and end it: ``python -m features.adapters.sites flaskr``.

What follows the site's name is behave's. `nox -s scores` does this for every site here, and fetches what it needs.
The exit code is 0 once the sheet is printed: what another login breaks stands there. It is 1 where Latchkey breaks a
promise, and 2 where no promise was tried, or the run did not come to its end.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from behave_browser.parallel.runner import NO_RUN

from features.support.login.conformance import tried

ADAPTERS = Path(__file__).parent
ROOT = ADAPTERS.parents[1]
PATIENCE = 30  # seconds that a site has to start
KEY = "known to all: the site lives for one run"
NOT_TRIED = "There was no run: not one promise was tried."
FLASK, PORT = [sys.executable, "-m", "flask", "--app"], "--port={port}"
DJANGO = [sys.executable, "-m", "features.adapters.allauth_site"]
#: How each site runs. Flask's source distribution carries the tutorial.
RUN = {
    "latchkey": [*FLASK, "app", "run", PORT],
    "flaskr": [*FLASK, "flaskr", "run", PORT],
    "flask_security": [*FLASK, "features.adapters.flask_security_app", "run", PORT],
    "allauth": [*DJANGO, "runserver", "--noreload", "127.0.0.1:{port}"],
}
#: How each makes its tables, unless it does so by itself.
TABLES = {
    "latchkey": [*FLASK, "app", "db", "upgrade"],
    "flaskr": [*FLASK, "flaskr", "init-db"],
    "allauth": [*DJANGO, "migrate"],
}
#: A whole suite comes from one address: what would stop it is set so high that it does not.
LIMITS = dict.fromkeys(
    ("FLASK_LIMIT_PER_ADDRESS", "FLASK_LIMIT_RIGHT_PASSWORDS", "FLASK_LIMIT_REGISTRATIONS"), "100000 per hour"
)
#: What is mailed stays in the outbox: nobody delivers it, and nobody listens there.
MAIL = {"FLASK_MAIL_URI": "smtp://127.0.0.1:1", "FLASK_MAIL_ORIGIN": "https://latchkey.test"}


@contextmanager
def served(name: str) -> Iterator[str]:
    """Serve the site called ``name`` with a new database, and give its address. Raises RuntimeError if it fails."""
    with TemporaryDirectory(prefix=f"{name}-") as folder:
        environment = os.environ | LIMITS | {"FLASK_SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder}/site.sqlite"}
        environment |= {"SITE_DATABASE": f"{folder}/site.sqlite", "SITE_SECRET_KEY": KEY, "FLASK_SECRET_KEY": KEY}
        if name == "latchkey":
            environment |= MAIL
        where = ROOT
        if name == "flaskr":
            where = fetch_tutorial(Path(folder))
        if name in TABLES:
            make_tables(TABLES[name], where, environment)
        port = free_port()
        command = [part.format(port=port) for part in RUN[name]]
        with (
            (Path(folder) / "site.log").open("w+") as log,
            subprocess.Popen(command, cwd=where, env=environment, stdout=log, stderr=log) as site,
        ):
            try:
                wait_for(f"http://127.0.0.1:{port}", site, log.name)
                yield f"http://127.0.0.1:{port}"
                if site.poll() is not None:  # what it did not answer would look like promises that it breaks
                    raise RuntimeError(f"The site did not last: {Path(log.name).read_text()}")
            finally:
                site.terminate()


def make_tables(command: list[str], where: Path, environment: dict[str, str]) -> None:
    """Run ``command`` in the folder ``where``. Raises RuntimeError with what it said if it fails."""
    made = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(f"The site did not start: {made.stderr}")


def fetch_tutorial(folder: Path) -> Path:
    """Fetch Flask's source distribution into ``folder``, as locked, and give where the tutorial is in it.

    Raises RuntimeError with what pip says where it cannot be had.
    """
    locked = ("--no-deps", "--no-binary=flask", "--require-hashes", f"--constraint={ROOT / 'requirements.lock'}")
    command = [sys.executable, "-m", "pip", "--quiet", "download", *locked, f"--dest={folder}", "flask"]
    fetched = subprocess.run(command, capture_output=True, text=True, check=False)
    if fetched.returncode:
        raise RuntimeError(f"flaskr comes with Flask's source distribution, which cannot be fetched: {fetched.stderr}")
    (archive,) = folder.glob("flask-*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return folder / archive.name.removesuffix(".tar.gz") / "examples" / "tutorial"


def free_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, site: subprocess.Popen[bytes], log: str) -> None:
    """Return once ``site`` answers at ``url``. Raises RuntimeError with what it said if it ends, or takes too long."""
    until = time.monotonic() + PATIENCE
    while site.poll() is None and time.monotonic() < until:
        try:
            urlopen(url, timeout=PATIENCE).close()  # noqa: S310 -- our own address
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The site did not start: {Path(log).read_text()}")


def run(command: list[str]) -> int:
    """Run ``command``, and give how it ended. Whatever interrupts us has it end first, with all that it has started."""
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        return process.wait()
    finally:
        process.terminate()  # nothing to one that has ended
        process.wait()


def ask(url: str, name: str, arguments: list[str]) -> int:
    """Aim behave at ``url``, print the sheet, and give the exit code."""
    with TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.txt"
        aim = (f"-Dbase_url={url}", f"-Dadapter={ADAPTERS / name}.toml")
        told = ("--format=scores", f"--outfile={sheet}", "--format=scores")  # once to be judged, and once to be read
        code = run([sys.executable, "-m", "behave", *aim, *told, *arguments])
        # behave gives 1 as well for a mistake in its command line, and 0 where no scenario was chosen.
        if not (sheet.is_file() and tried(sheet.read_text(encoding="utf-8"))):
            raise RuntimeError(NOT_TRIED)
    return 0 if code == 1 and name != "latchkey" else code


def main(arguments: list[str]) -> int:
    """Print the sheet of a site, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", choices=RUN, help="whose adapter stands in features/adapters")
    asked, behave = parser.parse_known_args(arguments)
    try:
        with served(asked.site) as url:
            return ask(url, asked.site, behave)
    except RuntimeError as error:
        print(error)
        return NO_RUN


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whatever ends this ends the site and behave as well
    sys.exit(main(sys.argv[1:]))
