"""Products. Where the core's first revision made the table, before this was a capability, it is taken over."""

import sqlalchemy as sa
from alembic import op

revision = "products_0001"
down_revision = None
branch_labels = ("products",)
depends_on = "0001"


def upgrade() -> None:
    """Make the table, where it is not there already."""
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("description", sa.String(500), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["added_by_id"], ["user.id"], ondelete="CASCADE"),
        if_not_exists=True,
    )
    op.create_index("ix_product_added_by_id", "product", ["added_by_id"], if_not_exists=True)


def downgrade() -> None:
    """Take the table away, and everything in it."""
    op.drop_table("product")
