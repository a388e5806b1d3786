"""What a person is told, and where."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.page import AnyPage, FormPage
from features.support.login.pages import AccountPage
from features.support.login.people import Person


@given('{person:Person} is told "{sentence}" as {category:Category}')
@then('{person:Person} is told "{sentence}" as {category:Category}')
def step_told(context: Context, person: Person, sentence: str, category: str) -> None:
    AnyPage(context.windows.of(person)).expect_told(sentence, category)


@given('{person:Person} wanted to see her account, and is told "{sentence}" as {category:Category}')
def step_wanted_account_and_was_told(context: Context, person: Person, sentence: str, category: str) -> None:
    page = AccountPage(context.windows.of(person)).open()
    expect(page.message(sentence, category)).to_be_visible()


@then('{person:Person} is told "{sentence}" at her "{label}"')
def step_told_at(context: Context, person: Person, sentence: str, label: str) -> None:
    AnyPage(context.windows.of(person)).expect_error(label, sentence)


@then('{person:Person} hears "{sentence}" with her "{label}"')
def step_hears(context: Context, person: Person, sentence: str, label: str) -> None:
    AnyPage(context.windows.of(person)).expect_tied_error(label, sentence)


@then('{person:Person} is told "{sentence}"')
def step_told_in_text(context: Context, person: Person, sentence: str) -> None:
    AnyPage(context.windows.of(person)).expect_text(sentence)


@then("{person:Person} is told nothing")
def step_told_nothing(context: Context, person: Person) -> None:
    expect(AnyPage(context.windows.of(person)).messages).to_have_count(0)


@when('{person:Person} closes "{sentence}"')
def step_closes(context: Context, person: Person, sentence: str) -> None:
    AnyPage(context.windows.of(person)).dismiss(sentence)


@given("{person:Person}'s browser runs no scripts")
def step_no_scripts(context: Context, person: Person) -> None:
    page = context.windows.open(person, java_script_enabled=False)
    page.set_content("<title>still</title><script>document.title = 'running'</script>")
    if page.title() != "still":  # Playwright drives a stock Firefox over WebDriver BiDi, and cannot tell it
        assert context.harness.options.browser == "firefox", "scripts run all the same"
        context.scenario.skip("this Firefox cannot be kept from running scripts")


@then('{person:Person} cannot close "{sentence}"')
def step_cannot_close(context: Context, person: Person, sentence: str) -> None:
    page = AnyPage(context.windows.of(person))
    expect(page.message(sentence)).to_be_visible()
    expect(page.closer(sentence)).to_be_hidden()


@then('{person:Person} is not told "{sentence}"')
def step_not_told(context: Context, person: Person, sentence: str) -> None:
    page = AnyPage(context.windows.of(person))
    expect(page.page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.text(sentence)).to_have_count(0)


@then('{person:Person} reads "{sentence}" at her "{label}", and hears it there')
def step_reads_hint(context: Context, person: Person, sentence: str, label: str) -> None:
    FormPage(context.windows.of(person)).expect_hint(label, sentence)


@then('nothing more is said at {person:Person}\'s "{label}"')
def step_reads_no_hint(context: Context, person: Person, label: str) -> None:
    expect(FormPage(context.windows.of(person)).control(label)).to_have_accessible_description("")
