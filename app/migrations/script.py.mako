"""${message.capitalize()}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Add to the tables. An older server still runs on what comes of it."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take it away again, rows and all."""
    ${downgrades if downgrades else "pass"}
