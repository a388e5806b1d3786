"""The tables that this code was written for: whether the database has them yet."""

from collections.abc import Set as AbstractSet

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app, request

from app.extensions import db, migrate

#: The key of app.extensions that says that the database was found to have them.
FOUND = "latchkey_schema_found"


class DatabaseBehind(Exception):
    """The database lacks a revision that this code has: ``flask db upgrade`` has not run yet."""


def init_app(app: Flask) -> None:
    """Have no view of ``app`` meet tables that it was not written for. Nothing is asked of the database here."""
    app.before_request(require_tables)


def require_tables() -> None:
    """Raise DatabaseBehind until the database has the tables. Once it was found to, it is not asked again."""
    if FOUND in current_app.extensions or request.endpoint == "static":
        return
    with db.engine.connect() as connection:
        stored = set(MigrationContext.configure(connection).get_current_heads())
    if is_behind(ScriptDirectory.from_config(migrate.get_config()), stored):
        raise DatabaseBehind
    current_app.extensions[FOUND] = True


def is_behind(script: ScriptDirectory, stored: AbstractSet[str]) -> bool:
    """Whether a database that names the revisions ``stored`` lacks one of ``script``'s.

    A revision that ``script`` does not have is a later one's: migrations only add, so that older code runs on it.
    """
    later = stored - up_to(script, *script.get_heads())
    # The database names the last revision of each branch, and none that another one that it names depends on.
    missing = set(script.get_heads(consider_depends_on=True)) - stored
    # So a later one may stand for one branch of ours; but not for one that is named, and not at its end.
    return len(missing) > len(later) or any(up_to(script, head) & stored for head in missing)


def up_to(script: ScriptDirectory, *revisions: str) -> set[str]:
    """``revisions``, and all that come before them."""
    return {step.revision for last in revisions for step in script.iterate_revisions(last, "base")}
