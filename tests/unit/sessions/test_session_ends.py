"""Ending logins: which ones go, how many that is, and whom it leaves alone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta

import pytest
from flask import Flask, session
from sqlalchemy import Delete, Update

from app import sessions
from app.extensions import db
from app.models import LoginSession, Overtaken, User, utc_now

ADA, GRACE = "ada@example.com", "grace@example.com"
HOUR, DAY, MONTH = timedelta(minutes=60), timedelta(hours=24), timedelta(days=30)


@pytest.fixture
def tokens(app: Flask, add_user: Callable[..., int]) -> dict[str, str]:
    """Ada is logged in on three browsers, Grace on two. Each browser's token."""
    ids = {ADA: add_user(ADA), GRACE: add_user(GRACE)}
    browsers = {"here": ADA, "phone": ADA, "work": ADA, "grace": GRACE, "grace's phone": GRACE}
    started = {}
    for browser, email in browsers.items():
        with app.test_request_context():
            sessions.start(db.session.get_one(User, ids[email]))
            db.session.commit()
            started[browser] = session["_user_id"]
    return started


@pytest.fixture
def here(app: Flask, tokens: dict[str, str]) -> Callable[[], AbstractContextManager[User]]:
    """Ada, in a request of her own browser."""

    @contextmanager
    def request() -> Iterator[User]:
        with app.test_request_context():
            user = sessions.load_user(tokens["here"])
            assert user
            yield user
            db.session.commit()

    return request


@pytest.fixture
def alive(app: Flask, tokens: dict[str, str]) -> Callable[[], set[str]]:
    """The browsers that are still logged in."""

    def loaded(token: str) -> bool:
        with app.app_context():
            return sessions.load_user(token) is not None

    return lambda: {browser for browser, token in tokens.items() if loaded(token)}


def id_of(token: str) -> int:
    return db.session.scalars(db.select(LoginSession.id).filter_by(token_hash=sessions.digest(token))).one()


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(db.select(db.func.count(LoginSession.id))) or 0


def test_ending_one_ends_that_one(
    tokens: dict[str, str], here: Callable[..., AbstractContextManager[User]], alive: Callable[[], set[str]]
) -> None:
    with here() as ada:
        assert sessions.end_one(ada, id_of(tokens["phone"])) is True
    assert alive() == {"here", "work", "grace", "grace's phone"}


@pytest.mark.parametrize("other", ["grace", "grace's phone"])
def test_nobody_ends_the_login_of_another(
    tokens: dict[str, str], here: Callable[..., AbstractContextManager[User]], alive: Callable[[], set[str]], other: str
) -> None:
    with here() as ada:
        assert sessions.end_one(ada, id_of(tokens[other])) is False
    assert alive() == set(tokens)


@pytest.mark.parametrize("login_id", [0, -1, 999, 2**31 - 1])
def test_ending_a_login_that_there_is_not_ends_none(
    tokens: dict[str, str],
    here: Callable[..., AbstractContextManager[User]],
    alive: Callable[[], set[str]],
    login_id: int,
) -> None:
    with here() as ada:
        assert sessions.end_one(ada, login_id) is False
    assert alive() == set(tokens)


def test_a_login_is_ended_once(tokens: dict[str, str], here: Callable[..., AbstractContextManager[User]]) -> None:
    with here() as ada:
        phone = id_of(tokens["phone"])
        assert [sessions.end_one(ada, phone), sessions.end_one(ada, phone)] == [True, False]


def test_ending_the_others_leaves_this_one_and_other_people(
    here: Callable[..., AbstractContextManager[User]], alive: Callable[[], set[str]]
) -> None:
    with here() as ada:
        assert sessions.end_others(ada) == 2
        assert sessions.end_others(ada) == 0
    assert alive() == {"here", "grace", "grace's phone"}


def test_ending_all_leaves_other_people(
    here: Callable[..., AbstractContextManager[User]], alive: Callable[[], set[str]]
) -> None:
    with here() as ada:
        assert sessions.end_all(ada) == 3
        assert sessions.end_all(ada) == 0
    assert alive() == {"grace", "grace's phone"}


def test_ending_here_empties_this_browser_and_leaves_the_others(
    here: Callable[..., AbstractContextManager[User]], alive: Callable[[], set[str]]
) -> None:
    with here() as ada:
        session["planted"] = "x"
        sessions.end(ada)
        assert "planted" not in session
    assert alive() == {"phone", "work", "grace", "grace's phone"}


@pytest.mark.parametrize(
    ("moments", "purged"),
    [
        pytest.param({}, 0, id="none is over"),
        pytest.param({"seen_at": HOUR - timedelta(seconds=20)}, 0, id="almost an hour unused"),
        pytest.param({"seen_at": HOUR}, 5, id="an hour unused"),
        pytest.param({"created_at": DAY}, 5, id="a day old"),
        pytest.param({"created_at": MONTH, "seen_at": MONTH}, 5, id="a month old"),
    ],
)
@pytest.mark.usefixtures("tokens")
def test_purging_deletes_what_is_over_and_nothing_else(
    app: Flask, set_back: Callable[..., None], moments: dict[str, timedelta], purged: int
) -> None:
    if moments:
        set_back(**moments)
    with app.app_context():
        assert sum(count for _looked_at, count in sessions.purge()) == purged
        db.session.commit()
    assert rows(app) == 5 - purged


@pytest.mark.parametrize(
    ("batch", "given"), [(2, [(2, 1), (4, 2), (5, 1)]), (5, [(5, 4)]), (1, [(1, 1), (2, 0), (3, 1), (4, 1), (5, 1)])]
)
@pytest.mark.usefixtures("tokens")
def test_purging_gives_after_each_batch_how_far_it_is_and_what_it_deleted(
    app: Flask,
    set_back: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    batch: int,
    given: list[tuple[int, int]],
) -> None:
    monkeypatch.setattr(sessions, "BATCH", batch)
    set_back(seen_at=HOUR)
    with app.app_context():
        db.session.get_one(LoginSession, 2).seen_at = utc_now()
        db.session.commit()
        assert sessions.last_id() == 5
        assert list(sessions.purge()) == given
        assert db.session.scalars(db.select(LoginSession.id)).all() == [2]
        assert sessions.last_id() == 2


def test_a_purge_keeps_others_from_writing_for_few_rows_at_a_time(app: Flask, add_user: Callable[..., int]) -> None:
    """SQLite lets one write at a time: a purge of a million rows in one act would keep every login waiting."""
    owner = add_user()
    with app.app_context():
        db.session.add_all(LoginSession(token_hash=n.to_bytes(32, "big"), user_id=owner) for n in range(501))
        db.session.commit()
        db.session.execute(db.update(LoginSession).values(seen_at=utc_now() - DAY))
        db.session.commit()
        deleted = [count for _looked_at, count in sessions.purge()]
    assert sum(deleted) == 501
    assert max(deleted) <= 250


def test_where_nobody_has_logged_in_there_is_nothing_to_purge(app: Flask) -> None:
    with app.app_context():
        assert sessions.last_id() == 0
        assert list(sessions.purge()) == []


def test_purging_leaves_what_is_remembered_for_30_days(
    app: Flask, tokens: dict[str, str], set_back: Callable[..., None]
) -> None:
    with app.app_context():
        phone = id_of(tokens["phone"])
        db.session.get_one(LoginSession, phone).is_remembered = True
        db.session.commit()
    set_back(created_at=DAY, seen_at=DAY)
    with app.app_context():
        assert sum(count for _looked_at, count in sessions.purge()) == 4
        db.session.commit()
        assert db.session.scalars(db.select(LoginSession.id)).all() == [phone]
    set_back(created_at=MONTH)
    with app.app_context():
        assert sum(count for _looked_at, count in sessions.purge()) == 1
        db.session.commit()
    assert rows(app) == 0


def test_a_renewed_login_is_known_by_its_new_token_at_once(
    app: Flask, here: Callable[[], AbstractContextManager[User]], tokens: dict[str, str]
) -> None:
    with here() as user:
        sessions.renew(user)
        renewed = session["_user_id"]
        assert user.get_id() == renewed != tokens["here"]
    with app.app_context():
        assert [bool(sessions.load_user(token)) for token in (tokens["here"], renewed)] == [False, True]


@pytest.mark.parametrize(
    "meanwhile",
    [db.delete(LoginSession), db.update(LoginSession).values(credentials_version=7)],
    ids=["it ended", "it got the version of a new password"],
)
def test_whose_login_is_another_while_it_is_renewed_is_said(
    here: Callable[[], AbstractContextManager[User]], meanwhile: Delete | Update
) -> None:
    with here() as user:
        db.session.execute(meanwhile.execution_options(synchronize_session=False))
        with pytest.raises(Overtaken, match=ADA):
            sessions.renew(user)
