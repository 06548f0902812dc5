"""Weeks ahead that an organiser has fixed, and who leads which."""

from collections.abc import Mapping

from bot.core.database_port import Transaction
from bot.core.records import Item
from bot.plan.planned import Contents


async def of_group(tx: Transaction, group: str) -> Mapping[int, Contents]:
    """Every fixed week by its number."""
    rows = await tx.execute(
        "SELECT number, theme, questions, task, reading, part, parts, minutes, title, url, passage"
        " FROM pins WHERE group_id = :group ORDER BY number, position",
        group=group,
    )
    fixed: dict[int, Contents] = {}
    for number, theme, questions, task, *item in rows:
        before = fixed[number].items if number in fixed else ()
        items = (*before, *([Item(*item)] if item[0] else []))
        fixed[number] = Contents(items, theme, tuple(questions.split()), task)
    return fixed


async def fix(tx: Transaction, group: str, number: int, contents: Contents) -> None:
    """Fix a week; what was fixed there before goes."""
    await loosen(tx, group, number)
    for position, item in enumerate(contents.items or (Item("", 1, 1, 0),)):
        await tx.execute(
            "INSERT INTO pins (group_id, number, position, theme, questions, task, reading, part,"
            " parts, minutes, title, url, passage) VALUES (:group, :number, :position, :theme,"
            " :questions, :task, :reading, :part, :parts, :minutes, :title, :url, :passage)",
            group=group,
            number=number,
            position=position,
            theme=contents.theme,
            questions=" ".join(contents.questions),
            task=contents.task,
            reading=item.reading,
            part=item.part,
            parts=item.parts,
            minutes=item.minutes,
            title=item.title,
            url=item.url,
            passage=item.passage,
        )


async def loosen_all(tx: Transaction, group: str) -> None:
    """No week is fixed any more."""
    await tx.execute("DELETE FROM pins WHERE group_id = :group", group=group)


async def loosen(tx: Transaction, group: str, number: int) -> None:
    """A week is no longer fixed."""
    await tx.execute(
        "DELETE FROM pins WHERE group_id = :group AND number = :number", group=group, number=number
    )


async def make_room(tx: Transaction, group: str, number: int) -> None:
    """Everything fixed from a week on moves one week on."""
    rows = await tx.execute(
        "SELECT DISTINCT number FROM pins WHERE group_id = :group AND number >= :number"
        " ORDER BY number DESC",
        group=group,
        number=number,
    )
    # From the last one down, since two rows may not bear one number even for a moment.
    for (fixed,) in rows:
        await tx.execute(
            "UPDATE pins SET number = number + 1 WHERE group_id = :group AND number = :fixed",
            group=group,
            fixed=fixed,
        )


async def close_gap(tx: Transaction, group: str, number: int) -> None:
    """A week is no longer fixed, and everything fixed after it moves one week back."""
    await loosen(tx, group, number)
    rows = await tx.execute(
        "SELECT DISTINCT number FROM pins WHERE group_id = :group AND number > :number"
        " ORDER BY number",
        group=group,
        number=number,
    )
    for (fixed,) in rows:
        await tx.execute(
            "UPDATE pins SET number = number - 1 WHERE group_id = :group AND number = :fixed",
            group=group,
            fixed=fixed,
        )


async def leads(tx: Transaction, group: str) -> Mapping[int, tuple[str, str]]:
    """Who leads which week: member and name."""
    rows = await tx.execute(
        "SELECT l.number, l.member_id, p.name FROM leads l JOIN members m ON m.id = l.member_id"
        " JOIN people p ON p.id = m.person_id WHERE l.group_id = :group ORDER BY l.number",
        group=group,
    )
    return {number: (member, name) for number, member, name in rows}


async def set_lead(tx: Transaction, group: str, number: int, member: str) -> None:
    """Let a member lead a week."""
    await tx.execute(
        "INSERT INTO leads (group_id, number, member_id) VALUES (:group, :number, :member)"
        " ON CONFLICT (group_id, number) DO UPDATE SET member_id = excluded.member_id",
        group=group,
        number=number,
        member=member,
    )
