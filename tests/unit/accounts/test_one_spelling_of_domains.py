"""Addresses that were stored before a domain had one spelling."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from app import accounts, messages
from app.extensions import db

INSERT = (
    """INSERT INTO "user" (email, password_hash, created_at, is_active) VALUES (:email, 'x', :now, :yes) RETURNING id"""
)
BUCHER = "b\u00fccher.example"
#: What may be stored, and what becomes of it.
STORED = {
    "ada@example.com": "ada@example.com",
    "ada@xn--bcher-kva.example": f"ada@{BUCHER}",
    "grace@\uff42\u00fccher.example": f"grace@{BUCHER}",
    f"edith@{BUCHER}": f"edith@{BUCHER}",
    "no address at all": "no address at all",
}


@pytest.fixture
def upgraded_with(blank_app: Flask) -> Callable[..., tuple[dict[str, str], Result]]:
    """Store accounts with these addresses in the tables of version 0.1, upgrade, and give what became of each."""

    def emails_and_result(*emails: str) -> tuple[dict[str, str], Result]:
        with blank_app.app_context():
            upgrade(revision="0001")
            row = {"now": datetime.now(UTC).replace(tzinfo=None), "yes": True}
            ids = {email: db.session.scalar(text(INSERT), row | {"email": email}) for email in emails}
            db.session.commit()
            result = blank_app.test_cli_runner().invoke(args=["db", "upgrade"])
            now = dict(db.session.execute(text('SELECT id, email FROM "user"')).all())
            return {email: now[user_id] for email, user_id in ids.items()}, result

    return emails_and_result


def test_each_stored_address_gets_the_spelling_that_is_looked_up(
    upgraded_with: Callable[..., tuple[dict[str, str], Result]],
) -> None:
    emails, result = upgraded_with(*STORED)
    assert emails == STORED
    assert "spellings" not in result.output
    assert [accounts.normalise_email(email) for email in emails.values()] == list(emails.values())


def test_accounts_that_would_become_one_stay_as_they_are_and_are_told_of(
    upgraded_with: Callable[..., tuple[dict[str, str], Result]],
) -> None:
    same = [f"ada@{BUCHER}", "ada@xn--bcher-kva.example"]
    emails, result = upgraded_with("grace@xn--bcher-kva.example", *same)
    assert emails == {"grace@xn--bcher-kva.example": f"grace@{BUCHER}"} | {email: email for email in same}
    told = f"{same[0]} (user 2), {same[1]} (user 3)"
    assert messages.EMAILS_COLLIDE.format(accounts=told, email=same[0]) in result.output.splitlines()
    assert result.exit_code == 0
