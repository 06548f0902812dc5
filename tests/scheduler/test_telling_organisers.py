"""A post that cannot go out is told once to somebody who can do something about it, with a button
to do it.
"""

from dataclasses import replace
from datetime import timedelta

from bot.core.errors import DeliveryError
from bot.core.interaction import LEFT, Standing
from bot.core.records import Group
from tests.scheduler.term import NINE, Term, weekly

REFUSED = "could not send the week's post"
ON_ITS_WAY = "On its way"
DOUBT = "I may have sent the week's post"


async def test_organisers_are_told_once(term: Term) -> None:
    """Organisers are told once by a direct message."""
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    await term.at(NINE + timedelta(hours=1))
    (told,) = term.platform.to("ann")
    assert REFUSED in told
    assert "you may not post there" in told
    assert REFUSED not in (await term.play.say("Ann", "group lead", term.place(group))).text


async def test_the_organiser_seen_last_is_told(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    term.clock.advance(minutes=1)
    await term.organised_by("Ben", group)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert (len(term.platform.to("ann")), len(term.platform.to("ben"))) == (0, 1)


async def test_the_next_command_tells_organisers(term: Term) -> None:
    """Where no organiser is known, the next organiser's command tells."""
    group = await term.group()
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert not term.platform.said
    place = term.place(group)
    assert REFUSED in (await term.play.say("Ann", "group lead", place)).text
    assert REFUSED not in (await term.play.say("Ann", "group lead", place)).text


async def test_a_former_organiser_is_passed_over(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    term.clock.advance(minutes=1)
    await term.organised_by("Ben", group)
    term.platform.standings["ben"] = Standing(sees=True, manages=False, founds=False)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert (len(term.platform.to("ann")), len(term.platform.to("ben"))) == (1, 0)


async def test_former_organisers_alone_get_nothing(
    term: Term,
) -> None:
    """Where nobody known is an organiser still, the next organiser's command tells."""
    group = await term.group()
    await term.organised_by("Ann", group)
    term.platform.standings["ann"] = LEFT
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert not term.platform.said
    assert await term.rows("SELECT state FROM deliveries WHERE key LIKE 'notice/%'") == [("void",)]
    term.play.users["Ben"] = replace(term.play.user("Ben"), manager=True)
    assert REFUSED in (await term.play.say("Ben", "group lead", term.place(group))).text


async def test_a_silent_platform_tells_nobody(term: Term) -> None:
    """While a platform does not say who is an organiser, nobody is told."""
    group = await term.group()
    await term.organised_by("Ann", group)
    standing = term.platform.standings.pop("ann")
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert not term.platform.said
    term.platform.standings["ann"] = standing
    await term.at(NINE + timedelta(minutes=4))
    assert not term.platform.said
    await term.at(NINE + timedelta(minutes=5))
    assert len(term.platform.to("ann")) == 1


async def test_asking_about_organisers_ends(term: Term) -> None:
    """A platform that never says who is an organiser is not asked for ever."""
    group = await term.group()
    await term.organised_by("Ann", group)
    term.platform.standings.clear()
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    for hours in range(1, 26):
        await term.at(NINE + timedelta(hours=hours))
    assert not term.platform.said
    assert await term.rows("SELECT state FROM deliveries WHERE key LIKE 'notice/%'") == [("dead",)]
    assert REFUSED in (await term.play.say("Ann", "group lead", term.place(group))).text


async def test_a_doubtful_notice_is_looked_for(term: Term) -> None:
    """A doubtful notice is looked for where it was sent, whoever would be told by now."""
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    term.platform.lost_answers["@ann"] = 1
    await term.at(NINE)
    term.clock.advance(minutes=1)
    await term.organised_by("Ben", group)
    await term.at(NINE + timedelta(minutes=2))
    assert (len(term.platform.to("ann")), len(term.platform.to("ben"))) == (1, 0)


async def test_a_failed_notice_comes_with_commands(
    term: Term,
) -> None:
    """Where the direct message fails too, the next organiser's command tells."""
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    term.platform.faults["@ann"] = [DeliveryError("she takes none", permanent=True)]
    await term.at(NINE)
    assert not term.platform.said
    assert REFUSED in (await term.play.say("Ann", "group lead", term.place(group))).text


async def test_a_button_posts_again(term: Term) -> None:
    """What failed is posted again at the press of a button."""
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    term.clock.advance(hours=30)
    assert ON_ITS_WAY in await term.press_again("Ann", group)
    await term.deliver()
    assert term.platform.keys_said("weekly") == [weekly(group)]
    assert (await term.weeks(group))[0].state == "open"


async def test_organisers_decide_about_doubtful_posts(
    term: Term,
) -> None:
    """Where history may not be read, a doubtful post is left to the organisers."""
    group = await term.group()
    await term.organised_by("Ann", group)
    term.platform.history = False
    term.platform.lost_answers[group.channel] = 1
    await term.at(NINE)
    await term.at(NINE + timedelta(seconds=30))
    assert await term.state(weekly(group)) == ("doubtful", 2)
    (told,) = term.platform.to("ann")
    assert DOUBT in told
    await term.at(NINE + timedelta(weeks=1))
    assert term.platform.keys_said("weekly") == [weekly(group)], "not repeated unasked, at no slot"


async def test_an_organiser_repeats_doubtful_posts(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    term.platform.history = False
    # The message of the first try never arrived; only nobody could know.
    term.platform.faults[group.channel] = [DeliveryError("the line broke")]
    await term.at(NINE)
    await term.at(NINE + timedelta(seconds=30))
    assert await term.state(weekly(group)) == ("doubtful", 2)
    await term.press_again("Ann", group)
    await term.deliver()
    assert term.platform.keys_said("weekly") == [weekly(group)]
    assert (await term.weeks(group))[0].state == "open"


async def test_the_button_works_only_once(term: Term) -> None:
    """The button does nothing twice and nothing for others."""
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert "organisers" in (await term.press_again("Ben", group)).text
    await term.press_again("Ann", group)
    assert ON_ITS_WAY not in await term.press_again("Ann", group)
    await term.deliver()
    assert term.platform.keys_said("weekly") == [weekly(group)]


async def test_failing_edits_bother_no_organiser(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    await term.at(NINE)
    said = len(term.platform.said)
    await term.play.say("Ben", "done first-flush", term.place(group))
    _refuse(term, group, "the message is gone")
    await term.at(NINE + timedelta(minutes=2))
    assert term.platform.tries[-1] == ("edit m0", False)
    assert await term.rows("SELECT state FROM deliveries WHERE kind = 'edit'") == [("dead",)]
    assert await term.rows("SELECT * FROM notices") == []
    assert len(term.platform.said) == said


def _refuse(term: Term, group: Group, why: str) -> None:
    term.platform.faults[group.channel] = [DeliveryError(why, permanent=True)]
