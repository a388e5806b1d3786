"""The log as JSON, one object a line, which names the request that a line belongs to."""

import json
import logging
import re
import secrets
from datetime import UTC, datetime

from flask import Flask, Response, current_app, has_request_context, request
from flask.logging import default_handler

#: What an id may be that a proxy has given: nothing that could end a line, or fill a disk.
ID = re.compile(r"[\w-]{8,64}", re.ASCII)
HEADER = "X-Request-ID"
ID_KEPT = "latchkey.request_id"


class JsonFormatter(logging.Formatter):
    """Writes ``time`` (ISO 8601, UTC), ``level``, ``logger``, ``message``, and ``request`` and ``exception`` if any."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line of ``record``. Whatever it says, it is one line: JSON quotes what would end it."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if has_request_context():
            line["request"] = request_id()
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)


def init_app(app: Flask) -> None:
    """Give each request of ``app`` an id, and have Flask's log, and the audit's, written so."""
    default_handler.setFormatter(JsonFormatter())
    app.after_request(tell_id)


def request_id() -> str:
    """The id of this request, from the first line about it on: the proxy's, if it is to be believed, or one of ours."""
    given = request.headers.get(HEADER, "") if current_app.config["PROXIES_FOR"] else ""
    return str(request.environ.setdefault(ID_KEPT, given if ID.fullmatch(given) else secrets.token_hex(8)))


def tell_id(response: Response) -> Response:
    """Tell whoever asked, so that they can name what went wrong for them."""
    response.headers[HEADER] = request_id()
    return response
