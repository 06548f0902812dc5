"""Modals on Slack: forms, suggestions, answers in the place of a form, and the shortcut."""

import pytest

from bot.core.commands.declaration import Command, command
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Message, say
from tests.adapters.slack.home import SlackHome
from tests.loopback_slack import fixtures, screen, user_actions


@pytest.fixture
def more() -> tuple[Command, ...]:
    @command(
        "count them",
        "Count what a member has drunk",
        Option("member", "Whose", "member", required=True),
        Option("cups", "How many", "integer", required=True, least=2, most=9),
        listed=False,
        reads=True,
    )
    async def count(ctx: Context, member: str, cups: int) -> Message:
        return say(f"{cups} cups of {member}")

    return (count,)


async def test_people_and_numbers_have_own_fields(campus: SlackHome) -> None:
    """People and numbers are picked in fields of their own kind."""
    await campus.driver.type("count them")
    view = campus.slack.modals.top(campus.slack.ann["id"])
    assert view
    person, number = (one.element for one in screen.controls(view["blocks"]))
    assert (person["type"], number["type"]) == ("users_select", "number_input")
    assert (number["min_value"], number["max_value"]) == ("2", "9")
    await campus.driver.fill({"member": "Ben", "cups": "3"})
    assert (
        f"3 cups of {campus.place.workspace}-{campus.slack.ben['id']}"
        in campus.driver.screen()[-1].text
    )


async def test_a_modal_sent_twice_acts_once(campus: SlackHome) -> None:
    await campus.driver.type("change settings")
    view = campus.slack.modals.top(campus.slack.ann["id"])
    assert view
    field = next(screen.controls(view["blocks"]))
    typed = user_actions.suggest(campus.slack, campus.slack.ann, view, field, "Berl")
    await campus.answered(typed)
    user_actions.choose(
        campus.slack, campus.slack.ann, view, field, typed, "Berlin, Germany (Europe/Berlin)"
    )
    asked = user_actions.submit(campus.slack, campus.slack.ann)
    campus.slack.deliveries.again(asked)
    await campus.answered(asked)
    await campus.slack.world.until(lambda: asked.acknowledgements == 2)
    assert not asked.failed
    assert await campus.rows("SELECT zone FROM people") == [("Europe/Berlin",)]
    assert "Europe/Berlin" in campus.driver.screen()[-1].text


async def test_a_gone_groups_modal_is_answered(campus: SlackHome) -> None:
    """A modal that is sent after its group is gone is answered kindly."""
    await campus.driver.type("group form")
    view = campus.slack.modals.top(campus.slack.ann["id"])
    assert view
    field = next(screen.controls(view["blocks"]))
    typed = await campus.answered(
        user_actions.suggest(campus.slack, campus.slack.ann, view, field, "Berl")
    )
    user_actions.choose(
        campus.slack, campus.slack.ann, view, field, typed, "Berlin, Germany (Europe/Berlin)"
    )
    fixtures.delete(campus.slack.world, campus.slack.study)
    asked = await campus.answered(user_actions.submit(campus.slack, campus.slack.ann))
    assert not asked.failed
    assert asked.answer


@pytest.mark.parametrize("private", [False, True])
async def test_a_group_takes_its_channels_name(campus: SlackHome, private: bool) -> None:
    """A group is called what its channel is called, public or private."""
    club = fixtures.add_channel(campus.slack.world, "club", campus.slack.ann, private=private)
    fixtures.join(campus.slack.world, club, campus.slack.world.bot)
    await campus.heard()
    asked = await campus.answered(campus.command("group setup", channel=club))
    assert "Setting up club" in asked.data["text"]


async def test_the_shortcut_shows_the_next_reading(campus: SlackHome) -> None:
    await campus.answered(user_actions.shortcut(campus.slack, campus.slack.ben, "next"))
    shown = screen.modal(campus.slack.world, campus.slack.interactions, campus.slack.ben)
    assert shown
    assert "Read next" in shown.text
    await campus.driver.turn_to("Ben")
    await campus.driver.press("I've read it")
    assert await campus.rows("SELECT state FROM progress") == [("done",)]
    shown = screen.modal(campus.slack.world, campus.slack.interactions, campus.slack.ben)
    assert shown
    assert "read." in shown.text
