"""What becomes of an account: another password, a dearer hash, shut, deleted."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import accounts
from app.extensions import db
from app.models import LoginSession, Overtaken, User

PASSWORD, NEW = "correct horse battery", "staple of many colours"
ADA, GRACE = "ada@example.com", "grace@example.com"
CHEAP, DEAR = (128, 8, 1), (256, 8, 1)


@pytest.fixture
def people(add_user: Callable[..., int]) -> dict[str, int]:
    return {email: add_user(email, PASSWORD) for email in (ADA, GRACE)}


@pytest.fixture
def act(app: Flask) -> Callable[..., None]:
    """Do something to the account of an email address."""

    def done(verb: Callable[..., object], email: str, *arguments: str) -> None:
        with app.app_context():
            user = accounts.find(email)
            assert user
            verb(user, *arguments)
            db.session.commit()

    return done


@pytest.fixture
def opens(app: Flask) -> Callable[[str, str], bool]:
    """Whether a password is the one of an account."""

    def matches(email: str, password: str) -> bool:
        with app.app_context():
            user = accounts.authenticate(email, password)
            db.session.commit()
            return user is not None

    return matches


@pytest.fixture
def stored_hash(app: Flask) -> Callable[..., str]:
    def of(email: str = ADA) -> str:
        with app.app_context():
            return db.session.scalars(db.select(User.password_hash).where(User.email == email)).one()

    return of


@pytest.mark.usefixtures("people")
def test_a_changed_password_is_the_only_one_and_nobody_elses(
    act: Callable[..., None], opens: Callable[[str, str], bool]
) -> None:
    act(accounts.change_password, ADA, NEW)
    assert [opens(ADA, password) for password in (PASSWORD, NEW)] == [False, True]
    assert [opens(GRACE, password) for password in (PASSWORD, NEW)] == [True, False]


@pytest.mark.usefixtures("people")
def test_the_same_password_gets_another_salt(act: Callable[..., None], stored_hash: Callable[..., str]) -> None:
    before = stored_hash()
    act(accounts.change_password, ADA, PASSWORD)
    assert stored_hash() != before
    assert PASSWORD not in stored_hash()


def test_deleting_takes_the_login_sessions_along_and_nobody_elses(
    app: Flask, people: dict[str, int], act: Callable[..., None]
) -> None:
    with app.app_context():
        for user_id in people.values():
            db.session.add(LoginSession(token_hash=bytes([user_id]), user_id=user_id))
        db.session.commit()
    act(accounts.delete, ADA)
    with app.app_context():
        for owner in (User.id, LoginSession.user_id):
            assert db.session.scalars(db.select(owner)).all() == [people[GRACE]]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("password", [PASSWORD, "wrong horse battery"], ids=["right password", "wrong password"])
def test_a_shut_account_cannot_be_logged_in_to_and_costs_the_same_one_hash(
    act: Callable[..., None],
    opens: Callable[[str, str], bool],
    scrypt_costs: list[tuple[int, int, int]],
    password: str,
) -> None:
    act(accounts.deactivate, ADA)
    scrypt_costs.clear()
    assert opens(ADA, password) is False
    assert scrypt_costs == [CHEAP]
    assert opens(GRACE, PASSWORD) is True


def test_shutting_an_account_deletes_nothing_of_it(app: Flask, member: FlaskClient, act: Callable[..., None]) -> None:
    act(accounts.deactivate, ADA)
    assert member.get("/account").status_code == 302
    with app.app_context():
        assert db.session.scalars(db.select(User.is_active).where(User.email == ADA)).all() == [False]


@pytest.mark.usefixtures("people")
def test_a_hash_with_other_parameters_is_renewed_by_the_right_password(
    app: Flask,
    opens: Callable[[str, str], bool],
    stored_hash: Callable[..., str],
    scrypt_costs: list[tuple[int, int, int]],
) -> None:
    grace = stored_hash(GRACE)
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:256:8:1"
    scrypt_costs.clear()
    assert opens(ADA, PASSWORD)
    assert scrypt_costs == [CHEAP, DEAR]
    assert stored_hash().startswith("scrypt:256:8:1$")
    assert stored_hash(GRACE) == grace
    scrypt_costs.clear()
    assert opens(ADA, PASSWORD)
    assert scrypt_costs == [DEAR]


def test_a_hash_whose_parameters_only_begin_alike_is_renewed(
    app: Flask, add_user: Callable[..., int], opens: Callable[[str, str], bool], stored_hash: Callable[..., str]
) -> None:
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:128:8:11"
    add_user(ADA, PASSWORD)
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:128:8:1"
    assert opens(ADA, PASSWORD)
    assert stored_hash().startswith("scrypt:128:8:1$")


@pytest.mark.usefixtures("people")
def test_a_hash_with_equal_parameters_stays(
    opens: Callable[[str, str], bool], stored_hash: Callable[..., str], scrypt_costs: list[tuple[int, int, int]]
) -> None:
    before = stored_hash()
    scrypt_costs.clear()
    assert opens(ADA, PASSWORD)
    assert scrypt_costs == [CHEAP]
    assert stored_hash() == before


@pytest.mark.usefixtures("people")
def test_a_wrong_password_renews_no_hash(
    app: Flask,
    opens: Callable[[str, str], bool],
    stored_hash: Callable[..., str],
    scrypt_costs: list[tuple[int, int, int]],
) -> None:
    before = stored_hash()
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:256:8:1"
    scrypt_costs.clear()
    assert not opens(ADA, "wrong horse battery")
    assert scrypt_costs == [CHEAP]
    assert stored_hash() == before


@pytest.mark.usefixtures("people")
def test_a_shut_accounts_hash_is_not_renewed(
    app: Flask, act: Callable[..., None], opens: Callable[[str, str], bool], stored_hash: Callable[..., str]
) -> None:
    before = stored_hash()
    act(accounts.deactivate, ADA)
    app.config["PASSWORD_HASH_METHOD"] = "scrypt:256:8:1"
    assert not opens(ADA, PASSWORD)
    assert stored_hash() == before


@pytest.mark.parametrize(
    ("typed", "found"),
    [(ADA, ADA), (" ADA@Example.COM\t", ADA), ("grace@example.com", GRACE), ("eve@example.com", None), ("", None)],
    ids=ascii,
)
@pytest.mark.usefixtures("people")
def test_a_user_is_found_by_any_spelling_of_their_email(app: Flask, typed: str, found: str | None) -> None:
    with app.app_context():
        user = accounts.find(typed)
        assert (user and user.email) == found


def test_each_change_of_what_proves_who_somebody_is_is_counted(
    app: Flask, people: dict[str, int], act: Callable[..., None]
) -> None:
    counted = []
    for verb, arguments in (
        (accounts.change_password, [NEW]),
        (accounts.deactivate, []),
        (accounts.activate, []),
        (accounts.change_email, [ADA]),
    ):
        act(verb, ADA, *arguments)
        with app.app_context():
            versions = db.session.scalars(db.select(User.credentials_version).order_by(User.id)).all()
            counted.append(dict(zip(people, versions, strict=True)))
    assert counted == [{ADA: count, GRACE: 0} for count in (1, 2, 3, 4)]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("spelling", ["Ada@example.org", " ada@EXAMPLE.org"])
def test_another_address_opens_the_account_in_the_place_of_the_one_before(
    act: Callable[..., None], opens: Callable[[str, str], bool], spelling: str
) -> None:
    act(accounts.change_email, ADA, spelling)
    assert [opens(email, PASSWORD) for email in ("ada@example.org", ADA, GRACE)] == [True, False, True]


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("spelling", [GRACE, "GRACE@example.com"])
def test_an_address_that_somebody_has_is_not_to_be_had_and_the_act_is_undone(app: Flask, spelling: str) -> None:
    with app.app_context():
        user = accounts.find(ADA)
        assert user
        with pytest.raises(accounts.EmailTaken, match=spelling):
            accounts.change_email(user, spelling)
        db.session.commit()
        assert (user.email, user.credentials_version) == (ADA, 0)
        assert list(db.session.scalars(db.select(User.email).order_by(User.id))) == [ADA, GRACE]


@pytest.mark.usefixtures("people")
def test_whose_account_was_changed_meanwhile_is_said(app: Flask) -> None:
    with app.app_context():
        user = accounts.find(ADA)
        assert user
        db.session.execute(db.update(User).values(credentials_version=7).execution_options(synchronize_session=False))
        with pytest.raises(Overtaken, match=ADA):
            accounts.deactivate(user)
