"""Everybody who asks on Discord is answered once, in time and in private, whatever the network
does.
"""

import asyncio
from typing import Any

import pytest

from adapters.discord import texts as discord_texts
from bot.core.call import Call
from bot.core.commands.declaration import Command, command
from bot.core.errors import UserError
from bot.core.interaction import Context
from bot.core.message import Button, Form, Input, Message, row, say
from tests.adapters.discord.home import Home
from tests.loopback_discord import user_actions
from tests.loopback_discord.protocol import shapes
from tests.loopback_discord.protocol.interactions import COMPONENT, SAY, WAIT, Asked
from tests.samples import LATE, Gate

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
LATER = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def more(gate: Gate) -> tuple[Command, ...]:
    @command("late problem", "A slow problem in public", private=False, reads=True)
    async def problem(ctx: Context) -> Message:
        await gate.opened.wait()
        raise UserError("There is no tea left.")

    @command("late form", "A slow form", reads=True)
    async def form(ctx: Context) -> Form:
        await gate.opened.wait()
        return Form("More", (Input("words", "What to say"),), Call("sample say"))

    @command("late public", "A slow answer for all", private=False, reads=True)
    async def public(ctx: Context) -> Message:
        await gate.opened.wait()
        return say("Tea for everyone.")

    @command("late aside", "A slow answer beside what was pressed", listed=False, reads=True)
    async def aside(ctx: Context) -> Message:
        await gate.opened.wait()
        return say("By the way.")

    return (problem, form, public, aside)


def audience(home: Home, asked: Asked) -> str:
    return home.discord.world.audience.get(asked.original, "everyone")


def private_to_ann(home: Home) -> list[str]:
    return [shown.text for shown in home.driver.screen() if shown.private]


async def waiting(asked: Asked) -> None:
    await asyncio.wait_for(asked.answered.wait(), 5)
    assert asked.kind == WAIT


async def test_slow_public_answers_reach_everyone(home: Home, gate: Gate) -> None:
    """A slow answer for everyone is promised first and then given to everyone."""
    asked = home.command("late public")
    await waiting(asked)
    gate.opened.set()
    await home.answered(asked)
    assert home.text(asked) == "Tea for everyone."
    assert audience(home, asked) == "everyone"


async def test_slow_private_answers_stay_private(home: Home) -> None:
    """A slow private answer is promised and given in private."""
    asked = home.command("sample slow")
    await waiting(asked)
    assert audience(home, asked) == home.discord.ann["id"]
    home.stage.gate.opened.set()
    await home.answered(asked)
    assert (home.text(asked), audience(home, asked)) == (LATE, home.discord.ann["id"])


async def test_a_slow_problem_is_private(home: Home, gate: Gate) -> None:
    """A slow problem is told in private, although the answer would have been public."""
    asked = home.command("late problem")
    await waiting(asked)
    gate.opened.set()
    await home.discord.world.until(lambda: asked.later)
    assert home.said() == []
    assert "There is no tea left." in private_to_ann(home)[-1]


async def test_a_late_form_is_told_kindly(home: Home, gate: Gate) -> None:
    asked = home.command("late form")
    await waiting(asked)
    gate.opened.set()
    await home.answered(asked)
    assert home.text(asked) == discord_texts.TOO_SLOW


async def test_a_slow_aside_leaves_the_pressed(home: Home, gate: Gate) -> None:
    """A slow answer that replaces nothing leaves the pressed message as it was."""
    await home.driver.type("sample press words:first")
    seen = next(iter(home.discord.world.messages.values()))
    data = {"component_type": 2, "custom_id": "late aside", "id": 1}
    asked = home.discord.interactions.ask(
        COMPONENT, home.discord.ann, home.discord.study, data, seen
    )
    await asyncio.wait_for(asked.answered.wait(), 5)
    gate.opened.set()
    await home.discord.world.until(lambda: asked.later)
    assert [text.split("\n")[0] for text in private_to_ann(home)] == [
        "Ann pressed first.",
        "By the way.",
    ]


async def test_an_interaction_delivered_twice_acts_once(home: Home) -> None:
    asked = home.command("quiz solo section:picking")
    home.discord.interactions.again(asked)
    await home.answered(asked)
    await home.discord.gateway.heard()
    await home.driver.type("sample where")
    assert len(home.discord.rest.requests(CALLBACK)) == 2
    assert len(await home.rows("SELECT id FROM quizzes")) == 1


async def test_a_replayed_interaction_acts_once(home: Home) -> None:
    await home.answered(home.command("done first-flush"))
    before = await home.stage.everything()
    home.discord.gateway.replay("INTERACTION_CREATE")
    await home.discord.gateway.heard()
    await home.driver.type("sample where")
    assert len(home.discord.rest.requests(CALLBACK)) == 2
    assert await home.stage.everything() == before


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("line", ["sample where", "sample public"])
async def test_a_broken_off_answer_arrives_once(home: Home, line: str, after: bool) -> None:
    """An answer whose connection breaks arrives, and only once."""
    home.faults.reset(CALLBACK, after=after)
    asked = await home.answered(home.command(line))
    assert asked.kind == SAY
    assert len(home.discord.world.messages) == 1


async def test_a_broken_off_file_arrives_whole(home: Home) -> None:
    """A file whose connection breaks arrives whole."""
    await home.driver.type("done first-flush")
    home.faults.reset(CALLBACK, times=2)
    asked = await home.answered(home.command("export"))
    (file,) = home.discord.world.messages[asked.original]["attachments"]
    assert home.discord.world.files[file["id"]]


@pytest.mark.parametrize("status", [500, 503])
@pytest.mark.parametrize("times", [1, 2, 4])
async def test_an_answer_refused_at_first_arrives(home: Home, status: int, times: int) -> None:
    """An answer that Discord cannot take at first arrives."""
    home.faults.fail(CALLBACK, status, times=times)
    assert (await home.answered(home.command("sample where"))).kind == SAY


@pytest.mark.parametrize("line", ["sample public", "sample slow"])
async def test_an_unconfirmed_answer_is_there_once(home: Home, line: str) -> None:
    """An answer that Discord took but did not confirm is there once."""
    home.faults.fail(CALLBACK, times=2, after=True)
    home.stage.gate.opened.set()
    asked = await home.answered(home.command(line))
    assert asked.kind == SAY
    assert len(home.discord.world.messages) == 1


async def test_a_promise_refused_at_first_holds(home: Home) -> None:
    """A promised answer is given, although Discord could not take the promise at first."""
    home.faults.fail(CALLBACK, times=2)
    asked = home.command("sample slow")
    await waiting(asked)
    home.stage.gate.opened.set()
    await home.answered(asked)
    assert home.text(asked) == LATE


async def test_a_form_refused_at_first_shows(home: Home) -> None:
    """A form that Discord cannot take at first is shown."""
    home.faults.fail(CALLBACK, times=3)
    await home.driver.type("sample say")
    assert home.driver.asked()


@pytest.mark.parametrize("after", [False, True])
async def test_a_broken_off_late_answer_arrives(home: Home, after: bool) -> None:
    """A late answer whose connection breaks arrives."""
    home.faults.reset(LATER, after=after)
    asked = home.command("sample slow")
    await waiting(asked)
    home.stage.gate.opened.set()
    await home.answered(asked)
    assert home.text(asked) == LATE


async def test_a_hanging_answer_delays_nobody(home: Home) -> None:
    """While one answer hangs, other people get theirs."""
    home.faults.hang(CALLBACK)
    home.command("sample where")
    await home.discord.world.until(lambda: home.discord.rest.requests(CALLBACK))
    assert (await home.answered(home.command("sample where", home.discord.ben))).kind == SAY


async def test_a_limited_answer_waits_its_turn(home: Home) -> None:
    """An answer that was rate limited is given as soon as Discord allows it."""
    home.faults.limit(CALLBACK, 0.2)
    assert (await home.answered(home.command("sample where"))).kind == SAY


async def test_five_hundred_presses_get_answers(home: Home) -> None:
    """Five hundred presses on one post are all answered."""
    await home.adapter.post(home.place, _pressable(), key="weekly/1")
    post = next(iter(home.discord.world.messages.values()))
    people = [home.discord.person(f"Member {number}") for number in range(500)]
    button = {"custom_id": "sample press words:hello", "id": 2}
    asked = [user_actions.press(home.discord, person, post, button) for person in people]
    async with asyncio.timeout(10):
        await asyncio.gather(*(one.done.wait() for one in asked))
    assert all(
        "pressed hello" in home.text(one) and audience(home, one) == one.person for one in asked
    )
    client = home.adapter._client
    assert client is not None
    kept = client._connection._view_store
    assert (kept._views, kept._modals, kept._synced_message_views) == ({}, {}, {})
    assert [len(guild.members) for guild in client.guilds] == [1]


def _pressable() -> Message:
    return say("Week 1", row(Button("Say hello", Call("sample press", {"words": "hello"}))))


@pytest.mark.parametrize(
    "forged",
    [
        ("group erase "
        "sure:yes"), "group pause", "sample order", "sample tick", ("delivery failed key:weekly "
                                                                  "state:dead"),
        ("post weekly "
        "number:1"), "connected", "replied reply:1", "undo reading:first-flush", "x", ":", '"',
        "quiz answer", ("quiz answer quiz:nothing1 number:1000000000000 "
                       "answer:A"), "done reading:" + "x" * 80,
        "é" * 100, "\u0000", " ", "constructor:1", "post again notice:nothing", "group confirm",
    ],
)  # fmt: skip
async def test_a_forged_button_does_nothing(home: Home, forged: str) -> None:
    """A forged button is answered and changes nothing."""
    before = await home.stage.everything()
    world = home.discord.world
    above = shapes.message(world.number(), home.discord.study["id"], world.bot, world.now())
    data: dict[str, Any] = {"component_type": 2, "custom_id": forged, "id": 1}
    asked = home.discord.interactions.ask(
        COMPONENT, home.discord.ben, home.discord.study, data, above
    )
    await home.answered(asked)
    assert await home.stage.everything() == before


async def test_an_organisers_button_refuses_others(home: Home) -> None:
    """An organisers' button that somebody else presses is refused kindly."""
    await home.driver.type("group setup course:road-essential pace:60")
    preview = home.discord.world.messages[next(reversed(home.discord.world.messages))]
    buttons = {one["label"]: one for one in preview["components"][-1]["components"]}
    pressed = await home.answered(
        user_actions.press(home.discord, home.discord.ben, preview, buttons["Confirm"])
    )
    assert await home.rows("SELECT * FROM schedules") == []
    assert home.text(pressed)
    assert audience(home, pressed) == home.discord.ben["id"]
    await home.driver.press("Confirm")
    assert len(await home.rows("SELECT * FROM schedules")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "next",
        "done first-flush",
        "quiz solo",
        "quiz review",
        "progress",
        "settings",
        "export",
        "forget",
    ],
)
async def test_commands_work_in_direct_messages(home: Home, line: str) -> None:
    asked = await home.answered(
        home.command(line, channel=home.discord.world.direct(home.discord.ann["id"]))
    )
    assert home.text(asked)


async def test_direct_buttons_survive_a_restart(home: Home) -> None:
    """A button in direct messages still works after a restart."""
    direct = home.discord.world.direct(home.discord.ann["id"])
    asked = await home.answered(home.command("sample press words:first", channel=direct))
    await home.driver.restart()
    message = home.discord.world.messages[asked.original]
    button = message["components"][-1]["components"][0]
    await home.answered(user_actions.press(home.discord, home.discord.ann, message, button))
    assert "pressed again." in home.text(asked)
