"""The artifacts of a scenario: what is kept of it, and where."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from behave.model import Scenario, Step
from playwright.sync_api import BrowserContext, Error, Page

from behave_browser.log_capture import LogCapture
from behave_browser.options import Options
from behave_browser.output import make_folder

NOTES = "notes"  # what behave's scenarios and steps carry of ours, from a worker process to the report


def slug(scenario: Scenario) -> str:
    """A folder's name for ``scenario``: its file, line and name, in letters that every system takes."""
    stem = Path(scenario.filename).stem
    return re.sub(r"[^a-z0-9]+", "-", f"{stem} {scenario.line} {scenario.name}".lower()).strip("-")[:80]


def wanted(mode: str, *, failed: bool) -> bool:
    """Whether to keep what is kept "on", "off" or only on failure."""
    return mode == "on" or (failed and mode != "off")


@contextmanager
def spared(about: Scenario | Step, loss: str) -> Iterator[None]:
    """Whatever goes wrong in here fails nothing: ``loss`` is told beside ``about``, with the reason."""
    try:
        yield
    # A crash of the browser, a full disk, a page that has gone: none of it is the site's doing, so no promise fails.
    except Exception as error:  # noqa: BLE001 -- nobody can list all that a browser or a disk may come up with
        reason = str(error).partition("\n")[0] or type(error).__name__
        tell(about, f"{loss}: {reason}")


def tell(about: Scenario | Step, sentence: str) -> None:
    """Say ``sentence`` beside ``about``: in the report, and in one line on the terminal, past what behave captures."""
    note(about, sentence)
    with suppress(OSError):  # the terminal may be a file on the disk that is full
        print(f"\n      {about.location}: {sentence}", file=sys.__stderr__, flush=True)


def note(about: Scenario | Step, sentence: str) -> None:
    """Say ``sentence`` beside ``about`` in the report alone. The artifacts of a scenario with notes are kept."""
    vars(about).setdefault(NOTES, []).append(sentence)


def notes(about: Scenario | Step) -> list[str]:
    """Give what was told or noted beside ``about``."""
    return list(vars(about).get(NOTES, []))


def photograph(page: Page, **settings: Any) -> bytes:
    """Give a picture of ``page``. A browser that could not take one often can a moment later: it is asked twice."""
    try:
        return page.screenshot(**settings)
    except Error:
        return page.screenshot(**settings)


def keep_artifacts(
    scenario: Scenario, contexts: list[BrowserContext], console: list[str], log: LogCapture, options: Options
) -> None:
    """Close the browser ``contexts`` of ``scenario``. Keep what is wanted of it, and print where and how to look at it.

    Each piece is kept by itself: one that cannot be is told of, and changes nothing for the others.
    """
    failed = scenario.status.has_failed() or bool(notes(scenario))
    folder = options.output / slug(scenario)
    windows = dict(enumerate(contexts, 1))
    pages = {number: window.pages[-1] for number, window in windows.items() if window.pages}
    for number, page in pages.items() if failed else ():
        keep_page(scenario, page, folder / f"window-{number}", options)
    for number, window in windows.items():
        with spared(scenario, f"The trace of window {number} could not be kept"):
            if wanted(options.tracing, failed=failed):
                keep_trace(window, folder / f"trace-{number}.zip")
        with suppress(Error):  # of what is not kept, the folder where it was recorded would stay behind
            window.tracing.stop()
        with spared(scenario, f"Window {number} could not be closed"):
            window.close()
    for number, page in pages.items():
        with spared(scenario, f"The video of window {number} could not be kept"):
            keep_video(page, folder / f"video-{number}.webm", keep=wanted(options.video, failed=failed))
    if failed:
        with spared(scenario, "The console and the server's log could not be kept"):
            write(folder / "console.txt", "\n".join(console))
            write(folder / "server.log", "\n".join(log.everything))
            show(f"log    {folder}/server.log, {folder}/console.txt")


def keep_page(scenario: Scenario, page: Page, path: Path, options: Options) -> None:
    """Keep what ``page`` holds and how it looks as ``path`` with .html and .png, and say where it is."""
    show(f"at     {page.url}")
    with spared(scenario, f"The page of {path.name} could not be kept"):
        write(path.with_suffix(".html"), page.content())
        show(f"page   {path}.html")
    if wanted(options.screenshot, failed=True):
        with spared(scenario, f"No picture of {path.name} could be taken"):
            photograph(page, path=path.with_suffix(".png"), full_page=True)
            show(f"image  {path}.png")


def keep_trace(window: BrowserContext, path: Path) -> None:
    """Keep the recording of ``window`` as ``path``, and say how it is looked at, with a screen and without."""
    make_folder(path.parent)
    window.tracing.stop(path=path)
    show(f"trace  playwright show-trace {path}")
    show(f"or     playwright trace open {path} && playwright trace actions")


def keep_video(page: Page, path: Path, *, keep: bool) -> None:
    """Keep the video of a closed ``page`` as ``path`` and say where it is, or delete it. There may be none."""
    if page.video and keep:
        make_folder(path.parent)
        page.video.save_as(path)
        show(f"video  {path}")
    if page.video:
        page.video.delete()


def write(path: Path, text: str) -> None:
    """Write ``text`` to ``path``, whatever letters it has, and make the folder for it."""
    make_folder(path.parent)
    path.write_text(text, encoding="utf-8", errors="backslashreplace")


def show(line: str) -> None:
    """Print ``line`` where behave shows it under the scenario."""
    print(f"      {line}")  # noqa: T201 -- it is for a person
