"""Five hundred people answer one question on Discord within ten seconds.

Nothing is lost, refused or late.
"""

import asyncio
import gc
from itertools import pairwise

from tests.adapters.discord.home import Home
from tests.adapters.live_hall import Hall
from tests.driver import running_tasks
from tests.loopback_discord import screen, user_actions
from tests.loopback_discord.protocol import shapes
from tests.loopback_discord.protocol.interactions import Asked

MEMBERS, SECONDS = 500, 10
EDIT = "PATCH /channels/{channel_id}/messages/{message_id}"
OURS = ("adapters.", "bot.", "scheduler.", "discord.", "aiohttp.client")


async def test_five_hundred_answers_in_ten_seconds(home: Home) -> None:
    hall, discord = Hall(home), home.discord
    await hall.begin("quiz live count:1")
    members = [discord.person(f"Member {number}") for number in range(MEMBERS)]
    # Discord's own: fifty requests in a second, five in five seconds for the messages of a channel.
    discord.rest.limits.a_second, discord.rest.limits.a_route = 50, (5, 5.0)
    shown = (
        one for one in discord.world.messages.values() if one["id"] not in discord.world.audience
    )
    question = next(one for one in shown if "Question 1" in screen.draw(discord.world, one).text)
    tasks, kept = running_tasks(), _ours()
    told: list[Asked] = []
    seconds_of_edits = []
    for second in range(SECONDS):
        edits = len(discord.rest.requests(EDIT))
        crowd = members[second * MEMBERS // SECONDS : (second + 1) * MEMBERS // SECONDS]
        # All of a second press before any of them is answered; the second one of each choice for
        # every other person.
        pressed = [
            _answer(home, member, question["id"], number % 2) for number, member in enumerate(crowd)
        ]
        await asyncio.gather(*(home.answered(asked) for asked in pressed))
        told += pressed
        await hall.wait(1)
        if len(discord.rest.requests(EDIT)) > edits:
            seconds_of_edits.append(second)
    await _is_kept_and_told(home, told)
    assert all(later - earlier >= 3 for earlier, later in pairwise(seconds_of_edits))
    assert 2 <= len(seconds_of_edits) <= SECONDS // 3 + 1
    await hall.wait(50)
    revealed = screen.draw(discord.world, discord.world.messages[question["id"]]).text
    assert f"of {MEMBERS} got it right" in revealed
    assert await home.rows(
        "SELECT q.closes_at - q.opens_at, d.sent_at - q.closes_at FROM round_questions q"
        " JOIN deliveries d ON d.key LIKE '%/1/close1'"
    ) == [(60, 0)]
    assert discord.rest.limits.refused == 0
    assert running_tasks() <= tasks
    assert _ours() - kept < MEMBERS // 5
    assert await home.rows("SELECT count(*) FROM awards") == [(MEMBERS,)]


async def _is_kept_and_told(home: Home, told: list[Asked]) -> None:
    """Everybody's answer, to themselves alone."""
    assert await home.rows("SELECT count(*), count(DISTINCT person_id) FROM round_answers") == [
        (MEMBERS, MEMBERS)
    ]
    for asked in told:
        answer = home.discord.world.messages[asked.original]
        assert answer["flags"] & shapes.EPHEMERAL
        assert home.discord.world.audience[answer["id"]] == asked.person
        assert "Your answer: " in home.text(asked)


def _answer(home: Home, member: dict[str, object], message: str, which: int) -> Asked:
    shown = home.discord.world.messages[message]
    _, component, value = list(screen.pressable(shown))[which]
    if value:
        return user_actions.pick(home.discord, member, shown, component, [value])
    return user_actions.press(home.discord, member, shown, component)


def _ours() -> int:
    """How many objects of ours and of the library's there are."""
    gc.collect()
    return sum(str(type(one).__module__).startswith(OURS) for one in gc.get_objects())
