"""Everything that can go wrong in a view."""

from collections.abc import Iterator
from unittest.mock import Mock, patch

from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import default_exceptions

from app import messages
from app.guessing import TooManyAttempts
from app.models import Overtaken
from app.schema import DatabaseBehind

#: Whatever a view may raise: each status that has a page, and what has a page with another sentence.
FAILURES = (
    *(default_exceptions[status]() for status in messages.ERRORS),
    OperationalError("SELECT", {}, Exception("gone")),
    Overtaken(),
    DatabaseBehind(),
    TooManyAttempts(90),
)


def all_failures(app: Flask) -> Iterator[Exception]:
    """Have the form for logging in fail in each way there is, one after the other, and give how."""
    for failure in FAILURES:
        with patch.dict(app.view_functions, {"users.login": Mock(side_effect=failure)}):
            yield failure
