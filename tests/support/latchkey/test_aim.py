"""Which scenarios are run where the run is aimed, and what is said of the others."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

pytest.importorskip("behave")

from features.support.latchkey import aim
from features.support.latchkey.aim import original_settings, present
from features.support.login.site import Site

AWAY = "http://127.0.0.1:5000"


@pytest.fixture(autouse=True)
def site(monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site that has no products and no accounts, in the place of the run's own."""
    site = Site()
    site.words = site.own | {"absent": ["products", "account"]}
    monkeypatch.setattr(aim, "site", site)
    return site


@pytest.mark.parametrize(
    ("tags", "options", "reason"),
    [
        ([], {}, ""),
        (["L4", "slow"], {}, ""),
        (["needs-greetings"], {}, ""),
        (["needs-products"], {}, "not offered: products"),
        (["needs-products", "needs-account"], {}, "not offered: account, products"),
        (["own-server"], {}, ""),
        (["own-server"], {"base_url": AWAY}, "needs a server of its own"),
        (["own-server", "needs-products"], {"base_url": AWAY}, "not offered: products"),
        (["L4"], {"base_url": AWAY}, ""),
        (["javascript"], {}, ""),
        (["javascript"], {"javascript": False}, "needs JavaScript"),
        (["L4"], {"javascript": False}, ""),
        (["cluster", "own-server"], {}, "needs several servers: nox -s cluster"),
        (["cluster", "own-server"], {"cluster": True}, ""),
        (["cluster", "restarts"], {"cluster": True}, ""),
        (["own-server"], {"cluster": True}, ""),
        (["own-server", "sqlite"], {"cluster": True}, aim.NOT_ON_A_CLUSTER["sqlite"]),
        (["own-server", "sqlite"], {}, ""),
        (["restarts"], {"cluster": True}, aim.NOT_ON_A_CLUSTER["restarts"]),
        (["own-services", "cluster"], {"cluster": True}, ""),
        (["own-services", "cluster"], {"cluster": True, "given": True}, "stops services, and these ran already"),
        (["javascript"], {"cluster": True, "javascript": False}, "needs JavaScript"),
    ],
)
def test_a_scenario_is_run_unless_there_is_a_reason(tags: list[str], options: dict[str, Any], reason: str) -> None:
    chosen = SimpleNamespace(**{"base_url": "", "javascript": True, "cluster": False} | options)
    services = SimpleNamespace(postgresql=object(), redis=None if "given" in options else object())
    context: Any = SimpleNamespace(harness=SimpleNamespace(options=chosen), server=services)
    scenario: Any = SimpleNamespace(effective_tags=tags)
    assert aim.reason_to_skip(context, scenario) == reason


@pytest.mark.parametrize(
    ("tags", "user", "reason"), [(["root"], 0, ""), (["root"], 1000, "mounts a disk"), ([], 1000, "")]
)
def test_what_only_root_may_is_run_by_root(
    monkeypatch: pytest.MonkeyPatch, tags: list[str], user: int, reason: str
) -> None:
    monkeypatch.setattr(aim.os, "geteuid", lambda: user)
    context: Any = SimpleNamespace(harness=SimpleNamespace(options=SimpleNamespace(cluster=True)))
    assert aim.reason_for_cluster(context, tags).partition(",")[0] == reason


@pytest.mark.parametrize("ahead", [timedelta(), timedelta(days=31)])
def test_a_scenario_begins_in_the_present_with_nothing_tried_and_leaves_nothing_that_is_to_come(
    ahead: timedelta,
) -> None:
    context: Any = Mock()
    with contextmanager(present)(context):
        context.server.forget_attempts.assert_called_once_with()
        context.data.forget_mails.assert_called_once_with()
        context.server.clock.ahead = ahead
    assert context.server.clock.ahead == timedelta()
    assert context.data.forget_what_is_to_come.called is bool(ahead)


def test_other_settings_are_one_scenario_s_alone() -> None:
    server: Any = Mock(settings={"SECRET_KEY": "its own"})
    with contextmanager(original_settings)(SimpleNamespace(server=server)):
        server.settings |= {"SECRET_KEY": "another", "TRUSTED_HOSTS": "none"}
    assert server.settings == {"SECRET_KEY": "its own"}
    assert [name for name, *_ in server.method_calls] == ["stop", "start"]
