"""The mail server of the scenarios: what it was sent, and what it is looked through for."""

from collections.abc import Iterator
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

pytest.importorskip("behave")
pytest.importorskip("features.support.mail.postbox", reason="what mails may have been taken out of this copy")

from features.support.login.people import Person
from features.support.mail.postbox import Postbox, Received, mailed

ADA = Person("Ada", "ada@example.com", "correct horse battery")
LINK = "http://site.test/recovery/a-token"


def mail(text: str = LINK, html: str = f'<a href="{LINK}">here</a>', subject: str = "A link") -> EmailMessage:
    """Give a mail in both ways of writing one."""
    made = EmailMessage()
    made["Subject"] = subject
    made.set_content(f"Open {text}\n")
    made.add_alternative(f"<p>{html}</p>", subtype="html")
    return made


@pytest.fixture
def box() -> Iterator[Postbox]:
    box = Postbox(Mock(url="http://site.test", app=SimpleNamespace(config={})))
    box.controller = Mock(port=25)
    yield box
    box.deaf.close()


def test_the_one_link_of_a_mail_is_in_both_of_its_parts() -> None:
    assert Received(ADA.email, mail()).link == LINK
    for wrong in (mail(html=f'<a href="{LINK}2">'), mail(text=f"{LINK} or {LINK}"), mail(html="here")):
        with pytest.raises((AssertionError, ValueError)):
            assert Received(ADA.email, wrong).link


def test_what_is_due_is_delivered_before_anyone_looks(box: Postbox) -> None:
    box.server.run = lambda *command: box.received.append(Received(ADA.email, mail(subject=" ".join(command))))
    assert [one.mail["Subject"] for one in box.of(ADA.email)] == ["mail deliver"]


def test_a_mail_is_the_last_to_its_member_and_of_its_subject(box: Postbox) -> None:
    context: Any = type("Context", (), {"postbox": box, "__contains__": lambda _self, _name: True})()
    with pytest.raises(AssertionError, match=r"ada@example\.com has got no mail"):
        mailed(context, ADA)
    first, last = (Received(ADA.email, mail(subject="One")) for _ in range(2))
    box.received = [first, last, Received(ADA.email, mail(subject="Two")), Received("eve@example.com", mail())]
    assert mailed(context, ADA, "One") is last
    assert mailed(context, ADA).mail["Subject"] == "Two"
    with pytest.raises(AssertionError, match=r"ada@example\.com has got no mail A link: "):
        mailed(context, ADA, "A link")
