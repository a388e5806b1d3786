"""A process that runs features beside others: hooks, server, database and browser of its own."""

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from threading import Thread, Timer
from typing import Any

from behave.configuration import Configuration
from behave.model import Feature, Scenario
from behave.runner import Context, Runner

from behave_browser.parallel.selection import Selection
from behave_browser.parallel.serialization import Recorder, pack, unpack

GRACE = 3  # seconds to close the browser and the server when the run is ended early


class Worker(Runner):
    """behave's runner, but its features come from the parent, one by one, and go back there when they have run."""

    def __init__(self, config: Configuration, parent: Connection, printed: "Printed") -> None:
        super().__init__(config)
        self.parent = parent
        self.printed = printed
        self.recorder = Recorder(printed, self.tell_scenario)

    def run_with_paths(self) -> bool:
        """Run what the parent deals. Gives whether anything failed, the hooks round it all included."""
        self.context = Context(self)
        self.load_hooks()
        self.load_step_definitions()
        self.formatters = [self.recorder]
        return bool(self.run_model(self.dealt()))

    def dealt(self) -> Iterator[Feature]:
        """Ask for a feature, let behave run it, send it back, until there are no more."""
        while not self.aborted:
            self.parent.send(("ready", self.printed()))
            packed = self.parent.recv()
            if packed is None:
                return
            feature = unpack(packed)
            yield feature
            self.recorder.note("printed", self.printed())
            self.parent.send(("ran", pack((feature, self.recorder.take(), self.undefined_steps))))
            self.undefined_steps.clear()

    def tell_scenario(self, scenario: Scenario) -> None:
        """Let the parent count a scenario that has ended, or that a hook has skipped, unless it was never to run."""
        if scenario.skip_reason or scenario.should_run(self.config):
            self.parent.send(("scenario", scenario.status.has_failed()))


class Printed:
    """Everything that this process and those that it starts print from now on: nobody else's terminal."""

    def __init__(self) -> None:
        self.file: Any = tempfile.TemporaryFile("a+b", buffering=0)  # noqa: SIM115 -- it stays open as stdout does
        self.position = 0
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream:
                stream.flush()
                os.dup2(self.file.fileno(), stream.fileno())
                stream.reconfigure(line_buffering=True)

    def __call__(self) -> str:
        """Give what was printed since the last time."""
        if sys.__stdout__:
            sys.__stdout__.flush()
        self.file.seek(self.position)
        new = self.file.read()
        self.position += len(new)
        return str(new.decode(errors="replace"))


def work(parent: Connection, arguments: list[str]) -> None:
    """Be a worker until the ``parent`` has no more features. ``arguments`` are the command line's."""
    end_with_parent()
    printed = Printed()
    failed = True
    try:
        config: Any = Configuration(arguments)
        config.reporters = []
        Selection.taken_from(config.userdata)  # has been seen to, and is none of the hooks' business
        failed = Worker(config, parent, printed).run()
    except Exception:  # noqa: BLE001 -- whatever it is, the parent shows it
        traceback.print_exc()
    parent.send(("done", (failed, printed())))


def end_with_parent() -> None:
    """Leave Ctrl-C to the parent, and end when it says so or is gone: tidily, or else after GRACE seconds."""
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # the browser's driver inherits this, and is not hit by Ctrl-C either
    signal.signal(signal.SIGTERM, interrupt)
    Thread(target=watch_parent, daemon=True).start()


def interrupt(*_signal: Any) -> None:
    """Stop the step that runs, as Ctrl-C would: behave cleans up, and if it cannot, the process ends all the same."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    timer = Timer(GRACE, os._exit, (1,))
    timer.daemon = True
    timer.start()
    raise KeyboardInterrupt


def watch_parent() -> None:
    """End this process when its parent has gone without a word."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
