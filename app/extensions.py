"""The extensions, not yet bound to an app. This module imports nothing of ours, so anything may import it."""

import sqlite3
from typing import Any

from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Engine, event
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """What every model descends from."""


db = SQLAlchemy(model_class=Base)
login_manager = LoginManager()
csrf = CSRFProtect()


@event.listens_for(Engine, "connect")
def set_sqlite_pragmas(connection: Any, _record: object) -> None:
    """Have SQLite enforce foreign keys, let readers go on while one writes, and wait 5 s for a lock."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("foreign_keys = ON", "journal_mode = WAL", "busy_timeout = 5000"):
            connection.execute(f"PRAGMA {pragma}")
