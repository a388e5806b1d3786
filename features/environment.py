"""behave's hooks: the harness's, and what Latchkey's scenarios need beyond them."""

from behave import register_type, use_fixture
from behave.model import Scenario
from behave.runner import Context
from behave_browser import hooks
from behave_browser.artifacts import note
from behave_browser.hooks import after_step, before_step

from features.support.latchkey.aim import (
    TargetOptions,
    original_settings,
    present,
    production_hash,
    reason_to_skip,
    take_aim,
)
from features.support.login.conformance import WORDED_OTHERWISE
from features.support.login.parameter_types import (
    parse_category,
    parse_moment,
    parse_person,
    parse_quoted,
    parse_unit,
)
from features.support.login.people import new_people
from features.support.login.site import site

__all__ = ["after_step", "before_step"]  # behave finds them here

register_type(Person=parse_person, Category=parse_category, Moment=parse_moment, Quoted=parse_quoted, Unit=parse_unit)

#: What a scenario needs beyond the rest, by its tag.
FIXTURES = {"production-hash": production_hash, "restarts": original_settings}


def before_all(context: Context) -> None:
    hooks.before_all(context, TargetOptions)
    take_aim(context)


def before_scenario(context: Context, scenario: Scenario) -> None:
    if reason := reason_to_skip(context, scenario):
        scenario.skip(reason)
        return
    use_fixture(new_people, context)
    if not context.harness.options.base_url:
        use_fixture(present, context)
    hooks.before_scenario(context, scenario)
    for tag in FIXTURES.keys() & set(scenario.effective_tags):
        use_fixture(FIXTURES[tag], context)


def after_scenario(context: Context, scenario: Scenario) -> None:
    hooks.after_scenario(context, scenario)
    while site.otherwise:
        note(scenario, f"{WORDED_OTHERWISE}: {site.otherwise.pop(0)}")
