"""Latchkey itself, with the pages that are measured beside its own."""

from typing import Any

import flask_migrate
from flask import Flask, render_template
from jinja2 import ChoiceLoader, FileSystemLoader

from app import accounts, sessions
from app import create_app as create_latchkey
from app.extensions import db
from app.guards import login_required
from tests.benchmarks.sites import EMAIL, KEY, MAIL, PASSWORD, TEMPLATES

#: All that is asked comes from one address, often at once for Ada: what would stop it is set so high that it does not.
LIMITS = dict.fromkeys(
    ("LIMIT_PER_EMAIL_AND_ADDRESS", "LIMIT_PER_ADDRESS", "LIMIT_PER_EMAIL", "LIMIT_RIGHT_PASSWORDS"), "1000000 per hour"
)


def create_app(url: str, **settings: Any) -> Flask:
    """Make the app, and its tables in the database at ``url``, where Ada gets an account if she has none."""
    app = create_latchkey({"SECRET_KEY": KEY, "SQLALCHEMY_DATABASE_URI": url} | MAIL | LIMITS | settings)
    app.jinja_loader = ChoiceLoader([app.jinja_loader or FileSystemLoader([]), FileSystemLoader(TEMPLATES)])

    @app.route("/in")
    def log_in() -> str:
        user = accounts.find(EMAIL)
        assert user
        sessions.start(user)
        db.session.commit()
        return "in"

    app.add_url_rule("/page", "page", login_required(lambda: render_template("page.html")))
    app.add_url_rule("/public", "public", lambda: render_template("page.html"))
    with app.app_context():
        flask_migrate.upgrade(revision="heads")
        if accounts.find(EMAIL) is None:
            accounts.register(EMAIL, PASSWORD)
        db.session.commit()
    return app
