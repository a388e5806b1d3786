"""Where the scenarios are aimed: at a Latchkey of their own, or at a site that runs already."""

from pathlib import Path

from behave import use_fixture
from behave.model import Scenario
from behave.runner import Context

from features.support.backstage import Backstage
from features.support.remote import RemoteSite
from features.support.server import live_server
from features.support.site import site

OWN_SERVER = "own-server"


def take_aim(context: Context) -> None:
    """Set ``context.server`` and ``context.backstage``. Raises OptionError for a bad adapter, or no site at all."""
    options = context.options
    if options.adapter:
        site.aim(Path(options.adapter))
    if options.base_url:
        context.server = context.backstage = RemoteSite(options.base_url)
        context.server.check()
    else:
        use_fixture(live_server, context)
        context.backstage = Backstage(context.server)


def reason_to_skip(context: Context, scenario: Scenario) -> str:
    """Say why ``scenario`` is not run where the run is aimed, or nothing."""
    tags = scenario.effective_tags
    if lacking := site.lacks(tags):
        return f"not offered: {', '.join(lacking)}"
    if context.options.base_url and OWN_SERVER in tags:
        return "needs a server of its own"
    if not context.options.javascript and "javascript" in tags:
        return "needs JavaScript"
    return ""
