"""The parameter types of the steps: words of a feature that stand for more than themselves."""

import re
from datetime import datetime

from parse import with_pattern

from features.support.login.people import Person, people

CATEGORIES = {"a success": "success", "a warning": "warning", "an info": "info"}


@with_pattern(r"[A-Z][a-z]+")
def parse_person(name: str) -> Person:
    """Take "Ada" for the person of that name in this scenario."""
    return people[name]


@with_pattern("seconds|minutes|hours|days")
def parse_unit(word: str) -> str:
    """Take "minutes" for itself, so that no other phrase that ends in "pass" is taken for one about time."""
    return word


@with_pattern(r"\d+ [A-Z][a-z]+ \d{4}, \d\d:\d\d")
def parse_moment(words: str) -> datetime:
    """Take "5 March 2031, 09:05" for that moment in UTC."""
    return datetime.strptime(f"{words} +0000", "%d %B %Y, %H:%M %z")


@with_pattern("|".join(CATEGORIES))
def parse_category(words: str) -> str:
    """Take "a success" for the category of a message."""
    return CATEGORIES[words]


@with_pattern(r"\".+\"")
def parse_quoted(words: str) -> list[str]:
    """Take the texts out of a list such as "Email", "Password" and "Confirm password"."""
    return re.findall(r'"([^"]+)"', words)
