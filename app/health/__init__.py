"""A capability: whether this server is alive and ready, for whatever looks after it, and a log that machines read."""

from flask import Flask

from app.health import logs
from app.health.views import bp

DEFAULTS = {
    # One JSON object a line, with an id that all lines of one request share, in place of text.
    "LOG_JSON": False,
}
#: Views that are meant for everybody.
PUBLIC = {"health.alive", "health.ready"}


def init_app(app: Flask) -> None:
    """Answer the questions, and write the log as ``LOG_JSON`` says."""
    app.register_blueprint(bp)
    if app.config["LOG_JSON"]:
        logs.init_app(app)
