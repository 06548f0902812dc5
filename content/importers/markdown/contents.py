"""Tables of contents.

Found so that they can be left out, and asked whether they promise more than there is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from content.faults import Report, excerpt
from content.importers.markdown.blocks import Block, Heading, Item
from content.importers.markdown.inline import links, plain
from content.lookup import fold

TITLES = re.compile(r"(?:table of )?contents?|toc|index|overview of contents", re.IGNORECASE)


def announces(title: str) -> bool:
    """Whether a heading stands above a table of contents."""
    return bool(TITLES.fullmatch(title.strip(" :")))


def lists(blocks: Iterable[Block]) -> frozenset[int]:
    """The lists that are tables of contents.

    Below such a heading, or of links within the page only.
    """
    targets: dict[int, set[str]] = defaultdict(set)
    below: set[int] = set()
    announced = False
    for block in blocks:
        match block:
            case Heading():
                announced = announces(plain(block.pieces))
            case Item():
                targets[block.within] |= {
                    "page" if link.url.startswith("#") else "away" for link in links(block.pieces)
                }
                if announced:
                    below.add(block.within)
    return frozenset(
        name
        for name, found in targets.items()
        if found == {"page"} or (name in below and not found)
    )


def report_missing(blocks: Iterable[Block], report: Report) -> None:
    """Every entry of a table of contents that no heading answers to."""
    blocks = tuple(blocks)
    skipped = lists(blocks)
    titles = {_key(plain(block.pieces)) for block in blocks if isinstance(block, Heading)}
    for block in blocks:
        if isinstance(block, Item) and block.within in skipped:
            words = plain(block.pieces)
            anchors = {_key(link.url) for link in links(block.pieces)}
            if not titles & {_key(words), *anchors}:
                problem = (
                    "the table of contents names what no heading does, so it was left "
                    f"out: {excerpt(words)}"
                )
                report.fault(block.line, problem)


def _key(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
