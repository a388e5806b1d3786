"""A small behave project for each test, or for all that change nothing in it."""

from pathlib import Path

import pytest
from small_project import FEATURES, Project
from written_run import run

__all__ = ["run"]  # a fixture, for those who test what is written about a run


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture(scope="module")
def shared_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """One with features of all kinds, for tests that change nothing in it."""
    project = Project(tmp_path_factory.mktemp("project"))
    project.write(**FEATURES)
    return project
