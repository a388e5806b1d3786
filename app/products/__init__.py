"""A capability: the public list of products, where everyone lands, and adding to it."""

from flask import Flask

from app.products.views import bp

DEFAULTS = {"LANDING_VIEW": "products.index"}
#: Views that are meant for everybody.
PUBLIC = {"products.index"}


def init_app(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(bp)
