"""Everything that Latchkey's developers run, each in an environment of its own. ``nox -l`` lists it.

What stands after ``--`` goes on to the tool: ``nox -s acceptance -- features/login.feature:12``.
"""

import os
import shlex
import shutil
import signal
from pathlib import Path

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "unit", "harness", "acceptance"]

# Whatever ends nox shall end what it has started, as Ctrl-C does: a server that stays behind holds the port. A shell
# starts what runs in the background with SIGINT ignored; where `nohup` has SIGHUP ignored, that is what it is for.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # Windows has none
    signal.signal(signal.SIGHUP, signal.default_int_handler)

LOCK = "requirements.lock"
COMPILE = ("uv", "pip", "compile", "pyproject.toml", "--group=dev", "--universal", "--generate-hashes", "--quiet")
NO_CHECKERS = (
    "markup needs Node.js 20.19 or newer with npm, and Java 11 or newer: `apt-get install npm default-jre-headless`, "
    "`brew install node openjdk`, or whatever nodejs.org and adoptium.net have for your system"
)
#: What another person's browser is like, as an option of the run.
SHAPES = {
    "phone": "device=iPhone 15",
    "no-javascript": "javascript=false",
    "dark": "color_scheme=dark",
    "german": "locale=de-DE",
    "arabic": "locale=ar-EG",
}


def install(session: nox.Session, group: str) -> None:
    """Install one of pyproject's dependency groups: the versions in the lock, each file checked against its hash."""
    compiled = {"UV_COMPILE_BYTECODE": "1"}  # once here, and not in every process
    session.install("--group", group, "--constraint", LOCK, "--require-hashes", env=compiled)


def behave(session: nox.Session, *arguments: str) -> None:
    """Install what the scenarios need, and run them on all cores."""
    install(session, "acceptance")
    side_by_side(session, *arguments)


def side_by_side(session: nox.Session, *arguments: str) -> None:
    """Find or fetch a browser, and run the scenarios on all cores; what the person typed comes last, and wins."""
    session.run("python", "-m", "features.support.obtain", *arguments, *session.posargs)
    on_all_cores = ("-r", "side_by_side", f"-j{os.cpu_count()}")
    session.run("python", "-m", "behave", *on_all_cores, *arguments, *session.posargs)


@nox.session
def serve(session: nox.Session) -> None:
    """Serve the site for development: nox -s serve -- --port 5055."""
    install(session, "app")
    session.run("flask", "--app", "app", "--debug", "db", "upgrade")
    session.run("flask", "--app", "app", "run", "--debug", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check the style of Python, templates and features, who imports whom, and the lock."""
    install(session, "lint")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("lint-imports")
    session.run("djlint", "templates", "--lint", "--quiet")
    session.run("behave", "--dry-run", "--format=null", "--no-summary")  # fails on a step that nobody wrote
    session.run("python", "-m", "features.support.asvs", "--check")  # fails on a requirement that no scenario proves
    session.run("python", "-m", "tests.faults.plant", "--check")  # fails on a fault that no longer applies
    session.run("python", "-m", "tests.faults.sound")  # fails on a fault that would be killed by its own mistake
    check_lock(session)


@nox.session
def markup(session: nox.Session) -> None:
    """Check the HTML of every page, as a browser gets it, with html-validate and the Nu Html Checker."""
    if not (shutil.which("npm") and shutil.which("java")):
        session.error(NO_CHECKERS)
    install(session, "acceptance")
    pages = Path("test-results", "markup").resolve()
    session.run("python", "-m", "tests.markup.pages", pages)
    session.chdir("tests/markup")
    session.run("npm", "ci", external=True)
    session.run("npx", "--no", "--", "html-validate", "--config=htmlvalidate.mjs", pages, external=True)
    session.run("java", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar", "--Werror", pages, external=True)


@nox.session
def types(session: nox.Session) -> None:
    """Check the types of the app and of what the steps are built on."""
    install(session, "types")
    session.run("mypy", *session.posargs)


@nox.session
def unit(session: nox.Session) -> None:
    """Run the unit tests: nox -s unit -- -k loader."""
    install(session, "unit")
    session.run("pytest", "-n", "auto", "tests/unit", *session.posargs)


@nox.session
def harness(session: nox.Session) -> None:
    """Test what the scenarios are run with: nox -s harness -- -k shard."""
    install(session, "harness")
    session.run("pytest", "-n", "auto", "tests/harness", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Find a browser for the scenarios, or fetch one."""
    install(session, "acceptance")
    session.run("python", "-m", "features.support.obtain", *session.posargs)


@nox.session
def acceptance(session: nox.Session) -> None:
    """Run the scenarios in a browser: nox -s acceptance -- features/login.feature:12."""
    behave(session, "--format=progress3")


@nox.session
def firefox(session: nox.Session) -> None:
    """Run the scenarios in Firefox: Playwright's own build, or the machine's."""
    install(session, "acceptance")
    # Debian's Firefox ESR speaks the WebDriver BiDi of this Playwright, and not yet that of the one in the lock.
    session.install("playwright==1.64.1")
    side_by_side(session, "-Dbrowser=firefox", "--format=progress3")


@nox.session
@nox.parametrize("option", [nox.param(option, id=shape) for shape, option in SHAPES.items()])
def shapes(session: nox.Session, option: str) -> None:
    """Run the scenarios as other people have them: nox -s "shapes(phone)"."""
    behave(session, f"-D{option}", "--format=progress3")


@nox.session
def headed(session: nox.Session) -> None:
    """Run scenarios where you can watch them: nox -s headed -- --tags=@wip."""
    install(session, "acceptance")
    session.run("python", "-m", "features.support.obtain", "-Dheaded=true", *session.posargs)
    session.run("python", "-m", "behave", "-r", "side_by_side", "-Dheaded=true", "-Dslowmo=400", *session.posargs)


@nox.session
def watch(session: nox.Session) -> None:
    """Run scenarios again whenever a file changes: nox -s watch -- features/login.feature."""
    install(session, "watch")
    command = shlex.join(["python", "-m", "behave", "--format=progress3", *session.posargs])
    session.run("watchfiles", "--ignore-paths", "test-results", command, "app", "features", "templates")


@nox.session
def report(session: nox.Session) -> None:
    """Run the scenarios and write report/index.html: prose, pictures, evidence."""
    behave(session, "-Dscreenshot=on", "--format=report", "--outfile=report/index.html", "--format=progress3")


@nox.session
@nox.parametrize("login", [nox.param(name, id=name) for name in ("latchkey", "flaskr", "flask_security")])
def scores(session: nox.Session, login: str) -> None:
    """Aim the scenarios at another login, and print which promises it keeps: nox -s "scores(flaskr)"."""
    install(session, "scores")
    session.run("python", "-m", "features.support.obtain")
    source = session.create_tmp()
    if login == "flaskr":  # the tutorial comes with Flask's source distribution only
        locked = ("--no-deps", "--no-binary=flask", "--require-hashes", f"--constraint={LOCK}")
        session.run("python", "-m", "pip", "--quiet", "download", *locked, f"--dest={source}", "flask")
    on_all_cores = ("-r", "side_by_side", f"-j{os.cpu_count()}", "--no-summary")
    sites = ("python", "-m", "features.adapters.sites", login, f"--source={source}")
    session.run(*sites, *on_all_cores, *session.posargs)


@nox.session
def steady(session: nox.Session) -> None:
    """Run the scenarios twenty times in random order, and list each that has failed: nox -s steady -- 5."""
    install(session, "acceptance")
    session.run("python", "-m", "features.support.obtain")
    session.run("python", "-m", "tests.steady", *session.posargs)


@nox.session
def asvs(session: nox.Session) -> None:
    """Write features/ASVS.md: which scenario stands for which security requirement."""
    install(session, "acceptance")
    session.run("python", "-m", "features.support.asvs")


@nox.session
def mutants(session: nox.Session) -> None:
    """Plant faults in copies of the app, and see that a scenario fails for each: nox -s mutants -- --help."""
    install(session, "acceptance")
    session.run("python", "-m", "features.support.obtain")
    session.run("python", "-m", "tests.faults.plant", *session.posargs)


@nox.session
def mutation(session: nox.Session) -> None:
    """Change the app as mutmut does, and see that a unit test fails each time: nox -s mutation -- "app.guards.*"."""
    install(session, "mutation")
    session.run("python", "tests/mutation/mutate.py", "run", *session.posargs)
    session.run("python", "-m", "tests.mutation.score")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure what Latchkey costs, in ratios with their goals: nox -s bench -- --help."""
    install(session, "bench")
    session.run("python", "-m", "tests.benchmarks.bench", *session.posargs)


@nox.session
def coverage(session: nox.Session) -> None:
    """Measure how much of the app both suites run together, branches included."""
    install(session, "dev")
    session.run("coverage", "erase")
    session.run("coverage", "run", "-m", "pytest", "tests/unit")
    session.run("python", "-m", "features.support.obtain")
    session.run("coverage", "run", "-m", "behave", "--format=progress")
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session
def dev(session: nox.Session) -> None:
    """Make .venv, for editors and for running behave by hand."""
    install(session, "nox")
    session.run("uv", "venv", "--allow-existing", "--quiet", ".venv")
    session.run(*("uv", "pip", "install", "--python=.venv", "--group=dev", f"--constraint={LOCK}", "--require-hashes"))
    for packages in Path(".venv").glob("[Ll]ib*/**/site-packages"):  # so that `behave -r side_by_side` finds the runner
        Path(packages, "latchkey.pth").write_text(f"{Path.cwd()}\n")
    session.log("Ready: .venv/bin/behave features/login.feature")


@nox.session
def lock(session: nox.Session) -> None:
    """Write requirements.lock anew from pyproject.toml: nox -s lock -- --upgrade."""
    install(session, "nox")
    session.run(*COMPILE, "--custom-compile-command=nox -s lock", f"--output-file={LOCK}", *session.posargs)


def check_lock(session: nox.Session) -> None:
    """Fail unless the lock is what pyproject.toml asks for. Newer releases do not matter: those locked still do."""
    fresh = Path(session.create_tmp(), LOCK)
    fresh.write_bytes(Path(LOCK).read_bytes())
    session.run(*COMPILE, "--custom-compile-command=nox -s lock", f"--output-file={fresh}")
    if fresh.read_text() != Path(LOCK).read_text():
        session.error(f"{LOCK} does not fit pyproject.toml: run nox -s lock, and commit what it writes.")
