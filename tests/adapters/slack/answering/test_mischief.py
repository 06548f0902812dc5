"""Whatever people call themselves and write, and whoever they are, on Slack it notifies nobody and
breaks nothing.
"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from adapters.slack.drawing.mrkdwn import LIKE_A_TICK
from tests.adapters.slack.answering.test_home import opened
from tests.adapters.slack.home import Json, SlackHome
from tests.adapters.slack.playing.test_weekly import begin, thread, to_the_next_slot
from tests.loopback_slack import fixtures, screen, user_actions

NAMES = [
    "@everyone", "<!channel>", "<!here>", "<!here|here>", "&lt;!channel&gt;", "<@U00000003>",
    "<#C00000007>",
    "<!subteam^S1>", "<!date^0^{date}|x>", "<https://evil.example|tea>", "https://evil.example/_a_",
    ":tada:",
    ("*Bold* _i_ "
    "~no~"), "`code`", "```", "> quote", "&amp; & <", "\\", "a\u200bb", "\u202eleft", "🍵" * 32,
    "W" * 300,
    "line\nbreak", '"', "'; DROP TABLE people; --", "%s {0}", "null", "0",
]  # fmt: skip
LINES = [
    "done first-flush", "week", "progress", "streak", "leaderboard", "settings", ("quiz solo "
                                                                                 "section:drying"),
                                                                                 "next",
    "group show", "help", "roadmap",
]  # fmt: skip


def nobody_was_notified(campus: SlackHome) -> bool:
    return not any(campus.slack.world.notified.values())


def plain(words: str) -> str:
    """What of somebody's words a person can make out, whatever the letters that stand for
    others.
    """
    return re.sub(
        r"\s+", " ", words.replace(LIKE_A_TICK, "`").replace("\u202e", "").replace("\u200b", "")
    ).strip()


@pytest.mark.parametrize("name", NAMES)
async def test_a_name_notifies_nobody(campus: SlackHome, name: str) -> None:
    """A name notifies nobody and is shown as it is."""
    user = campus.slack.person("Cleo")
    fixtures.change(campus.slack.world, user, profile={**user["profile"], "display_name": name})
    for line in LINES:
        asked = await campus.answered(campus.command(line, user))
        assert not asked.failed
    await campus.answered(campus.command("leaderboard by:readings"))
    assert plain(name)[:20] in plain(campus.sees(campus.slack.ann)[-1])
    assert nobody_was_notified(campus)


@pytest.mark.parametrize("words", NAMES)
async def test_words_given_notify_nobody(campus: SlackHome, words: str) -> None:
    """Words in commands, titles and names notify nobody, wherever they stand."""
    ben = campus.slack.ben
    fixtures.change(campus.slack.world, ben, profile={**ben["profile"], "display_name": words})
    await begin(campus)
    quoted = words.replace('"', "'").replace("\n", " ")
    for line in (
        f'group meeting weekday:monday hour:19:00 where:"{quoted}"',
        f'group season name:"{quoted}"',
        f'group insert what:"{quoted}" link:https://tea.example/x minutes:10',
        f'search text:"{quoted}"',
        f'done reading:"{quoted}"',
        f'sample say words:"{quoted}"',
    ):
        assert not (await campus.answered(campus.command(line))).failed
    await campus.answered(campus.command("done first-flush", ben))
    user_actions.say(campus.slack, ben, campus.slack.study, "I have read it", thread(campus))
    await campus.heard()
    await to_the_next_slot(campus)
    await opened(campus, "Ann")
    assert len(campus.said()) > 3
    assert nobody_was_notified(campus)


async def test_unescaped_mentions_are_words_too(
    campus: SlackHome,
) -> None:
    """Raw mentions are words too, for an app whose commands Slack does not escape."""
    campus.slack.app.commands["/roadmate"] = False
    asked = campus.slack.interactions.slash(
        campus.slack.ann,
        campus.slack.study,
        "/roadmate",
        'sample say words:"<!channel> @here <@U00000003>"',
    )
    await campus.answered(asked)
    assert not asked.failed
    assert nobody_was_notified(campus)


@pytest.mark.parametrize(
    "text", ["&" * 1900, "<" * 1900, "\\" * 1900, "*_~`:" * 380, "é" * 1900, "x" * 5000]
)
async def test_growing_text_is_whole_or_refused(campus: SlackHome, text: str) -> None:
    """A text that grows when it is escaped is shown whole or refused kindly."""
    asked = await campus.answered(campus.command(f"sample say words:{text}"))
    assert not asked.failed
    assert campus.sees(campus.slack.ann)[-1]
    assert nobody_was_notified(campus)


def guest(campus: SlackHome) -> Json:
    return campus.slack.world.add_user(
        "Gus", campus.slack.world.team, is_restricted=True, is_admin=True
    )


def stranger(campus: SlackHome) -> Json:
    world = campus.slack.world
    elsewhere = fixtures.found(world, "Elsewhere")
    fixtures.share(world, campus.slack.study, elsewhere)
    return world.add_user("Sam", elsewhere, is_admin=True)


@pytest.mark.parametrize("who", [guest, stranger])
async def test_guests_take_part_and_run_nothing(
    campus: SlackHome, who: Callable[[SlackHome], Json]
) -> None:
    """Guests and people of other workspaces take part and run nothing."""
    await begin(campus)
    user = who(campus)
    fixtures.join(campus.slack.world, campus.slack.study, user)
    post = campus.slack.world.said[thread(campus)]
    _, read = user_actions.labelled([screen.draw(campus.slack.world, post)], "I've read it")
    await campus.answered(user_actions.press(campus.slack, user, post, read))
    user_actions.say(
        campus.slack, user, campus.slack.study, "I have thought about it", thread(campus)
    )
    user_actions.say(campus.slack, user, campus.slack.study, "@roadmate done first-flush")
    await campus.heard()
    assert await campus.rows(f"SELECT name FROM people WHERE user_id LIKE '%-{user['id']}'") == [
        (user["real_name"],)
    ]
    kinds = await campus.rows("SELECT kind FROM activities ORDER BY kind")
    assert kinds == [("reading",), ("reply",)]
    before = await campus.rows("SELECT * FROM schedules")
    for line in ("group pause", "group post", "group end", "group setup pace:30", "sample order"):
        user_actions.say(campus.slack, user, campus.slack.study, f"@roadmate {line}")
        await campus.heard()
        assert "organisers" in campus.sees(user)[-1]
    assert await campus.rows("SELECT * FROM schedules") == before


async def test_only_full_members_set_up_groups(
    campus: SlackHome,
) -> None:
    """A guest cannot set a group up where there is none, and a full member can."""
    world = campus.slack.world
    club = fixtures.add_channel(world, "club", campus.slack.ben)
    gus = guest(campus)
    for user in (world.bot, gus):
        fixtures.join(world, club, user)
    await campus.heard()
    asked = await campus.answered(campus.command("group setup", gus, club))
    assert "organisers" in asked.data["text"]
    asked = await campus.answered(campus.command("group setup", campus.slack.ben, club))
    assert "Setting up club" in asked.data["text"]


async def test_a_grids_admin_runs_its_workspaces(campus: SlackHome) -> None:
    """An admin of a whole Enterprise Grid runs its workspaces."""
    world = campus.slack.world
    elsewhere = fixtures.found(world, "Elsewhere")
    user = world.add_user("Gil", elsewhere, is_admin=True)
    user["enterprise_user"] = {"id": user["id"], "teams": [elsewhere["id"], world.team["id"]]}
    fixtures.join(world, campus.slack.study, user)
    user_actions.say(campus.slack, user, campus.slack.study, "@roadmate sample order")
    await campus.heard()
    assert "As you wish." in campus.sees(user)[-1]


async def test_whoever_left_is_not_reminded(
    campus: SlackHome,
) -> None:
    """Whoever has left the workspace is reminded of nothing, and nobody else suffers."""
    await begin(campus)
    for name in ("Ben", "Cleo"):
        campus.slack.person(name)
        await campus.driver.turn_to(name)
        await campus.driver.type("settings reminders:on")
    fixtures.dismiss(campus.slack.world, campus.slack.ben)
    campus.faults.refuse("conversations.open", "user_disabled", at=campus.slack.ben["id"])
    await campus.timeline().advance(campus.stage.clock() + timedelta(days=6))
    assert len(campus.said(campus.direct(campus.slack.person("Cleo"))["id"])) == 1
    assert await campus.rows("SELECT state FROM deliveries WHERE key LIKE 'nudge/%'"
                             " ORDER BY state") == [
        ("dead",), ("sent",),
    ]  # fmt: skip
