"""behave's hooks: what is made for a run, and what is made anew for each scenario."""

from behave import register_type, use_fixture
from behave.model import Scenario, Step
from behave.runner import Context

from features.support.browser import browser
from features.support.people import new_people
from features.support.server import live_server, production_hash
from features.support.windows import evidence, windows
from features.support.words import parse_category, parse_person, parse_quoted

register_type(Person=parse_person, Category=parse_category, Quoted=parse_quoted)


def before_all(context: Context) -> None:
    use_fixture(evidence, context)
    use_fixture(browser, context)
    use_fixture(live_server, context)


def before_tag(context: Context, tag: str) -> None:
    if tag == "production-hash":
        use_fixture(production_hash, context)


def before_scenario(context: Context, scenario: Scenario) -> None:
    use_fixture(new_people, context)
    use_fixture(windows, context, scenario)


def before_step(context: Context, step: Step) -> None:
    context.windows.begin(step)


def after_step(context: Context, _step: Step) -> None:
    context.windows.end()
