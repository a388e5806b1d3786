"""What the documents name is there, and the settings are as they say."""

import re
from pathlib import Path

import pytest
from flask import Flask

from app import capabilities
from app.config import DEFAULTS
from tests.support.left_out import LEFT_OUT, is_left_out

ROOT = Path(__file__).parents[2]
DOCUMENTS = [
    ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "features/README.md", "harness/README.md")
]
DOCUMENTS += sorted(ROOT.glob("docs/*.md"))
#: A file or a folder of this repository, in code: what comes and goes with a run is none.
NAMED = re.compile(r"(?<!\[)`((?:app|deploy|docs|features|harness|templates|tests)/[\w./]+|\w+\.(?:md|toml|lock))`")


def anchors(document: Path) -> set[str]:
    """Give what a link to a heading of ``document`` may say, as GitHub makes it."""
    headings = re.findall(r"(?m)^#+ (.+)$", document.read_text())
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)]*)\)", document.read_text())
    dead = []
    for link in links:
        file, _, anchor = link.partition("#")
        target = document.parent / file if file else document
        if is_left_out(file):
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            dead.append(link)
    assert not dead, dead


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_is_named_is_there(document: Path) -> None:
    named = [name for name in NAMED.findall(document.read_text()) if not is_left_out(name)]
    gone = [name for name in named if not (ROOT / name).exists() and not (document.parent / name).exists()]
    assert not gone, gone


@pytest.mark.skipif(bool(LEFT_OUT), reason="the table tells of the settings of all capabilities")
def test_every_setting_of_our_own_stands_in_the_table_with_its_default() -> None:
    table = re.findall(r"(?m)^\| `([A-Z_]+)` \| `([^`]*)` \| .", (ROOT / "docs/production.md").read_text())
    others = (*Flask.default_config, "SQLALCHEMY_ENGINE_OPTIONS")
    own = {
        name: str(value)
        for name, value in (DEFAULTS | capabilities.defaults()).items()
        if not name.startswith("WTF_") and name not in others
    }
    assert table == list(dict(table).items()), "a setting stands there twice"
    assert dict(table) == own
