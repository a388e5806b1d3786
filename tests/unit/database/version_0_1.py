"""A database as version 0.1 made it by itself, in SQLite and in PostgreSQL: Ada has an account and a login there."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import create_engine, text
from werkzeug.security import generate_password_hash

from tests.unit.databases import SERVER

#: The words in which the two differ.
SQLITE = {"id": "INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", "reused_id": "INTEGER NOT NULL"}
SQLITE |= {"bytes": "BLOB", "moment": "DATETIME"}
POSTGRESQL = {"id": "SERIAL NOT NULL PRIMARY KEY", "reused_id": "SERIAL NOT NULL"}
POSTGRESQL |= {"bytes": "BYTEA", "moment": "TIMESTAMP WITHOUT TIME ZONE"}
CORE = """
CREATE TABLE "user" (
	id {id}, email VARCHAR(254) NOT NULL, password_hash VARCHAR(255) NOT NULL, created_at {moment} NOT NULL,
	is_active BOOLEAN NOT NULL, UNIQUE (email)
);
CREATE TABLE login_session (
	id {id}, token_hash {bytes} NOT NULL, user_id INTEGER NOT NULL, user_agent VARCHAR(256) NOT NULL,
	is_remembered BOOLEAN NOT NULL, created_at {moment} NOT NULL, seen_at {moment} NOT NULL,
	proven_at {moment} NOT NULL, UNIQUE (token_hash), FOREIGN KEY(user_id) REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE INDEX ix_login_session_user_id ON login_session (user_id);
INSERT INTO "user" (email, password_hash, created_at, is_active) VALUES ('ada@example.com', :hash, :now, :yes);
INSERT INTO login_session (token_hash, user_id, user_agent, is_remembered, created_at, seen_at, proven_at)
	VALUES (:token, 1, 'Mozilla/5.0 (Windows NT 10.0) Firefox/132.0', :yes, :now, :now, :now)
"""


def make(url: str, statements: str = CORE) -> None:
    """Run ``statements`` of version 0.1 in the database at ``url``."""
    values = {"now": datetime.now(UTC).replace(tzinfo=None).isoformat(" "), "yes": True, "token": digest("t" * 43)}
    values["hash"] = generate_password_hash("correct horse battery", "scrypt:128:8:1")
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements.format(**(POSTGRESQL if SERVER else SQLITE)).split(";"):
            connection.execute(text(statement), values)
    engine.dispose()


def digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def rows(url: str, *queries: str) -> list[list[dict[str, object]]]:
    """What each of ``queries`` finds in the database at ``url``, by column."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = [[dict(row) for row in connection.execute(text(query)).mappings()] for query in queries]
    engine.dispose()
    return found
