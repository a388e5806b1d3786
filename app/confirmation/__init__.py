"""A capability: members show that their email address is theirs, by a link that is mailed to it."""

from flask import Flask

from app.confirmation import first, guard
from app.confirmation.addresses import KIND
from app.confirmation.messages import ALREADY_REGISTERED, CONFIRM, REGISTER
from app.confirmation.views import bp
from app.mail import letters

DEFAULTS = {
    # The endpoints of pages that only members open whose address is confirmed, such as ["products.new"].
    "CONFIRMED_VIEWS": (),
    # Whether the address is confirmed before there is an account: then registering tells nobody who has one.
    "CONFIRM_FIRST": False,
}
#: Views that are meant for everybody.
PUBLIC = {"confirmation.confirm"}
SLOTS = {"banner": "confirmation/banner.html"}


def init_app(app: Flask) -> None:
    """Serve the pages, and have the letters written. Raises NoAppException for a view that is none."""
    app.register_blueprint(bp)
    letters.add(app, KIND, CONFIRM)
    guard.demand_confirmed(app)
    if app.config["CONFIRM_FIRST"]:
        letters.add(app, first.KIND, REGISTER)
        letters.add(app, first.TAKEN, ALREADY_REGISTERED)
        first.init_app(app)
