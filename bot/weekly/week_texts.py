"""Wording of a member's look at the week, and of the plan."""

from collections.abc import Sequence

from bot.boards.scoring import shown_name
from bot.core.call import Call
from bot.core.errors import UserError
from bot.core.formats import counted, day
from bot.core.markup import at, command, plain
from bot.core.message import Button, Message, row, say
from bot.core.records import Group, Item, Schedule, Visibility, Week
from bot.roadmap.progress import Marks, item_state
from bot.weekly.subject_texts import fitting, how_many_fit, item_link, subject
from content.model import Pack

# Characters of a week's readings, so that what stands around them has its place.
_ROOM = 2800
_BUTTONS = 25  # of a message, five rows of five
_SIGN = {"done": "✓", "known": "≈", "skipped": "↷", None: "○"}


def this_week(
    week: Week,
    items: Sequence[Item],
    task: Item | None,
    pack: Pack,
    marks: Marks,
    finishers: Sequence[tuple[str, Visibility]],
    *,
    lead: str,
    for_all: bool,
) -> Message:
    """The week that runs: what to read and do, who has finished, how long it is open."""
    about = plain(subject(week.theme, items, pack))
    everything = [*items, *([task] if task else [])]
    lines = [_item(item, pack, {} if for_all else marks, signs=not for_all) for item in everything]
    led = [f"**{plain(lead)}** leads the discussion."] if lead else []
    nothing = f"Nothing new this week: {command('next')} shows what is still open for you."
    full, relative = at(week.planned_close, "full"), at(week.planned_close, "relative")
    return say(
        "\n".join(
            [
                f"# Week {week.number}: {about}",
                *(fitting(lines, _ROOM, "next") or [nothing]),
                *led,
                _finished(week, finishers),
                f"*Open until {full} ({relative}).*",
            ]
        ),
        row(
            Button("Check off what I've read", Call("check off", {"week": week.id}), "primary")
            if items
            else None,
            Button("Quiz me", Call("quiz solo", {"week": week.id})),
            Button("To discuss", Call("discuss")),
            None if for_all else Button("Show everyone", Call("show week")),
            Button("The plan", Call("plan")),
        ),
        replace=not for_all,
    )


def _finished(week: Week, finishers: Sequence[tuple[str, Visibility]]) -> str:
    names = ", ".join(plain(shown_name(name, visibility)) for name, visibility in finishers)
    hidden = week.finished - len(finishers)
    if hidden <= 0:
        return f"**Finished:** {names}" if names else "Nobody has finished yet."
    more = f"{names} and {hidden} more" if names else counted(hidden, "member")
    return f"**Finished:** {more}"


def no_week(schedule: Schedule | None, group: Group) -> Message:
    """No week runs: why, and what comes."""
    if group.solo:
        return say(
            "On your own you walk at your own pace, without weeks. Weeks come with a group in a "
            "channel.",
            row(Button("What's next for me?", Call("next"), "primary")),
        )
    if schedule is None or schedule.ended_at:
        return say(
            f"**{plain(group.name)}** has no weeks yet. An organiser starts them with "
            f"{command('group setup')}; until then everybody walks at their own pace.",
            row(Button("What's next for me?", Call("next"), "primary")),
        )
    if schedule.paused_at:
        back = f" until {day(schedule.paused_until)}" if schedule.paused_until else ""
        return say(
            f"**{plain(group.name)}** has a break{back}. What you do meanwhile counts for points "
            "all the same."
        )
    when = (
        f"The next one opens {at(schedule.next_due_at, 'full')}."
        if schedule.next_due_at
        else "The plan has ended."
    )
    return say(f"No week is open. {when}", row(Button("The plan", Call("plan"), "primary")))


def check_off(
    week: Week, readings: Sequence[Item], task: Item | None, pack: Pack, marks: Marks
) -> Message:
    """The week's readings and its task, one button each."""
    numbered = list(enumerate([*readings, *([task] if task else [])], 1))
    open_ones = [
        one for one in numbered if item_state(pack, one[1], marks) not in ("done", "known")
    ]
    lines = _numbered(numbered, pack, marks)
    if not open_ones:
        done = [f"# Week {week.number}: all done", *fitting(lines, _ROOM, "roadmap")]
        return say("\n".join(done), row(_NEXT), replace=True)
    if how_many_fit(lines, _ROOM) < len(lines) or len(open_ones) > _BUTTONS:
        # What is done makes room for what is open.
        numbered, lines = open_ones, _numbered(open_ones, pack, marks)
    shown = numbered[: how_many_fit(lines, _ROOM)]
    buttons = [
        Button(_label(number, done=item is task), Call("done", _arguments(item)))
        for number, item in [one for one in shown if one in open_ones][:_BUTTONS]
    ]
    rows = [row(*buttons[first : first + 5]) for first in range(0, len(buttons), 5)]
    asked = [f"# Week {week.number}: what have you done?", *fitting(lines, _ROOM, "next")]
    return say("\n".join(asked), *rows, replace=True)


def _label(number: int, *, done: bool) -> str:
    return f"I've done {number}" if done else f"I've read {number}"


def _numbered(items: Sequence[tuple[int, Item]], pack: Pack, marks: Marks) -> list[str]:
    return [f"{number}. {_item(item, pack, marks, signs=True)}" for number, item in items]


_NEXT = Button("What's next?", Call("next"), "primary")


def no_such_week() -> UserError:
    """A week of this number is not ahead, or not there at all."""
    return UserError(
        f"There is no such week here. {command('plan')} shows the weeks ahead, {command('week')} "
        "the one that runs.",
        "week",
    )


def no_weeks(group: str) -> UserError:
    """The group has no rhythm."""
    return UserError(
        f"**{plain(group)}** has no weeks yet. An organiser starts them with "
        f"{command('group setup')}."
    )


def no_weeks_alone() -> UserError:
    """Weeks, where somebody studies on their own."""
    return UserError(
        f"On your own you walk at your own pace, without weeks: {command('next')} shows what to "
        "read. Weeks come with a group, and a group lives in a channel."
    )


def place_gone(name: str) -> UserError:
    """The group has no channel any more."""
    return UserError(
        f"The channel of {plain(name)} is gone, so its weeks rest. {command('group setup')} begins "
        f"anew in another channel; if the old one is there again, {command('group resume')} in it "
        "goes on where it stopped."
    )


def _item(item: Item, pack: Pack, marks: Marks, *, signs: bool) -> str:
    state = item_state(pack, item, marks)
    sign = f"{_SIGN[state]} " if signs else ""
    known = " · known before" if signs and state == "known" else ""
    return f"{sign}{item_link(item, pack)}{known}"


def _arguments(item: Item) -> dict[str, str]:
    return {"reading": item.reading, **({"part": str(item.part)} if item.parts > 1 else {})}
