"""Discord says nothing of what somebody may do who writes to us alone; so it is asked."""

from typing import Any

from tests.adapters.discord.home import Home
from tests.adapters.discord.playing.test_weekly import begin, posts, to_the_next_slot
from tests.loopback_discord import faults, fixtures, user_actions

Json = dict[str, Any]


async def order(home: Home, user: Json, line: str = "group season name:Spring") -> str:
    """What an organiser's command in direct messages is answered with."""
    where = home.discord.world.direct(user["id"])
    return home.text(await home.answered(home.command(line, user, where)))


async def joined(home: Home) -> None:
    """Ann and Ben are in the group."""
    for user in (home.discord.ann, home.discord.ben):
        await home.answered(home.command("done first-flush", user))


async def step_down(home: Home) -> None:
    """Ann has Manage Server no more, and what was asked of her is too old to count."""
    fixtures.join(home.discord.world, home.discord.campus, home.discord.ann)
    home.stage.clock.advance(minutes=10)


async def test_managers_steer_from_direct_messages(home: Home) -> None:
    """Whoever has Manage Server steers the group from direct messages too."""
    await joined(home)
    assert "Spring" in await order(home, home.discord.ann)
    assert "for the group's organisers" in await order(home, home.discord.ben)


async def test_former_managers_steer_nothing(home: Home) -> None:
    """Whoever has lost Manage Server steers nothing from direct messages."""
    await joined(home)
    assert "Spring" in await order(home, home.discord.ann)
    await step_down(home)
    assert "for the group's organisers" in await order(home, home.discord.ann)


async def test_who_left_the_server_steers_nothing(home: Home) -> None:
    await joined(home)
    fixtures.leave(home.discord.world, home.discord.campus, home.discord.ann)
    assert "for the group's organisers" in await order(home, home.discord.ann)


async def test_without_discords_word_nobody_steers(home: Home) -> None:
    """While Discord does not say who may, nobody steers from direct messages."""
    await joined(home)
    home.faults.ban(faults.MEMBER)
    before = await home.rows("SELECT * FROM seasons")
    assert "find out just now" in await order(home, home.discord.ann)
    assert await home.rows("SELECT * FROM seasons") == before


async def test_in_the_channel_nobody_is_asked(home: Home) -> None:
    await joined(home)
    await home.answered(home.command("group season name:Spring"))
    await home.answered(home.command("group season name:Autumn", home.discord.ben))
    assert home.discord.rest.requests(faults.MEMBER) == []


async def test_a_notices_button_needs_the_right(home: Home) -> None:
    """The button under a notice works only for who is an organiser when they press it."""
    world, discord = home.discord.world, home.discord
    fixtures.deny(world, discord.study, "send_messages")
    await begin(home)
    (told,) = world.said_in(world.direct(discord.ann["id"])["id"])
    button = next(
        one
        for part in told["components"]
        for one in part.get("components", ())
        if one.get("label") == "Post it again"
    )
    fixtures.deny(world, discord.study)
    await step_down(home)
    asked = await home.answered(user_actions.press(discord, discord.ann, told, button))
    assert "for the group's organisers" in home.text(asked)
    await home.timeline().advance(home.stage.clock())
    assert posts(home) == []
    organisers = next(one for one in discord.campus["roles"] if one["name"] == "Organisers")
    fixtures.join(world, discord.campus, discord.ann, organisers)
    home.stage.clock.advance(minutes=10)
    asked = await home.answered(user_actions.press(discord, discord.ann, told, button))
    assert "On its way" in home.text(asked)


async def test_notices_pass_over_former_organisers(home: Home) -> None:
    world = home.discord.world
    fixtures.deny(world, home.discord.study, "send_messages")
    await home.driver.type("group setup course:road-essential pace:60")
    await home.driver.press("Confirm")
    await step_down(home)
    await to_the_next_slot(home)
    assert world.said_in(world.direct(home.discord.ann["id"])["id"]) == []
    owner = world.users[home.discord.campus["owner_id"]]
    asked = await home.answered(home.command("group lead", owner))
    assert "could not send" in home.text(asked)
