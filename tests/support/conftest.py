"""A run of behave whose score sheet is looked at."""

import pytest
from written_run import run_trial


@pytest.fixture(scope="session")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of the sheet."""
    sheet = run_trial(tmp_path_factory.mktemp("run"), "-f", "features.support.login.conformance:ScoreSheet")
    return sheet.splitlines()
