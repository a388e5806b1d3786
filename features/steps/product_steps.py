"""The products: looking at them, and adding one."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.pages import NewProductPage, ProductsPage
from features.support.people import Person
from features.support.stranger import Stranger

MISTAKES = {
    "no name": {"Name": " "},
    "a name of 81 letters": {"Name": "n" * 81},
    "a description of 501 letters": {"Description": "d" * 501},
    "a NUL in its name": {"Name": "Key\0hole"},
}


@given('{person:Person} has added the product "{name}"')
@when('{person:Person} adds the product "{name}"')
def step_adds_product(context: Context, person: Person, name: str) -> None:
    NewProductPage(context.page).open().submit({"Name": name, "Description": f"Added by {person.name}"})


@when("{person:Person} tries to add a product with {mistake}")
def step_adds_wrongly(context: Context, person: Person, mistake: str) -> None:
    right = {"Name": "Deadbolt", "Description": "Heavy"}
    NewProductPage(context.page).open().submit(right | MISTAKES[mistake])


@when("{person:Person} wants to add a product")
def step_wants_to_add(context: Context, person: Person) -> None:
    NewProductPage(context.page).open()


@when("{person:Person} looks at the products on another computer")
def step_looks_elsewhere(context: Context, person: Person) -> None:
    context.page = context.windows.open()
    ProductsPage(context.page).open()


@then("{person:Person} sees the products")
def step_sees_products(context: Context, person: Person) -> None:
    ProductsPage(context.page).expect_open()


@then("{person:Person} can add a product")
def step_can_add(context: Context, person: Person) -> None:
    NewProductPage(context.page).expect_open()
    NewProductPage(context.page).expect_asks_for(["Name", "Description"])


@then('the product "{name}" is on the list')
def step_product_listed(context: Context, name: str) -> None:
    ProductsPage(context.page).expect_open()
    expect(ProductsPage(context.page).product(name).first).to_be_visible()


@when('a visitor sends the product "{name}" by hand')
def step_sends_product(context: Context, name: str) -> None:
    visitor = Stranger(context.server.url)
    token = visitor.token("/login")
    context.answer = visitor.send_form("/products/new", {"csrf_token": token, "name": name, "description": ""})


@then("the visitor is asked to log in")
def step_visitor_turned_away(context: Context) -> None:
    assert context.answer.status == 302, context.answer
    assert context.answer.headers["Location"].startswith("/login?"), context.answer.headers


@then('there is no product "{name}"')
def step_no_product(context: Context, name: str) -> None:
    assert not context.backstage.has_product(name), name


@then("neither {one:Person} nor {other:Person} has added anything")
def step_nothing_added(context: Context, one: Person, other: Person) -> None:
    added = context.backstage.products_of(one) + context.backstage.products_of(other)
    assert not added, added
