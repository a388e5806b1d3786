"""Where the scenarios are aimed: at a Latchkey of their own, or at a site that runs already."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from behave import fixture, use_fixture
from behave.model import Scenario
from behave.runner import Context
from behave_browser import hooks
from behave_browser.options import OptionError, Options

from features.support.login.site import site
from features.support.login.target import RemoteSite

OWN_SERVER = "own-server"
NOT_HERE = "Say where your site is: -D base_url=http://127.0.0.1:5000. A Latchkey to aim at would need {module} here."
TWO_TARGETS = (
    "`-D cluster=true` begins servers of its own, and `-D base_url=…` names one that runs: leave one of them out."
)
#: What cannot be tried on a cluster, by its tag, and why.
NOT_ON_A_CLUSTER = {
    "in-process": "changes what the server does from within its process, and a cluster's are others",
    "sqlite": "is about SQLite's file",
    "is-the-proxy": "says what a proxy would say, and a cluster's has the last word",
    "restarts": "starts the server anew with other settings, and they mean the same to one as to several",
}
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
    cluster: bool = False  # several servers, PostgreSQL and Redis in the place of one live server and a file


def take_aim(context: Context) -> None:
    """Set ``context.server`` and ``context.data``. Raises OptionError for a bad adapter, or no site at all."""
    options: TargetOptions = context.harness.options
    if options.cluster and options.base_url:
        raise OptionError(TWO_TARGETS)
    if options.adapter:
        site.aim(Path(options.adapter))
        context.harness.init_scripts.append(ASK_THE_SERVER)
    if options.base_url:
        context.server = context.data = RemoteSite(options.base_url)
        context.server.check()
    else:
        serve, data = servers(options)
        use_fixture(serve, context)
        context.data = data(context.server)
        if options.cluster:  # whose certificate is known to nobody but the test
            context.harness.settings["ignore_https_errors"] = True
        site.land(*context.server.landing())
    context.harness.base_url = context.server.url
    context.harness.loggers = LOGGERS


def servers(options: TargetOptions) -> tuple[Any, Any]:
    """Give the fixture that serves Latchkey as ``options`` want it, and what the steps find behind its pages.

    Raises OptionError for what is not installed here.
    """
    try:
        # Here and nowhere else: whoever aims at another site has installed nothing that Latchkey itself is made of.
        if options.cluster:
            from features.support.cluster.server import cluster  # noqa: PLC0415
            from features.support.cluster.test_data import ClusterData  # noqa: PLC0415

            return cluster, ClusterData
        from features.support.latchkey.server import live_server  # noqa: PLC0415
        from features.support.latchkey.test_data import ServerData  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        if str(missing.name).startswith("app."):  # a part of Latchkey's own that is not there is no question of aim
            raise
        raise OptionError(NOT_HERE.format(module=missing.name)) from None
    return live_server, ServerData


def reason_to_skip(context: Context, scenario: Scenario) -> str:
    """Say why ``scenario`` is not run where the run is aimed, or nothing."""
    tags = scenario.effective_tags
    if lacking := site.lacks(tags):
        return f"not offered: {', '.join(lacking)}"
    if policy := site.policy(tags):
        return f"not comparable: {policy}"
    if context.harness.options.base_url and OWN_SERVER in tags:
        return "needs a server of its own"
    return reason_for_cluster(context, tags) or hooks.reason_to_skip(context, scenario)


def reason_for_cluster(context: Context, tags: list[str]) -> str:
    """Say why a scenario of these ``tags`` is not run on one server, or on several, or nothing."""
    if not context.harness.options.cluster:
        return "needs several servers: nox -s cluster" if "cluster" in tags else ""
    if "root" in tags and os.geteuid():
        return "mounts a disk, as root alone may"
    if "own-services" in tags and not (context.server.postgresql and context.server.redis):
        return "stops services, and these ran already"
    return next((why for tag, why in NOT_ON_A_CLUSTER.items() if tag in tags and "cluster" not in tags), "")


def until_the_end(context: Context, change: AbstractContextManager[Any]) -> Callable[[], None]:
    """Let ``change`` hold until the scenario ends. Gives what ends it before."""
    stack = ExitStack()
    stack.enter_context(change)
    context.add_cleanup(stack.close)
    return stack.close


@fixture
def present(context: Context) -> Iterator[None]:
    """Start a scenario in the present, with no password tried from the one address of all, and no mail under way."""
    context.server.forget_attempts()
    context.data.forget_mails()
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
