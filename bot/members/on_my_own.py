"""What somebody did on their own before they joined a group, and how it comes along.

Reading progress and review cards are a person's anyway. Points and activities belong to a member,
and so stay in the private group until the person wants them in the one they joined.
"""

from dataclasses import replace

from bot.accounts import groups, members
from bot.accounts.context import join
from bot.boards import scores
from bot.core.commands.declaration import command
from bot.core.interaction import Context
from bot.core.message import Message
from bot.core.records import Award, Group, Member
from bot.database.instants import instant
from bot.members import on_my_own_texts as texts
from bot.plan import finishers, weeks
from bot.roadmap import marks as roadmap_marks


@command("bring along", "Take what I did on my own into this group", listed=False)
async def bring_along(ctx: Context) -> Message:
    if ctx.group.solo:
        raise texts.not_alone()
    left = await _left(ctx)
    if left is None:
        return texts.nothing_left(ctx.group)
    alone, before = left
    ctx = await join(ctx)
    points = await _bring_points(ctx, before)
    readings = await _bring_readings(ctx, alone)
    await _bring_activities(ctx, before)
    await _bring_quizzes(ctx, alone)
    await _finish_open_week(ctx)
    return texts.brought(ctx.group, readings, points)


async def waits(ctx: Context) -> bool:
    """Whether something can come along, now that somebody has become a member of their group.

    `ctx`: as things stood when they acted.
    """
    newcomer = ctx.person.id and not ctx.member.id and not ctx.group.solo
    if not newcomer or await members.find(ctx.tx, ctx.group.id, ctx.person.id) is None:
        return False
    return await _left(ctx) is not None


async def _left(ctx: Context) -> tuple[Group, Member] | None:
    """The private group and who the person is in it, where something done in it is still there."""
    alone = await groups.find(ctx.tx, ctx.user.platform, "", f"@{ctx.user.id}")
    before = await members.find(ctx.tx, alone.id, ctx.person.id) if alone else None
    if alone is None or before is None or alone.pack != ctx.group.pack:
        return None
    done = await ctx.tx.execute(
        "SELECT 1 FROM activities WHERE member_id = :member UNION ALL"
        " SELECT 1 FROM awards WHERE member_id = :member LIMIT 1",
        member=before.id,
    )
    return (alone, before) if done else None


async def _bring_points(ctx: Context, before: Member) -> int:
    """What was earned stands on the boards of the group's season; returns the points.

    A question that has earned something here already earns nothing again.
    """
    rows = await ctx.tx.execute(
        "SELECT id, kind, subject, at, day, month, points, answers, correct, readings FROM awards"
        " WHERE member_id = :member ORDER BY at, id",
        member=before.id,
    )
    points = 0
    for earned, kind, subject, at, day, month, *numbers in rows:
        award = Award(
            ctx.group.id, ctx.member.id, kind, subject, instant(at), day, month, ctx.group.season,
            None, *numbers,
        )  # fmt: skip
        if kind == "question" and await scores.of_question(
            ctx.tx, ctx.member.id, subject, ctx.group.season
        ):
            award = replace(award, points=0)
        await ctx.tx.execute("DELETE FROM awards WHERE id = :act", act=earned)
        # A reading's act names its member, and counts the times (see `scores.next_act`).
        act = await scores.next_act(ctx.tx, award) if kind == "reading" else earned
        if await scores.add(ctx.tx, act, award, ctx.member):
            points += award.points
    await ctx.tx.execute("DELETE FROM scores WHERE member_id = :member", member=before.id)
    return points


async def _bring_readings(ctx: Context, alone: Group) -> int:
    """Returns how many readings were done there."""
    rows = await ctx.tx.execute(
        "UPDATE progress SET group_id = :group WHERE person_id = :person AND group_id = :alone"
        " RETURNING reading, state",
        group=ctx.group.id,
        person=ctx.person.id,
        alone=alone.id,
    )
    done = [reading for reading, state in rows if state == "done"]
    for reading in done:
        await roadmap_marks.count(ctx.tx, ctx.group.id, reading, 1)
        await roadmap_marks.count(ctx.tx, alone.id, reading, -1)
    return len(done)


async def _bring_activities(ctx: Context, before: Member) -> None:
    """What was done twice is done once; what was done there belongs to no week."""
    await ctx.tx.execute(
        "DELETE FROM activities WHERE member_id = :before AND EXISTS (SELECT 1 FROM activities a"
        " WHERE a.member_id = :member AND a.kind = activities.kind"
        " AND a.subject = activities.subject)",
        before=before.id,
        member=ctx.member.id,
    )
    await ctx.tx.execute(
        "UPDATE activities SET member_id = :member, week_id = '' WHERE member_id = :before",
        before=before.id,
        member=ctx.member.id,
    )


async def _bring_quizzes(ctx: Context, alone: Group) -> None:
    """One that is still open stays where it is: another one may be open here."""
    of_person = "group_id = :alone AND person_id = :person"
    ended = f"SELECT id FROM quizzes WHERE {of_person} AND ended_at IS NOT NULL"
    where = {"group": ctx.group.id, "alone": alone.id, "person": ctx.person.id}
    await ctx.tx.execute(
        f"UPDATE attempts SET group_id = :group WHERE quiz_id IN ({ended})", **where
    )
    await ctx.tx.execute(
        f"UPDATE quizzes SET group_id = :group WHERE {of_person} AND ended_at IS NOT NULL", **where
    )


async def _finish_open_week(ctx: Context) -> None:
    """Whoever has read all of the week that runs has finished it."""
    week = await weeks.current(ctx.tx, ctx.group.id)
    if week is None:
        return
    marks = await roadmap_marks.of_person(ctx.tx, ctx.person.id, ctx.pack.id)
    if finishers.is_finished(ctx.pack, await weeks.items(ctx.tx, week.id), marks):
        await finishers.add(ctx.tx, week.id, ctx.member.id, ctx.now)


COMMANDS = (bring_along,)
