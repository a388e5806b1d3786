"""What a member's page costs: CPU a request, in this process, with the same small template and one query each."""

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measure import Ratio, compare, cpu, in_turn
from tests.benchmarks.sites import latchkey, lesson, logged_in, secured, visit

#: Requests a round, and rounds: many short ones, so that whatever else the machine does meets all alike.
TIMES, ROUNDS = 20, 120


def measure(folder: Path) -> Iterator[Ratio]:
    """Compare a member's page of Latchkey with that of others, and with a page that nobody has to log in for."""
    sites = {
        name: site.create_app(f"sqlite:///{folder / name}.sqlite")
        for name, site in (("latchkey", latchkey), ("lesson", lesson), ("secured", secured))
    }
    acts = {name: cpu(visit(site, "/page", cookie=logged_in(site)), TIMES) for name, site in sites.items()}
    acts |= {f"{name}'s visitor": cpu(visit(site, "/public"), TIMES) for name, site in sites.items()}
    took = in_turn(acts, ROUNDS)
    ours = took["latchkey"]
    yield compare("A member's page, to the lesson's", ours, took["lesson"], goal=0.95)
    yield compare("A member's page, to Flask-Security's", ours, took["secured"], goal=0.65)
    yield compare("A member's page, to the same page for a visitor", ours, took["latchkey's visitor"])
    yield compare("The same page for a visitor, to the lesson's", took["latchkey's visitor"], took["lesson's visitor"])
