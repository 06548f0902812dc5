"""The loopback server, tried with the real library: messages, threads, rights, troubles, limits."""

import asyncio
import io
from datetime import timedelta

import discord
import pytest
from discord import ui

from tests.loopback_discord import faults, fixtures, screen
from tests.loopback_discord.bare import Bare
from tests.loopback_discord.protocol.server import Discord
from tests.play import Clock


def said(server: Discord) -> list[str]:
    """What Ben reads in the server."""
    return [seen.text for seen in screen.look(server.world, server.ben, server.campus)]


def layout(*items: ui.Item[ui.LayoutView]) -> ui.LayoutView:
    view = ui.LayoutView()
    for item in items:
        view.add_item(item)
    return view


async def test_a_nonce_says_once(server: Discord, bot: Bare, clock: Clock) -> None:
    """A message is said once for a nonce, and again when the nonce is some minutes old."""
    first = await bot.study(server).send("Week 1", nonce="weekly/1")
    assert (await bot.study(server).send("Week 1", nonce="weekly/1")).id == first.id
    assert said(server) == ["Week 1"]
    clock.advance(minutes=6)
    assert (await bot.study(server).send("Week 1", nonce="weekly/1")).id != first.id
    assert said(server) == ["Week 1", "Week 1"]


async def test_components_and_files_arrive_whole(server: Discord, bot: Bare) -> None:
    """Components keep their order and a file its content."""
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow(ui.Button(label="Go", custom_id="go"))
    view = layout(
        ui.TextDisplay("**Above**", id=77), ui.Separator(), ui.File("attachment://notes.txt"), row
    )
    message = await bot.study(server).send(
        view=view, file=discord.File(io.BytesIO(b"words"), "notes.txt")
    )
    (seen,) = screen.look(server.world, server.ben, server.campus)
    assert (seen.text, seen.controls, seen.private) == ("Above\nnotes.txt", ["Go"], False)
    assert list(server.world.files.values()) == [b"words"]
    history = [one async for one in bot.study(server).history()]
    assert [one.id for one in history] == [message.id]
    assert getattr(history[0].components[0], "id", 0) == 77


async def test_an_edit_keeps_its_place(server: Discord, bot: Bare) -> None:
    """An edited message keeps its place, and one of components takes no plain text."""
    message = await bot.study(server).send(view=layout(ui.TextDisplay("Nobody finished yet")))
    await (
        bot.study(server)
        .get_partial_message(message.id)
        .edit(view=layout(ui.TextDisplay("Two have finished")))
    )
    assert said(server) == ["Two have finished"]
    with pytest.raises(discord.HTTPException, match="50035"):
        await bot.http.edit_message(
            message.channel.id, message.id, params=discord.http.handle_message_parameters("x")
        )


async def test_a_message_has_one_thread(server: Discord, bot: Bare) -> None:
    """A thread bears the number of its message and is opened once."""
    message = await bot.study(server).send("Week 1")
    thread = await message.create_thread(name="Questions", auto_archive_duration=10080)
    assert thread.id == message.id
    await thread.send("Why?")
    assert [seen.thread for seen in screen.look(server.world, server.ben, server.campus)] == [
        "",
        "Questions",
    ]
    with pytest.raises(discord.HTTPException) as fault:
        await message.create_thread(name="Questions")
    assert fault.value.code == 160004


async def test_replies_come_without_their_words(server: Discord, bot: Bare, clock: Clock) -> None:
    """What people write in a thread is told without its words."""
    message = await bot.study(server).send("Week 1")
    thread = await message.create_thread(name="Questions")
    clock.advance(days=8)
    fixtures.archive(server.world, server.world.channels[str(thread.id)])
    fixtures.write(
        server.world, server.ben, server.world.channels[str(thread.id)], "Because of the leaves."
    )
    await server.gateway.heard()
    written = [
        one for kind, one in bot.heard if kind == "message" and isinstance(one, discord.Message)
    ][-1]
    assert (written.author.id, written.content, written.created_at) == (
        int(server.ben["id"]),
        "",
        clock.now,
    )
    since = clock.now - timedelta(hours=1)
    assert [one.content async for one in thread.history(after=since, oldest_first=True)] == [""]


async def test_a_direct_message_reaches_one_person(server: Discord, bot: Bare) -> None:
    channel = await bot.create_dm(discord.Object(int(server.ben["id"])))
    await channel.send("Psst")
    assert [seen.text for seen in screen.look(server.world, server.ben, None)] == ["Psst"]
    assert not screen.look(server.world, server.ann, None)
    server.world.closed_to_direct_messages.add(server.ben["id"])
    with pytest.raises(discord.Forbidden, match="50007"):
        await channel.send("Psst")


async def test_allowed_mentions_decide_who_is_notified(server: Discord, bot: Bare) -> None:
    ann, ben = server.ann["id"], server.ben["id"]
    words = f"<@{ann}> <@{ben}> @everyone `<@{ann}>`"
    all_of_them = await bot.study(server).send(words)
    one = await bot.study(server).send(
        words, allowed_mentions=discord.AllowedMentions(users=[discord.Object(int(ben))])
    )
    nobody = await bot.study(server).send(words, allowed_mentions=discord.AllowedMentions.none())
    told = [server.world.notified[str(message.id)] for message in (all_of_them, one, nobody)]
    assert told == [{ann, ben}, {ben}, set()]


@pytest.mark.parametrize(
    ("denied", "code"), [("send_messages", 50013), ("view_channel", 50001), ("attach_files", 50013)]
)
async def test_a_lost_permission_refuses(
    server: Discord, bot: Bare, denied: str, code: int
) -> None:
    fixtures.deny(server.world, server.study, denied)
    with pytest.raises(discord.Forbidden) as fault:
        await bot.study(server).send("Week 1", file=discord.File(io.BytesIO(b"words"), "notes.txt"))
    assert fault.value.code == code
    fixtures.deny(server.world, server.study)
    await bot.study(server).send("Week 1")
    await server.gateway.heard()
    assert getattr(bot.study(server).permissions_for(bot.study(server).guild.me), denied)


async def test_forbidden_history_is_empty(server: Discord, bot: Bare) -> None:
    await bot.study(server).send("Week 1")
    fixtures.deny(server.world, server.study, "read_message_history")
    assert [one async for one in bot.study(server).history()] == []


async def test_what_is_deleted_is_unknown(server: Discord, bot: Bare) -> None:
    message = await bot.study(server).send("Week 1")
    server.world.delete_message(server.world.messages[str(message.id)])
    with pytest.raises(discord.NotFound, match="10008"):
        await message.edit(content="Week 2")
    channel = bot.study(server)
    fixtures.delete(server.world, server.study)
    with pytest.raises(discord.NotFound, match="10003"):
        await channel.send("Week 2")


async def test_old_messages_take_few_edits(server: Discord, bot: Bare, clock: Clock) -> None:
    message = await bot.study(server).send("Week 1")
    server.channels.takes_old_edits = False
    await message.edit(content="Week 2")
    clock.advance(hours=2)
    with pytest.raises(discord.HTTPException, match="30046"):
        await message.edit(content="Week 3")
    assert said(server) == ["Week 2"]


async def test_troubles_come_as_ordered(server: Discord, bot: Bare) -> None:
    """Troubles come as often as they are ordered."""
    server.rest.faults.fail(faults.POST, 503, times=2)
    for _ in range(2):
        with pytest.raises(discord.DiscordServerError):
            await bot.study(server).send("Week 1")
    await bot.study(server).send("Week 1")
    assert said(server) == ["Week 1"]


@pytest.mark.parametrize("after", [False, True])
async def test_resets_before_or_after_acting(server: Discord, bot: Bare, after: bool) -> None:
    server.rest.faults.reset(faults.POST, after=after)
    with pytest.raises(OSError, match="reset"):
        await bot.study(server).send("Week 1", nonce="weekly/1")
    assert said(server) == (["Week 1"] if after else [])
    await bot.study(server).send("Week 1", nonce="weekly/1")
    assert said(server) == ["Week 1"]


async def test_a_released_request_is_cut(server: Discord, bot: Bare) -> None:
    """What hangs is cut when it is let go."""
    server.rest.faults.hang(faults.POST)
    asking = asyncio.create_task(bot.study(server).send("Week 1"))
    await server.world.until(lambda: server.rest.requests(faults.POST))
    assert not asking.done()
    server.rest.faults.release()
    with pytest.raises(OSError, match="reset"):
        await asking
    assert not said(server)


async def test_the_library_waits_after_429(server: Discord, bot: Bare) -> None:
    server.rest.faults.limit(faults.POST, 0.01)
    server.rest.faults.limit(faults.POST, 0.01, everywhere=True)
    await bot.study(server).send("Week 1")
    assert [request.status for request in server.rest.requests(faults.POST)] == [429, 429, 200]


async def test_the_library_learns_its_bucket(server: Discord, bot: Bare) -> None:
    """A bucket is learnt from the headers so that nothing is refused."""
    server.rest.limits.a_route = (2, 0.05)
    for number in range(5):
        await bot.study(server).send(str(number))
    assert server.rest.limits.refused == 0
    assert said(server) == ["0", "1", "2", "3", "4"]


async def test_all_channels_share_the_limit(server: Discord, bot: Bare) -> None:
    """The requests of a second are counted over all channels."""
    server.rest.limits.a_second = 3
    other = fixtures.add_channel(server.world, server.campus, "other")
    await server.gateway.heard()
    for channel in (server.study, other, server.study, other):
        await bot.get_partial_messageable(int(channel["id"])).send("x")
    assert server.rest.limits.refused == 1
    assert said(server) == ["x"] * 4
