"""Who has read a week's readings before it opens has finished it."""

from tests.weekly.group_play import Weekly


async def test_its_week_opens_finished(weekly: Weekly) -> None:
    """Whoever read ahead has finished the week when it opens."""
    await weekly.begin()
    await weekly.wait_until_week()
    await weekly.say("Ben", "done water-temperature")
    await weekly.say("Ben", "done first-flush")
    await weekly.say("Ben", "done withering")

    await weekly.wait_until_week()

    assert "Finished: Ben" in await weekly.say("Ann", "week")
