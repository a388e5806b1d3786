"""Latchkey: the reference implementation of login and sessions for Flask. Start reading at ``create_app``."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import audit, capabilities, cookies, errors, guards, guessing, headers, schema, sessions
from app.account.views import bp as account_pages
from app.cli import account_cli, session_cli
from app.config import configure
from app.converters import IdConverter
from app.extensions import csrf, db, login_manager, migrate
from app.users.views import bp as user_pages


def create_app(settings: Mapping[str, Any] | None = None) -> Flask:
    """Build the app. ``settings`` win over the environment, and the environment over the defaults.

    Raises NoAppException, with the sentence to show, for settings that ``app.checks`` refuses.
    """
    app = Flask(__name__, template_folder="../templates")
    configure(app, settings, capabilities.defaults())

    believed = [app.config[f"PROXIES_{header}"] for header in ("FOR", "PROTO", "HOST")]
    if any(believed):
        app.wsgi_app = ProxyFix(app.wsgi_app, *believed)  # type: ignore[method-assign]
    cookies.init_app(app)
    headers.init_app(app)
    errors.init_app(app)
    db.init_app(app)
    schema.init_app(app)
    migrate.init_app(app)
    csrf.init_app(app)
    guards.init_app(app)
    guessing.init_app(app)
    login_manager.init_app(app)
    login_manager.user_loader(sessions.load_user)

    app.url_map.converters["id"] = IdConverter
    app.register_blueprint(account_pages)
    app.register_blueprint(user_pages)
    app.cli.add_command(account_cli)
    app.cli.add_command(session_cli)
    audit.init_app(app)
    capabilities.init_app(app)
    guards.refuse_landing(app)
    return app
