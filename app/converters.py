"""What may stand in an address beside fixed words: ``<id:login_id>``."""

from werkzeug.routing import IntegerConverter, Map


class IdConverter(IntegerConverter):
    """The id of a row: digits, as one writes a number. What no row can have is no address, and answers 404."""

    regex = "[1-9][0-9]*"

    def __init__(self, map: Map) -> None:  # noqa: A002 -- as Werkzeug calls it
        # The largest that a 32-bit column holds: asked for a larger one, PostgreSQL and SQLite's driver raise.
        super().__init__(map, max=2**31 - 1)
