"""Whatever ends a run early leaves no process behind."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from subprocess import Popen

import pytest
from small_project import Project

pytest.importorskip("behave")


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """Where tests run in the background, ``pytest &``, Ctrl-C is ignored, and would be by all that they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def waiting(project: Project) -> Iterator[Popen[str]]:
    """A run in two processes, in the middle of a step each."""
    feature = "Feature: f\n Scenario: s\n  When it waits\n"
    project.write(one=feature, two=feature, three=feature)
    with project.start("-j2", "-f", "progress3", "--stop") as process:  # to stop at a failure is no interruption
        until(lambda: len(project.processes()) == 2 and (project.folder / "waiting").exists())
        yield process
        process.kill()


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    """Wait for ``condition``, for a while."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("send", [os.kill, os.killpg])
def test_a_signal_ends_all(
    waiting: Popen[str], project: Project, send: Callable[[int, int], None], number: int
) -> None:
    send(waiting.pid, number)
    output, errors = waiting.communicate(timeout=30)
    assert waiting.returncode == 2
    assert "Interrupted: all processes have been ended." in output
    assert "0 features passed, 0 failed, 0 skipped, 3 untested" in output
    assert "Traceback" not in output + errors
    assert not any(map(is_alive, project.processes()))


def test_the_others_end_when_the_parent_is_killed(waiting: Popen[str], project: Project) -> None:
    waiting.kill()
    waiting.wait()
    until(lambda: not any(map(is_alive, project.processes())))


@pytest.mark.parametrize("alone", [True, False])
def test_a_step_that_will_not_be_interrupted_ends_all_the_same(project: Project, *, alone: bool) -> None:
    feature = "Feature: f\n Scenario: s\n  When it clings\n"
    project.write(one=feature, two=feature)
    with project.start("-j2", "-f", "progress3") as process:
        until(lambda: len(project.processes()) == 2 and (project.folder / "waiting").exists())
        process.send_signal(signal.SIGKILL if alone else signal.SIGTERM)
        process.wait(30)
    until(lambda: not any(map(is_alive, project.processes())), 20)
