"""The public list: its order, its pages, and what it says of each product."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import messages
from app.extensions import db
from app.models import LoginSession
from app.products.models import Product
from tests.unit.routes import IDS, NO_IDS


@pytest.fixture
def stock(app: Flask, add_user: Callable[..., int]) -> Callable[[int], None]:
    """Add so many products, called "Key 1" and so on."""

    def added(count: int) -> None:
        user_id = add_user()
        with app.app_context():
            for number in range(1, count + 1):
                db.session.add(Product(name=f"Key {number}", description="", added_by_id=user_id))
                db.session.flush()
            db.session.commit()

    return added


def names(html: str) -> list[str]:
    """The names of the products of a page, in order."""
    return [part.partition("</h2>")[0] for part in html.split("<h2>")[1:]]


@pytest.mark.parametrize(
    ("path", "numbers", "ways"),
    [
        ("", range(25, 13, -1), ["/products/before/14"]),
        ("/before/14", range(13, 1, -1), ["/products", "/products/before/2"]),
        ("/before/13", range(12, 0, -1), ["/products"]),
        ("/before/2", range(1, 0, -1), ["/products"]),
        ("/before/1", range(0), ["/products"]),
        ("/before/2147483647", range(25, 13, -1), ["/products", "/products/before/14"]),
        ("?page=2&per_page=1", range(25, 13, -1), ["/products/before/14"]),
    ],
)
def test_a_page_of_the_list_has_twelve_products_the_newest_first_and_leads_on(
    client: FlaskClient, stock: Callable[[int], None], path: str, numbers: range, ways: list[str]
) -> None:
    stock(25)
    html = client.get(f"/products{path}").text
    assert names(html) == [f"Key {number}" for number in numbers]
    pager = html.partition('<nav class="pager"')[2].partition("</nav>")[0]
    assert re.findall('href="([^"]*)"', pager) == ways


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/products", "There are no products yet. Every member may add the first."),
        ("/products?page=2", "There are no products yet. Every member may add the first."),
        ("/products/before/5", "There are no older products."),
    ],
)
def test_an_empty_list_is_a_page_that_says_so(client: FlaskClient, path: str, sentence: str) -> None:
    html = client.get(path).text
    assert re.findall(r"There are no [^<]*[.]", html) == [sentence]
    assert '<ul class="products">' not in html


@pytest.mark.parametrize("number", [*IDS, *NO_IDS, ""])
def test_a_page_of_the_list_that_no_list_has_is_no_page(client: FlaskClient, number: str) -> None:
    assert client.get("/products", query_string={"page": number}).status_code in {200, 404}


@pytest.mark.parametrize("path", ["/products/", "/products/before", "/products/before/x"])
def test_an_address_without_a_list_is_no_page(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert messages.ERRORS[404][1] in response.text


@pytest.mark.parametrize("path", ["/products", "/products?next=%2Faccount"])
def test_whose_login_is_over_is_told_nothing_of_it_by_the_list(app: Flask, member: FlaskClient, path: str) -> None:
    with app.app_context():
        db.session.execute(db.delete(LoginSession))
        db.session.commit()
    assert messages.LOGIN_REQUIRED not in member.get(path).text
    with member.session_transaction() as session:
        assert "_flashes" not in session


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_the_list_is_one_query_that_counts_nothing(
    client: FlaskClient, stock: Callable[[int], None], queries: list[str], count: int
) -> None:
    stock(12 * count)
    queries.clear()
    client.get("/products")
    (query,) = queries
    assert "count(" not in query


def test_a_product_has_a_paragraph_for_its_description_if_it_has_one(
    app: Flask, client: FlaskClient, add_user: Callable[..., int]
) -> None:
    user_id = add_user()
    with app.app_context():
        for text in ("", "Two\nlines & <b>markup</b>"):
            db.session.add(Product(name="Key", description=text, added_by_id=user_id))
        db.session.commit()
    html = client.get("/products").text
    assert "<p>Two\nlines &amp; &lt;b&gt;markup&lt;/b&gt;</p>" in html
    assert html.count("<p>") == 1
