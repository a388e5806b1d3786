"""The smallest app that has Flask-Security's default views: a page for everyone, one for members, and a layout."""

from flask import Flask, render_template_string
from flask_security import Security, SQLAlchemyUserDatastore, auth_required
from flask_security.models import fsqla_v3 as models
from flask_sqlalchemy import SQLAlchemy
from jinja2 import ChoiceLoader, DictLoader

#: Flask-Security's templates ask for a layout, and each app has its own.
LAYOUT = """<!doctype html>
<html lang="en">
  <title>{{ title|default("Flask-Security") }}</title>
  <nav>
    {% if current_user.is_authenticated %}
      <span>{{ current_user.email }}</span>
      <form action="{{ url_for_security('logout') }}" method="post">
        <input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
        <button>Sign Out</button>
      </form>
    {% else %}
      <a href="{{ url_for_security('login') }}">Login</a>
      <a href="{{ url_for_security('register') }}">Register</a>
    {% endif %}
  </nav>
  <main>{% block content %}<h1>{{ title }}</h1>{% endblock %}</main>
</html>"""
PAGE = "{% extends 'security/base.html' %}"


def create_app() -> Flask:
    """Make the app. Its database and its key are set as FLASK_SQLALCHEMY_DATABASE_URI and FLASK_SECRET_KEY."""
    app = Flask(__name__)
    app.config.from_mapping(
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},  # example.com has no mail server
        SECURITY_PASSWORD_SALT="known to all: the site lives for one run",
        SECURITY_REGISTERABLE=True,
        SECURITY_SEND_REGISTER_EMAIL=False,
    )
    app.config.from_prefixed_env()
    app.jinja_loader = ChoiceLoader([DictLoader({"security/base.html": LAYOUT}), app.jinja_loader])
    db = SQLAlchemy(app)
    models.FsModels.set_db_info(db)

    class Role(db.Model, models.FsRoleMixin):
        """What a member may do: nothing more than others, here."""

    class User(db.Model, models.FsUserMixin):
        """A member."""

    Security(app, SQLAlchemyUserDatastore(db, User, Role))
    app.add_url_rule("/", "home", lambda: render_template_string(PAGE, title="Home"))
    app.add_url_rule(
        "/private", "private", auth_required("session")(lambda: render_template_string(PAGE, title="Private"))
    )
    with app.app_context():
        db.create_all()
    return app
