"""Whatever people call themselves and whatever they write, on Discord nobody is pinged and nothing
is broken.
"""

import asyncio
import gc
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from bot.core.call import Call
from bot.core.message import Button, row, say
from tests.adapters.discord.home import Home
from tests.driver import running_tasks
from tests.loopback_discord import fixtures, user_actions
from tests.loopback_discord.protocol import components
from tests.loopback_discord.protocol.interactions import COMPONENT, SAY, Asked

Json = dict[str, Any]
NAMES = [
    "@everyone", "@here", "<@&1>", "<@1>", "<#2>", "</quiz solo:3>", "<t:0:R>", "<:tea:4>",
    ":tada:", "**Bold** _i_ ~~",
    "||spoiler||", "`code`", "```", "# Heading", "- item", "1. item", "> quote", ">>> quote",
    "-# small",
    "[tea](https://evil.example)", "https://evil.example/_a_", "\\", "\\*", "a\u200bb", "\u200b",
    "\u202eleft",
    "🍵" * 32, "W" * 300, "line\nbreak", "\u02c8\u0300" * 100, '"', ("'; DROP TABLE people; "
                                                                   "--"), "%s {0}", "null", "0",
]  # fmt: skip
READ = Button("I've read it", Call("done", {"reading": "first-flush"}))
LINES = [
    "done first-flush", "week", "progress", "streak", "leaderboard", "settings", ("quiz solo "
                                                                                 "section:drying"),
                                                                                 "next",
]  # fmt: skip


def pressable(message: Json) -> list[Json]:
    return [one for one in components.walk(message["components"]) if "custom_id" in one]


def mentions_allowed(home: Home) -> list[Json]:
    """What each message that was sent says about whom it may notify."""
    bodies = [request.body for request in home.discord.rest.heard if isinstance(request.body, dict)]
    messages = [body.get("data") or body for body in bodies if body.get("type") not in {5, 6, 8, 9}]
    return [one.get("allowed_mentions", {}) for one in messages if "components" in one]


def nobody_was_pinged(home: Home, but: str = "") -> bool:
    """Neither by what each payload allows, nor by what Discord made of it."""
    allowed = mentions_allowed(home)
    assert allowed
    pinged = set().union(*home.discord.world.notified.values()) - {but}
    named = {user for one in allowed for user in map(str, one.get("users") or ())} - {but}
    return (
        all(one.get("parse") == [] and not one.get("roles") for one in allowed)
        and not pinged
        and not named
    )


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_pings_nobody(home: Home, name: str) -> None:
    """A name pings nobody and is shown as it is."""
    user = home.discord.person(name)
    for line in LINES:
        asked = await home.answered(home.command(line, user))
        assert asked.kind == SAY
    board = home.text(
        await home.answered(home.command("leaderboard by:readings", home.discord.ann))
    )
    shown = "".join(
        " " if letter.isspace() else letter for letter in name if letter != "\u202e"
    ).strip()
    assert shown[:20] in board
    assert nobody_was_pinged(home)


@pytest.mark.parametrize("words", NAMES)
async def test_words_given_ping_nobody(home: Home, words: str) -> None:
    """Words given in commands, answers and titles ping nobody."""
    await home.driver.type("group setup course:road-essential pace:60")
    await home.driver.press("Confirm")
    quoted = words.replace('"', "'").replace("\n", " ").replace("\\", "/")
    for line in (
        f'group meeting weekday:monday hour:19:00 where:"{quoted}"',
        f'group season name:"{quoted}"',
        f'group insert title:"{quoted}" link:https://tea.example/x minutes:10',
        f'search text:"{quoted}"',
        f'done reading:"{quoted}"',
        f'sample say words:"{quoted}"',
    ):
        await home.answered(home.command(line))
    ((due,),) = await home.rows("SELECT next_due_at FROM schedules")
    wait = timedelta(seconds=int(str(due)) - int(home.stage.clock().timestamp()))
    await home.timeline().advance(home.stage.clock() + wait)
    assert any("Week 1" in text for text in home.said())
    assert nobody_was_pinged(home)


async def test_a_channels_name_pings_nobody(home: Home) -> None:
    """A channel that is called like a mention pings nobody."""
    other = fixtures.add_channel(home.discord.world, home.discord.campus, "<@&1> **@everyone**")
    for line in ("group setup course:road-essential pace:60", "group show", "week", "help"):
        await home.answered(home.command(line, channel=other))
    assert nobody_was_pinged(home)


async def test_too_long_text_is_refused_kindly(home: Home) -> None:
    """A text longer than any message is refused kindly."""
    asked = await home.answered(home.command('search text:"' + "@everyone " * 590 + '"'))
    assert home.text(asked)
    assert nobody_was_pinged(home)


async def test_nobody_answers_anothers_quiz(home: Home) -> None:
    asked = await home.answered(home.command("quiz solo section:picking"))
    question = home.discord.world.messages[asked.original]
    answer = next(one for one in pressable(question) if "answer:" in one["custom_id"])
    before = await home.stage.everything()
    forged = await home.answered(
        user_actions.press(home.discord, home.discord.ben, question, answer)
    )
    assert home.text(forged)
    assert await home.stage.everything() == before
    await home.answered(user_actions.press(home.discord, home.discord.ann, question, answer))
    assert await home.stage.everything() != before


async def test_forged_organisers_buttons_change_nothing(
    home: Home,
) -> None:
    """An organisers' button changes nothing when somebody without the right forges it."""
    await home.driver.type("group setup course:road-essential pace:60")
    await home.driver.press("Confirm")
    before = await home.stage.everything()
    for line in (
        "group pause",
        "group post",
        "group erase sure:yes",
        "group end",
        "group season name:x",
        "group skip",
    ):
        data = {"component_type": 2, "custom_id": line, "id": 1}
        (above, *_) = home.discord.world.messages.values()
        asked = home.discord.interactions.ask(
            COMPONENT, home.discord.ben, home.discord.study, data, above
        )
        await home.answered(asked)
        assert "organiser" in str(asked.answer)
    assert await home.stage.everything() == before


async def test_an_overlong_custom_id_is_answered(home: Home) -> None:
    """A custom_id longer than Discord allows is answered."""
    await home.driver.type("sample press words:x")
    (above, *_) = home.discord.world.messages.values()
    data = {"component_type": 2, "custom_id": "sample press words:" + "x" * 5000, "id": 1}
    asked = home.discord.interactions.ask(
        COMPONENT, home.discord.ben, home.discord.study, data, above
    )
    assert (await home.answered(asked)).answer


@pytest.mark.parametrize("people", [1, 500])
async def test_five_hundred_presses_all_count(home: Home, people: int) -> None:
    """Five hundred presses in seconds are all answered and all kept."""
    await home.adapter.post(home.place, say("Week 1", row(READ)), key="weekly/1")
    (post,) = home.discord.world.messages.values()
    members = [home.discord.person(f"Member {number}") for number in range(people)]
    tasks = running_tasks()
    asked: list[Asked] = []
    # Fifty at a time, as fast as they are answered: how many a second that makes, and whether some
    # are promised an answer first, is the machine's to say.
    for first in range(0, 500, 50):
        crowd = [members[number % people] for number in range(first, first + 50)]
        asked += [
            user_actions.press(home.discord, member, post, pressable(post)[0]) for member in crowd
        ]
        await asyncio.gather(*(one.done.wait() for one in asked[first:]))
    await home.heard()
    assert all(
        home.discord.world.audience[one.original] == one.person and home.text(one) for one in asked
    )
    assert len(await home.rows("SELECT * FROM progress WHERE state = 'done'")) == people
    assert len(await home.rows("SELECT * FROM activities")) == people
    assert running_tasks() <= tasks + 2


async def test_a_thousand_presses_leak_no_memory(home: Home) -> None:
    """After a thousand presses and posts nothing of them is kept in memory."""
    post = await home.adapter.post(
        home.place, say("Hi", row(Button("Hello", Call("sample press", {"words": "x"})))), key="w"
    )
    message = home.discord.world.messages[post.id]
    button = {"custom_id": "sample press words:x", "id": 2}

    async def an_hour() -> Counter[str]:
        for _ in range(5):
            people = [home.discord.person(f"Member {number}") for number in range(50)]
            asked = [user_actions.press(home.discord, person, message, button) for person in people]
            await asyncio.gather(*(one.done.wait() for one in asked))
            await asyncio.gather(
                *(home.adapter.edit(post, say(f"Hi {number}")) for number in range(20))
            )
            home.discord.interactions.asked.clear()
        await home.heard()
        gc.collect()
        ours = ("discord.", "adapters.", "asyncio", "aiohttp")
        kinds = [f"{type(one).__module__}.{type(one).__name__}" for one in gc.get_objects()]
        return Counter(kind for kind in kinds if kind.startswith(ours))

    await an_hour()
    before = await an_hour()
    after = await an_hour()
    grown = {
        kind: count - before[kind] for kind, count in after.items() if count - before[kind] > 50
    }
    assert not grown
    client = home.adapter._client
    assert client is not None
    assert len(client.http._buckets) < 100
