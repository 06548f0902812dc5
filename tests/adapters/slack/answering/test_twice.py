"""Whatever Slack tells of twice is done once, also when Roadmate died between doing it and saying
that it had heard.
"""

import asyncio
from pathlib import Path

import pytest

from tests.adapters.slack.connection.test_run import PATIENCE, running
from tests.adapters.slack.home import SlackHome
from tests.adapters.slack.playing.test_weekly import begin
from tests.loopback_slack import user_actions
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.protocol.server import Slack, loopback
from tests.product.crash import rows

TWICE = "I did it once"


async def by_message(campus: SlackHome, line: str) -> Asked:
    """Ann gives a command in the channel, with our name before it.

    Slack would tell of that again.
    """
    user_actions.say(campus.slack, campus.slack.ann, campus.slack.study, f"@roadmate {line}")
    await campus.heard()
    return campus.slack.deliveries.of_event("app_mention")[-1]


async def told_again(campus: SlackHome, asked: Asked) -> None:
    campus.slack.deliveries.retry(asked)
    await campus.slack.world.until(lambda: asked.acknowledgements == 2)
    await campus.heard()


# What would do something else the second time.
@pytest.mark.parametrize(
    "line",
    [
        "done", ("group insert "
                "catch-up"), "group repeat", "group skip", "group season Spring", "group move 3 2",
        "group post", "group pause", "group live 30", "settings boards:hidden", "quiz solo",
        "group meeting friday 19:00", "skip first-flush",
    ],
)  # fmt: skip
async def test_a_restart_repeats_nothing(campus: SlackHome, line: str) -> None:
    """What was done before a restart is not done again."""
    await begin(campus)
    asked = await by_message(campus, line)
    await campus.driver.restart()
    done = await campus.stage.everything()
    await told_again(campus, asked)
    assert await campus.stage.everything() == done
    assert TWICE in campus.sees(campus.slack.ann)[-1]


async def test_presses_and_commands_are_not_repeated(campus: SlackHome) -> None:
    """A press and a command are not done again after a restart either."""
    await campus.driver.type("done first-flush")
    done = campus.slack.deliveries
    await campus.driver.press("Undo")
    pressed = [asked for asked in done.all.values() if asked.kind == "interactive"][-1]
    typed = await campus.answered(campus.command("done"))
    await campus.driver.restart()
    before = await campus.stage.everything()
    done.again(pressed)
    done.again(typed)
    await campus.slack.world.until(lambda: pressed.acknowledgements == typed.acknowledgements == 2)
    await campus.heard()
    assert await campus.stage.everything() == before


async def test_much_else_since_repeats_nothing(
    campus: SlackHome,
) -> None:
    """What came long ago is not done again, although much came since."""
    asked = await by_message(campus, "done")
    for number in range(520):
        campus.command("sample where", campus.slack.person(f"Member {number % 50}"))
    await campus.heard()
    await told_again(campus, asked)
    assert len(await campus.rows("SELECT * FROM progress WHERE state = 'done'")) == 1


async def test_a_failed_line_is_tried_again(campus: SlackHome) -> None:
    """What could not be done is tried again when it comes again."""
    asked = await by_message(campus, "done no-such-reading")
    assert "no reading" in campus.sees(campus.slack.ann)[-1]
    await campus.driver.restart()
    await told_again(campus, asked)
    assert "no reading" in campus.sees(campus.slack.ann)[-1]


async def test_after_a_day_it_is_forgotten(campus: SlackHome) -> None:
    """After a day nothing is remembered of what was heard."""
    await by_message(campus, "done")
    planner = campus.timeline()._planner
    await planner.tidy()
    assert len(await campus.rows("SELECT * FROM heard")) == 1
    campus.stage.clock.advance(hours=25)
    await planner.tidy()
    assert await campus.rows("SELECT * FROM heard") == []


@pytest.mark.parametrize("line", ["done", "group insert catch-up"])
async def test_killed_before_acknowledging_it_acts_once(tmp_path: Path, line: str) -> None:
    """Killed before it could say that it had heard a line, it has done it once."""
    database = tmp_path / "roadmate.db"
    async with loopback() as slack:
        async with running(tmp_path, slack) as process:
            await slack.sockets.ready(PATIENCE, count=2)
            setup = user_actions.command(slack, slack.ann, slack.study, "/roadmate group setup")
            await asyncio.wait_for(setup.answered.wait(), PATIENCE)
            await confirmed(slack)
            slack.sockets.deaf = True
            user_actions.say(slack, slack.ann, slack.study, f"@roadmate {line}")
            heard = "SELECT * FROM heard WHERE once LIKE 'C%'"
            await slack.world.until(lambda: told(slack) and rows(database, heard), PATIENCE)
            process.kill()
            await process.wait()
        slack.sockets.deaf = False
        before = [rows(database, f"SELECT * FROM {table}") for table in ("progress", "pins")]
        async with running(tmp_path, slack):
            await slack.sockets.ready(PATIENCE, count=2)
            await slack.world.until(lambda: not slack.deliveries.unacknowledged(), PATIENCE)
            await slack.world.until(
                lambda: TWICE in str([one.body for one in slack.world.said.values()]), PATIENCE
            )
    assert any(before)
    assert [rows(database, f"SELECT * FROM {table}") for table in ("progress", "pins")] == before


async def confirmed(slack: Slack) -> None:
    """Ann presses Confirm on what she was shown."""
    for said in reversed(slack.world.said.values()):
        for block in said.body.get("blocks", ()):
            for element in block.get("elements", ()):
                if element.get("text", {}).get("text") == "Confirm":
                    pressed = slack.interactions.act(slack.ann, said, block, element, {}, {})
                    await asyncio.wait_for(pressed.answered.wait(), PATIENCE)
                    return
    raise LookupError("nothing to confirm")


def told(slack: Slack) -> bool:
    """Whether the app has said that it has heard of the mention."""
    asked = slack.deliveries.of_event("app_mention")
    return any(word.get("envelope_id") == asked[-1].id for word in slack.sockets.received)
