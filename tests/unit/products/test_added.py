"""What is told of a product that was added, and what is stored of it."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.extensions import db
from app.models import User
from app.products.messages import PRODUCT_ADDED
from app.products.models import Product

ADA = "ada@example.com"


def test_the_front_door_leads_to_the_products(client: FlaskClient) -> None:
    response = client.get("/")
    assert (response.status_code, response.location) == (302, "/products")


def test_a_visitor_may_see_the_products(client: FlaskClient) -> None:
    assert client.get("/products").status_code == 200


def test_a_member_is_told_what_was_added_and_led_to_the_products(
    member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    response = submit(member, "/products/new", name="Padlock")
    assert (response.status_code, response.location) == (302, "/products")
    with member.session_transaction() as session:
        assert session["_flashes"] == [("success", PRODUCT_ADDED.format(name="Padlock"))]


def test_a_product_is_stored_as_it_was_typed_and_says_whose_it_is(
    app: Flask, member: FlaskClient, submit: Callable[..., TestResponse]
) -> None:
    submit(member, "/products/new", name="Padlock", description="Brass, and heavy.")
    with app.app_context():
        [product] = db.session.scalars(db.select(Product))
        owner = db.session.get_one(User, product.added_by_id)
    assert (product.name, product.description, owner.email) == ("Padlock", "Brass, and heavy.", ADA)
