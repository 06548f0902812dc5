"""A group's weeks on Discord, from the set-up to the recap, through the real planner and
dispatcher.
"""

from datetime import timedelta

from tests.adapters.discord.home import Home, Json
from tests.loopback_discord import fixtures, screen
from tests.loopback_discord.faults import POST

A_WEEK_IN_MINUTES = 10080
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"


async def begin(home: Home) -> None:
    """Ann sets the group up, and the first week is posted."""
    await home.driver.type("group setup course:road-essential pace:60")
    await home.driver.press("Confirm")
    await to_the_next_slot(home)


async def to_the_next_slot(home: Home) -> None:
    ((due,),) = await home.rows("SELECT next_due_at FROM schedules")
    now = int(home.stage.clock().timestamp())
    assert isinstance(due, int)
    await home.timeline().advance(home.stage.clock() + timedelta(seconds=due - now))


def thread(home: Home) -> Json:
    return next(one for one in reversed(home.discord.world.channels.values()) if one["type"] == 11)


def posts(home: Home) -> list[Json]:
    world = home.discord.world
    return [one for one in world.said_in(home.place.channel) if one["id"] not in world.audience]


def direct(home: Home, user: Json) -> str:
    return "\n".join(home.said(home.discord.world.direct(user["id"])["id"]))


async def test_a_week_comes_with_its_questions(home: Home) -> None:
    """A week is posted with its thread and its questions."""
    await begin(home)
    (post,) = posts(home)
    assert thread(home)["id"] == post["id"]
    assert thread(home)["thread_metadata"]["auto_archive_duration"] == A_WEEK_IN_MINUTES
    questions = [one for one in home.discord.world.said_in(post["id"]) if not one["type"]]
    assert len(questions) == 1
    assert "?" in screen.draw(home.discord.world, questions[0]).text
    assert all(not pinged for pinged in home.discord.world.notified.values())


async def test_the_second_week_follows(home: Home) -> None:
    """A second week is posted in its turn."""
    await begin(home)
    await to_the_next_slot(home)
    threads = [one for one in home.discord.world.channels.values() if one["type"] == 11]
    assert len(threads) == 2


async def test_finishing_changes_the_post(home: Home) -> None:
    """The post changes when somebody has finished."""
    await begin(home)
    before = home.said()[0]
    await home.driver.press("I've read it")
    await home.driver.type("done first-flush")
    await home.timeline().advance(home.stage.clock() + timedelta(minutes=10))
    assert home.said()[0] != before
    assert len(posts(home)) == 1


async def test_a_refused_edit_comes_later(home: Home) -> None:
    """An edit that Discord will not take now comes later."""
    await begin(home)
    before = home.said()[0]
    home.stage.clock.advance(hours=2)
    await home.driver.type("done first-flush")
    home.discord.channels.takes_old_edits = False
    timeline = home.timeline()
    await timeline.advance(home.stage.clock() + timedelta(minutes=5))
    assert home.discord.rest.requests(EDIT)
    assert home.said()[0] == before
    home.discord.channels.takes_old_edits = True
    await timeline.advance(home.stage.clock() + timedelta(minutes=30))
    assert home.said()[0] != before


async def test_a_reply_counts_without_its_words(home: Home) -> None:
    """A reply in the thread counts, and its words are not kept."""
    await begin(home)
    fixtures.write(home.discord.world, home.discord.ben, thread(home), "I have thought about it")
    await home.heard()
    assert await home.rows("SELECT kind FROM activities WHERE kind = 'reply'") == [("reply",)]
    assert "thought about it" not in str(await home.stage.everything())


async def test_missed_replies_are_caught_up(home: Home) -> None:
    await begin(home)
    home.discord.gateway.sessions.clear()
    home.discord.gateway.drop()
    home.stage.clock.advance(minutes=5)
    fixtures.write(home.discord.world, home.discord.ben, thread(home), "While you were away")
    await home.discord.gateway.ready()
    await home.settled()
    await home.timeline().advance(home.stage.clock() + timedelta(minutes=1))
    assert await home.rows("SELECT kind FROM activities WHERE kind = 'reply'") == [("reply",)]


async def test_a_broken_off_post_shows_once(
    home: Home,
) -> None:
    """A post is shown once, although its connection broke after Discord acted."""
    home.faults.reset(POST, after=True)
    await begin(home)
    await home.timeline().advance(home.stage.clock() + timedelta(hours=1))
    assert len(posts(home)) == 1
    assert thread(home)["id"] == posts(home)[0]["id"]


async def test_a_slowly_confirmed_post_shows_once(home: Home) -> None:
    """A post that Discord is slow to confirm is shown once."""
    await home.driver.type("group setup course:road-essential pace:60")
    await home.driver.press("Confirm")
    home.faults.hang(POST, after=True)
    ((due,),) = await home.rows("SELECT next_due_at FROM schedules")
    wait = timedelta(seconds=int(str(due)) - int(home.stage.clock().timestamp()))
    timeline = home.timeline(patience=0.3)
    await timeline.advance(home.stage.clock() + wait)
    await timeline.advance(home.stage.clock() + timedelta(hours=1))
    assert len(posts(home)) == 1
    assert thread(home)


async def test_organisers_decide_on_uncertain_posts(home: Home) -> None:
    """Where nobody can tell whether a post was made, organisers are asked."""
    home.faults.reset(POST, after=True)
    fixtures.deny(home.discord.world, home.discord.study, "read_message_history")
    await home.discord.gateway.heard()
    await begin(home)
    await home.timeline().advance(home.stage.clock() + timedelta(hours=1))
    assert len(posts(home)) == 1
    assert await home.rows("SELECT state FROM deliveries WHERE key LIKE 'weekly/%'") == [
        ("doubtful",)
    ]
    assert direct(home, home.discord.ann)


async def test_organisers_hear_of_lost_permission(home: Home) -> None:
    fixtures.deny(home.discord.world, home.discord.study, "send_messages")
    await begin(home)
    await home.timeline().advance(home.stage.clock() + timedelta(hours=1))
    assert posts(home) == []
    assert "permission" in direct(home, home.discord.ann)


async def test_organisers_hear_of_gone_channels(home: Home) -> None:
    await home.driver.type("group setup course:road-essential pace:60")
    await home.driver.press("Confirm")
    fixtures.delete(home.discord.world, home.discord.study)
    await home.discord.gateway.heard()
    # Whether its event or the post that fails comes first, is the machine's to say.
    await home.timeline().advance(home.stage.clock() + timedelta(days=8))
    assert "gone" in direct(home, home.discord.ann)


async def test_calendars_and_instants_arrive_natively(home: Home) -> None:
    """A calendar arrives as a file, and instants as Discord shows them."""
    await begin(home)
    asked = await home.answered(home.command("calendar"))
    (file,) = home.discord.world.messages[asked.original]["attachments"]
    assert home.discord.world.files[file["id"]].startswith(b"BEGIN:VCALENDAR")
    asked = await home.answered(home.command("plan"))
    assert "<t:" in str(home.discord.world.messages[asked.original]["components"])
