"""What another request has deleted at the same moment ends in a sentence."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import messages
from app.extensions import db
from app.models import Product


@pytest.fixture(autouse=True)
def late_page(app: Flask) -> None:
    def add() -> str:
        db.session.add(Product(name="Late", description="", added_by_id=404))
        db.session.commit()
        return "added"

    app.add_url_rule("/late", view_func=add)


def test_what_belongs_to_someone_who_is_gone_is_refused_and_not_stored(app: Flask, client: FlaskClient) -> None:
    response = client.get("/late")
    assert response.status_code == 409
    title, sentence = messages.ERRORS[409]
    assert f"<h1>{title}</h1>" in response.text
    assert sentence in response.text
    with app.app_context():
        assert db.session.scalar(db.select(Product)) is None
    assert client.get("/products").status_code == 200
