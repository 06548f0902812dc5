"""The loopback server, tried with the real library: interactions and what may be answered."""

from datetime import timedelta
from typing import Any, cast

import discord
import pytest
from discord import ui

from tests.loopback_discord import screen, user_actions
from tests.loopback_discord.bare import Bare
from tests.loopback_discord.protocol.interactions import ASK, REPLACE, SAY, SUGGEST, WAIT, Asked
from tests.loopback_discord.protocol.server import Discord
from tests.play import Clock

COMMANDS = [
    {"name": "next", "description": "What comes next", "type": 1},
    {
        "name": "quiz",
        "description": "Quizzes",
        "options": [
            {
                "name": "solo",
                "description": "Alone",
                "type": 1,
                "options": [
                    {"name": "section", "description": "Which", "type": 3, "autocomplete": True},
                    {"name": "count", "description": "How many", "type": 4, "min_value": 1},
                    {"name": "with", "description": "Whom", "type": 6},
                ],
            }
        ],
    },
]


def ask(server: Discord, name: str = "next", **values: str) -> Asked:
    """Ann gives a command."""
    return user_actions.command(server, server.ann, server.study, name, values)


async def register(server: Discord, bot: Bare) -> None:
    assert bot.application_id
    # plain JSON
    await bot.http.bulk_upsert_global_commands(bot.application_id, COMMANDS)  # type: ignore[arg-type]


async def wait_for(server: Discord, asked: Asked) -> Asked:
    """Until the bot has said what it must."""
    await server.world.until(asked.done.is_set)
    return asked


def texts(server: Discord, user: str = "Ann") -> list[str]:
    return [seen.text for seen in screen.look(server.world, server.person(user), server.campus)]


async def test_commands_arrive_with_typed_options(server: Discord, bot: Bare) -> None:
    """A command arrives with its subcommand and typed options."""
    heard: list[discord.Interaction] = []

    async def answer(interaction: discord.Interaction) -> None:
        heard.append(interaction)
        await interaction.response.send_message("Here it is", ephemeral=True)

    bot.answer = answer
    await register(server, bot)
    await wait_for(server, ask(server, "quiz solo", section="mamba", count="3", **{"with": "Ben"}))
    (interaction,) = heard
    data = cast(dict[str, Any], interaction.data)
    given = discord.app_commands.Namespace(
        interaction, data["resolved"], data["options"][0]["options"]
    )
    assert (given.section, given.count, given["with"].display_name) == ("mamba", 3, "Ben")
    assert interaction.permissions.manage_guild
    assert isinstance(interaction.channel, discord.TextChannel)
    assert (texts(server), texts(server, "Ben")) == (["Here it is"], [])


async def test_an_edit_keeps_a_promise(server: Discord, bot: Bare) -> None:
    """A deferred answer comes as an edit of what said it is thinking."""

    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True)
        assert texts(server) == [screen.THINKING]
        await interaction.edit_original_response(content="Slowly, but surely.")
        await interaction.followup.send("And more", ephemeral=True)
        await interaction.followup.send("For everyone")

    bot.answer = answer
    asked = await wait_for(server, ask(server))
    assert asked.kind == WAIT
    await server.world.until(lambda: len(asked.later) == 2)
    assert texts(server) == ["Slowly, but surely.", "And more", "For everyone"]
    assert texts(server, "Ben") == ["For everyone"]


async def test_a_press_replaces_its_message(server: Discord, bot: Bare) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        view: ui.View = ui.View()
        view.add_item(ui.Button(label="Go", custom_id="go"))
        view.add_item(
            ui.Select(custom_id="pick", options=[discord.SelectOption(label="One", value="1")])
        )
        await interaction.response.send_message("Pressed?", view=view, ephemeral=True)

    async def press(interaction: discord.Interaction) -> None:
        await interaction.response.edit_message(content=f"Pressed {interaction.data}", view=None)

    bot.answer = answer
    await wait_for(server, ask(server))
    (seen,) = screen.look(server.world, server.ann, server.campus)
    (_, button, _), (_, select, value) = screen.pressable(seen.message)
    bot.answer = press
    asked = await wait_for(server, user_actions.press(server, server.ann, seen.message, button))
    assert asked.kind == REPLACE
    assert "'custom_id': 'go'" in texts(server)[0]
    await wait_for(server, user_actions.pick(server, server.ann, seen.message, select, [value]))
    assert "'values': ['1']" in texts(server)[0]
    assert len(texts(server)) == 1


async def test_a_modal_is_filled_in(server: Discord, bot: Bare) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        modal = ui.Modal(title="Paint", custom_id="paint")
        modal.add_item(
            ui.Label(text="What", component=ui.TextInput(custom_id="words", max_length=10))
        )
        options = [
            discord.SelectOption(label="Red", value="red"),
            discord.SelectOption(label="Blue", value="blue"),
        ]
        modal.add_item(
            ui.Label(text="Colour", component=ui.Select(custom_id="colour", options=options))
        )
        await interaction.response.send_modal(modal)

    async def filled(interaction: discord.Interaction) -> None:
        await interaction.response.send_message(str(interaction.data), ephemeral=True)

    bot.answer = answer
    asked = await wait_for(server, ask(server))
    assert asked.kind == ASK
    bot.answer = filled
    with pytest.raises(AssertionError, match="takes 0 to 10"):
        user_actions.submit(server, asked, {"words": "far too many words", "colour": "Red"})
    await wait_for(
        server, user_actions.submit(server, asked, {"words": "a fence", "colour": "Red"})
    )
    assert "'value': 'a fence'" in texts(server)[0]
    assert "'values': ['red']" in texts(server)[0]


async def test_what_is_being_typed_is_completed(server: Discord, bot: Bare) -> None:
    async def answer(interaction: discord.Interaction) -> None:
        await interaction.response.autocomplete(
            [discord.app_commands.Choice(name="Mamba", value="mamba")]
        )

    bot.answer = answer
    await register(server, bot)
    asked = await wait_for(
        server,
        user_actions.complete(server, server.ann, server.study, "quiz solo", "section", "ma"),
    )
    assert (asked.kind, asked.data["choices"]) == (SUGGEST, [{"name": "Mamba", "value": "mamba"}])


async def refused(bot: Bare, server: Discord, asked: Asked, code: int) -> None:
    """The bot's answer to this is refused."""
    faults: list[discord.HTTPException] = []

    async def answer(interaction: discord.Interaction) -> None:
        try:
            await interaction.response.send_message("Late")
        except discord.HTTPException as fault:
            faults.append(fault)
            server.world.stir()

    bot.answer = answer
    server.interactions.again(asked)
    await server.world.until(lambda: faults)
    assert [fault.code for fault in faults] == [code]


async def test_a_repeated_interaction_takes_one_answer(server: Discord, bot: Bare) -> None:
    bot.answer = lambda interaction: interaction.response.send_message("Once")
    asked = await wait_for(server, ask(server))
    assert asked.kind == SAY
    await refused(bot, server, asked, 40060)
    assert texts(server) == ["Once"]


async def test_nobody_waits_longer_than_three_seconds(server: Discord, bot: Bare) -> None:
    assert server.interactions.patience == 3
    server.interactions.patience = -1
    await refused(bot, server, ask(server), 10062)


async def test_a_token_lasts_fifteen_minutes(server: Discord, bot: Bare, clock: Clock) -> None:
    heard: list[discord.Interaction] = []

    async def answer(interaction: discord.Interaction) -> None:
        heard.append(interaction)
        await interaction.response.defer()

    bot.answer = answer
    asked = ask(server)
    await server.world.until(asked.answered.is_set)
    clock.advance(minutes=14)
    await heard[0].edit_original_response(content="In time")
    clock.now += timedelta(minutes=2)
    with pytest.raises(discord.HTTPException, match="50027"):
        await heard[0].edit_original_response(content="Too late")
    assert texts(server) == ["In time"]


async def test_direct_messages_know_no_server(server: Discord, bot: Bare) -> None:
    heard: list[object] = []

    async def answer(interaction: discord.Interaction) -> None:
        heard.append(
            (
                interaction.guild_id,
                interaction.user.display_name,
                isinstance(interaction.channel, discord.DMChannel),
            )
        )
        await interaction.response.send_message("Only us")

    bot.answer = answer
    await wait_for(
        server,
        user_actions.command(server, server.ann, server.world.direct(server.ann["id"]), "next", {}),
    )
    assert heard == [(None, "Ann", True)]
    assert [(seen.text, seen.private) for seen in screen.look(server.world, server.ann, None)] == [
        ("Only us", True)
    ]
