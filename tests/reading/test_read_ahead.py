"""Who has read a week's readings before it opens has finished it."""

from tests.weekly.group_play import Weekly


async def test_whoever_read_ahead_has_finished_the_week_when_it_opens(weekly: Weekly) -> None:
    await weekly.begin()
    await weekly.wait_until_week()
    await weekly.say("Ben", "done water-temperature")
    await weekly.say("Ben", "done first-flush")
    await weekly.say("Ben", "done withering")

    await weekly.wait_until_week()

    assert "Finished: Ben" in await weekly.say("Ann", "week")
