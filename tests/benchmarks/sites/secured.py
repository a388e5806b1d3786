"""Flask-Security: a cookie that holds a value of the user's, the same one in all browsers until it is changed."""

from flask import Flask, render_template
from flask_security import Security, SQLAlchemyUserDatastore, auth_required, hash_password, login_user
from flask_security.models import fsqla_v3 as models
from flask_sqlalchemy import SQLAlchemy

from tests.benchmarks.sites import EMAIL, KEY, PASSWORD, TEMPLATES


def create_app(url: str) -> Flask:
    """Make the app, and its tables in the database at ``url``."""
    app = Flask(__name__, template_folder=str(TEMPLATES))
    app.config.from_mapping(
        SECRET_KEY=KEY,
        SECURITY_EMAIL_VALIDATOR_ARGS={"check_deliverability": False},  # example.com has no mail server
        SECURITY_PASSWORD_SALT=KEY,
        SQLALCHEMY_DATABASE_URI=url,
    )
    db = SQLAlchemy(app)
    models.FsModels.set_db_info(db)

    class Role(db.Model, models.FsRoleMixin):
        """What a member may do: nothing more than others, here."""

    class User(db.Model, models.FsUserMixin):
        """A member."""

    users = SQLAlchemyUserDatastore(db, User, Role)
    Security(app, users)

    @app.route("/in")
    def log_in() -> str:
        login_user(users.find_user(email=EMAIL))
        return "in"

    app.add_url_rule("/page", "page", auth_required("session")(lambda: render_template("page.html")))
    app.add_url_rule("/public", "public", lambda: render_template("page.html"))
    with app.app_context():
        db.create_all()
        users.create_user(email=EMAIL, password=hash_password(PASSWORD))
        db.session.commit()
    return app
