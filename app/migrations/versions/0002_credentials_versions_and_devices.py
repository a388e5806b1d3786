"""Credentials have a version, and a login knows its browser and system instead of a whole header.

A server of version 0.1 does not run on these tables: it is stopped before they are upgraded. Whatever comes later adds
only, so that servers may be replaced one by one.
"""

import sqlalchemy as sa
import ua_parser
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

logins = sa.table("login_session", *map(sa.column, ("id", "user_agent", "browser", "system")))


def upgrade() -> None:
    """Add the columns, fill them from what each browser said of itself, and drop that."""
    for table in ("user", "login_session"):
        op.add_column(table, sa.Column("credentials_version", sa.Integer(), nullable=False, server_default="0"))
    for name in ("browser", "system"):
        op.add_column("login_session", sa.Column(name, sa.String(64), nullable=False, server_default=sa.text("''")))
    connection = op.get_bind()
    for (user_agent,) in connection.execute(sa.select(logins.c.user_agent).distinct()).all():
        found = ua_parser.parse(user_agent)
        browser = found.user_agent.family[:64] if found.user_agent else ""
        system = found.os.family[:64] if found.os else ""
        same = sa.update(logins).where(logins.c.user_agent == user_agent)
        connection.execute(same.values(browser=browser, system=system))
    op.drop_column("login_session", "user_agent")


def downgrade() -> None:
    """Take the columns away. What a browser said of itself is not kept."""
    op.add_column(
        "login_session", sa.Column("user_agent", sa.String(256), nullable=False, server_default=sa.text("''"))
    )
    for name in ("browser", "system", "credentials_version"):
        op.drop_column("login_session", name)
    op.drop_column("user", "credentials_version")
