"""behave's hooks: what is made for a run, and what is made anew for each scenario."""

from behave import register_type, use_fixture
from behave.model import Scenario, Step
from behave.runner import Context

from features.support.aim import reason_to_skip, take_aim
from features.support.browser import browser
from features.support.evidence import complain, discard_evidence, picture
from features.support.journal import journal
from features.support.people import new_people
from features.support.server import original_settings, present, production_hash
from features.support.windows import windows
from features.support.words import parse_category, parse_moment, parse_person, parse_quoted, parse_unit

register_type(Person=parse_person, Category=parse_category, Moment=parse_moment, Quoted=parse_quoted, Unit=parse_unit)

#: What a scenario needs beyond the rest, by its tag.
FIXTURES = {"production-hash": production_hash, "restarts": original_settings}


def before_all(context: Context) -> None:
    use_fixture(browser, context)
    if "side_by_side" not in context.config.userdata:  # whoever started several processes has seen to it
        discard_evidence(context.options.output)
    take_aim(context)


def before_scenario(context: Context, scenario: Scenario) -> None:
    if reason := reason_to_skip(context, scenario):
        scenario.skip(reason)
        return
    use_fixture(new_people, context)
    if not context.options.base_url:
        use_fixture(present, context)
    use_fixture(journal, context)
    use_fixture(windows, context, scenario)
    for tag in FIXTURES.keys() & set(scenario.effective_tags):
        use_fixture(FIXTURES[tag], context)


def before_step(context: Context, step: Step) -> None:
    context.windows.begin(step)


def after_step(context: Context, step: Step) -> None:
    context.windows.end()
    picture(context.windows.latest, context, step)
    if context.options.pause and step.status.has_failed() and context.windows.latest:
        context.windows.latest.pause()
    complain(context, context.scenario)


def after_scenario(context: Context, scenario: Scenario) -> None:
    if scenario.status != "skipped":
        complain(context, scenario)
