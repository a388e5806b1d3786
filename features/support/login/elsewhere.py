"""Another site, which a person has open and which wishes them ill. It exists in their browser only."""

from playwright.sync_api import Page

from features.support.login.page import AnyPage

ADDRESS = "https://elsewhere.example/"


def make_send(page: Page, method: str, target: str) -> None:
    """Have a page of another site send a form to ``target`` from ``page``, and wait for what comes back."""
    form = f'<form method="{method}" action="{target}"><button>Win a prize</button></form>'
    page.route(ADDRESS, lambda route: route.fulfill(content_type="text/html", body=form))
    page.goto(ADDRESS)
    with AnyPage(page).turning():
        page.get_by_role("button").click()
