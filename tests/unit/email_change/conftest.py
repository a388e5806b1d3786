"""Ada asks for another address, and others are there."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.unit.email_change.change import GRACE, Change


@pytest.fixture
def change(app: Flask, submit: Callable[..., TestResponse]) -> Change:
    return Change(app, submit)


@pytest.fixture
def phone(member: FlaskClient, log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """Another browser in which Ada is logged in."""
    assert member
    return log_in()


@pytest.fixture
def grace(add_user: Callable[..., int], log_in: Callable[..., FlaskClient]) -> FlaskClient:
    """The browser in which Grace is logged in, whose password is another."""
    add_user(GRACE, "staple of many colours")
    return log_in(GRACE, "staple of many colours")
