"""One spelling of domains: "xn--bcher-kva.example" and "bücher.example" are the same.

What app.accounts.normalise_email makes of an address is what is looked up from now on. It is repeated here, for it may
change, and what this revision did may not.
"""

import unicodedata
from collections import defaultdict
from contextlib import suppress
from typing import Any

import click
import sqlalchemy as sa
from alembic import op
from email_validator import EmailNotValidError, validate_email

from app import messages

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

users = sa.table("user", sa.column("id", sa.Integer), sa.column("email", sa.String))


def upgrade() -> None:
    """Spell each address anew. Where several would become one, they stay as they are, and the operator is told."""
    connection = op.get_bind()
    accounts: dict[str, list[Any]] = defaultdict(list)
    for account in connection.execute(sa.select(users).order_by(users.c.id)):
        accounts[spelling(account.email)].append(account)
    for email, found in accounts.items():
        if len(found) > 1:
            same = ", ".join(f"{account.email} (user {account.id})" for account in found)
            click.echo(messages.EMAILS_COLLIDE.format(email=email, accounts=same))
        elif found[0].email != email:
            connection.execute(sa.update(users).where(users.c.id == found[0].id).values(email=email))


def downgrade() -> None:
    """Nothing: how an address was typed is not kept."""


def spelling(email: str) -> str:
    """The one spelling of ``email``."""
    with suppress(EmailNotValidError):
        email = validate_email(email, check_deliverability=False).normalized
    return unicodedata.normalize("NFC", email.lower())
