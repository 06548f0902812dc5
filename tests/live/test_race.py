"""A race: the first answer stands, and speed counts in the round's own result only."""

from bot.core.errors import DeliveryError
from tests.live.round_play import answer, begin, close, newest, vote
from tests.weekly.group_play import Weekly


async def test_the_first_answer_stands(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live style:race count:1")
    first = await answer(weekly, "Ben", screen, right=False)
    assert "You can change it" not in first
    assert "the first answer stands" in await answer(weekly, "Ben", screen)
    assert "0 of 1 got it right" in await close(weekly, 31)


async def test_the_quicker_right_answer_leads(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live style:race count:1")
    weekly.clock.advance(seconds=3)
    await vote(weekly, screen, Cleo=True, Ann=False)
    weekly.clock.advance(seconds=12)
    await vote(weekly, screen, Ben=True)
    revealed = await close(weekly, 16)
    assert "Quickest: Cleo, 3 seconds." in revealed
    result = await close(weekly, 30)
    assert (
        "1. Cleo · 1 of 1 right · 95 speed points\n2. Ben · 1 of 1 right · 75 speed points\n"
        "3. Ann · 0 of 1 right · 0 speed points"
    ) in result


async def test_boards_know_no_speed(weekly: Weekly) -> None:
    screen = await begin(weekly, "quiz live style:race count:1")
    await vote(weekly, screen, Cleo=True)
    weekly.clock.advance(seconds=20)
    await vote(weekly, screen, Ben=True)
    await close(weekly, 60)
    assert (await weekly.board("Ann"))[:2] == ["1. Ben · 10 points", "1. Cleo · 10 points"]


async def test_presses_before_confirmation_are_quickest(
    weekly: Weekly,
) -> None:
    """A press before the platform has confirmed the question is as quick as can be."""
    await weekly.say("Ann", "quiz live style:race count:1")

    async def quick(address: object, key: str) -> None:
        if key.endswith("/1"):
            await answer(weekly, "Ben", newest(weekly))
            weekly.clock.advance(seconds=7)

    weekly.platform.before_confirming = quick
    await weekly.wait(minutes=1)
    weekly.platform.before_confirming = None
    assert "Your answer" in await answer(weekly, "Cleo", newest(weekly))
    result = await close(weekly, 60)
    assert (
        "1. Ben · 1 of 1 right · 100 speed points\n1. Cleo · 1 of 1 right · 100 speed points"
        in result
    )


async def test_the_quickest_is_named_as_wished(weekly: Weekly) -> None:
    """The quickest is named as they want to be seen on boards."""
    await weekly.say("Ben", "settings boards:hidden")
    await weekly.say("Cleo", "settings boards:initials")
    screen = await begin(weekly, "quiz live style:race count:1")
    await vote(weekly, screen, Ben=True)
    weekly.clock.advance(seconds=2)
    await vote(weekly, screen, Cleo=True)
    assert "Quickest: C., 2 seconds." in await close(weekly, 30)


async def test_unconfirmed_everybody_was_early(weekly: Weekly) -> None:
    """Where the question was never confirmed, everybody who answered was early."""
    await weekly.say("Ann", "quiz live style:race count:1")

    async def quick(address: object, key: str) -> None:
        if key.endswith("/1"):
            await answer(weekly, "Ben", newest(weekly))
            await weekly.say("Ann", "quiz stop")
            raise DeliveryError("nobody knows", uncertain=True)

    weekly.platform.before_confirming = quick
    await weekly.wait(minutes=1)
    weekly.platform.before_confirming = None
    await weekly.wait(minutes=1)
    assert "1. Ben · 1 of 1 right · 100 speed points" in newest(weekly)
