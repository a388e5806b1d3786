"""What another request has deleted at the same moment ends in a sentence, however it is noticed."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.extensions import db
from app.models import LoginSession, Overtaken

KEY = b"key " * 8


def add_for_nobody() -> None:
    """Add a login for a member who is gone."""
    db.session.add(LoginSession(token_hash=b"late" * 8, user_id=404))
    db.session.commit()


def lose() -> LoginSession:
    """Load a login that is gone a moment later."""
    login = db.session.scalars(db.select(LoginSession)).one()
    db.session.execute(db.delete(LoginSession).execution_options(synchronize_session=False))
    return login


def change_lost() -> None:
    """Change what is gone."""
    lose().browser = "Late"
    db.session.commit()


def read_lost() -> None:
    """Read anew what is gone."""
    login = lose()
    db.session.expire(login)
    assert login.browser


def be_overtaken() -> None:
    """Find by a verb's own condition that another came first."""
    raise Overtaken


@pytest.fixture
def login(app: Flask, add_user: Callable[..., int]) -> None:
    """A login of Ada's, the only one."""
    owner = add_user()
    with app.app_context():
        db.session.add(LoginSession(token_hash=KEY, user_id=owner))
        db.session.commit()


@pytest.mark.usefixtures("login")
@pytest.mark.parametrize("act", [add_for_nobody, change_lost, read_lost, be_overtaken])
def test_what_was_overtaken_is_told_and_not_stored(app: Flask, client: FlaskClient, act: Callable[[], None]) -> None:
    app.add_url_rule("/late", view_func=act)
    response = client.get("/late")
    assert response.status_code == 409
    assert "<h1>Overtaken</h1>" in response.text
    assert (
        "Something was changed or deleted at the same moment. Go back, reload the page, and try again." in response.text
    )
    with app.app_context():
        assert db.session.scalars(db.select(LoginSession.token_hash)).all() == [KEY]
    assert client.get("/login").status_code == 200
