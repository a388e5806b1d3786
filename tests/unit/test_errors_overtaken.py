"""What another request has deleted at the same moment ends in a sentence, however it is noticed."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import messages
from app.extensions import db
from app.models import Overtaken
from app.products.models import Product


def add_for_nobody() -> None:
    """Add a product for a member who is gone."""
    db.session.add(Product(name="Late", description="", added_by_id=404))
    db.session.commit()


def lose() -> Product:
    """Load a product that is gone a moment later."""
    product = db.session.scalars(db.select(Product)).one()
    db.session.execute(db.delete(Product).execution_options(synchronize_session=False))
    return product


def rename_lost() -> None:
    """Change what is gone."""
    lose().name = "Late"
    db.session.commit()


def read_lost() -> None:
    """Read anew what is gone."""
    product = lose()
    db.session.expire(product)
    assert product.name


def be_overtaken() -> None:
    """Find by a verb's own condition that another came first."""
    raise Overtaken


@pytest.fixture
def product(app: Flask, add_user: Callable[..., int]) -> None:
    """A product of Ada's, the only one."""
    owner = add_user()
    with app.app_context():
        db.session.add(Product(name="Key", description="", added_by_id=owner))
        db.session.commit()


@pytest.mark.usefixtures("product")
@pytest.mark.parametrize("act", [add_for_nobody, rename_lost, read_lost, be_overtaken])
def test_what_was_overtaken_is_told_and_not_stored(app: Flask, client: FlaskClient, act: Callable[[], None]) -> None:
    app.add_url_rule("/late", view_func=act)
    response = client.get("/late")
    assert response.status_code == 409
    title, sentence = messages.ERRORS[409]
    assert f"<h1>{title}</h1>" in response.text
    assert sentence in response.text
    with app.app_context():
        assert db.session.scalars(db.select(Product.name)).all() == ["Key"]
    assert client.get("/products").status_code == 200
