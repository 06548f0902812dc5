"""What README and docs/ hold: their text, blocks, tables, links and headings."""

import re
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
DOCUMENTS = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
# What people also read on their way, and whose links and tasks must be right too.
ALSO = tuple(
    ROOT / name
    for name in ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "content/README.md")
)
_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"``.+?``|`[^`]+`")


def named(path: Path) -> str:
    """A document's name, as a test is called by it."""
    return path.relative_to(ROOT).as_posix()


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of one language, in their order, each without fence and indentation."""
    found = _BLOCK.findall(text(path))
    return [dedent(block) for _, tongue, block in found if tongue == language]


def running(path: Path) -> str:
    """The text without its fenced blocks."""
    return _BLOCK.sub("", text(path))


def code(path: Path) -> list[str]:
    """What stands in `backticks`, on one line each."""
    return [" ".join(span.strip("`").split()) for span in _CODE.findall(running(path))]


def first_cells(path: Path) -> list[str]:
    """The first cell of each row of each table."""
    return [line.split("|")[1].strip() for line in text(path).splitlines() if line.startswith("|")]


def links(path: Path) -> list[str]:
    """Where links and pictures lead, those to the web left out."""
    inside = _CODE.sub("", running(path))
    found = re.findall(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"", inside)
    return [link for pair in found for link in pair if link and "://" not in link]


def anchors(path: Path) -> set[str]:
    """The names under which a document's headings can be linked to, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", running(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-") for heading in headings}
