"""The test's doors to what several servers keep in PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.config import DEFAULTS
from app.extensions import db
from features.support.cluster.server import Cluster
from features.support.latchkey.test_data import ServerData

#: What fails as on a full disk: at once, or when everything is to be stored for good.
FULL = """
CREATE FUNCTION full_disk() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the disk is full' USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql;
"""
AT_ONCE = (
    "CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION full_disk()"
)
AT_THE_END = """
CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT OR UPDATE OR DELETE ON {table}
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION full_disk()
"""


class ClusterData(ServerData):
    """The same doors to a database that is no file, and to servers that are no part of this process."""

    server: Cluster

    def begin_anew(self) -> None:
        """Have the servers start on a new database, in which nobody has ever been."""
        new = self.server.new_database()
        self.server.restart(SQLALCHEMY_DATABASE_URI=new.url)
        self.server.run("db", "upgrade")

    def file_contents(self) -> bytes:
        """All that the database holds: its bytes as they are, and the rest as text."""
        with self.server.app.app_context():
            rows = [row for table in db.metadata.tables.values() for row in db.session.execute(db.select(table))]
        return b"\n".join(one if isinstance(one, bytes) else str(one).encode() for row in rows for one in row)

    @contextmanager
    def failing(self, table: str) -> Iterator[None]:
        """Have the database fail whenever something is to be written into ``table``, as one does whose disk is full."""
        with self.full_disk(AT_ONCE.format(table=table)):
            yield

    @contextmanager
    def failing_at_the_end(self) -> Iterator[None]:
        """Have the database fail whenever what was written is to be stored for good."""
        with self.full_disk(*(AT_THE_END.format(table=f'"{table}"') for table in db.metadata.tables)):
            yield

    @contextmanager
    def full_disk(self, *triggers: str) -> Iterator[None]:
        """Have ``triggers`` fail for a while."""
        self.execute(FULL, *triggers)
        try:
            yield
        finally:
            self.execute("DROP FUNCTION full_disk CASCADE")

    @contextmanager
    def slow_hashes(self) -> Iterator[None]:
        """Have each hash take as long as in production: longer than a double click."""
        with self.server.configured(PASSWORD_HASH_METHOD=DEFAULTS["PASSWORD_HASH_METHOD"]):
            yield

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Stop the database, which ends every connection to it."""
        assert self.server.postgresql, "a PostgreSQL that runs already is not stopped"
        self.server.postgresql.stop()
        try:
            yield
        finally:
            self.server.postgresql.start()

    @contextmanager
    def on_a_full_disk(self) -> Iterator[None]:
        """Have the servers use a new database, none of whose tables has room for a row."""
        postgresql = self.server.postgresql
        assert postgresql, "whose disk is full is a PostgreSQL of its own"
        self.begin_anew()
        with postgresql.small_disk("small") as fill:
            database = self.server.database
            owner = postgresql.connect(database.name)
            for table in db.metadata.tables:
                owner.execute(f'ALTER TABLE "{table}" SET TABLESPACE small')
            fill(owner)
            yield
            owner.close()
            with postgresql.connect() as elsewhere:  # the app's role may end no connection of the owner's
                elsewhere.execute(f"DROP DATABASE {database.name} WITH (FORCE)")

    def disconnect(self) -> None:
        """Close every connection to the database."""
        self.server.database.disconnect()

    def close_connections(self) -> None:
        """Close every connection underneath the servers' pools, which take them to be alive."""
        self.disconnect()
