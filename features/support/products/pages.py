"""The pages of the products, by label, role and sentence."""

from playwright.sync_api import Locator

from features.support.login.page import AnyPage, FormPage


class ProductsPage(AnyPage):
    """The public list."""

    path = "/products"

    @property
    def names(self) -> Locator:
        """The name of each product on this page of the list, in order."""
        return self.form.get_by_role("listitem").get_by_role("heading")

    @property
    def pager(self) -> Locator:
        """What leads to the other pages of the list."""
        return self.form.get_by_role("navigation", name="Products")

    def product(self, name: str) -> Locator:
        """The heading of the product called ``name``."""
        return self.form.get_by_role("heading", name=name, exact=True)

    def said_of(self, name: str) -> Locator:
        """The paragraphs under the heading of the product called ``name``: its description, if any, and its date."""
        heading = self.page.get_by_role("heading", name=name, exact=True)
        return self.form.get_by_role("listitem").filter(has=heading).locator("p")

    def turn(self, words: str) -> None:
        """Go to the page of the list that ``words`` lead to."""
        with self.turning():
            self.pager.get_by_role("link", name=words, exact=True).click()


class NewProductPage(FormPage):
    """Where a member adds a product."""

    path = "/products/new"
    labels = ("Name", "Description")
    button = "Add product"
