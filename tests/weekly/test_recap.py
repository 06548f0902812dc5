"""The recap at the close, and the number of those who finished, which the post shows."""

from tests.play import Shown, shown
from tests.quiz.solo_play import play_through
from tests.roads import road
from tests.weekly.group_play import Weekly


async def begun(weekly: Weekly, weeks: int = 6) -> Shown:
    weekly.use(road(weeks))
    await weekly.begin("pace:60")
    return await weekly.wait_until_week()


async def recap(weekly: Weekly) -> Shown:
    await weekly.wait_until_week()
    return weekly.newest("recap")


def forms(weekly: Weekly) -> list[tuple[int, str]]:
    """The new forms of the post: after how many minutes, and what they say of the finishers."""
    opened = weekly.posted("weekly")[0].at
    return [
        (int((post.at - opened).total_seconds() // 60), shown(post.message).text.split("\n")[-1])
        for post in weekly.platform.posts
        if post.edited
    ]


async def test_it_names_finishers_and_next(weekly: Weekly) -> None:
    """It names who finished, and what comes next."""
    await begun(weekly)
    await weekly.say("Ben", "done r1")
    told = await recap(weekly)
    assert "Week 1 is over" in told
    assert "Finished: Ben" in told
    assert "Ben · 10" in told
    assert "Next: Section 2" in told


async def test_nobody_is_blamed(weekly: Weekly) -> None:
    await begun(weekly)
    told = await recap(weekly)
    assert "That is fine" in told
    assert "%" not in told


async def test_hidden_members_are_counted_unnamed(weekly: Weekly) -> None:
    await begun(weekly)
    for name, boards in (("Ben", "visible"), ("Cem", "initials"), ("Dee", "hidden")):
        weekly.clock.advance(seconds=1)
        await weekly.say(name, f"settings boards:{boards}")
        await weekly.say(name, "done r1")
    told = await recap(weekly)
    assert "Finished: Ben, C., 1 more" in told
    assert "Dee" not in told
    assert "D." not in told


async def test_goals_need_three_regulars(weekly: Weekly) -> None:
    """The group's goal is told from three regulars upward."""
    await begun(weekly)
    await weekly.say("Ben", "done r1")
    await weekly.say("Cem", "done c1")
    assert "%" not in await recap(weekly)
    await weekly.say("Ben", "done r2")
    await weekly.say("Dee", "done r2")
    assert "2 of 3 who take part finished the week" in await recap(weekly)


async def test_five_weeks_away_no_regular(weekly: Weekly) -> None:
    """Who was last seen five weeks ago is no regular."""
    await begun(weekly, weeks=9)
    for name in ("Ben", "Cem", "Dee"):
        await weekly.say(name, "done c1")
    for week in range(2, 7):
        await weekly.wait_until_week()
        await weekly.say("Ben", f"done r{week}")
    assert "%" not in await recap(weekly)


async def test_it_tells_reached_streaks(weekly: Weekly) -> None:
    """It tells a streak that is reached."""
    await begun(weekly)
    for week in range(1, 5):
        await weekly.say("Ben", f"done r{week}")
        told = await recap(weekly)
        assert ("Ben 4 weeks" in told) is (week == 4)


async def test_it_shows_the_most_missed(weekly: Weekly) -> None:
    """It shows the question that most people missed."""
    await begun(weekly)
    await play_through(weekly, "Ben", "quiz solo section:s1", right=False)
    assert "most people missed" not in await recap(weekly)
    for name in ("Ben", "Cem"):
        await play_through(weekly, name, "quiz solo section:s2", right=False)
    told = await recap(weekly)
    assert "The question most people missed: Is 2 true?" in told


async def test_the_last_week_says_farewell(weekly: Weekly) -> None:
    """The plan's last week ends with a farewell."""
    await begun(weekly, weeks=1)
    await weekly.say("Ben", "done r1")
    await weekly.wait(days=7)
    told = weekly.newest("recap")
    assert "The whole road, its essentials: walked to the end" in told
    assert "Finished: Ben" in told
    assert await weekly.week_states() == [(1, "closed")]
    assert "1 week in a row" in await weekly.say("Ben", "streak")
    await weekly.wait(days=30)
    assert (len(weekly.posted("weekly")), len(weekly.posted("recap"))) == (1, 1)


async def test_organisers_hear_two_weeks_ahead(weekly: Weekly) -> None:
    """Organisers hear two weeks before the plan ends."""
    await begun(weekly, weeks=3)
    assert weekly.direct("Ann") == []
    await weekly.wait_until_week()
    (told,) = weekly.direct("Ann")
    assert "ends soon" in told
    await weekly.wait_until_week()
    assert len(weekly.direct("Ann")) == 1


async def test_first_hour_counts_every_minute(
    weekly: Weekly,
) -> None:
    """In its first hour the post shows how many finished, once a minute."""
    await begun(weekly)
    for minute in range(3):
        for part in range(2):
            await weekly.say(f"Reader {minute}{part}", "done r1")
            await weekly.wait(minutes=0.5)
    assert [form for form in forms(weekly) if form[0] <= 3] == [
        (1, "2 people have finished so far."),
        (2, "4 people have finished so far."),
        (3, "6 people have finished so far."),
    ]


async def test_later_counts_every_quarter_hour(
    weekly: Weekly,
) -> None:
    """After the first hour the post is refreshed every quarter of an hour."""
    await begun(weekly)
    await weekly.wait(minutes=62)
    for minute in range(40):
        await weekly.say(f"Reader {minute}", "done r1")
        await weekly.wait(minutes=1)
    assert [minute for minute, _ in forms(weekly)] == [63, 78, 93]


async def test_only_changes_refresh_the_post(weekly: Weekly) -> None:
    """The post is refreshed only when it changed."""
    await begun(weekly)
    await weekly.say("Ben", "done r1")
    await weekly.wait(minutes=2)
    assert [words for _, words in forms(weekly)] == ["1 person has finished so far."]
    await weekly.say("Cem", "done c1")
    await weekly.wait(minutes=2)
    assert len(forms(weekly)) == 1
    await weekly.say("Ben", "undo r1")
    await weekly.wait(minutes=2)
    assert len(forms(weekly)) == 2
    assert "finished" not in forms(weekly)[-1][1]
