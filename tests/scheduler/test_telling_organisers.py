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


async def test_organisers_are_told_once_by_a_direct_message(term: Term) -> None:
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


async def test_where_no_organiser_is_known_the_next_organisers_command_tells(term: Term) -> None:
    group = await term.group()
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert not term.platform.said
    place = term.place(group)
    assert REFUSED in (await term.play.say("Ann", "group lead", place)).text
    assert REFUSED not in (await term.play.say("Ann", "group lead", place)).text


async def test_who_is_no_organiser_any_more_is_passed_over(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    term.clock.advance(minutes=1)
    await term.organised_by("Ben", group)
    term.platform.standings["ben"] = Standing(sees=True, manages=False, founds=False)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert (len(term.platform.to("ann")), len(term.platform.to("ben"))) == (1, 0)


async def test_where_nobody_known_is_an_organiser_still_the_next_command_tells(
    term: Term,
) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    term.platform.standings["ann"] = LEFT
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert not term.platform.said
    assert await term.rows("SELECT state FROM deliveries WHERE key LIKE 'notice/%'") == [("void",)]
    term.play.users["Ben"] = replace(term.play.user("Ben"), manager=True)
    assert REFUSED in (await term.play.say("Ben", "group lead", term.place(group))).text


async def test_while_the_platform_is_silent_nobody_is_told(term: Term) -> None:
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


async def test_a_silent_platform_is_not_asked_for_ever(term: Term) -> None:
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


async def test_a_doubtful_notice_is_looked_for_where_it_was_sent(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    term.platform.lost_answers["@ann"] = 1
    await term.at(NINE)
    term.clock.advance(minutes=1)
    await term.organised_by("Ben", group)
    await term.at(NINE + timedelta(minutes=2))
    assert (len(term.platform.to("ann")), len(term.platform.to("ben"))) == (1, 0)


async def test_where_the_direct_message_fails_too_the_next_organisers_command_tells(
    term: Term,
) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    term.platform.faults["@ann"] = [DeliveryError("she takes none", permanent=True)]
    await term.at(NINE)
    assert not term.platform.said
    assert REFUSED in (await term.play.say("Ann", "group lead", term.place(group))).text


async def test_what_failed_is_posted_again_at_the_press_of_a_button(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    term.clock.advance(hours=30)
    assert ON_ITS_WAY in await term.press_again("Ann", group)
    await term.deliver()
    assert term.platform.keys_said("weekly") == [weekly(group)]
    assert (await term.weeks(group))[0].state == "open"


async def test_where_history_may_not_be_read_a_doubtful_post_is_left_to_the_organisers(
    term: Term,
) -> None:
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


async def test_a_doubtful_post_is_repeated_when_an_organiser_says_so(term: Term) -> None:
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


async def test_the_button_does_nothing_twice_and_nothing_for_others(term: Term) -> None:
    group = await term.group()
    await term.organised_by("Ann", group)
    _refuse(term, group, "you may not post there")
    await term.at(NINE)
    assert "organisers" in (await term.press_again("Ben", group)).text
    await term.press_again("Ann", group)
    assert ON_ITS_WAY not in await term.press_again("Ann", group)
    await term.deliver()
    assert term.platform.keys_said("weekly") == [weekly(group)]


async def test_an_edit_that_fails_bothers_no_organiser(term: Term) -> None:
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
