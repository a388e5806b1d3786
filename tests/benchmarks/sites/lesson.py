"""The lesson's own login: Flask-Login with the user's id in the cookie. Whoever has a copy of it is in for ever."""

from flask import Flask, render_template
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.security import generate_password_hash

from tests.benchmarks.sites import EMAIL, KEY, PASSWORD, TEMPLATES


def create_app(url: str) -> Flask:
    """Make the app, and its tables in the database at ``url``."""
    app = Flask(__name__, template_folder=str(TEMPLATES))
    app.config.from_mapping(SECRET_KEY=KEY, SQLALCHEMY_DATABASE_URI=url)
    db = SQLAlchemy(app)
    login_manager = LoginManager(app)

    class User(UserMixin, db.Model):
        """A member."""

        id: Mapped[int] = mapped_column(primary_key=True)
        email: Mapped[str] = mapped_column(unique=True)
        password_hash: Mapped[str]

    @login_manager.user_loader
    def load_user(user_id: str) -> User | None:
        return db.session.get(User, int(user_id))

    @app.route("/in")
    def log_in() -> str:
        login_user(db.session.get(User, 1))
        return "in"

    app.add_url_rule("/page", "page", login_required(lambda: render_template("page.html")))
    app.add_url_rule("/public", "public", lambda: render_template("page.html"))
    with app.app_context():
        db.create_all()
        db.session.add(User(email=EMAIL, password_hash=generate_password_hash(PASSWORD)))
        db.session.commit()
    return app
