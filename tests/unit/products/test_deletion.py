"""What becomes of the products of an account that is deleted, or shut."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import accounts
from app.extensions import db
from app.models import User
from app.products.models import Product

PASSWORD = "correct horse battery"
BOTH = ["Padlock of Ada", "Padlock of Grace"]


@pytest.fixture
def left(
    app: Flask,
    member: FlaskClient,
    add_user: Callable[..., int],
    log_in: Callable[..., FlaskClient],
    submit: Callable[..., TestResponse],
) -> Callable[[], list[str]]:
    """The names of the products that are stored. Ada and Grace have added one each."""
    add_user("grace@example.com")
    submit(member, "/products/new", name=BOTH[0], description="")
    submit(log_in("grace@example.com"), "/products/new", name=BOTH[1], description="")

    def stored() -> list[str]:
        with app.app_context():
            return list(db.session.scalars(db.select(Product.name).order_by(Product.id)))

    return stored


@pytest.mark.parametrize(("typed", "kept"), [(PASSWORD, BOTH[1:]), ("wrong horse battery", BOTH)])
def test_they_go_with_their_member_and_nobody_elses_do(
    member: FlaskClient, submit: Callable[..., TestResponse], left: Callable[[], list[str]], typed: str, kept: list[str]
) -> None:
    submit(member, "/account/delete", current=typed)
    assert left() == kept


def test_they_stay_where_the_account_is_shut(app: Flask, client: FlaskClient, left: Callable[[], list[str]]) -> None:
    with app.app_context():
        accounts.deactivate(db.session.scalars(db.select(User).filter_by(email="ada@example.com")).one())
        db.session.commit()
    assert left() == BOTH
    assert BOTH[0] in client.get("/products").text


@pytest.mark.usefixtures("anywhere")
def test_a_product_is_stamped_with_the_moment_in_utc_and_its_member(app: Flask, left: Callable[[], list[str]]) -> None:
    assert left() == BOTH
    with app.app_context():
        first, second = db.session.scalars(db.select(Product).order_by(Product.id))
        ada = db.session.scalars(db.select(User).filter_by(email="ada@example.com")).one()
        assert first.added_by_id == ada.id
        assert ada.created_at <= first.created_at <= second.created_at <= datetime.now(UTC)
        assert first.created_at.utcoffset() == second.created_at.utcoffset() == timedelta(0)
