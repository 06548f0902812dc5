"""Native commands on Discord.

Declared with their types, completed while somebody types, filled in through forms.
"""

from typing import Any

import pytest

from adapters.discord.manifest import differs, payload
from bot.core.markup import command
from bot.core.message import say
from bot.engine.all_commands import COMMANDS
from tests.adapters.discord.home import Home
from tests.by_hand import ByHand
from tests.loopback_discord import fixtures, user_actions
from tests.loopback_discord.faults import POST
from tests.loopback_discord.protocol.interactions import ASK, SAY

Json = dict[str, Any]
TEXT, INTEGER, USER = 3, 4, 6


def option(home: Home, command: str, sub: str, name: str) -> Json:
    (top,) = [one for one in home.discord.commands.registered if one["name"] == command]
    inner = next((one for one in top["options"] if one["name"] == sub), top)
    return next(one for one in inner["options"] if one["name"] == name)


async def test_options_have_their_types(home: Home) -> None:
    pace = option(home, "group", "setup", "pace")
    assert (pace["type"], pace["min_value"], pace["max_value"]) == (INTEGER, 15, 1200)
    assert [one["value"] for one in option(home, "group", "setup", "every")["choices"]] == [
        "1",
        "2",
    ]
    assert option(home, "group", "setup", "course")["autocomplete"]
    assert option(home, "group", "setup", "zone")["autocomplete"]
    assert option(home, "group", "forgive", "member")["type"] == USER
    assert option(home, "quiz", "solo", "section")["autocomplete"]
    assert option(home, "done", "", "reading")["autocomplete"]


async def test_group_commands_are_in_servers_only(
    home: Home,
) -> None:
    """A group's commands are in servers only, the others in direct messages too."""
    contexts = {one["name"]: one["contexts"] for one in home.discord.commands.registered}
    assert contexts.pop("group") == [0]
    assert {
        "next",
        "done",
        "quiz",
        "progress",
        "settings",
        "export",
        "forget",
        "week",
    } <= contexts.keys()
    assert all(allowed == [0, 1] for allowed in contexts.values())


async def test_a_group_takes_its_channels_name(home: Home) -> None:
    """A new group is called as its channel is."""
    channel = fixtures.add_channel(home.discord.world, home.discord.campus, "reading-room")
    await home.heard()
    asked = await home.answered(home.command("group setup zone:Berlin", channel=channel))
    assert home.text(asked).startswith("Setting up reading-room\n")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, False),
        ({"description": "Other"}, True),
        ({"contexts": [0]}, True),
        ({"version": "7"}, False),
        ({"nsfw": False}, False),
    ],
)
def test_only_what_we_set_differs(change: Json, told: bool) -> None:
    """Only what we set counts as a difference between our commands and Discord's."""
    ours = payload(COMMANDS)
    assert differs(ours, [ours[0] | change, *ours[1:]]) == told
    assert differs(ours, ours[1:])
    assert differs(ours[1:], ours)


def test_a_bound_of_zero_differs() -> None:
    """A bound of zero, where Discord has none, is a difference too."""
    bounded = [
        {"type": 1, "name": "a", "options": [{"type": INTEGER, "name": "b", "min_value": 0}]}
    ]
    assert differs(bounded, [{"type": 1, "name": "a", "options": [{"type": INTEGER, "name": "b"}]}])


@pytest.mark.parametrize(
    ("command", "name", "typed", "found"),
    [
        ("done", "reading", "first", "First flush"),
        ("quiz solo", "section", "pick", "Picking"),
        ("group setup", "zone", "berl", "Berlin"),
        ("help", "command", "lead", "leaderboard"),
    ],
)
async def test_what_is_typed_is_completed(
    home: Home, command: str, name: str, typed: str, found: str
) -> None:
    labels = await home.driver.complete(command, name, typed)
    assert any(found.casefold() in label.casefold() for label in labels), labels
    assert len(labels) <= 25


@pytest.mark.parametrize("typed", ["", "x" * 6000, "%_\\", "' OR 1=1", "é🍵", "\u202e"])
async def test_completion_takes_whatever_is_typed(home: Home, typed: str) -> None:
    """Whatever is typed, completion answers: with some choices or with none."""
    asked = user_actions.complete(
        home.discord, home.discord.ben, home.discord.study, "group setup", "zone", typed
    )
    await home.answered(asked)
    assert len(asked.data["choices"]) <= 25


async def test_completion_is_quick_in_large_groups(home: Home) -> None:
    """Completing takes no more steps with ten thousand members than with one."""
    alone = await _steps(home)
    await _ten_thousand(home)
    assert 0 < alone == await _steps(home)


async def _steps(home: Home) -> int:
    """What the store does while somebody types, in instructions of SQLite's own machine."""
    done: list[None] = []
    reader = home.stage.database._reader
    await reader.set_progress_handler(lambda: done.append(None), 1)
    for typed, name in (("done", "reading"), ("quiz solo", "section"), ("group setup", "zone")):
        await home.driver.complete(typed, name, "b")
    return len(done)


async def _ten_thousand(home: Home) -> None:
    tx = ByHand(home.stage.database)
    ((group,),) = await tx.execute("SELECT id FROM groups WHERE platform = 'discord'")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
    await tx.execute(
        f"{numbers} INSERT INTO people (id, platform, user_id, name, created_at)"
        " SELECT 'p' || i, 'discord', '9' || i, 'Member ' || i, 0 FROM n"
    )
    await tx.execute(
        f"{numbers} INSERT INTO members (id, group_id, person_id, joined_at)"
        " SELECT 'm' || i, :g, 'p' || i, 0 FROM n",
        g=group,
    )


async def test_a_member_is_picked_as_such(home: Home) -> None:
    await home.answered(home.command("done first-flush", home.discord.ben))
    asked = await home.answered(home.command("group forgive member:Ben"))
    assert asked.payload["data"]["options"][0]["options"][0] == {
        "type": USER,
        "name": "member",
        "value": home.discord.ben["id"],
    }
    assert "Ben" in home.text(asked)


async def test_missing_options_come_from_a_form(home: Home) -> None:
    """What is missing is asked for first and taken from the form."""
    asked = await home.answered(home.command("sample paint"))
    assert asked.kind == ASK
    filled = await home.answered(
        user_actions.submit(home.discord, asked, {"words": "A *fence* @everyone", "colour": "red"})
    )
    assert filled.kind == SAY
    assert "A *fence* @everyone in red." in home.text(filled)
    assert not home.discord.world.notified.get(filled.original)


async def test_several_picks_are_one_call(home: Home) -> None:
    """Several values of one select make one call."""
    await home.driver.type("sample gallery 9")
    await home.driver.pick("Choice 1", "Choice 2", "Choice 4")
    assert "pressed c1,c2,c4." in home.driver.screen()[-1].text


HUGE = (
    "*_~`|<@&1> @everyone @here <#5> [x](https://evil.example) ||spoiler|| :smile: # big\n> quote "
    * 3
)


async def test_hostile_names_ping_nobody(home: Home) -> None:
    """Names that are huge or hostile neither ping anybody nor break anything."""
    for name in (
        HUGE[:32],
        "@everyone",
        "<@1456074443980800000>",
        "**bold**",
        "`" * 32,
        "\u202e" * 32,
        "x" * 32,
    ):
        person = home.discord.person(name)
        for line in ("sample press words:hello", "progress", "done first-flush", "leaderboard"):
            asked = await home.answered(home.command(line, person))
            assert home.text(asked)
            assert not home.discord.world.notified.get(asked.original)
    asked = await home.answered(
        home.command("sample press words:hello", home.discord.person("**bold**"))
    )
    assert "**bold** pressed hello." in home.text(asked)


async def test_strangers_are_called_by_name(home: Home) -> None:
    """Somebody who has not taken part is called by their name, not by a number."""
    ben = home.discord.ben["id"]
    asked = await home.answered(home.command(f"group forgive member:{ben}"))
    assert home.discord.ben["global_name"] in home.text(asked)
    assert ben not in home.text(asked)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (
            f"Type {command('next')}, or {command('quiz solo', 'section:tea')}.",
            "Type `/next`, or `/quiz solo section:tea`.",
        ),
        (
            f"*What begins with {command('group')}*: {command('help', '<command>')}",
            "*What begins with `/group`*: `/help <command>`",
        ),
        ("`next(iter(rows))`, `next`, `week:`", "`next(iter(rows))`, `next`, `week:`"),
    ],
)
async def test_named_commands_are_written_as_typed(home: Home, said: str, shown: str) -> None:
    """A command that a text names is written as people type it."""
    await home.adapter.post(home.place, say(said), key="said")
    sent = home.discord.rest.requests(POST)[-1]
    assert sent.body["components"][0]["content"] == shown


async def test_answers_name_commands_as_typed(home: Home) -> None:
    """Answers and problems name commands as people type them."""
    asked = await home.answered(home.command("help"))
    assert "`/quiz solo [section] [count]`" in str(
        home.discord.world.messages[asked.original]["components"]
    )
    asked = await home.answered(home.command("quiz stop"))
    assert "`/quiz solo`" in str(home.discord.world.messages[asked.original]["components"])
