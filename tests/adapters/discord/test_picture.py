"""The picture of Discord can be made, is small, and shows what there is to press today."""

import os
import re

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.database.sqlite import SqliteDatabase
from tests.adapters.discord.picture import FILE, REPOSITORY, made
from tests.adapters.drawing import labels

SMALL = 200_000


async def test_it_shows_the_buttons_of_today(
    database: SqliteDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    drawn = await made(database)
    if os.environ.get("GOLDEN") == "renew":
        FILE.write_text(drawn, encoding="utf-8")
        pytest.fail(f"{FILE} is renewed: look at it in a browser, and run the tests again")
    shown = FILE.read_text(encoding="utf-8")
    assert {"I've read it", "Quiz me", "A", "Show everyone"} <= labels(shown)
    assert labels(drawn) == labels(shown)


def test_readme_shows_and_describes_it() -> None:
    """README and docs/discord.md show the picture; README tells what is on it; it is small."""
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    found = re.search(r'<img src="([^"]+)" width="\d+" alt="([^"]+)">', readme)
    assert found
    assert REPOSITORY / found[1] == FILE
    assert found[0].replace("docs/", "") in (REPOSITORY / "docs" / "discord.md").read_text("utf-8")
    assert {"weekly post", "question", "leaderboard"} <= set(
        re.findall(r"weekly post|\w+", found[2])
    )
    assert FILE.stat().st_size < SMALL
