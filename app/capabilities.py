"""The capabilities of this app, a line each: what goes beyond accounts and logins, and can be left out.

A capability is a package of ours, ``app/NAME``, that nothing but this module names. It may have

- ``init_app(app)``, which registers what it brings: a blueprint, commands, listeners of ``app.signals``;
- ``DEFAULTS``, settings of its own, or another default for one of the core's;
- ``PUBLIC``, the endpoints that are meant for everybody: whatever is not there is to ask who comes, and tests hold it;
- ``SLOTS``, a template for each of ``SLOTS`` below that it has something to show at;
- ``models.py``, with tables that hang on the user (ON DELETE CASCADE), and ``migrations/`` beside its blueprint, with a
  base and a label of their own.

To leave one out, run ``flask db downgrade NAME@base``, then take its line away, and delete what bears its name.
"""

from importlib import import_module
from typing import Any

from flask import Flask

#: Each capability, in the order in which they are set up, and those that it needs: where one is not here, it falls too.
CAPABILITIES: dict[str, tuple[str, ...]] = {
    "products": (),
    "health": (),
    "mail": (),
    "recovery": ("mail",),
    "email_change": ("mail",),
    "confirmation": ("mail", "recovery"),
    "notices": ("mail",),
}
#: Where pages of the core show what capabilities bring: under the navbar, beside the form for logging in, as a section
#: of the account page, and beside the password wherever it is asked for again, as another proof of who this is.
SLOTS = ("banner", "login", "account", "proof")


def present(capabilities: dict[str, tuple[str, ...]]) -> list[str]:
    """Give those of ``capabilities`` whose needs are all present."""
    found = dict(capabilities)
    while fallen := [name for name, needs in found.items() if not found.keys() >= set(needs)]:
        for name in fallen:
            del found[name]
    return list(found)


PRESENT = [import_module(f"app.{name}") for name in present(CAPABILITIES)]


def public() -> set[str]:
    """The endpoints of capabilities that are meant for everybody."""
    return {endpoint for one in PRESENT for endpoint in getattr(one, "PUBLIC", ())}


def defaults() -> dict[str, Any]:
    """The settings that capabilities bring, with their defaults."""
    return {setting: default for one in PRESENT for setting, default in getattr(one, "DEFAULTS", {}).items()}


def init_app(app: Flask) -> None:
    """Set each capability up, and show at each slot what they have for it. Raises LookupError for an unknown slot."""
    slots: dict[str, list[str]] = {slot: [] for slot in SLOTS}
    for one in PRESENT:
        one.init_app(app)
        for slot, template in getattr(one, "SLOTS", {}).items():
            slots[slot].append(template)
    app.jinja_env.globals["slots"] = slots
