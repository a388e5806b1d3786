"""The table of this capability, which comes and goes by a revision of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade

from app.extensions import db
from tests.unit.databases import execute, schema, upgrade


@pytest.fixture
def fresh_app(make_app: Callable[..., Flask], settings: dict[str, Any], fresh: str) -> Flask:
    """An app whose upgraded database is no other test's."""
    return make_app(settings | {"SQLALCHEMY_DATABASE_URI": fresh})


def test_it_goes_and_comes_and_the_core_stays(fresh: str, fresh_app: Flask) -> None:
    before = schema(fresh)
    with fresh_app.app_context():
        downgrade(revision="products@base")
        db.engine.dispose()
    assert schema(fresh) == {name: table for name, table in before.items() if name != "product"}
    upgrade(fresh)
    assert schema(fresh) == before


def test_a_table_that_is_there_already_is_taken_over_rows_and_all(fresh: str, fresh_app: Flask) -> None:
    execute(fresh, "DELETE FROM alembic_version WHERE version_num = 'products_0001'")
    execute(
        fresh, "INSERT INTO \"user\" (email, password_hash, created_at, is_active) VALUES ('a', '', '2031-01-01', '1')"
    )
    execute(
        fresh, "INSERT INTO product (name, description, added_by_id, created_at) VALUES ('Key', '', 1, '2031-01-01')"
    )
    assert fresh_app.test_client().get("/products").status_code == 503
    upgrade(fresh)
    assert "Key" in fresh_app.test_client().get("/products").text
