"""Weeks ahead that an organiser has fixed, and who leads which."""

from collections.abc import Mapping

from bot.core.database_port import Transaction
from bot.core.records import Item
from bot.plan.planning import Pin


async def of_group(tx: Transaction, group: str) -> Mapping[int, Pin]:
    """Every fixed week by its number."""
    rows = await tx.execute(
        "SELECT number, reading, part, parts, minutes, title, url FROM pins WHERE group_id = :group"
        " ORDER BY number, position",
        group=group,
    )
    fixed: dict[int, tuple[Item, ...]] = {}
    for number, *item in rows:
        fixed[number] = (*fixed.get(number, ()), *([Item(*item)] if item[0] else []))
    return {number: Pin(items) for number, items in fixed.items()}


async def fix(tx: Transaction, group: str, number: int, pin: Pin) -> None:
    """Fix a week; what was fixed there before goes."""
    await loosen(tx, group, number)
    for position, item in enumerate(pin.items or (Item("", 1, 1, 0),)):
        await tx.execute(
            "INSERT INTO pins (group_id, number, position, reading, part, parts, minutes, title,"
            " url)"
            " VALUES (:group, :number, :position, :reading, :part, :parts, :minutes, :title, :url)",
            group=group,
            number=number,
            position=position,
            reading=item.reading,
            part=item.part,
            parts=item.parts,
            minutes=item.minutes,
            title=item.title,
            url=item.url,
        )


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
