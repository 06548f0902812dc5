"""Live rounds on Slack, played through the real library.

And what can go wrong with them only there.
"""

import pytest

from tests.adapters.live_hall import Hall
from tests.adapters.live_scenarios import LiveScenarios
from tests.adapters.slack.home import SlackHome
from tests.driver import running_tasks
from tests.loopback_slack import screen, user_actions
from tests.loopback_slack.protocol.deliveries import Asked
from tests.loopback_slack.world import Said

MEMBERS, SECONDS = 500, 10
EDIT = "chat.update"


class TestSlack(LiveScenarios):
    @pytest.fixture
    def hall(self, campus: SlackHome) -> Hall:
        return Hall(campus)


def newest(campus: SlackHome) -> Said:
    """What everybody sees last, as Slack keeps it."""
    return next(said for said in reversed(campus.slack.world.said.values()) if not said.audience)


async def test_a_deleted_question_is_still_revealed(
    campus: SlackHome,
) -> None:
    """A question deleted in the middle is revealed in a message of its own."""
    hall = Hall(campus)
    await hall.begin("quiz live count:2")
    await hall.vote(Ben=True)
    campus.slack.world.delete(newest(campus))
    await hall.wait(60)
    assert "1 of 1 got it right" in hall.newest().text
    await hall.wait(12)
    assert "Question 2 of 2" in hall.newest().text


async def test_five_hundred_answers_in_ten_seconds(campus: SlackHome) -> None:
    hall, slack = Hall(campus), campus.slack
    await hall.begin("quiz live count:1")
    question = newest(campus)
    members = [slack.person(f"Member {number}") for number in range(MEMBERS)]
    await campus.heard()
    slack.api.limits.strict, slack.api.limits.clock = True, lambda: campus.stage.clock().timestamp()
    edits, told, tasks = len(slack.api.requests(EDIT)), list[Asked](), running_tasks()
    for second in range(SECONDS):
        crowd = members[second * MEMBERS // SECONDS : (second + 1) * MEMBERS // SECONDS]
        pressed = [
            asked
            for number, member in enumerate(crowd)
            for asked in _answer(campus, member, question, number)
        ]
        for asked in pressed:
            await campus.answered(asked)
        told += [asked for asked in pressed if asked.later]
        await hall.wait(1)
    assert await campus.rows("SELECT count(*), count(DISTINCT person_id) FROM round_answers") == [
        (MEMBERS, MEMBERS)
    ]
    assert len({asked.person for asked in told}) == MEMBERS
    assert all(asked.later[-1]["response_type"] == "ephemeral" for asked in told)
    assert all("Your answer: " in asked.later[-1]["text"] for asked in told)
    assert len(slack.api.requests(EDIT)) - edits <= SECONDS // 3 + 1
    await hall.wait(50)
    revealed = screen.draw(slack.world, slack.world.said[question.ts]).text
    assert f"of {MEMBERS} got it right" in revealed
    assert slack.api.limits.refused == {}
    assert running_tasks() <= tasks
    assert await campus.rows(
        "SELECT q.closes_at - q.opens_at, d.sent_at - q.closes_at FROM round_questions q"
        " JOIN deliveries d ON d.key LIKE '%/1/close1'"
    ) == [(60, 0)]
    assert await campus.rows("SELECT count(*) FROM awards") == [(MEMBERS,)]


def _answer(
    campus: SlackHome, member: dict[str, object], question: Said, number: int
) -> list[Asked]:
    """Press one of the first two choices; in a list pick it, and say that this is all."""
    said = campus.slack.world.said[question.ts]
    controls = screen.draw(campus.slack.world, said).controls
    control = controls[number % 2]
    if control.option is None:
        return [user_actions.press(campus.slack, member, said, control)]
    picked = user_actions.pick(campus.slack, member, said, control)
    done = next(one for one in controls if one.label == "OK, these")
    return [*([picked] if picked else []), user_actions.press(campus.slack, member, said, done)]
