"""What a cluster is begun with, and what is said where it cannot be."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from behave_browser.options import OptionError

from features.support.cluster import web
from features.support.cluster.server import Cluster, claimed
from features.support.cluster.services import Service, find
from features.support.latchkey.aim import NOT_ON_A_CLUSTER, TargetOptions, take_aim


def test_a_program_that_is_missing_is_named_with_its_package() -> None:
    with pytest.raises(OptionError, match=r"A cluster needs no-such-program, .*: apt-get install a-package\."):
        find("no-such-program", "a-package")


def test_the_site_is_the_one_that_is_deployed(tmp_path: Path) -> None:
    deployed = (web.DEPLOY / "nginx.conf").read_text()
    made = web.site(tmp_path, "all", 1234, [1, 2])
    assert "listen 127.0.0.1:1234 ssl http2;" in made
    assert "    server 127.0.0.1:1 max_fails=0;\n    server 127.0.0.1:2 max_fails=0;\n" in made
    assert f"ssl_certificate {tmp_path}/tls.crt;" in made
    kept = [line for line in deployed.splitlines() if "proxy_set_header" in line]
    assert kept
    assert all(line in made for line in kept)


def test_a_site_that_cannot_be_put_elsewhere_is_not_taken_for_the_deployed_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nginx.conf").write_text("server 127.0.0.1:8000; listen 8443 ssl;")
    monkeypatch.setattr(web, "DEPLOY", tmp_path)
    with pytest.raises(LookupError, match="has no “listen 80 ”"):
        web.site(tmp_path, "all", 1234, [1])


def test_a_redis_that_does_not_answer_is_named_by_what_names_it() -> None:
    with pytest.raises(OptionError, match=r"LATCHKEY_TEST_REDIS: the Redis there cannot be used: .*refused"):
        claimed("redis://127.0.0.1:1/0").__enter__()


def test_a_postgresql_that_does_not_answer_is_named_by_what_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LATCHKEY_TEST_DATABASE", "postgresql+psycopg://latchkey@127.0.0.1:1/postgres")
    with pytest.raises(OptionError, match=r"(?s)LATCHKEY_TEST_DATABASE: no database can be made there: .*refused"):
        Cluster.new_database(SimpleNamespace(postgresql=None, databases=[]))  # type: ignore[arg-type]


class Sleeper(Service):
    """A program that answers as soon as there is a file."""

    def answers(self) -> bool:
        """Whether there is one."""
        return self.log.with_name("answers").exists()


def test_a_program_that_ends_by_itself_is_told_of_with_the_end_of_its_log(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"(?s)sh has ended by itself, with 3:.*no disk"):
        Sleeper(["sh", "-c", "echo no disk; exit 3"], tmp_path).start()


def test_a_program_that_is_stopped_has_ended_and_may_be_started_again(tmp_path: Path) -> None:
    (tmp_path / "answers").touch()
    sleeper = Sleeper(["sleep", "60"], tmp_path)
    for _ in range(2):
        sleeper.start()
        assert sleeper.process
        assert sleeper.process.poll() is None
        sleeper.stop()
        assert sleeper.process.poll() is not None


def test_several_servers_and_a_site_that_runs_are_two_targets() -> None:
    options = TargetOptions(cluster=True, base_url="http://127.0.0.1:1")
    with pytest.raises(OptionError, match="leave one of them out"):
        take_aim(SimpleNamespace(harness=SimpleNamespace(options=options)))


def test_each_tag_that_keeps_a_scenario_from_several_servers_is_explained() -> None:
    explained = (Path(__file__).parents[3] / "features" / "README.md").read_text()
    assert all(f"| `@{tag}` |" in explained for tag in NOT_ON_A_CLUSTER)
