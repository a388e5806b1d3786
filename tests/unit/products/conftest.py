"""Where products are, they are where everyone lands."""

from typing import Any

import pytest


@pytest.fixture
def settings(settings: dict[str, Any]) -> dict[str, Any]:
    """The core's, without its landing page: the one that this capability brings is the default."""
    return {name: value for name, value in settings.items() if name != "LANDING_VIEW"}
