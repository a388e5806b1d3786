"""A login unlike Latchkey's: members have a name and an email, every form is answered by a 303, and tokens have a name.

Whoever mistypes is led back to the form, and told there; several cookies are set; the landing page is for members only.
``faults`` break it on purpose, one promise each.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask, Response, flash, make_response, redirect, render_template_string, request, session
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.serving import make_server

PAGE = """<!doctype html>
<title>{{ heading }} – Tide tables</title>
<nav>
  {%- if name %}<b>{{ name }}</b>
  <form method="post" action="/leave">
    <input type="hidden" name="_stamp" value="{{ stamp }}"><button>Leave</button>
  </form>
  {%- else %}<a href="/enter">Enter</a> <a href="/join">Join</a>{% endif %}
</nav>
{% for message in get_flashed_messages() %}<p class="notice">{{ message }}</p>{% endfor %}
<main>
<h1>{{ heading }}</h1>
{% if fields %}
<form method="post">
  <input type="hidden" name="_stamp" value="{{ stamp }}">
  {% for field, label in fields.items() %}
  <label for="{{ field }}">{{ label }}</label>
  {% if field in ("word", "again") %}<input id="{{ field }}" name="{{ field }}" type="password">
  {% else %}<input id="{{ field }}" name="{{ field }}" value="{{ typed[field] }}">{% endif %}
  {% endfor %}
  <button>{{ heading }}</button>
</form>
{% endif %}
</main>
"""
ENTER = {"nick": "Name", "word": "Password"}
JOIN = {"nick": "Name", "mail": "Mailbox", "word": "Password", "again": "Password, once more"}
HASH = "scrypt:128:8:1"
NOBODY = generate_password_hash("nobody's", HASH)


class AnotherSite:
    """The site, and its members' password hashes by name.

    ``faults`` are no-token, tells-names, leads-away and get-leaves; or it is closed to whoever is no member by now.
    """

    def __init__(self, *faults: str, mailbox: Path | None = None) -> None:
        self.faults, self.mailbox = faults, mailbox
        self.members: dict[str, str] = {}
        #: Who has not yet opened the link that was mailed, by what stands in it.
        self.unconfirmed: dict[str, str] = {}
        if "closed" in faults:
            self.members = {name: generate_password_hash(f"{name} was here", HASH) for name in ("ada-0", "grace-0")}
        self.app = Flask("another")
        self.app.secret_key = secrets.token_hex()
        for path, view in {"/": "Tides", "/charts": "Charts"}.items():
            self.app.add_url_rule(path, view, self.for_members(view))
        for path, view, fields in (("/enter", self.enter, ENTER), ("/join", self.join, JOIN)):
            if path == "/join" and "closed" in faults:
                continue
            self.app.add_url_rule(path, path, self.for_visitors(view, fields), methods=["GET", "POST"])
        self.app.add_url_rule("/confirm/<ticket>", "confirm", self.confirm, methods=["GET", "POST"])
        methods = ["GET", "POST"] if "get-leaves" in faults else ["POST"]
        self.app.add_url_rule("/leave", "leave", self.leave, methods=methods)

    def for_members(self, heading: str) -> Callable[[], Any]:
        """A page that asks who is there."""
        return lambda: page(heading) if "name" in session else redirect(f"/enter?to={request.path}", 303)

    def for_visitors(self, view: Callable[[], Any], fields: dict[str, str]) -> Callable[[], Any]:
        """A form that no member needs."""

        def seen() -> Any:
            if "name" in session:
                flash("You are in.")
                return redirect("/", 303)
            if request.method == "GET":
                return page(view.__name__.title(), fields)
            if not self.is_ours():
                return page("That form has gone stale", status=400)
            missing = next((label for field, label in fields.items() if not request.form[field]), None)
            return back(f"{missing}, please.") if missing else view()

        return seen

    def is_ours(self) -> bool:
        """Whether the form that was sent is one of this site's."""
        return "no-token" in self.faults or ("stamp" in session and request.form.get("_stamp") == session["stamp"])

    def enter(self) -> Any:
        """Log in."""
        name, target = request.form["nick"], request.args.get("to", "")
        if "tells-names" in self.faults and name not in self.members:
            return back("Nobody is called that.")
        if not check_password_hash(self.members.get(name, NOBODY), request.form["word"]):
            return back("That is not right.")
        if name in self.unconfirmed.values():
            return back("Open the link that you were sent.")
        session["name"] = name
        inside = target.startswith("/") and "//" not in target and "\\" not in target and target.isprintable()
        return redirect(target if inside or "leads-away" in self.faults else "/", 303)

    def join(self) -> Any:
        """Register."""
        name, word = request.form["nick"], request.form["word"]
        if name in self.members:
            return back(f"{name} is here already.")
        if word != request.form["again"]:
            return back("The two differ.")
        if len(word) < 6:
            return back("Six letters at the least.")
        self.members[name] = generate_password_hash(word, HASH)
        if self.mailbox:
            ticket = secrets.token_urlsafe()
            self.unconfirmed[ticket] = name
            with self.mailbox.open("a") as mails:
                mails.write(f"Dear {name}, confirm that this is you: {request.host_url}confirm/{ticket}\n")
        return redirect("/enter", 303)

    def confirm(self, ticket: str) -> Any:
        """Open the link that was mailed: reading it alone changes nothing."""
        if request.method == "GET":
            return page("Confirm", {"": ""})
        if self.is_ours():
            self.unconfirmed.pop(ticket, "")
        return redirect("/enter", 303)

    def leave(self) -> Any:
        """Log out."""
        if request.method == "POST" and not self.is_ours():
            return page("That form has gone stale", status=400)
        session.clear()
        return redirect("/enter", 303)


def page(heading: str, fields: dict[str, str] | None = None, status: int = 200) -> Response:
    """A page, with a form of ``fields`` if there are any."""
    if fields or "name" in session:  # else a form of another site's would bring a new session in a member's place
        session.setdefault("stamp", secrets.token_hex())
    typed = session.pop("typed") if "typed" in session else {}
    shown = {"fields": fields, "name": session.get("name"), "stamp": session.get("stamp"), "typed": typed}
    answer = make_response(render_template_string(PAGE, heading=heading, **shown), status)
    answer.set_cookie("seen", "yes", httponly=True, samesite="Lax")
    return answer


def back(message: str) -> Any:
    """Lead back to the form that was sent, and say ``message`` there."""
    flash(message)
    session["typed"] = {field: request.form.get(field, "") for field in ("nick", "mail")}
    return redirect(request.full_path, 303)


@contextmanager
def served(*faults: str, mailbox: Path | None = None) -> Iterator[str]:
    """Serve the site with ``faults``, and give its address. It mails into the file ``mailbox``, if there is one."""
    server = make_server("127.0.0.1", 0, AnotherSite(*faults, mailbox=mailbox).app, threaded=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
