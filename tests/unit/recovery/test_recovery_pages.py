"""Whoever has the mailbox of an account chooses its new password, once; and nobody learns who has an account."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from app import accounts
from app.extensions import db
from app.mail.messages import LINK_CHANGED, LINK_GONE
from app.mail.models import Mail
from app.mail.signals import address_proven
from app.messages import ERRORS, FORM_EXPIRED, PASSWORD_IS_EMAIL
from app.models import LoginSession, User, utc_now
from app.recovery import messages

ADA, GRACE, NOBODY = "ada@example.com", "grace@example.com", "nobody@example.com"
OLD, NEW = "correct horse battery", "staple of many colours"
ASK, CHOOSE = "/recovery", "/recovery/password"
GONE = ("warning", LINK_GONE.format(minutes=30))


@pytest.fixture
def ada(add_user: Callable[..., int]) -> int:
    """Her id: she has an account."""
    return add_user(ADA, OLD)


@pytest.fixture
def grace(add_user: Callable[..., int]) -> int:
    """Her id: she has one as well."""
    return add_user(GRACE, OLD)


@pytest.fixture
def opens(app: Flask) -> Callable[..., list[str]]:
    """Which of two passwords open an account."""

    def opened(email: str = ADA) -> list[str]:
        with app.app_context():
            return [password for password in (OLD, NEW) if accounts.authenticate(email, password)]

    return opened


@pytest.fixture
def shut(app: Flask) -> Callable[[str], None]:
    """Shut an account, as an operator does."""

    def deactivated(email: str) -> None:
        with app.app_context():
            user = accounts.find(email)
            assert user
            accounts.deactivate(user)
            db.session.commit()

    return deactivated


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """The lines of the audit since it was asked last."""

    def written() -> list[str]:
        texts = [record.getMessage() for record in caplog.records if record.name == "latchkey.audit"]
        caplog.clear()
        return texts

    return written


def flashes(client: FlaskClient) -> list[tuple[str, str]]:
    """What the next page tells, which forgets it."""
    with client.session_transaction() as session:
        return list(session.pop("_flashes", []))


@pytest.mark.usefixtures("ada", "grace")
def test_asking_says_the_same_to_everybody_and_writes_one_mail(
    app: Flask, shut: Callable[[str], None], submit: Callable[..., TestResponse], mails: Callable[[], list[Mail]]
) -> None:
    shut(GRACE)
    answers = []
    for email in (ADA, GRACE, NOBODY):
        client = app.test_client()
        response = submit(client, ASK, email=email)
        answers.append((response.status_code, response.location, response.data, flashes(client)))
    told = [("info", messages.MAILED.format(minutes=30))]
    assert [(status, location, told_) for status, location, _page, told_ in answers] == [(302, ASK, told)] * 3
    assert len({page for _status, _location, page, _told in answers}) == 1
    assert [(mail.kind, mail.recipient) for mail in mails()] == [("recovery", email) for email in (ADA, GRACE, NOBODY)]
    assert [mail.user_id is None for mail in mails()] == [False, False, True]


@pytest.mark.usefixtures("ada", "grace")
@pytest.mark.parametrize("before", [0, 1], ids=["first", "again"])
def test_asking_costs_the_same_whoever_has_the_address(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    app: Flask,
    shut: Callable[[str], None],
    submit: Callable[..., TestResponse],
    queries: list[str],
    scrypt_costs: list[tuple[int, int, int]],
    before: int,
) -> None:
    """Statement by statement, where a table is all that a statement is: what it is asked for differs."""
    shut(GRACE)
    costs = {}
    for email in (ADA, GRACE, NOBODY):
        for _ in range(before):
            submit(app.test_client(), ASK, email=email)
        queries.clear()
        submit(app.test_client(), ASK, email=email)
        costs[email] = [" ".join(query.split()[:3]) for query in queries]
    assert [words.split()[0] for words in costs[ADA]] == ["SELECT", "INSERT", "DELETE"]
    assert costs[ADA] == costs[GRACE] == costs[NOBODY]
    assert scrypt_costs == []


@pytest.mark.usefixtures("ada")
def test_the_mail_goes_to_the_address_as_it_is_stored(
    ask: Callable[..., TestResponse], mails: Callable[[], list[Mail]], ada: int
) -> None:
    ask(" ADA@Example.COM ")
    assert [(mail.recipient, mail.user_id) for mail in mails()] == [(ADA, ada)]


@pytest.mark.parametrize("alike", ["mıke@example.com", "mikе@example.com", "ｍike@example.com"], ids=ascii)
def test_an_address_that_looks_like_anothers_is_nobodys(
    add_user: Callable[..., int], ask: Callable[..., TestResponse], mails: Callable[[], list[Mail]], alike: str
) -> None:
    add_user("mike@example.com")
    ask(alike)
    assert [mail.user_id for mail in mails()] == [None]


@pytest.mark.usefixtures("ada")
def test_a_recipient_who_gets_enough_gets_no_more_and_keeps_the_last(
    app: Flask, ask: Callable[..., TestResponse], mails: Callable[[], list[Mail]]
) -> None:
    app.config["LIMIT_MAILS_PER_RECIPIENT"] = "2 per hour"
    assert [ask().status_code for _ in range(3)] == [302, 302, 429]
    assert len(mails()) == 1
    assert ask(GRACE).status_code == 302


def test_asking_is_audited_whoever_has_the_address_and_a_mistake_is_not(
    ada: int, ask: Callable[..., TestResponse], lines: Callable[[], list[str]]
) -> None:
    lines()
    for email in (ADA, NOBODY, "ada"):
        ask(email)
    assert lines() == [f"event=recovery email={email} address=127.0.0.1" for email in (ADA, NOBODY)]
    assert ada == 1


@pytest.mark.usefixtures("ada")
def test_asking_that_fails_is_neither_audited_nor_mailed(
    ask: Callable[..., TestResponse],
    lines: Callable[[], list[str]],
    failing: Callable[..., Any],
    mails: Callable[[], list[Mail]],
) -> None:
    lines()
    with failing("INSERT INTO mail"):
        assert ask().status_code == 503
    assert (lines(), mails()) == ([], [])


def test_the_page_for_asking_is_everybodys(app: Flask, member: FlaskClient) -> None:
    for client, ways in ((member, 0), (app.test_client(), 1)):
        html = client.get(ASK).text
        assert "<h1>Forgotten password</h1>" in html
        assert "A link to choose a new password is mailed to it." in html
        assert html.partition("<main")[2].count('href="/login"') == ways


@pytest.mark.parametrize("path", ["/login", "/account/confirm"])
def test_whoever_is_asked_for_a_password_is_shown_the_way(client: FlaskClient, member: FlaskClient, path: str) -> None:
    html = (client if path == "/login" else member).get(path).text
    assert f'href="{ASK}"' in html


@pytest.mark.usefixtures("ada")
def test_the_link_leads_to_a_page_that_says_whose_password_it_is(client: FlaskClient, link: Callable[..., str]) -> None:
    response = client.get(link())
    assert (response.status_code, response.location) == (302, CHOOSE)
    html = client.get(CHOOSE).text
    assert f"<strong>{ADA}</strong>" in html
    assert f'autocomplete="username" value="{ADA}"' in " ".join(html.split())


@pytest.mark.usefixtures("ada", "grace")
def test_a_password_manager_is_told_whose_password_it_is_and_not_who_is_logged_in(
    log_in: Callable[..., FlaskClient], link: Callable[..., str]
) -> None:
    browser = log_in(GRACE)
    browser.get(link())
    html = " ".join(browser.get(CHOOSE).text.split())
    assert f'autocomplete="username" value="{ADA}"' in html
    assert f'value="{GRACE}"' not in html


def test_a_new_password_takes_the_place_of_the_old_one_and_ends_every_login_and_link(  # noqa: PLR0913, PLR0917 -- fixtures
    app: Flask,
    client: FlaskClient,
    member: FlaskClient,
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    opens: Callable[..., list[str]],
    mails: Callable[[], list[Mail]],
) -> None:
    client.get(link())
    response = choose(client, NEW)
    assert (response.status_code, response.location) == (302, "/login")
    assert flashes(client) == [("success", messages.RECOVERED)]
    assert opens() == [NEW]
    assert (client.get("/account").status_code, member.get("/account").status_code) == (302, 302)
    assert mails() == []
    with app.app_context():
        assert db.session.scalars(db.select(LoginSession)).all() == []


@pytest.mark.usefixtures("ada")
def test_a_link_is_good_once(
    app: Flask,
    client: FlaskClient,
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    opens: Callable[..., list[str]],
) -> None:
    path = link()
    client.get(path)
    choose(client, NEW)
    other = app.test_client()
    for browser in (client, other):
        flashes(browser)
        browser.get(path)
        assert browser.get(CHOOSE).location == ASK
        assert flashes(browser) == [GONE]
    assert opens() == [NEW]


@pytest.mark.usefixtures("ada")
def test_a_form_left_open_is_told_where_its_link_is_no_longer_good(  # noqa: PLR0913, PLR0917 -- fixtures
    app: Flask,
    client: FlaskClient,
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    submit: Callable[..., TestResponse],
    opens: Callable[..., list[str]],
) -> None:
    path, other = link(), app.test_client()
    for browser in (client, other):
        browser.get(path)
        browser.get(CHOOSE)
    choose(client, NEW)
    response = submit(other, CHOOSE, form_at="/login", password=OLD, confirm=OLD)
    assert (response.status_code, response.location) == (302, ASK)
    assert flashes(other) == [GONE]
    assert opens() == [NEW]


@pytest.mark.usefixtures("ada")
def test_of_two_who_use_one_link_at_the_same_moment_one_has_changed_the_password(
    app: Flask, link: Callable[..., str], monkeypatch: pytest.MonkeyPatch, opens: Callable[..., list[str]]
) -> None:
    path, gate = link(), Barrier(2)
    browsers = [app.test_client(), app.test_client()]
    tokens = []
    for browser in browsers:
        browser.get(path)
        tokens.append(
            browser.get(CHOOSE).text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        )

    def together(*arguments: Any) -> str:
        gate.wait(10)
        return generate_password_hash(*arguments)

    monkeypatch.setattr("app.accounts.generate_password_hash", together)

    def use(browser: FlaskClient, token: str) -> int:
        return browser.post(CHOOSE, data={"csrf_token": token, "password": NEW, "confirm": NEW}).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(use, browsers, tokens))
    assert statuses == [302, 409]
    assert opens() == [NEW]
    with app.app_context():
        db.engine.dispose()


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("age", [timedelta(minutes=31), timedelta(days=2)])
def test_a_link_that_has_run_out_leads_to_asking_again(
    app: Flask, client: FlaskClient, link: Callable[..., str], age: timedelta
) -> None:
    path = link()
    with app.app_context():
        db.session.execute(db.update(Mail).values(created_at=utc_now() - age))
        db.session.commit()
    client.get(path)
    assert client.get(CHOOSE).location == ASK
    assert flashes(client) == [GONE]


@pytest.mark.usefixtures("ada")
def test_a_newer_link_takes_the_place_of_an_older_one(
    app: Flask, client: FlaskClient, link: Callable[..., str]
) -> None:
    older, newer = link(), link()
    client.get(older)
    assert client.get(CHOOSE).location == ASK
    other = app.test_client()
    other.get(newer)
    assert other.get(CHOOSE).status_code == 200


def test_a_page_without_a_link_leads_to_asking_for_one(client: FlaskClient, member: FlaskClient) -> None:
    for browser in (client, member):
        for _ in range(2):
            assert browser.get(CHOOSE).location == ASK
        assert flashes(browser) == [GONE, GONE]


@pytest.mark.usefixtures("ada", "grace")
def test_of_two_members_links_in_one_browser_the_latest_counts(
    client: FlaskClient,
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    opens: Callable[..., list[str]],
    mails: Callable[[], list[Mail]],
) -> None:
    for path in (link(ADA), link(GRACE)):
        client.get(path)
    html = client.get(CHOOSE).text
    assert f"<strong>{GRACE}</strong>" in html
    ada, grace = (str(mail.id) for mail in mails())
    assert f'<input type="hidden" name="link" value="{grace}">' in html
    response = choose(client, NEW, link=ada)
    assert (response.status_code, response.location) == (302, CHOOSE)
    assert flashes(client) == [("warning", LINK_CHANGED)]
    assert (opens(ADA), opens(GRACE)) == ([OLD], [OLD])
    choose(client, NEW, link=grace)
    assert (opens(ADA), opens(GRACE)) == ([OLD], [NEW])


@pytest.mark.usefixtures("grace")
def test_a_members_own_new_password_logs_them_out_here_and_empties_the_browser(
    member: FlaskClient, link: Callable[..., str], choose: Callable[..., TestResponse], lines: Callable[[], list[str]]
) -> None:
    member.get(link())
    lines()
    choose(member, NEW)
    assert lines() == [
        f"event={words} address=127.0.0.1"
        for words in ("password-change user=2", "end user=2 count=1", "logout user=2")
    ]
    with member.session_transaction() as session:
        assert set(session) == {"_flashes"}


def test_whoever_else_is_logged_in_there_stays_so(  # noqa: PLR0913, PLR0917 -- fixtures
    ada: int,
    grace: int,
    log_in: Callable[..., FlaskClient],
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    opens: Callable[..., list[str]],
) -> None:
    browser = log_in(GRACE, OLD)
    browser.get(link(ADA))
    response = choose(browser, NEW)
    assert response.status_code == 302
    assert GRACE in browser.get("/account").text
    assert (opens(ADA), opens(GRACE)) == ([NEW], [OLD])
    assert ada != grace


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("token", [{}, {"csrf_token": "forged"}], ids=["none", "forged"])
def test_a_form_without_its_token_is_refused_and_the_link_stays_good(
    client: FlaskClient,
    link: Callable[..., str],
    opens: Callable[..., list[str]],
    mails: Callable[[], list[Mail]],
    token: dict[str, str],
) -> None:
    client.get(link())
    response = client.post(
        CHOOSE, data={"password": NEW, "confirm": NEW} | token, headers={"Origin": "http://localhost"}
    )
    assert response.status_code == 400
    assert FORM_EXPIRED in response.text
    assert (opens(), len(mails())) == ([OLD], 1)
    assert client.get(CHOOSE).status_code == 200


@pytest.mark.usefixtures("ada")
def test_another_site_neither_asks_nor_chooses(
    client: FlaskClient, link: Callable[..., str], mails: Callable[[], list[Mail]], opens: Callable[..., list[str]]
) -> None:
    client.get(link())
    for path, fields in ((ASK, {"email": NOBODY}), (CHOOSE, {"password": NEW, "confirm": NEW})):
        response = client.post(path, data=fields, headers={"Origin": "https://evil.example"})
        assert response.status_code == 400
    assert ([mail.recipient for mail in mails()], opens()) == ([ADA], [OLD])


@pytest.mark.usefixtures("ada")
def test_a_mistake_changes_nothing_and_spends_nothing(
    client: FlaskClient, link: Callable[..., str], choose: Callable[..., TestResponse], opens: Callable[..., list[str]]
) -> None:
    client.get(link())
    response = choose(client, ADA.upper())
    assert response.status_code == 200
    assert PASSWORD_IS_EMAIL in response.text
    assert opens() == [OLD]
    assert choose(client, NEW).status_code == 302
    assert opens() == [NEW]


@pytest.mark.usefixtures("grace")
def test_whoever_has_chosen_a_new_password_has_shown_that_they_read_the_mail(
    ada: int, client: FlaskClient, link: Callable[..., str], choose: Callable[..., TestResponse]
) -> None:
    shown: list[int] = []

    def note(_sender: object, user: User) -> None:
        shown.append(user.id)

    client.get(link())
    with address_proven.connected_to(note):
        choose(client, "short")
        assert shown == []
        choose(client, NEW)
    assert shown == [ada]


@pytest.mark.usefixtures("ada")
def test_an_act_that_fails_half_way_changes_nothing_and_the_link_stays_good(
    client: FlaskClient,
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    opens: Callable[..., list[str]],
    failing: Callable[..., Any],
) -> None:
    client.get(link())
    with failing("DELETE FROM mail"):
        assert choose(client, NEW).status_code == 503
    assert opens() == [OLD]
    assert choose(client, NEW).status_code == 302


@pytest.mark.parametrize("who", ["a visitor", "the member", "another member", "whose login has ended"])
def test_the_new_password_is_hashed_with_nothing_held(  # noqa: PLR0913, PLR0917 -- fixtures, and the table's columns
    app: Flask,
    member: FlaskClient,
    add_user: Callable[..., int],
    log_in: Callable[..., FlaskClient],
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    set_back: Callable[..., None],
    held: list[int],
    who: str,
) -> None:
    add_user(GRACE, OLD)
    browsers = {"a visitor": app.test_client(), "another member": log_in(GRACE, OLD)}
    browser = browsers.get(who, member)
    if who == "whose login has ended":
        set_back(seen_at=timedelta(hours=2))
    browser.get(link())
    held.clear()
    assert choose(browser, NEW).status_code == 302
    assert held == [0]


@pytest.mark.usefixtures("ada")
def test_the_row_of_the_user_is_taken_first(
    client: FlaskClient, link: Callable[..., str], choose: Callable[..., TestResponse], taken: list[str]
) -> None:
    client.get(link())
    taken.clear()
    assert choose(client, NEW).status_code == 302
    assert taken[0] == "user"
    assert {"login_session", "mail"} <= set(taken)


@pytest.mark.usefixtures("ada")
def test_no_link_stands_in_the_log_or_on_a_page(
    client: FlaskClient,
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    caplog: pytest.LogCaptureFixture,
) -> None:
    path = link()
    nonce, signature = path.split(".")[1:]
    pages = client.get(path).text + client.get(CHOOSE).text
    choose(client, NEW)
    assert "event=password-change" in caplog.text
    assert [word for word in (nonce, signature, NEW) if word in pages + caplog.text] == []


@pytest.mark.usefixtures("ada")
def test_whose_account_is_shut_chooses_nothing(
    client: FlaskClient, link: Callable[..., str], shut: Callable[[str], None]
) -> None:
    client.get(link())
    shut(ADA)
    assert client.get(CHOOSE).location == ASK


@pytest.mark.usefixtures("ada")
def test_whose_password_is_changed_while_the_new_one_is_hashed_is_overtaken(
    app: Flask,
    client: FlaskClient,
    link: Callable[..., str],
    choose: Callable[..., TestResponse],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.get(link())

    def meanwhile(*arguments: Any) -> str:
        monkeypatch.setattr("app.accounts.generate_password_hash", generate_password_hash)
        with app.app_context():
            user = accounts.find(ADA)
            assert user
            accounts.change_password(user, OLD)
            db.session.commit()
        return generate_password_hash(*arguments)

    monkeypatch.setattr("app.accounts.generate_password_hash", meanwhile)
    response = choose(client, NEW)
    assert response.status_code == 409
    assert ERRORS[409][1] in response.text
