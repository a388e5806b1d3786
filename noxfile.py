"""Everything that Latchkey's developers run, each in an environment of its own. ``nox -l`` lists it.

What stands after ``--`` goes on to the tool: ``nox -s acceptance -- features/login.feature:12``.
"""

import os
import shlex
import signal

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["lint", "types", "unit", "browser", "harness", "acceptance"]

# Whatever ends nox shall end what it has started, as Ctrl-C does: a server that stays behind holds the port. A shell
# starts what runs in the background with SIGINT ignored; where `nohup` has SIGHUP ignored, that is what it is for.
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGTERM, signal.default_int_handler)
if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # Windows has none
    signal.signal(signal.SIGHUP, signal.default_int_handler)

#: The harness is built from here, by what the lock has: nothing of it is fetched.
HARNESS = ("--no-deps", "--no-build-isolation", "--editable", "harness")
HASHED = ("--constraint", "requirements.lock", "--require-hashes")
PARALLEL = ("-r", "parallel", f"-j{os.cpu_count()}")
REPORT = "-Dscreenshot=on --format=report --outfile=report/index.html --format=progress3"
SCORES = f"python -m behave {' '.join(PARALLEL)} --format=scores --no-summary"
#: Sessions that are one command: what they are for, the dependency group that they need, and the command.
COMMANDS = {
    "lint": ("Check style, who imports whom, the faults, the lock.", "lint", "python -m tests.lint"),
    "types": ("Check the types of the app and of what the steps are built on.", "types", "mypy"),
    "unit": ("Run the unit tests: nox -s unit -- -k loader.", "unit", "pytest -n auto tests/unit"),
    "harness": ("Test what the scenarios run with.", "harness", "pytest -n auto harness/tests tests/support"),
    "conformance": ("Aim the scenarios at your login: nox -s conformance -- -D base_url=…", "conformance", SCORES),
    "asvs": ("Write features/ASVS.md anew.", "acceptance", "python -m features.support.latchkey.asvs"),
    "bench": ("Measure what Latchkey costs, in ratios.", "bench", "python -m tests.benchmarks.bench"),
    "coverage": ("Measure how much of the app both suites run together.", "dev", "python -m tests.measure_coverage"),
    "lock": ("Write requirements.lock anew: nox -s lock -- --upgrade.", "nox", "python -m tests.lock"),
    "markup": ("Check the HTML of every page as a browser gets it.", "acceptance", "python -m tests.markup.check"),
    "mutants": ("Plant faults in the app: a scenario must fail.", "acceptance", "python -m tests.faults.mutate"),
    "mutation": ("Change the app as mutmut does: a unit test must fail.", "mutation", "python -m tests.mutation.run"),
    "probe": ("See whether an adapter fits its site.", "conformance", "python -m features.adapters.probe"),
    "soak": ("Run the scenarios twenty times in random order.", "acceptance", "python -m tests.soak"),
    "without": ("Take each capability out, and check what is left.", "dev", "python -m tests.without"),
    "watch": ("Run scenarios again whenever a file changes.", "watch", "python -m tests.watch"),
}
#: Sessions that run the scenarios, each in its way: what they are for, the dependency group, and behave's options.
WAYS = {
    "acceptance": ("Run the scenarios: … -- features/login.feature:12.", "acceptance", "--format=progress3"),
    "cluster": ("Run them on two servers, as deploy/ has them.", "cluster", "-Dcluster=true --format=progress3"),
    "headed": ("Run them where you can watch: … -- --tags=@wip.", "acceptance", "-Dheaded=true -Dslowmo=400"),
    "report": ("Run them, and write report/index.html: prose, pictures, evidence.", "acceptance", REPORT),
}


def install(session: nox.Session, group: str) -> None:
    """Install one of pyproject's dependency groups: the versions in the lock, each file checked against its hash."""
    compiled = {"UV_COMPILE_BYTECODE": "1"}  # once here, and not in every process
    session.install("--group", group, *HASHED, env=compiled)
    if group not in {"app", "mutation", "nox", "unit"}:
        session.install(*HARNESS)


def scenarios(session: nox.Session, *arguments: str) -> None:
    """Find or fetch a browser, and run the scenarios on all cores; what the person typed comes last, and wins."""
    session.run("python", "-m", "behave_browser.install", *arguments, *session.posargs)
    session.run("python", "-m", "behave", *PARALLEL, *arguments, *session.posargs)


def run_command(session: nox.Session) -> None:
    """Run the one command of a session."""
    _what, group, command = COMMANDS[session.name]
    install(session, group)
    if session.name in {"conformance", "coverage", "mutants", "probe", "soak", "without"}:
        session.run("python", "-m", "behave_browser.install")
    session.run(*shlex.split(command), *session.posargs)


def run_scenarios(session: nox.Session) -> None:
    """Run the scenarios in one of the ways."""
    _what, group, arguments = WAYS[session.name]
    install(session, group)
    scenarios(session, *arguments.split())


for table, run in ((COMMANDS, run_command), (WAYS, run_scenarios)):
    for name, (what, _group, _how) in table.items():
        nox.session(run, name=name).__doc__ = what


@nox.session
def serve(session: nox.Session) -> None:
    """Serve the site for development: nox -s serve -- --port 5055."""
    install(session, "app")
    session.run("flask", "--app", "app", "--debug", "db", "upgrade")
    session.run("flask", "--app", "app", "run", "--debug", *session.posargs)


@nox.session
def browser(session: nox.Session) -> None:
    """Find a browser for the scenarios, or install one, by apt where nothing else helps."""
    install(session, "acceptance")
    session.run("python", "-m", "behave_browser.install", "--apt", *session.posargs)


@nox.session
def firefox(session: nox.Session) -> None:
    """Run the scenarios in Firefox: Playwright's own build, or the machine's."""
    install(session, "acceptance")
    # Debian's Firefox ESR speaks the WebDriver BiDi of this Playwright, and not yet that of the one in the lock.
    session.install("playwright==1.64.1")
    scenarios(session, "-Dbrowser=firefox", "--format=progress3")


@nox.session
@nox.parametrize(
    "option",
    ["device=iPhone 15", "javascript=false", "color_scheme=dark", "locale=de-DE", "locale=ar-EG"],
    ids=["phone", "no-javascript", "dark", "german", "arabic"],
)
def shapes(session: nox.Session, option: str) -> None:
    """Run the scenarios as other people have them: nox -s "shapes(phone)"."""
    install(session, "acceptance")
    scenarios(session, f"-D{option}", "--format=progress3")


@nox.session
@nox.parametrize("login", [nox.param(name, id=name) for name in ("latchkey", "flaskr", "flask_security", "allauth")])
def scores(session: nox.Session, login: str) -> None:
    """Aim the scenarios at another login, and print which promises it keeps: nox -s "scores(flaskr)"."""
    install(session, "allauth" if login == "allauth" else "scores")
    session.run("python", "-m", "behave_browser.install")
    session.run("python", "-m", "features.adapters.sites", login, *PARALLEL, "--no-summary", *session.posargs)


@nox.session
def dev(session: nox.Session) -> None:
    """Make .venv, for editors and for running behave by hand."""
    install(session, "nox")
    session.run("uv", "venv", "--allow-existing", "--quiet", ".venv")
    into = ("uv", "pip", "install", "--python=.venv")
    session.run(*into, "--group=dev", *HASHED)
    session.run(*into, *HARNESS)
    session.log("Ready: .venv/bin/behave features/login.feature")
