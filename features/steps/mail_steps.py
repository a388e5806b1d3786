"""What is mailed, whoever sends it: what arrives, how a mail server fails, and who delivers."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from behave import given, then, when
from behave.runner import Context
from playwright.sync_api import expect

from features.support.login.page import AnyPage
from features.support.login.page_checks import WCAG, expect_accessible
from features.support.login.people import ANOTHER, Person
from features.support.mail.postbox import PATIENCE, box, mailed


@given('{person:Person} has got the mail "{subject}"')
@then('{person:Person} gets the mail "{subject}"')
def step_gets_mail(context: Context, person: Person, subject: str) -> None:
    context.mail = mailed(context, person, subject)


@then('{person:Person} gets {count:d} mail "{subject}"')
@then('{person:Person} gets {count:d} mails "{subject}"')
def step_gets_mails(context: Context, person: Person, count: int, subject: str) -> None:
    found = [one for one in box(context).of(person.email) if one.mail["Subject"] == subject]
    assert len(found) == count, found


@then('{person:Person} gets no mail "{subject}"')
def step_gets_no_mail(context: Context, person: Person, subject: str) -> None:
    assert not [one for one in box(context).of(person.email) if one.mail["Subject"] == subject], subject


@then('it says "{words}", in both of its parts')
def step_mail_says(context: Context, words: str) -> None:
    for part in (context.mail.text, context.mail.html):
        assert words in " ".join(part.split()), part


@then("it says that it was just now")
def step_mail_says_when(context: Context) -> None:
    moments = [datetime.now(UTC) - timedelta(minutes=ago) for ago in (0, 1)]
    for part in (context.mail.text, context.mail.html):
        assert any(f"{moment.day} {moment:%B %Y, %H:%M} UTC" in part for moment in moments), part


@then("it says which account it is about: {person:Person}'s")
def step_says_whose(context: Context, person: Person) -> None:
    for part in (context.mail.text, context.mail.html):
        assert person.email in part, part


@then("it says which site has sent it")
def step_says_site(context: Context) -> None:
    closing = f"This mail was sent by {urlsplit(context.server.url).netloc}. Nobody"
    for part in (context.mail.text, context.mail.html):
        assert closing in " ".join(part.split()), part


@then("it comes from nobody at this site, and goes to {person:Person} alone")
def step_mail_comes_from_nobody(context: Context, person: Person) -> None:
    step_mail_comes_from(context, f"no-reply@{urlsplit(context.server.url).hostname}", person)


@then('it comes from "{sender}", and goes to {person:Person} alone')
def step_mail_comes_from(context: Context, sender: str, person: Person) -> None:
    assert [one.addr_spec for one in context.mail.mail["From"].addresses] == [sender], context.mail.mail.items()
    assert context.mail.mail["To"] == context.mail.recipient == person.email, context.mail.mail.items()
    assert not {"Cc", "Bcc"}.intersection(context.mail.mail), context.mail.mail.items()


@then('its link is called "{words}"')
def step_link_called(context: Context, words: str) -> None:
    assert f"{words}:\n{context.mail.link}" in context.mail.text.replace("\r", ""), context.mail.text
    assert f">{words}</a>" in context.mail.html, context.mail.html


@when("the link that was mailed to {owner:Person} is opened in another tab of {person:Person}'s browser")
def step_opened_in_tab(context: Context, owner: Person, person: Person) -> None:
    tab = AnyPage(context.windows.of(person).context.new_page())
    tab.visit(mailed(context, owner).link)
    tab.expect_text(owner.email)


@when("{person:Person} opens the link that was mailed to her")
def step_opens_link(context: Context, person: Person) -> None:
    person.link = mailed(context, person).link
    AnyPage(context.windows.of(person)).visit(person.link)


@when("{person:Person} opens that link again")
def step_opens_link_again(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).visit(person.link)


@when("{person:Person} opens the link of the mail that she had got")
def step_opens_link_got(context: Context, person: Person) -> None:
    AnyPage(context.windows.of(person)).visit(context.mail.link)


@when("{person:Person} opens the link that was mailed to her on another computer")
def step_opens_link_elsewhere(context: Context, person: Person) -> None:
    person.link = mailed(context, person).link
    AnyPage(context.windows.of(person, ANOTHER)).visit(person.link)


@then("the link leads to the site, and nowhere else")
def step_link_leads_here(context: Context) -> None:
    assert context.mail.link.startswith(f"{context.server.url}/link/"), context.mail.link


@given("the mail server {trouble}")
@when("the mail server {trouble}")
def step_mail_server(context: Context, trouble: str) -> None:
    box(context).trouble = trouble


@when("{person:Person}'s mail is delivered in vain")
def step_delivered_in_vain(context: Context, person: Person) -> None:
    assert not box(context).of(person.email), context.postbox.received


def start_deliverer(context: Context) -> subprocess.Popen[bytes]:
    """Have the operator's command deliver, in a process of its own, until the scenario ends."""
    settings = context.server.settings | box(context).settings
    others = {name: value for name, value in os.environ.items() if not name.startswith("FLASK_")}
    environment = others | {f"FLASK_{name}": json.dumps(value) for name, value in settings.items()}
    command = [sys.executable, "-m", "flask", "--app", "app", "mail", "deliver", "--forever"]
    deliverer = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603 -- our own words
    context.add_cleanup(deliverer.wait)
    context.add_cleanup(deliverer.kill)
    return deliverer


@given("a deliverer is at work")
def step_deliverer(context: Context) -> None:
    context.deliverer = start_deliverer(context)


@given("{count:d} deliverers are at work")
def step_deliverers(context: Context, count: int) -> None:
    context.deliverers = [start_deliverer(context) for _ in range(count)]


@when("all of them have sent what they were sending")
def step_deliverers_end(context: Context) -> None:
    for deliverer in context.deliverers:
        deliverer.send_signal(signal.SIGTERM)
        assert deliverer.wait(PATIENCE) == 0, deliverer.returncode


@when("the deliverer is killed while it sends {person:Person}'s mail")
def step_deliverer_killed(context: Context, person: Person) -> None:
    ends = time.monotonic() + PATIENCE
    while not context.data.rows("mail", recipient=person.email, kind="recovery", tries=1):
        assert time.monotonic() < ends, "nobody has begun to send it"
        time.sleep(0.05)
    context.deliverer.send_signal(signal.SIGKILL)
    context.deliverer.wait()


@when("the deliverer is asked to end")
def step_deliverer_ended(context: Context) -> None:
    context.deliverer.send_signal(signal.SIGTERM)


@then("it ends within {seconds:d} seconds, and says that all is well")
def step_deliverer_ends(context: Context, seconds: int) -> None:
    assert context.deliverer.wait(seconds) == 0, context.deliverer.returncode


@then("{person:Person} gets her mail without anybody's doing")
def step_gets_mail_from_deliverer(context: Context, person: Person) -> None:
    context.mail = context.postbox.wait_for(person.email, "Choose a new password")


@then("whoever steals the database finds no link in it")
def step_no_link_stored(context: Context) -> None:
    token = context.mail.link.rpartition("/")[2]
    rows = context.data.rows("mail")
    assert rows, "nothing is stored at all"
    assert not re.search(re.escape(token), str(rows)), rows
    assert not re.search(re.escape(token.rpartition(".")[2]), str(rows)), rows


@then("nothing is left in the outbox of {person:Person}'s")
def step_outbox_empty(context: Context, person: Person) -> None:
    box(context).deliver()
    assert not context.data.rows("mail", recipient=person.email, kind="recovery")


@when("{person:Person}'s mail program shows it in {light:w}")
def step_shows_mail(context: Context, person: Person, light: str) -> None:
    context.windows.open(person, "a mail program", color_scheme=light).set_content(context.mail.html)


@then("it meets WCAG 2.2 AA for {person:Person} there")
def step_mail_accessible(context: Context, person: Person) -> None:
    page = context.windows.of(person, "a mail program")
    expect(page.get_by_role("link")).to_have_count(1)
    expect_accessible(page, "a mail", WCAG)


@then("it is marked as sent by a machine")
def step_marked(context: Context) -> None:
    assert context.mail.mail["Auto-Submitted"] == "auto-generated", context.mail.mail.items()
