"""The products: looking at them, and adding one."""

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.http_client import HttpClient
from features.support.login.pages import AccountPage
from features.support.login.people import Person
from features.support.products.pages import NewProductPage, ProductsPage

MISTAKES = {
    "no name": {"Name": " "},
    "a name of 81 letters": {"Name": "n" * 81},
    "a description of 501 letters": {"Description": "d" * 501},
    "a NUL in its name": {"Name": "Key\0hole"},
}


@given('{person:Person} has added the product "{name}"')
def step_has_added_product(context: Context, person: Person, name: str) -> None:
    page = context.windows.of(person)
    NewProductPage(page).open().submit({"Name": name, "Description": f"Added by {person.name}"})
    expect(ProductsPage(page).product(name).first).to_be_visible()


@given("{person:Person} has a product half written")
def step_product_half_written(context: Context, person: Person) -> None:
    page = NewProductPage(context.windows.of(person)).open()
    person.unsent = page.fill({"Name": "Half a key", "Description": "The better half"})


@when('{person:Person} adds the product "{name}"')
def step_adds_product(context: Context, person: Person, name: str) -> None:
    page = NewProductPage(context.windows.of(person)).open()
    page.submit({"Name": name, "Description": f"Added by {person.name}"})


@when("{person:Person} tries to add a product with {mistake}")
def step_adds_wrongly(context: Context, person: Person, mistake: str) -> None:
    context.typed = {"Name": "Bolt & <i>key</i>", "Description": "Heavy,\nand </textarea><b>black</b>"} | MISTAKES[
        mistake
    ]
    NewProductPage(context.windows.of(person)).open().submit(context.typed)


@then("{person:Person}'s name and description are still as she typed them")
def step_product_kept(context: Context, person: Person) -> None:
    page = NewProductPage(context.windows.of(person))
    for label, text in context.typed.items():
        page.expect_kept(label, text.strip())


@when("{person:Person} wants to add a product")
def step_wants_to_add(context: Context, person: Person) -> None:
    NewProductPage(context.windows.of(person)).open()


@when("{person:Person} looks at the products")
def step_looks_at_products(context: Context, person: Person) -> None:
    ProductsPage(context.windows.of(person)).open()


@then("{person:Person} can add a product")
def step_can_add(context: Context, person: Person) -> None:
    page = NewProductPage(context.windows.of(person))
    page.expect_open()
    page.expect_asks_for(["Name", "Description"])


@then('{person:Person} sees the product "{name}"')
def step_sees_product(context: Context, person: Person, name: str) -> None:
    page = ProductsPage(context.windows.of(person))
    page.expect_open()
    expect(page.product(name).first).to_be_visible()


@when("a stranger asks for the list before product {number:d}")
def step_asks_before(context: Context, number: int) -> None:
    context.answer = HttpClient(context.server.url).send("GET", f"/products/before/{number}")


@when('a visitor sends the product "{name}" by hand')
def step_sends_product(context: Context, name: str) -> None:
    visitor = HttpClient(context.server.url)
    token = visitor.token("/login")
    context.answer = visitor.send_form("/products/new", {"csrf_token": token, "name": name, "description": ""})


@when('{person:Person} sends the product "{name}" by hand')
def step_member_sends_product(context: Context, person: Person, name: str) -> None:
    page = AccountPage(context.windows.of(person)).open()
    form: dict[str, str | float | bool] = {"csrf_token": page.token(), "name": name, "description": ""}
    by_our_own_page = {"Sec-Fetch-Site": "same-origin"}
    context.response = page.page.request.post("/products/new", form=form, headers=by_our_own_page)


@then("the visitor is asked to log in")
def step_visitor_turned_away(context: Context) -> None:
    assert context.answer.status == 302, context.answer
    assert context.answer.headers["Location"].startswith("/login?"), context.answer.headers


@then('there is no product "{name}"')
def step_no_product(context: Context, name: str) -> None:
    assert not context.data.rows("product", name=name), name


@then("{person:Person} has added nothing")
def step_nothing_added(context: Context, person: Person) -> None:
    added = context.data.rows("product", added_by_id=context.data.user_id(person))
    assert not added, added


@then('{person:Person} reads that "{name}" was added "{day}"')
def step_reads_added(context: Context, person: Person, name: str, day: str) -> None:
    expect(ProductsPage(context.windows.of(person)).said_of(name).last).to_have_text(f"Added {day}")
