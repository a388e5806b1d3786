"""What ``flask db upgrade`` makes of the products of version 0.1, which were no capability then."""

import pytest
from flask import Flask

from tests.unit.database.version_0_1 import make, rows
from tests.unit.databases import execute, schema, upgrade

PRODUCT = """
CREATE TABLE product (
	id {reused_id}, name VARCHAR(80) NOT NULL, description VARCHAR(500) NOT NULL, added_by_id INTEGER NOT NULL,
	created_at {moment} NOT NULL, PRIMARY KEY (id),
	FOREIGN KEY(added_by_id) REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE INDEX ix_product_added_by_id ON product (added_by_id);
INSERT INTO product (name, description, added_by_id, created_at) VALUES ('Padlock', 'Of brass.', 1, :now)
"""
STORED = "SELECT * FROM product"


@pytest.fixture
def of_version_0_1(blank_app: Flask) -> str:
    """The URL of a database that version 0.1 made, where Ada has added a product."""
    url = str(blank_app.config["SQLALCHEMY_DATABASE_URI"])
    make(url)
    make(url, PRODUCT)
    return url


def test_the_tables_of_version_0_1_become_the_same_as_new_ones(of_version_0_1: str, fresh: str) -> None:
    upgrade(of_version_0_1)
    assert schema(of_version_0_1) == schema(fresh)


def test_the_products_of_version_0_1_stay_as_they_are(of_version_0_1: str) -> None:
    before = rows(of_version_0_1, STORED)
    upgrade(of_version_0_1)
    assert rows(of_version_0_1, STORED) == before
    assert [len(found) for found in before] == [1]


def test_a_table_that_version_0_1_did_not_get_round_to_is_added(of_version_0_1: str, fresh: str) -> None:
    execute(of_version_0_1, "DROP TABLE product")
    upgrade(of_version_0_1)
    assert schema(of_version_0_1) == schema(fresh)
