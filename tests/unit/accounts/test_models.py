"""What is stored: moments in UTC, ids that are used once, rows that go with their user."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from app.extensions import db
from app.models import LoginSession, User

PARIS = timezone(timedelta(hours=2))
KATHMANDU = timezone(timedelta(hours=5, minutes=45))


def user_with(email: str = "ada@example.com", **columns: object) -> User:
    return User(email=email, password_hash="x", **columns)


def save(*rows: object) -> None:
    db.session.add_all(rows)
    db.session.commit()
    db.session.expire_all()


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 1, 1, 30, tzinfo=PARIS),
        datetime(2026, 2, 28, 23, 30, tzinfo=UTC),
        datetime(2026, 3, 1, 5, 15, tzinfo=KATHMANDU),
    ],
    ids=["Paris", "UTC", "Kathmandu"],
)
def test_a_moment_comes_back_as_the_same_moment_in_utc(app: Flask, moment: datetime) -> None:
    with app.app_context():
        user = user_with(created_at=moment)
        save(user)
        assert user.created_at.isoformat() == "2026-02-28T23:30:00+00:00"


def test_a_moment_is_found_by_its_spelling_in_another_time_zone(app: Flask) -> None:
    with app.app_context():
        save(user_with(created_at=datetime(2026, 3, 1, 1, 30, tzinfo=PARIS)))
        spelt = datetime(2026, 3, 1, 5, 15, tzinfo=KATHMANDU)
        assert db.session.scalars(db.select(User.email).where(User.created_at == spelt)).all() == ["ada@example.com"]


@pytest.mark.usefixtures("anywhere")
def test_a_moment_is_the_same_wherever_the_server_stands(app: Flask) -> None:
    with app.app_context():
        user = user_with(created_at=datetime(2026, 3, 1, 1, 30, tzinfo=PARIS))
        save(user)
        assert user.created_at.isoformat() == "2026-02-28T23:30:00+00:00"
        stored = db.session.scalar(db.select(db.func.count()).where(User.created_at == user.created_at))
        assert stored == 1


@pytest.mark.usefixtures("anywhere")
def test_a_row_is_stamped_with_this_moment_in_utc(app: Flask) -> None:
    with app.app_context():
        before = datetime.now(UTC)
        user = user_with()
        save(user)
        rows = [user, LoginSession(token_hash=b"1" * 32, user_id=user.id)]
        save(*rows)
        for row in rows:
            assert row.created_at.utcoffset() == timedelta(0)
            assert before <= row.created_at <= datetime.now(UTC)


def test_the_id_of_a_deleted_user_is_not_given_to_the_next(app: Flask) -> None:
    with app.app_context():
        ada, grace = user_with("ada@example.com"), user_with("grace@example.com")
        save(ada, grace)
        used = {ada.id, grace.id}
        db.session.delete(grace)
        db.session.commit()
        edith = user_with("edith@example.com")
        save(edith)
        assert edith.id not in used


def test_the_id_of_an_ended_login_is_not_given_to_the_next(app: Flask, add_user: Callable[..., int]) -> None:
    user_id = add_user()
    with app.app_context():
        ended = LoginSession(token_hash=b"1" * 32, user_id=user_id)
        save(ended)
        used = ended.id
        db.session.delete(ended)
        db.session.commit()
        following = LoginSession(token_hash=b"2" * 32, user_id=user_id)
        save(following)
        assert following.id != used


def test_login_sessions_go_with_their_user_and_no_others(app: Flask) -> None:
    with app.app_context():
        ada, grace = user_with("ada@example.com"), user_with("grace@example.com")
        save(ada, grace)
        for number, user in enumerate([ada, ada, grace]):
            save(LoginSession(token_hash=bytes([number]) * 32, user_id=user.id))
        kept = grace.id
        db.session.delete(ada)
        db.session.commit()
        assert db.session.scalars(db.select(LoginSession.user_id)).all() == [kept]


def test_the_database_refuses_an_email_twice(app: Flask) -> None:
    with app.app_context(), pytest.raises(IntegrityError):
        save(user_with("ada@example.com"), user_with("ada@example.com"))


def test_the_database_refuses_a_token_twice(app: Flask, add_user: Callable[..., int]) -> None:
    user_id = add_user()
    with app.app_context(), pytest.raises(IntegrityError):
        save(*(LoginSession(token_hash=b"1" * 32, user_id=user_id) for _ in range(2)))


def test_the_database_refuses_a_login_session_of_nobody(app: Flask) -> None:
    with app.app_context(), pytest.raises(IntegrityError):
        save(LoginSession(token_hash=b"1" * 32, user_id=12345))
