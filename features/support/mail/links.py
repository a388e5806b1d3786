"""What is done with a mailed link by others than its member in a window."""

from features.support.login.http_client import Answer, HttpClient, at_once
from features.support.mail.postbox import Received


def look_through(base_url: str, received: Received, page: str, times: int) -> None:
    """Open the link and the ``page`` that it leads to as a program does that looks through mail, each time anew."""
    path = received.link.removeprefix(base_url)
    for _ in range(times):
        program = HttpClient(base_url)
        answers = [program.send(method, place) for place in (path, page) for method in ("HEAD", "GET")]
        assert [answer.status for answer in answers] == [302, 302, 200, 200], answers


def use_at_once(base_url: str, received: Received, page: str, forms: list[dict[str, str]]) -> list[Answer]:
    """Open the link in a browser for each of ``forms``, and send them to its ``page`` at the same moment."""
    browsers = [HttpClient(base_url) for _ in forms]
    for browser in browsers:
        browser.send("GET", received.link.removeprefix(base_url))
    return at_once(browsers, page, forms)
