"""Where the scenarios are aimed: at a Latchkey of their own, or at a site that runs already."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from behave import fixture, use_fixture
from behave.model import Scenario
from behave.runner import Context
from behave_browser import hooks
from behave_browser.options import OptionError, Options

from features.support.login.site import site
from features.support.login.target import RemoteSite

OWN_SERVER = "own-server"
NOT_HERE = "Say where your site is: -D base_url=http://127.0.0.1:5000. A Latchkey to aim at would need {module} here."
#: What the server of this process writes to.
LOGGERS = ("app", "latchkey.audit", "werkzeug")
#: Turns off the browser's own checks of a form, which Latchkey's pages do themselves: a promise is the server's.
ASK_THE_SERVER = """addEventListener("DOMContentLoaded", () => {
  for (const form of document.forms) form.noValidate = true;
});"""


@dataclass(frozen=True)
class TargetOptions(Options):
    """The harness's options, and how the site at ``base_url`` words and places things."""

    adapter: str = ""


def take_aim(context: Context) -> None:
    """Set ``context.server`` and ``context.data``. Raises OptionError for a bad adapter, or no site at all."""
    options: TargetOptions = context.harness.options
    if options.adapter:
        site.aim(Path(options.adapter))
        context.harness.init_scripts.append(ASK_THE_SERVER)
    if options.base_url:
        context.server = context.data = RemoteSite(options.base_url)
        context.server.check()
    else:
        try:
            # Here and nowhere else: whoever aims at another site has installed nothing that Latchkey itself is made of.
            from features.support.latchkey.server import live_server  # noqa: PLC0415
            from features.support.latchkey.test_data import ServerData  # noqa: PLC0415
        except ModuleNotFoundError as missing:
            raise OptionError(NOT_HERE.format(module=missing.name)) from None
        use_fixture(live_server, context)
        context.data = ServerData(context.server)
        site.land(*context.server.landing())
    context.harness.base_url = context.server.url
    context.harness.loggers = LOGGERS


def reason_to_skip(context: Context, scenario: Scenario) -> str:
    """Say why ``scenario`` is not run where the run is aimed, or nothing."""
    tags = scenario.effective_tags
    if lacking := site.lacks(tags):
        return f"not offered: {', '.join(lacking)}"
    if policy := site.policy(tags):
        return f"not comparable: {policy}"
    if context.harness.options.base_url and OWN_SERVER in tags:
        return "needs a server of its own"
    return hooks.reason_to_skip(context, scenario)


@fixture
def present(context: Context) -> Iterator[None]:
    """Start a scenario in the present, with no password tried yet: all of them come from one address."""
    context.server.forget_attempts()
    yield
    if context.server.clock.ahead:
        context.server.clock.ahead = timedelta()
        context.data.forget_what_is_to_come()


@fixture
def production_hash(context: Context) -> Iterator[None]:
    """Hash passwords at their real cost while a scenario runs."""
    with context.server.production_hash():
        yield


@fixture
def original_settings(context: Context) -> Iterator[None]:
    """Let a scenario start the server anew with other settings, and the next one find it as it was."""
    settings = dict(context.server.settings)
    yield
    context.server.stop()
    context.server.settings = settings
    context.server.start()
