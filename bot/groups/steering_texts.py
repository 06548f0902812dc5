"""Wording of what organisers do with the weeks ahead."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted, day, every_week
from bot.core.interaction import Finding
from bot.core.markup import at, command, length, plain
from bot.core.message import CHARACTERS, Block, Button, Divider, Message, Text, row, say
from bot.core.quoting import quoted
from bot.core.records import Group, Meeting
from bot.plan.planned import PlannedWeek
from bot.weekly.ahead.texts import planned_line
from bot.weekly.subject_texts import how_many_fit
from content.model import Pack

CAN_ANSWER = "I can answer here"

_PLAN = Button("The plan", Call("plan"), "primary")


def paused(group: Group, until: str) -> Message:
    """The group has a break."""
    back = f" until {day(until)}" if until else f"; {command('group resume')} ends it"
    return say(
        f"**{plain(group.name)}** has a break{back}. Nobody's streak can suffer from it, and no "
        "reading is lost: "
        "the plan goes on where it stopped.",
        row(Button("End the break", Call("group resume"))),
    )


def resumed(group: Group, first: datetime) -> Message:
    """The break is over."""
    return say(
        f"**{plain(group.name)}** goes on. The next post comes {at(first, 'full')}.", row(_PLAN)
    )


def skipped(number: int, when: datetime | None) -> Message:
    """A slot will pass without a post."""
    moved = f" It comes {at(when, 'full')} instead." if when else ""
    return say(
        f"Week {number} waits for one slot longer.{moved} The week before it stays open until "
        "then.",
        row(_PLAN),
    )


def posting() -> Message:
    """The post is on its way."""
    return say(
        "On its way: the post comes within the minute. A week that it ends early can harm "
        "nobody's streak."
    )


def found() -> Message:
    """A doubted post was there all the time."""
    return say("Good to know: I take it as posted, and the week runs.")


def changed(first: Sequence[tuple[PlannedWeek, datetime | None]], pack: Pack) -> Message:
    """The weeks ahead were changed: how they are now."""
    lines = [planned_line(week, when, pack) for week, when in first]
    return say("✓ Done. The weeks ahead now:\n" + "\n".join(lines), row(_PLAN))


def leads(number: int, name: str) -> Message:
    """Somebody leads a week."""
    return say(f"✓ **{plain(name)}** leads week {number}, and the post will say so.")


def rota(named: Mapping[int, str], first: int) -> Message:
    """Who leads which week."""
    lines = [
        f"- Week {number}: {plain(name)}"
        for number, name in sorted(named.items())
        if number >= first
    ]
    return say(
        "**Who leads**\n"
        + "\n".join(
            lines or [f"Nobody is named yet: {command('group lead', 'member:Ann', 'week:3')}."]
        )
    )


def meeting_set(meeting: Meeting, zone: str, begins: datetime) -> Message:
    """The weekly meeting."""
    where = f", {plain(meeting.where)}" if meeting.where else ""
    return say(
        f"✓ You meet {every_week(meeting.weekday, meeting.minute, zone)}{where}; next "
        f"{at(begins, 'full')}. "
        f"I remind the channel an hour before, and {command('calendar')} has it."
    )


def forgiven(name: str, weeks: Sequence[int], streak: int) -> Message:
    """Missed weeks were excused."""
    numbers = ", ".join(map(str, weeks))
    return say(
        f"✓ Week {numbers} is excused for **{plain(name)}**, whose streak is "
        f"{counted(streak, 'week')} now. "
        f"It stands in their {command('streak')}."
    )


def season_begun(name: str) -> Message:
    """The boards begin anew."""
    return say(
        f"✓ The season **{plain(name)}** has begun. "
        f"{command('leaderboard', 'window:season')} starts from nothing; the older boards stay.",
        row(Button("The new board", Call("leaderboard", {"window": "season"}))),
    )


def confirm_end(group: Group, had: int, of: int) -> Message:
    """What ending the weeks means, before it is done. `had`: weeks posted so far, `of` how many."""
    so_far = f"after week {had} of {of}" if had else "before its first week"
    return say(
        f"# End the weeks of {plain(group.name)}?\n"
        f"It would end {so_far}, with a last recap in the channel. Boards, streaks and what "
        f"everybody has read stay. For a break there is {command('group pause')}.",
        row(
            Button("End the weeks", Call("group end", {"sure": "yes"}), "danger"),
            Button("Keep going", Call("group show")),
        ),
        replace=True,
    )


def ended(group: Group) -> Message:
    """The group's weeks are over."""
    return say(
        f"**{plain(group.name)}** has ended its weeks, and the last recap is on its way. Boards "
        "and progress stay; "
        f"{command('group setup')} begins again any time.",
        row(Button("Delete everything about this group", Call("group erase"), "danger")),
    )


def confirm_erase(group: Group) -> Message:
    """What deleting means, before it is done."""
    return say(
        f"# Delete everything about {plain(group.name)}?\n"
        "Weeks, boards, memberships and streaks of this group go and cannot be brought back. "
        "What people have read and answered stays theirs.",
        row(
            Button("Delete it all", Call("group erase", {"sure": "yes"}), "danger"),
            Button("Keep it", Call("group show")),
        ),
        replace=True,
    )


def erased(name: str) -> Message:
    """It is done."""
    return say(f"Everything about **{plain(name)}** is deleted.", replace=True)


def doctor(
    findings: Sequence[Finding],
    group: Group,
    clock: datetime,
    coming: Sequence[str],
    preview: Message | None,
) -> Message:
    """What works here and what does not, with what to do; and how the next post will look."""
    lines = [
        f"✓ {plain(f.what)}" if f.ok else f"✗ **{plain(f.what)}**: {plain(f.fix)}" for f in findings
    ]
    lines.append(
        f"My clock says {at(clock, 'full')}. If that is wrong, whoever runs me must set the "
        "machine's clock."
    )
    lines += coming
    blocks: list[Block] = [Text(f"# How is {plain(group.name)}?\n" + "\n".join(lines))]
    if preview:
        room = CHARACTERS - sum(length(block.text) for block in blocks if isinstance(block, Text))
        blocks += [Divider(), Text("\n".join(_looks(preview, room)))]
    return Message(tuple(blocks), replace=True)


def _looks(preview: Message, room: int) -> list[str]:
    """The lines of a post, as many as fit in so many characters."""
    heading = "**The next post will look like this**"
    text = "\n".join(block.text for block in preview.blocks if isinstance(block, Text))
    lines = text.split("\n")
    shown = lines[: how_many_fit(lines, room - len(heading) - 1)]
    return [heading, *shown, *(["…"] if shown != lines else [])]


def next_post(when: datetime | None) -> str:
    """A line: when the next post comes."""
    return (
        f"The next post comes {at(when, 'full')}."
        if when
        else "No post is due: the group rests, or the plan is done."
    )


def not_ahead(day: str) -> UserError:
    """A day to come was wanted."""
    return UserError(
        f"{quoted(day)} is not ahead of us. Name a day from tomorrow on, like `2027-01-31`.",
        "until",
    )


def nothing_to_forgive(name: str) -> UserError:
    """No missed week is there to be excused."""
    return UserError(f"{plain(name)} has no missed week to excuse.")


def no_link(value: str) -> UserError:
    """A link of one's own that no browser should follow."""
    return UserError(
        f"{quoted(value)} is no link that I can show. Give one that begins with `https://` or "
        "`http://`, or none.",
        "link",
    )


def not_paused() -> UserError:
    """Nothing to resume."""
    return UserError(f"The group is not having a break. {command('week')} shows what runs.")


def plan_is_done() -> UserError:
    """Nothing is left to post."""
    return UserError(
        f"Nothing is left to post: the plan is done. {command('group setup')} offers other "
        "courses, "
        f"{command('group insert')} adds a week."
    )
