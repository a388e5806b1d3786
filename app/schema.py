"""The database: whether it is there, and has the tables that this code was written for."""

import sqlite3
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import ParamSpec

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, current_app, request
from flask.cli import NoAppException
from flask.typing import ResponseReturnValue
from sqlalchemy import URL, event

from app import messages
from app.extensions import db, migrate

P = ParamSpec("P")
#: The key of app.extensions that says that the database was found to have them.
FOUND = "latchkey_schema_found"


class DatabaseBehind(Exception):
    """The database lacks a revision that this code has: ``flask db upgrade`` has not run yet."""


def init_app(app: Flask) -> None:
    """Have no view of ``app`` meet tables that it was not written for. Nothing is asked of the database here.

    Raises NoAppException where it is a file, in a folder that is not there.
    """
    with app.app_context():
        file = sqlite_file(db.engine.url)
        if file is not None and not file.parent.is_dir():
            raise NoAppException(messages.DATABASE_FOLDER_MISSING.format(folder=file.parent))
        if file is not None:
            event.listen(db.engine, "do_connect", lambda *_: require_file(file))
    app.before_request(require_tables_for_pages)


def require_tables_for_pages() -> None:
    """As ``require_tables``, where a page is asked for: a style sheet needs none."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.endpoint != "static" and not hasattr(view, "without_tables"):
        require_tables()


def without_tables(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Have ``view``, which is for machines and no page, answer whatever the database has or lacks."""
    view.without_tables = True  # type: ignore[attr-defined]
    return view


def require_tables() -> None:
    """Raise DatabaseBehind until the database has the tables. Once it was found to, only ``ask_anew`` asks it again."""
    if FOUND in current_app.extensions:
        return
    file = sqlite_file(db.engine.url)
    # Where its folder is gone too, there is nothing that an upgrade could mend: connecting fails, and says so.
    if file is not None and file.parent.is_dir() and not file.exists():
        raise DatabaseBehind
    with db.engine.connect() as connection:
        stored = set(MigrationContext.configure(connection).get_current_heads())
    if is_behind(ScriptDirectory.from_config(migrate.get_config()), stored):
        raise DatabaseBehind
    current_app.extensions[FOUND] = True


def ask_anew() -> None:
    """Have the database asked again, once something has failed there: an operator may have taken tables out."""
    current_app.extensions.pop(FOUND, None)


def what_to_type() -> str:
    """The sentence for the operator of a database that is behind."""
    return messages.DATABASE_BEHIND.format(debug=" --debug" if current_app.debug else "")


def sqlite_file(url: URL) -> Path | None:
    """The file that holds SQLite's database at ``url``; None for one in memory, and for any other engine's."""
    in_memory = url.database in {None, "", ":memory:"} or url.query.get("mode") == "memory"
    is_file = url.get_backend_name() == "sqlite" and not in_memory
    return Path(str(url.database).removeprefix("file:")) if is_file else None


def make_file(url: URL) -> None:
    """Make SQLite's file at ``url``, unless it is there: for its owner alone, as SQLite then makes those beside it.

    SQLite itself would let everyone read it whom the umask lets: often everyone on the machine.
    """
    file = sqlite_file(url)
    if file is not None:
        file.touch(mode=0o600)


def require_file(file: Path) -> None:
    """Raise SQLite's own error where ``file`` is missing: SQLite would make a new one, and all would seem to work."""
    if not file.exists():
        raise sqlite3.OperationalError(messages.DATABASE_MISSING.format(file=file))


def is_ours(_item: object, _name: str | None, kind: str, reflected: bool, model: object) -> bool:  # noqa: FBT001 -- Alembic's
    """Whether Alembic is to compare an item with the models. A table that has none is a capability's that is absent."""
    return not (kind == "table" and reflected and model is None)


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
