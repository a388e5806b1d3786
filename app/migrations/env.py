"""How Alembic reaches the app's database: one upgrade at a time, and all of it or nothing."""

import click
from alembic import context
from alembic.runtime.migration import MigrationInfo
from alembic.util import CommandError
from flask import current_app
from sqlalchemy.exc import DBAPIError

from app import messages, schema
from app.extensions import db

#: By the database's name, what is said before the transaction. Whoever rebuilds a table of SQLite drops the old one,
#: and every row that hangs on it would go with it. Milliseconds: others wait for as long as a long upgrade takes.
BEFORE = {"sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA busy_timeout = 600000")}
#: And what begins it: several servers may start, and upgrade, at the same moment. The number is any that is ours.
ALONE = {"sqlite": ("BEGIN IMMEDIATE",), "postgresql": ("SELECT pg_advisory_xact_lock(5391420)",)}


def tell(ctx: object, step: MigrationInfo, heads: object, run_args: object) -> None:  # noqa: ARG001
    """Say which database is changed, and how."""
    told = messages.DATABASE_UPGRADING if step.is_upgrade else messages.DATABASE_DOWNGRADING
    click.echo(told.format(url=db.engine.url.render_as_string(hide_password=True), revision=step.up_revision_id))


def migrate() -> None:
    """Run what was asked for in one transaction, with nobody else migrating meanwhile.

    Raises ClickException, with the way out, where the database has a revision that is in no file.
    """
    with db.engine.connect() as connection:
        connection.detach()  # and so closed in the end: nobody gets it as it is now
        for statement in BEFORE.get(connection.dialect.name, ()):
            connection.exec_driver_sql(statement)
        connection.rollback()
        with connection.begin():
            for statement in ALONE.get(connection.dialect.name, ()):
                connection.exec_driver_sql(statement)
            settings = current_app.extensions["migrate"].configure_args
            settings = {"include_object": schema.is_ours, **settings}
            context.configure(connection, target_metadata=db.metadata, on_version_apply=tell, **settings)
            try:
                context.run_migrations()
            except CommandError as error:
                unknown = getattr(error.__cause__, "argument", None)
                if unknown not in context.get_context().get_current_heads():
                    raise
                raise click.ClickException(messages.REVISION_UNKNOWN.format(revision=unknown)) from error


schema.make_file(db.engine.url)
try:
    migrate()
except DBAPIError as error:
    raise click.ClickException(messages.DATABASE_SILENT % error.orig) from error
