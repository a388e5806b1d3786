"""behave's features in several processes at once: ``behave -r parallel -j 4``, and any of its options.

Each process gets whole features, the longest first, and whoever is free gets the next one. What they do is told by the
formatters and reporters of this process, feature by feature, as if it had all happened here.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from behave.exception import ConfigError
from behave.model import Feature
from behave.model_type import Status
from behave.reporter.summary import AbstractSummaryReporter
from behave.runner import Runner

from behave_browser.output import OUTPUT, discard_artifacts
from behave_browser.parallel.pool import WorkerPool, WorkerProcess
from behave_browser.parallel.progress import Progress
from behave_browser.parallel.selection import Selection, longest_first, weight
from behave_browser.parallel.serialization import PRINTED, Call, replay, unpack

REPEAT = "Random order: repeat it with -D order=random:{}"
DIED = "A process died (exit code {}) while it ran {}: none of its scenarios count."
DIED_IDLE = "A process died (exit code {}) before it ran anything."
INTERRUPTED = "Interrupted: all processes have been ended."
WRAPS = (
    "The formatter `{}` wraps each scenario where it runs, and under `-r parallel` that is in another process: run it "
    "without `-r parallel`."
)
#: Packages of formatters that put a function of their own in place of ``scenario.run``.
WRAPPERS = {"allure_behave"}
NO_RUN = 2  # the exit code of a run that did not come to its end; 1 says that something failed in it


class ParallelRunner(Runner):
    """Runs as many processes as ``-j`` says, or just this one where that is all that can be used."""

    def __init__(self, config: Any) -> None:
        super().__init__(config)
        self.selection = Selection.taken_from(config.userdata)
        self.failed = False
        self.broken_off = False
        self.said: set[str] = set()

    def run_model(self, features: list[Feature] | None = None) -> bool:
        """Run the features that behave has found, and give whether anything failed.

        Raises ConfigError if there is nothing to run, and SystemExit(NO_RUN) if the run does not come to its end.
        """
        features = self.selection.apply(features or self.features, self.config)
        if self.selection.seed is not None:
            print(REPEAT.format(self.selection.seed))
        count = min(self.config.jobs, sum(weight(feature, self.config) > 0 for feature in features))
        if count < 2 or self.config.dry_run or needs_the_screen(self.config, features):
            self.failed = super().run_model(features)
            self.broken_off = self.aborted
        else:
            refuse_wrappers(self.formatters)
            discard_artifacts(Path(self.config.userdata.get("output", OUTPUT)))
            self.run_in_parallel(features, count)
        if self.broken_off:
            sys.exit(NO_RUN)
        return self.failed

    def run_in_parallel(self, features: list[Feature], count: int) -> None:
        """Let ``count`` processes run ``features``, and tell what they did."""
        in_order = features if self.selection.seed else longest_first(features, self.config)
        self.untested: dict[int | None, Feature] = dict(enumerate(in_order))
        self.waiting = list(self.untested)
        self.progress = Progress(sum(weight(feature, self.config) for feature in features))
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            with WorkerPool(count) as pool:
                for message in pool.messages():
                    self.on_message(*message)
        except KeyboardInterrupt:
            self.broken_off = True
            self.show(f"\n{INTERRUPTED}\n")
        self.finish()

    def on_message(self, worker: WorkerProcess, kind: str, content: Any) -> None:
        """Act on what a process says."""
        match kind:
            case "ready":
                self.say_once(content)
                self.deal_to(worker)
            case "scenario":
                self.progress.count(failed=content)
            case "ran":
                self.replay_feature(worker, *unpack(content))
            case "done":
                failed, text = content
                self.failed |= failed
                self.say_once(text)
            case "died":
                self.on_death(worker)

    def deal_to(self, worker: WorkerProcess) -> None:
        """Give ``worker`` the next feature, or nothing when there are no more or a failure is to end the run."""
        if self.waiting and not (self.failed and self.config.stop):
            number = self.waiting.pop(0)
            worker.give(number, self.untested[number])
        else:
            worker.give(None, None)

    def replay_feature(self, worker: WorkerProcess, feature: Feature, calls: list[Call], undefined: list[Any]) -> None:
        """Pass on a ``feature`` as it ran: this is where all of it is seen for the first time."""
        self.untested.pop(worker.number)
        self.failed |= feature.status.has_failed()
        self.undefined_steps.extend(undefined)
        self.progress.clear()
        replay(calls, self.formatters, self.show)
        for reporter in self.config.reporters:
            reporter.feature(feature)
        sys.stdout.flush()
        self.progress.draw()

    def on_death(self, worker: WorkerProcess) -> None:
        """Tell of a process that is dead. The scenarios of its feature are errors, so that a rerun has them again."""
        self.failed = self.broken_off = True
        worker.process.join()
        if worker.number is None or worker.number not in self.untested:
            self.show(f"{DIED_IDLE.format(worker.process.exitcode)}\n")
            return
        feature = self.untested[worker.number]
        sentence = DIED.format(worker.process.exitcode, feature.filename)
        for scenario in feature.walk_scenarios():
            if scenario.should_run(self.config):
                scenario.set_status(Status.error)
                scenario.error_message = sentence
        told = [("uri", (feature.filename,)), ("feature", (feature,)), (PRINTED, (f"{sentence}\n",)), ("eof", ())]
        self.replay_feature(worker, feature, told, [])

    def say_once(self, text: str) -> None:
        """Show what processes print before and after all features, unless another one has said the same."""
        if text and text not in self.said:
            self.said.add(text)
            self.show(text)

    def show(self, text: str) -> None:
        """Print ``text`` whole, where the line of progress is."""
        self.progress.clear()
        sys.stdout.write(text)
        sys.stdout.flush()

    def finish(self) -> None:
        """Close the formatters, and have the reporters tell of what never ran, and sum up."""
        self.progress.clear()
        self.broken_off |= bool(self.untested) and not self.config.stop
        for formatter in self.formatters:
            formatter.close()
        for reporter in self.config.reporters:
            for feature in self.untested.values():
                reporter.feature(feature)
            if isinstance(reporter, AbstractSummaryReporter):
                reporter.failed_scenarios.sort(key=lambda scenario: scenario.location)
                reporter.errored_scenarios.sort(key=lambda scenario: scenario.location)
                reporter.duration = self.progress.seconds
            reporter.end()


def refuse_wrappers(formatters: list[Any]) -> None:
    """Raise ConfigError for a formatter that would have to be where the scenarios run."""
    for formatter in formatters:
        if type(formatter).__module__.partition(".")[0] in WRAPPERS:
            raise ConfigError(WRAPS.format(type(formatter).__name__))


def needs_the_screen(config: Any, features: list[Feature]) -> bool:
    """Whether a person watches, or stops in a debugger: that takes one process, and the terminal for itself."""
    scenarios = (scenario for feature in features for scenario in feature.walk_scenarios())
    return bool(
        os.environ.get("PWDEBUG")
        or config.userdata.getbool("headed")
        or config.userdata.getbool("pause")
        or any("debug" in scenario.effective_tags and scenario.should_run(config) for scenario in scenarios)
    )
