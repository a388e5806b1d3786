"""Where products are, they are where everyone lands."""

from typing import Any

import pytest

LANDING = {"LANDING_VIEW": "products.index"}


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """The core's, and this landing page."""
    return settings | LANDING
