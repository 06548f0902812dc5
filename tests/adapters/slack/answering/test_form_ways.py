"""Where the answer to a form is shown on Slack: where the form was asked for.

And what stands there when it is left.
"""

import pytest

from tests.adapters.slack.answering.test_home import opened
from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import to_the_next_slot
from tests.loopback_slack import fixtures, screen, user_actions
from tests.loopback_slack.faults import Faults

PUSH = "views.push"


def modal(campus: SlackHome) -> str:
    """What the modal on top says; nothing where there is none."""
    shown = screen.modal(campus.slack.world, campus.slack.interactions, campus.slack.ann)
    return shown.text if shown else ""


async def test_from_a_private_message_back_there(
    campus: SlackHome,
) -> None:
    """A form that was asked for on a private message is answered in that message's place."""
    await campus.driver.type("group setup course:road-essential pace:60")
    await campus.driver.press("Fill in a form")
    await campus.driver.fill({"hour": "20:00", "pace": "90"})
    assert not modal(campus)
    (preview,) = campus.sees(campus.slack.ann)
    assert "20:00" in preview
    assert "1 h 30 min" in preview
    await campus.driver.press("Confirm")
    assert "is set" in campus.sees(campus.slack.ann)[-1]


async def test_in_a_direct_message_too(campus: SlackHome) -> None:
    direct = campus.direct(campus.slack.ann)
    user_actions.say(campus.slack, campus.slack.ann, direct, "settings")
    await campus.heard()
    await campus.driver.press("Fill in a form")
    await campus.driver.fill({"reminders": "on"})
    assert not modal(campus)
    assert ["I will remind you" in text for text in campus.said(direct["id"])] == [True]


async def test_from_an_old_message_back_there(campus: SlackHome) -> None:
    """On a message from before a restart a form is answered in its place too."""
    direct = campus.direct(campus.slack.ann)
    user_actions.say(campus.slack, campus.slack.ann, direct, "settings")
    await campus.heard()
    await campus.driver.restart()
    await campus.driver.press("Fill in a form")
    await campus.driver.fill({"reminders": "on"})
    assert not modal(campus)
    assert ["I will remind you" in text for text in campus.said(direct["id"])] == [True]


async def test_from_a_command_into_the_modal(campus: SlackHome) -> None:
    """A form that a command opened is answered in the modal."""
    direct = campus.direct(campus.slack.ann)
    user_actions.say(campus.slack, campus.slack.ann, direct, "next")
    await campus.heard()
    for channel in (campus.slack.study, direct):
        await campus.answered(campus.command("sample press", channel=channel))
        await campus.driver.fill({"words": "hello"})
        assert "Ann pressed hello" in modal(campus)
        user_actions.close(campus.slack, campus.slack.ann)


async def test_a_form_covers_its_modal(
    campus: SlackHome,
) -> None:
    """A form that was asked for in a modal covers it, and cancelling leads back."""
    await opened(campus, "Ann")
    await press_home(campus, "Settings")
    assert "Your settings" in modal(campus)
    await campus.driver.press("Fill in a form")
    assert campus.driver.asked()
    user_actions.close(campus.slack, campus.slack.ann)
    assert "Your settings" in modal(campus)
    await campus.driver.press("Fill in a form")
    await campus.driver.fill({"reminders": "on"})
    assert "I will remind you" in modal(campus)
    user_actions.close(campus.slack, campus.slack.ann)
    assert not modal(campus)


async def test_a_report_leads_back(campus: SlackHome) -> None:
    """A report that was written in a modal leads back to the question of the quiz."""
    await opened(campus, "Ann")
    await press_home(campus, "Quiz me")
    question = modal(campus)
    await campus.driver.press("Report")
    await campus.driver.fill({"note": "The key is wrong"})
    assert "Thank you" in modal(campus)
    user_actions.close(campus.slack, campus.slack.ann)
    assert modal(campus) == question


def limited(faults: Faults) -> None:
    faults.limit(PUSH, 30)


def late(faults: Faults) -> None:
    faults.refuse(PUSH, "expired_trigger_id")


def too_many(faults: Faults) -> None:
    faults.refuse(PUSH, "push_limit_reached")


@pytest.mark.parametrize("trouble", [limited, late, too_many])
async def test_a_form_may_replace_its_modal(campus: SlackHome, trouble: object) -> None:
    """A form that cannot cover the modal takes its place."""
    await opened(campus, "Ann")
    await press_home(campus, "Settings")
    assert callable(trouble)
    trouble(campus.faults)
    await campus.driver.press("Fill in a form")
    assert campus.driver.asked()
    await campus.driver.fill({"reminders": "on"})
    assert "I will remind you" in modal(campus)


async def test_setting_up_asks_for_an_invitation(
    campus: SlackHome,
) -> None:
    """Where nobody has invited us, setting a group up says so from the beginning."""
    lab = fixtures.add_channel(campus.slack.world, "lab", campus.slack.ann)
    asked = await campus.answered(campus.command("group setup", channel=lab))
    assert "/invite @Roadmate" in asked.data["text"]
    await campus.driver.press("Confirm")
    assert "is set" in campus.sees(campus.slack.ann)[-1]
    assert "/invite @Roadmate" in campus.sees(campus.slack.ann)[-1]
    await to_the_next_slot(campus)
    told = campus.said(campus.direct(campus.slack.ann)["id"])[-1]
    assert "/invite @Roadmate" in told
    assert "is gone" not in told
    fixtures.join(campus.slack.world, lab, campus.slack.world.bot)
    await campus.heard()
    await to_the_next_slot(campus)
    assert any("Week 1" in text for text in campus.said(lab["id"]))


async def test_joining_names_a_private_channels_group(
    campus: SlackHome,
) -> None:
    """The group of a private channel that we are not in gets its name when we join."""
    attic = fixtures.add_channel(campus.slack.world, "tower", campus.slack.ann, private=True)
    asked = await campus.answered(campus.command("group setup", channel=attic))
    assert "Setting up this channel" in asked.data["text"]
    await campus.driver.press("Confirm")
    fixtures.join(campus.slack.world, attic, campus.slack.world.bot)
    await campus.heard()
    assert ("tower",) in await campus.rows("SELECT name FROM groups")


async def press_home(campus: SlackHome, label: str) -> None:
    seen = screen.home(campus.slack.world, campus.slack.ann)
    assert seen
    _, control = user_actions.labelled([seen], label)
    await campus.answered(user_actions.press(campus.slack, campus.slack.ann, seen.place, control))
