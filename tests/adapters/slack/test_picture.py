"""The picture of Slack can be made, is small, and shows what there is to press today."""

import os
import re

import pytest

from bot.database.sqlite import SqliteDatabase
from tests.adapters.drawing import labels
from tests.adapters.slack.picture import FILE, REPOSITORY, made

SMALL = 200_000


async def test_it_shows_the_buttons_of_today(database: SqliteDatabase) -> None:
    drawn = await made(database)
    if os.environ.get("GOLDEN") == "renew":
        FILE.write_text(drawn, encoding="utf-8")
        pytest.fail(f"{FILE} is renewed: look at it in a browser, and run the tests again")
    shown = FILE.read_text(encoding="utf-8")
    assert {"I've read it", "Quiz me", "A", "Show everyone"} <= labels(shown)
    assert labels(drawn) == labels(shown)


def test_its_page_shows_and_describes_it() -> None:
    """docs/slack.md shows the picture and tells what is on it; the file is small."""
    page = REPOSITORY / "docs" / "slack.md"
    pictures = dict(
        re.findall(r'<img src="([^"]+)" width="\d+" alt="([^"]+)">', page.read_text("utf-8"))
    )
    told = pictures[FILE.relative_to(page.parent).as_posix()]
    assert {"weekly post", "question", "leaderboard"} <= set(re.findall(r"weekly post|\w+", told))
    assert FILE.stat().st_size < SMALL
