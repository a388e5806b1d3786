"""What a product is called and how it is described, as it was typed and as everybody reads it."""

import re
import secrets

from behave import then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.people import Person
from features.support.products.pages import NewProductPage, ProductsPage

#: What is typed. Everybody reads it without what is blank at either end.
DESCRIPTIONS = {
    "three lines": "Brass, polished.\nMade to measure.\n\nNo keys.",
    "empty lines round it": "\n\n  Brass, polished.  \n\n",
    "markup": "<b>Brass</b> &amp; {{ 7 * 7 }} 'n' \"gold\"",
    "several scripts": "Schloß, ﬁne, İ, ｋｅｙ, مفتاح, 🗝️",
    "500 letters": "d" * 500,
    "500 letters on ten lines": "d" * 49 + ("\n" + "d" * 49) * 9 + "d",
    "no description": "",
    "a description of spaces": "   ",
    "a description of empty lines": "\n \n",
}


@when("{person:Person} adds a product, and describes it with {text}")
def step_describes(context: Context, person: Person, text: str) -> None:
    context.product = f"Deadbolt {secrets.token_hex(4)}"
    typed = {"Name": context.product, "Description": DESCRIPTIONS[text]}
    NewProductPage(context.windows.of(person)).open().submit(typed)


@then("{person:Person} reads {text} there, as typed")
def step_reads_description(context: Context, person: Person, text: str) -> None:
    said = ProductsPage(context.windows.of(person)).said_of(context.product)
    expect(said).to_have_count(2)
    # As it is drawn: the lines that a reader sees, and not those of the page's source.
    assert said.first.inner_text() == DESCRIPTIONS[text].strip(), said.first.inner_text()


@then("nothing stands between its name and its date")
def step_reads_no_description(context: Context) -> None:
    said = ProductsPage(context.windows.latest).said_of(context.product)
    expect(said).to_have_text([re.compile("^Added ")])


@when("{person:Person} adds a product whose name has {count:d} letters")
def step_adds_long_name(context: Context, person: Person, count: int) -> None:
    context.product = secrets.token_hex(4).ljust(count, "n")
    NewProductPage(context.windows.of(person)).open().submit({"Name": context.product, "Description": ""})


@then("{person:Person} sees it on the list")
def step_sees_it(context: Context, person: Person) -> None:
    expect(ProductsPage(context.windows.of(person)).product(context.product)).to_be_visible()


@when('{person:Person} adds the product "{name}", with spaces round its name')
def step_adds_spaced(context: Context, person: Person, name: str) -> None:
    NewProductPage(context.windows.of(person)).open().submit({"Name": f"  {name} ", "Description": ""})


@then('{person:Person}\'s product is stored as "{name}"')
def step_stored_as(context: Context, person: Person, name: str) -> None:
    added = context.data.rows("product", added_by_id=context.data.user_id(person))
    assert [product.name for product in added] == [name]
