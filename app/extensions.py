"""The extensions, not yet bound to an app. This module imports nothing of ours but sentences."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from alembic.config import Config
from flask import current_app
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import Pool

from app import messages


class Base(DeclarativeBase):
    """What every model descends from."""


# What a request has loaded stays as it was loaded: a commit does not make every attribute a query of its own.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate(db=db, directory=str(Path(__file__).with_name("migrations")))
login_manager = LoginManager()
login_manager.login_view = "users.login"
login_manager.login_message = messages.LOGIN_REQUIRED
login_manager.login_message_category = "info"
login_manager.refresh_view = "account.confirm"
login_manager.needs_refresh_message = messages.PASSWORD_REQUIRED
login_manager.needs_refresh_message_category = "info"
# Flask-Login would compare addresses and browsers; a login session's own row is what decides here.
login_manager.session_protection = None
csrf = CSRFProtect()


@event.listens_for(Engine, "connect")
def set_sqlite_pragmas(connection: Any, _record: object) -> None:
    """Have SQLite enforce foreign keys, let readers go on while one writes, and wait 5 s for a lock."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("foreign_keys = ON", "busy_timeout = 5000"):
            connection.execute(f"PRAGMA {pragma}")
        # It is kept in the file. Of several who open a new one at once, those who come second need not wait to set it.
        with suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")


@event.listens_for(Pool, "checkout")
def open_own_connection(_connection: Any, record: Any, _proxy: object) -> None:
    """Have a process that was forked open connections of its own: two that speak over one would hear each other.

    Raises DisconnectionError for one that another process has opened: the pool then opens a new one in its place.
    """
    if record.info.setdefault("process", os.getpid()) != os.getpid():
        record.dbapi_connection = None  # not closed: it is the other one's
        raise DisconnectionError


@migrate.configure
def find_revisions(config: Config) -> Config:
    """Tell Alembic where revisions are: the core's, and a folder ``migrations`` beside the views of any blueprint."""
    capabilities = [Path(blueprint.root_path, "migrations") for blueprint in current_app.blueprints.values()]
    folders = [Path(migrate.directory, "versions"), *filter(Path.is_dir, capabilities)]
    config.set_main_option("version_locations", os.pathsep.join(map(str, folders)).replace("%", "%%"))
    return config
