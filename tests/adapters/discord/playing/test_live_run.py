"""A live round in a real `roadmate run` on Discord that is killed while a question is open, and
started again.
"""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

from tests.adapters.discord.connection.test_run import PATIENCE, running, told
from tests.loopback_discord import screen, user_actions
from tests.loopback_discord.protocol.interactions import Asked
from tests.loopback_discord.protocol.server import Discord, loopback
from tests.product.test_tasks import TOKEN

Json = dict[str, Any]


async def test_killed_mid_question_it_goes_on(tmp_path: Path) -> None:
    """When Roadmate is killed while a question is open, the round goes on."""
    async with loopback(token=TOKEN) as discord:
        async with running(tmp_path, discord, TOKEN) as process:
            await discord.gateway.ready(PATIENCE)
            await give(discord, "group setup", {"pace": "60"})
            await press(discord, discord.ann, "Confirm")
            await give(discord, "quiz live", {"count": "2"})
            await press(discord, discord.ann, "Start now")
            assert "Your answer: " in told(discord, await answer(discord, discord.ben))
            process.kill()
            await process.wait()
        await discord.world.until(lambda: not discord.gateway.connections)
        async with running(tmp_path, discord, TOKEN):
            await discord.gateway.ready(PATIENCE)
            assert "Your answer: " in told(discord, await answer(discord, discord.person("Cleo")))
            assert "Yes, that is your answer" in told(discord, await answer(discord, discord.ben))
            await press(discord, discord.ann, "Close now")
            await shown(discord, "of 2 got it right")
            await give(discord, "quiz stop", {})
            await shown(discord, "2 players, 1 question.")
    assert len([text for text in said(discord) if text.startswith("Question 1 of 2")]) == 1
    with sqlite3.connect(tmp_path / "roadmate.db") as kept:
        assert kept.execute("SELECT count(*) FROM round_answers").fetchone() == (2,)
        assert kept.execute("SELECT count(*) FROM awards").fetchone() == (2,)
    kept.close()


async def give(discord: Discord, name: str, values: dict[str, str]) -> None:
    asked = user_actions.command(discord, discord.ann, discord.study, name, values)
    await asyncio.wait_for(asked.done.wait(), PATIENCE)


async def press(discord: Discord, user: Json, label: str) -> None:
    """Press a button as soon as it is there."""

    def found() -> tuple[Json, Json] | None:
        labelled = (
            (one, button)
            for one in reversed(discord.world.messages.values())
            for name, button, _ in screen.pressable(one)
            if name == label
        )
        return next(labelled, None)

    await discord.world.until(found, PATIENCE)
    message, button = found() or ({}, {})
    await asyncio.wait_for(user_actions.press(discord, user, message, button).done.wait(), PATIENCE)


async def answer(discord: Discord, user: Json) -> Asked:
    """Choose what is offered first, as soon as there is a question."""
    await shown(discord, "Question 1 of 2")
    world = discord.world
    question = next(
        one for one in world.messages.values() if "Question 1 of 2" in screen.draw(world, one).text
    )
    _, component, value = next(screen.pressable(question))
    if value:
        asked = user_actions.pick(discord, user, question, component, [value])
    else:
        asked = user_actions.press(discord, user, question, component)
    await asyncio.wait_for(asked.done.wait(), PATIENCE)
    return asked


async def shown(discord: Discord, words: str) -> None:
    """Return when this can be read somewhere."""
    await discord.world.until(lambda: any(words in text for text in said(discord)), PATIENCE)


def said(discord: Discord) -> list[str]:
    return [screen.draw(discord.world, one).text for one in discord.world.messages.values()]
