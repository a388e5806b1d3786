"""Walking through the site: each link, each button, every page."""

from behave import then, when
from behave.runner import Context

from features.support.login.links import Walk, wrong_ways
from features.support.login.page import AnyPage
from features.support.login.pages import LoginPage
from features.support.login.people import Person

#: The landing page, and what somebody sees who has mistyped an address.
STARTS = ("/", "/nowhere")


@when("{person:Person}, a visitor, uses each link and button of every page")
def step_visitor_walks(context: Context, person: Person) -> None:
    context.walk = Walk(context.windows.of(person)).start(*STARTS)


@when("{person:Person}, a member, uses each link and button of every page")
def step_member_walks(context: Context, person: Person) -> None:
    page = context.windows.of(person)
    walk = Walk(page, "Log out", lambda: LoginPage(page).log_in_by_request(person.typing()))
    context.walk = walk.start(*STARTS)


@then("each leads {person:Person} where it says")
def step_leads_where_it_says(context: Context, person: Person) -> None:
    assert context.table, "the table of links is missing"
    there = {"", *context.server.routes.capabilities}
    asked = [row for row in context.table if row["needs"] in there]
    rows = {row["link or button"].format(email=person.email): row["leads to"] for row in asked}
    wrong = wrong_ways(context.walk.used, rows, scripts=context.harness.options.javascript)
    assert not wrong, "\n".join(wrong)


@then("whatever is meant for everybody was reached")
def step_public_reached(context: Context) -> None:
    routes = context.server.routes
    missed = {one for one in routes.reachable() - routes.reached(context.walk.asked) if one[0] != "HEAD"}
    assert not missed, f"No link and no button leads to {missed}."


@then("whatever is meant for members was reached")
def step_private_reached(context: Context) -> None:
    routes = context.server.routes
    meant = {(place.method, place.endpoint) for place in routes.private()}
    missed = {one for one in meant - routes.reached(context.walk.asked) if one[0] != "HEAD"}
    assert not missed, f"No link and no button leads to {missed}."


@then("every page that {person:Person} goes to says that she is not logged in")
def step_every_page_visitors(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for _path in page.each(context.data.pages(person)):
        page.expect_visitor()


@then("every page that {person:Person} goes to says that she is logged in")
def step_every_page_members(context: Context, person: Person) -> None:
    page = AnyPage(context.windows.of(person))
    for _path in page.each(context.data.pages(person)):
        page.expect_member(person.email)


@then("{person:Person} can log out from every page")
def step_ways_out(context: Context, person: Person) -> None:
    page = LoginPage(context.windows.of(person))
    for path in context.data.pages(person):
        page.log_in_by_request(person.typing())
        page.visit(path)
        page.log_out()
        page.expect_visitor()
