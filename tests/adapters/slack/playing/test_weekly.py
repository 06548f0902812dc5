"""A group's weeks on Slack, from the set-up to the recap, through the real planner and
dispatcher.
"""

from datetime import timedelta

import pytest

from tests.adapters.slack.home import SlackHome
from tests.loopback_slack import fixtures, user_actions
from tests.loopback_slack.faults import POST

HISTORY = "conversations.history"


async def begin(campus: SlackHome) -> None:
    """Ann sets the group up, and the first week is posted."""
    await campus.driver.type("group setup course:road-essential pace:60")
    await campus.driver.press("Confirm")
    await to_the_next_slot(campus)


async def to_the_next_slot(campus: SlackHome, patience: float = 60) -> None:
    ((due,),) = await campus.rows("SELECT next_due_at FROM schedules")
    assert isinstance(due, int)
    now = int(campus.stage.clock().timestamp())
    await campus.timeline(patience).advance(campus.stage.clock() + timedelta(seconds=due - now))


def posts(campus: SlackHome) -> list[str]:
    """What stands in the channel itself."""
    world = campus.slack.world
    ours = [
        one
        for one in world.said_in(campus.place.channel)
        if one.body.get("user") == world.bot["id"]
    ]
    return [one.ts for one in ours if not one.thread]


def thread(campus: SlackHome) -> str:
    return posts(campus)[-1]


def in_thread(campus: SlackHome) -> list[str]:
    said = campus.slack.world.said_in(campus.place.channel)
    return [str(one.body["text"]) for one in said if one.thread]


async def test_a_week_comes_with_its_questions(campus: SlackHome) -> None:
    """A week is posted, and its questions stand in its thread."""
    await begin(campus)
    assert len(posts(campus)) == 1
    (questions,) = in_thread(campus)
    assert "?" in questions
    # Every mark is drawn as what it means.
    assert not set("*_`") & set("".join(campus.said()))
    assert not any(campus.slack.world.notified.values())


async def test_the_second_week_follows(campus: SlackHome) -> None:
    """A second week is posted in its turn."""
    await begin(campus)
    await to_the_next_slot(campus)
    assert len(in_thread(campus)) == 2
    assert any("Recap" in text or "Week 1" in text for text in campus.said()[2:])


async def test_finishing_changes_the_post(campus: SlackHome) -> None:
    """The post changes when somebody has finished."""
    await begin(campus)
    before, number = campus.said()[0], len(posts(campus))
    await campus.driver.press("I've read it")
    await campus.driver.type("done first-flush")
    await campus.timeline().advance(campus.stage.clock() + timedelta(minutes=10))
    assert campus.said()[0] != before
    assert len(posts(campus)) == number


async def test_a_reply_counts_without_its_words(campus: SlackHome) -> None:
    """A reply in the thread counts, and its words are not kept."""
    await begin(campus)
    user_actions.say(
        campus.slack,
        campus.slack.ben,
        campus.slack.study,
        "I have thought about it",
        thread(campus),
    )
    await campus.heard()
    assert await campus.rows("SELECT kind FROM activities WHERE kind = 'reply'") == [("reply",)]
    assert ("Ben",) in await campus.rows("SELECT name FROM people")
    assert "thought about it" not in str(await campus.stage.everything())


async def test_a_command_is_no_reply(campus: SlackHome) -> None:
    """A command in the thread does not count as a reply."""
    await begin(campus)
    user_actions.say(
        campus.slack, campus.slack.ben, campus.slack.study, "@roadmate next", thread(campus)
    )
    await campus.heard()
    assert await campus.rows("SELECT kind FROM activities WHERE kind = 'reply'") == []


@pytest.mark.parametrize("hours", [0, 1])
async def test_a_broken_off_post_shows_once(campus: SlackHome, hours: int) -> None:
    """A post is shown once, although its connection broke after Slack acted."""
    campus.faults.reset(POST, after=True)
    await begin(campus)
    await campus.timeline().advance(campus.stage.clock() + timedelta(hours=1 + hours))
    assert len(posts(campus)) == 1
    assert len(in_thread(campus)) == 1


async def test_a_slowly_confirmed_post_shows_once(campus: SlackHome) -> None:
    """A post that Slack is slow to confirm is shown once."""
    await campus.driver.type("group setup course:road-essential pace:60")
    await campus.driver.press("Confirm")
    campus.faults.hang(POST, after=True)
    await to_the_next_slot(campus, patience=0.3)
    await campus.timeline(0.3).advance(campus.stage.clock() + timedelta(hours=1))
    assert len(posts(campus)) == 1


async def test_organisers_decide_on_uncertain_posts(
    campus: SlackHome,
) -> None:
    """Where nobody can tell whether a post was made, organisers are asked."""
    campus.faults.reset(POST, after=True)
    campus.faults.refuse(HISTORY, "missing_scope", times=100)
    await begin(campus)
    await campus.timeline().advance(campus.stage.clock() + timedelta(hours=1))
    assert len(posts(campus)) == 1
    assert await campus.rows("SELECT state FROM deliveries WHERE key LIKE 'weekly/%'") == [
        ("doubtful",)
    ]
    assert campus.said(campus.direct(campus.slack.ann)["id"])


async def test_organisers_hear_of_gone_channels(campus: SlackHome) -> None:
    await campus.driver.type("group setup course:road-essential pace:60")
    await campus.driver.press("Confirm")
    campus.slack.app.events.clear()  # nobody tells of it
    fixtures.leave(campus.slack.world, campus.slack.study, campus.slack.world.bot)
    await to_the_next_slot(campus)
    await campus.timeline().advance(campus.stage.clock() + timedelta(hours=1))
    assert posts(campus) == []
    assert campus.said(campus.direct(campus.slack.ann)["id"])


async def test_reminders_come_directly_and_work(campus: SlackHome) -> None:
    """A reminder comes by direct message, and its buttons work."""
    await begin(campus)
    await campus.driver.turn_to("Ben")
    await campus.driver.type("settings reminders:on")
    await campus.timeline().advance(campus.stage.clock() + timedelta(days=6))
    direct = campus.direct(campus.slack.ben)["id"]
    assert len(campus.said(direct)) == 1


async def test_calendars_and_instants_arrive_natively(
    campus: SlackHome,
) -> None:
    """A calendar arrives as a file, and instants as Slack shows them."""
    await begin(campus)
    await campus.driver.type("calendar")
    (content,) = campus.slack.world.contents.values()
    assert content.startswith(b"BEGIN:VCALENDAR")
    asked = await campus.answered(campus.command("plan"))
    assert "<!date^" in str(asked.data["blocks"])
