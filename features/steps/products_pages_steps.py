"""The list of products page by page, and a list that has nothing on it."""

from datetime import UTC, datetime

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.people import Person
from features.support.products.pages import ProductsPage


def add_keys(context: Context, person: Person, count: int) -> None:
    """Have ``person`` add ``count`` products, from "Key 1" on."""
    owner = {"description": "", "added_by_id": context.data.user_id(person), "created_at": datetime.now(UTC)}
    context.data.add("product", [owner | {"name": f"Key {number}"} for number in range(1, count + 1)])


@given("{person:Person} has added {count:d} product")
@given("{person:Person} has added {count:d} products")
def step_has_added_products(context: Context, person: Person, count: int) -> None:
    context.data.register(person)
    add_keys(context, person, count)


@when('{person:Person} turns to "{words}"')
def step_turns(context: Context, person: Person, words: str) -> None:
    ProductsPage(context.windows.of(person)).turn(words)


@then("{person:Person} sees the products {first:d} to {last:d}, the newest first")
def step_sees_products_in_order(context: Context, person: Person, first: int, last: int) -> None:
    names = [f"Key {number}" for number in range(first, last - 1, -1)]
    expect(ProductsPage(context.windows.of(person)).names).to_have_text(names)


@then('{person:Person} sees the products "{first}" and "{second}", in this order')
def step_sees_two_products(context: Context, person: Person, first: str, second: str) -> None:
    expect(ProductsPage(context.windows.of(person)).names).to_have_text([first, second])


@then("{person:Person} can turn to {ways:Quoted}")
def step_can_turn(context: Context, person: Person, ways: list[str]) -> None:
    pager = ProductsPage(context.windows.of(person)).pager
    expect(pager.get_by_role("link")).to_have_text(ways)


@then("{person:Person} cannot turn anywhere")
def step_cannot_turn(context: Context, person: Person) -> None:
    page = ProductsPage(context.windows.of(person))
    page.expect_open()
    expect(page.pager).to_have_count(0)
