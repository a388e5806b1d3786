"""The macros: messages, fields and dates."""

from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, flash, render_template_string
from flask.testing import FlaskClient
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

Tag = dict[str, str | None]


class Sample(FlaskForm):
    """One field with a hint, one without."""

    code = PasswordField("Code", [InputRequired("Enter a <code>."), Length(8, 64)], description="On the <back>.")
    note = StringField("Note", [Length(max=9, message="Too long.")])


class Page(HTMLParser):
    """The elements of a page: its tags with their attributes, and the text in them by their id."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Tag]] = []
        self.texts: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that begins."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note the first text in the latest element."""
        if self.tags:
            _tag, attributes = self.tags[-1]
            self.texts.setdefault(attributes.get("id") or "", data)

    def all(self, name: str) -> list[Tag]:
        """The attributes of every element of this name."""
        return [attributes for tag, attributes in self.tags if tag == name]


def test_a_page_says_what_it_is_to_whoever_lists_it_and_has_the_icon_of_the_site(client: FlaskClient) -> None:
    page = Page(client.get("/login").text)
    named = {tag.get("name"): tag["content"] for tag in page.all("meta") if "content" in tag}
    assert named["description"] == "Latchkey: login and sessions for Flask."
    (icon,) = (tag["href"] for tag in page.all("link") if tag["rel"] == "icon")
    with client.get(str(icon)) as response:
        assert response.mimetype == "image/svg+xml"


@pytest.fixture
def alerts(app: Flask) -> Callable[..., str]:
    """The HTML of these messages, each a pair of category and text."""

    def rendered(*messages: tuple[str, str]) -> str:
        with app.test_request_context():
            for category, message in messages:
                flash(message, category)
            return render("{% from 'macros.html' import render_flashes %}{{ render_flashes() }}")

    return rendered


@pytest.fixture
def field(app: Flask) -> Callable[..., Page]:
    """The page with this field of a form that was sent with this text in it, or that was not sent."""

    def rendered(name: str, text: str | None = None) -> Page:
        with app.test_request_context(method="GET" if text is None else "POST", data={name: text or ""}):
            form = Sample(meta={"csrf": False})
            form.validate_on_submit()
            source = "{% from 'macros.html' import render_field %}{{ render_field(field) }}"
            return Page(render(source, field=form[name]))

    return rendered


def render(source: str, **context: Any) -> str:
    return render_template_string(source, **context)


def test_without_messages_there_is_no_alert(alerts: Callable[..., str]) -> None:
    assert alerts().strip() == ""


@pytest.mark.parametrize("message", ["<script>alert(1)</script>", "<b>Ada</b> & 'Grace'", '"><img src=x onerror=x>'])
def test_a_message_is_text_and_never_markup(alerts: Callable[..., str], message: str) -> None:
    html = alerts(("success", message))
    assert message not in html
    assert [tag for tag, _attributes in Page(html).tags] == ["div", "button"]


@pytest.mark.parametrize(
    ("category", "style", "role"),
    [
        ("success", "alert-success", "status"),
        ("info", "alert-info", "status"),
        ("warning", "alert-warning", "alert"),
        ("danger", "alert-danger", "alert"),
        ("message", "alert-info", "status"),
        ("error", "alert-info", "status"),
        ("", "alert-info", "status"),
        ('"><script>', "alert-info", "status"),
    ],
)
def test_an_alert_is_styled_and_announced_by_its_category(
    alerts: Callable[..., str], category: str, style: str, role: str
) -> None:
    (alert,) = Page(alerts((category, "Hello."))).all("div")
    classes = (alert["class"] or "").split()
    assert [name for name in classes if name.startswith("alert-")] == [style, "alert-dismissible"]
    assert alert["role"] == role


def test_every_message_has_an_alert_of_its_own_that_can_be_closed(alerts: Callable[..., str]) -> None:
    html = alerts(("success", "First."), ("warning", "Second."))
    page = Page(html)
    assert html.index("First.") < html.index("Second.")
    assert [alert["role"] for alert in page.all("div")] == ["status", "alert"]
    for button in page.all("button"):
        assert button == {"type": "button", "class": "btn-close", "data-bs-dismiss": "alert", "aria-label": "Close"}
    assert len(page.all("button")) == 2


def test_a_message_is_shown_once(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["_flashes"] = [("info", "Only once.")]
    assert "Only once." in client.get("/login").text
    assert "Only once." not in client.get("/login").text


def test_a_label_belongs_to_its_field(field: Callable[..., Page]) -> None:
    page = field("code")
    assert page.all("label")[0]["for"] == page.all("input")[0]["id"] == "code"


def test_a_field_is_described_by_its_hint(field: Callable[..., Page]) -> None:
    page = field("code")
    control = page.all("input")[0]
    assert (control["aria-describedby"], page.texts["code-hint"]) == ("code-hint", "On the <back>.")
    assert "aria-invalid" not in control
    assert "is-invalid" not in (control["class"] or "")


def test_a_wrong_field_is_described_by_its_hint_and_its_error(field: Callable[..., Page]) -> None:
    page = field("code", "")
    control = page.all("input")[0]
    assert control["aria-describedby"] == "code-hint code-error"
    assert control["aria-invalid"] == "true"
    assert "is-invalid" in (control["class"] or "").split()
    assert page.texts["code-error"] == "Enter a <code>."


def test_a_wrong_field_without_a_hint_is_described_by_its_error(field: Callable[..., Page]) -> None:
    page = field("note", "more than nine")
    assert page.all("input")[0]["aria-describedby"] == "note-error"
    assert page.texts["note-error"] == "Too long."


def test_a_field_with_neither_is_described_by_nothing(field: Callable[..., Page]) -> None:
    control = field("note").all("input")[0]
    assert "aria-describedby" not in control
    assert "aria-invalid" not in control


@pytest.mark.parametrize("name", ["code", "note"])
@pytest.mark.parametrize("text", [None, "", "x" * 100], ids=["unsent", "empty", "over-long"])
def test_no_field_cuts_what_is_pasted(field: Callable[..., Page], name: str, text: str | None) -> None:
    control = field(name, text).all("input")[0]
    assert "maxlength" not in control
    assert "minlength" not in control


def test_what_was_typed_is_still_there_and_never_markup(field: Callable[..., Page]) -> None:
    page = field("note", '"><script>alert(1)</script>')
    assert page.all("input")[0]["value"] == '"><script>alert(1)</script>'
    assert page.all("script") == []


def test_a_password_is_not_shown_again(field: Callable[..., Page]) -> None:
    assert field("code", "a code too short or long" * 9).all("input")[0]["value"] == ""


@pytest.mark.parametrize("page", ["password", "confirm", "delete"])
def test_the_email_is_there_for_password_managers_and_is_not_sent(member: FlaskClient, page: str) -> None:
    (username,) = [
        control
        for control in Page(member.get(f"/account/{page}").text).all("input")
        if control.get("autocomplete") == "username"
    ]
    assert username["value"] == "ada@example.com"
    assert "name" not in username
    assert username["class"] == "visually-hidden"


@pytest.mark.parametrize(
    ("moment", "exact", "words"),
    [
        (datetime(2026, 3, 1, 23, 30, 5, 123456, UTC), "2026-03-01T23:30:05+00:00", "1 March 2026, 23:30 UTC"),
        (datetime(2031, 1, 1, tzinfo=UTC), "2031-01-01T00:00:00+00:00", "1 January 2031, 00:00 UTC"),
        (datetime(2031, 12, 31, 23, 59, 59, tzinfo=UTC), "2031-12-31T23:59:59+00:00", "31 December 2031, 23:59 UTC"),
        (datetime(2032, 2, 29, 12, 5, tzinfo=UTC), "2032-02-29T12:05:00+00:00", "29 February 2032, 12:05 UTC"),
    ],
    ids=["a second", "a year's first", "a year's last", "a leap day"],
)
def test_a_moment_is_readable_and_exact_to_the_second(app: Flask, moment: datetime, exact: str, words: str) -> None:
    date, _comma, _time = words.partition(",")
    for macro, shown in (("render_date", date), ("render_moment", words)):
        with app.test_request_context():
            html = render(f"{{% from 'macros.html' import {macro} %}}{{{{ {macro}(moment) }}}}", moment=moment)
        # HTML knows milliseconds at most, and the database keeps microseconds.
        assert html == f'<time datetime="{exact}">{shown}</time>'


def test_every_form_that_is_sent_has_a_token_of_its_own(app: Flask) -> None:
    folder = Path(app.root_path, app.template_folder or "")
    forms = [
        (path.name, form)
        for path in folder.rglob("*.html")
        for form in path.read_text().split('<form method="post"')[1:]
    ]
    assert len(forms) >= 8
    bare = [name for name, form in forms if "csrf_token" not in form.partition("</form>")[0]]
    assert not bare, "Write {{ form.csrf_token }} into the form: that of the form for logging out is not sent with it."


@pytest.mark.parametrize("path", ["/account", "/account/confirm", "/account/password"])
def test_an_address_is_text_wherever_it_stands(
    add_user: Callable[..., int], log_in: Callable[..., FlaskClient], path: str
) -> None:
    add_user("a&lt@example.com")
    html = log_in("a&lt@example.com").get(path).text
    assert html.count("a&amp;lt@example.com") >= 2
    assert "a&lt@example.com" not in html
