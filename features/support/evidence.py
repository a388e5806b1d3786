"""The evidence of a scenario: what is kept of it, where, and what its browser and server complained of."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from behave.model import Scenario, Step
from behave.runner import Context
from playwright.sync_api import BrowserContext, Error, Page

from features.support.options import Options

FULL = "The evidence could not be kept in {}: {}"


def discard_evidence(output: Path) -> None:
    """Start a run without the evidence of the last one."""
    shutil.rmtree(output, ignore_errors=True)


def slug(scenario: Scenario) -> str:
    """A folder's name for ``scenario``: its file, line and name, in letters that every system takes."""
    stem = Path(scenario.filename).stem
    return re.sub(r"[^a-z0-9]+", "-", f"{stem} {scenario.line} {scenario.name}".lower()).strip("-")[:80]


def wanted(mode: str, *, failed: bool) -> bool:
    """Whether to keep what is kept "on", "off" or only on failure."""
    return mode == "on" or (failed and mode != "off")


def picture(context: Context, step: Step) -> None:
    """Give a report the sight of the page after each Then, where ``-D screenshot=on`` asks for it."""
    page = context.windows.latest
    if page and context.options.screenshot == "on" and step.step_type == "then" and step.status == "passed":
        context.attach("image/jpeg", page.screenshot(type="jpeg", quality=60))


def complain(context: Context, scenario: Scenario) -> None:
    """Fail a step in which the server or a page of the site made a mistake, unless the scenario is about one.

    Raises AssertionError with what it was. The tag @mistakes says that a scenario expects it.
    """
    troubles, context.windows.troubles = context.windows.troubles + context.journal.take_errors(), []
    assert not troubles or "mistakes" in scenario.effective_tags, "; ".join(troubles)


def keep_evidence(context: Context, scenario: Scenario) -> None:
    """Close the windows of ``scenario``. Keep what is wanted of it, and print where it is and how it is looked at."""
    options, failed = context.options, scenario.status.has_failed()
    folder = options.output / slug(scenario)
    pages = [window.pages[-1] for window in context.windows.contexts if window.pages]
    lines = []
    try:
        if failed:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "console.txt").write_text("\n".join(context.windows.console))
            (folder / "server.log").write_text("\n".join(context.journal.everything))
            lines += [line for number, page in enumerate(pages, 1) for line in keep_page(page, folder, number, options)]
        if wanted(options.tracing, failed=failed):
            lines += [keep_trace(window, folder, number) for number, window in enumerate(context.windows.contexts, 1)]
        context.windows.close()
        lines += keep_videos(pages, folder, wanted(options.video, failed=failed))
        if failed:
            lines += [f"log    {folder}/server.log, {folder}/console.txt"]
    except (OSError, Error) as error:
        lines.append(FULL.format(folder, str(error).splitlines()[0]))
        context.windows.close()
    for line in lines:
        print(f"      {line}")  # noqa: T201 -- behave shows it under the scenario


def keep_page(page: Page, folder: Path, number: int, options: Options) -> Iterator[str]:
    """Keep what ``page`` holds and how it looks, and say where."""
    yield f"at     {page.url}"
    # A page that is about to leave may refuse to be read or pictured; the trace is worth having all the same.
    with contextlib.suppress(Error):
        (folder / f"window-{number}.html").write_text(page.content())
        yield f"page   {folder}/window-{number}.html"
        if wanted(options.screenshot, failed=True):
            page.screenshot(path=folder / f"window-{number}.png", full_page=True)
            yield f"image  {folder}/window-{number}.png"


def keep_trace(window: BrowserContext, folder: Path, number: int) -> str:
    """Keep the recording of ``window``, and say how it is looked at, with a screen and without."""
    trace = folder / f"trace-{number}.zip"
    window.tracing.stop(path=trace)
    return (
        f"trace  playwright show-trace {trace}\n      or     playwright trace open {trace} && playwright trace actions"
    )


def keep_videos(pages: list[Page], folder: Path, keep: bool) -> Iterator[str]:  # noqa: FBT001 -- told by its name
    """Keep the videos of closed ``pages``, or delete them, and say where they are."""
    for number, page in enumerate(pages, 1):
        if page.video and keep:
            page.video.save_as(folder / f"video-{number}.webm")
            yield f"video  {folder}/video-{number}.webm"
        if page.video:
            page.video.delete()
