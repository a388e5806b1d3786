"""The public list: its order, its pages, and what it says of each product."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from app.models import Product


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
    ("query", "numbers"),
    [
        ("", range(25, 13, -1)),
        ("?page=2", range(13, 1, -1)),
        ("?page=3", range(1, 0, -1)),
        ("?page=1&per_page=1", range(25, 13, -1)),
    ],
)
def test_a_page_of_the_list_has_twelve_products_the_newest_first(
    client: FlaskClient, stock: Callable[[int], None], query: str, numbers: range
) -> None:
    stock(25)
    assert names(client.get(f"/products{query}").text) == [f"Key {number}" for number in numbers]


@pytest.mark.parametrize("page", ["3", "0", "-1", "1.5", "x", "1" * 9, "9" * 10, "9" * 5000, "\0", "٢٢"], ids=ascii)
def test_there_is_no_such_page(client: FlaskClient, stock: Callable[[int], None], page: str) -> None:
    stock(13)
    assert client.get("/products", query_string={"page": page}).status_code == 404


@pytest.mark.parametrize("page", ["", "?page=1"])
def test_an_empty_list_is_a_page_that_says_so(client: FlaskClient, page: str) -> None:
    html = client.get(f"/products{page}").text
    assert "There are no products yet." in html
    assert '<ul class="products">' not in html


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
