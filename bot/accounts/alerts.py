"""What organisers should know, kept until one of them has been told."""

from datetime import datetime

from bot.accounts import organisers
from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group
from bot.outbox import outbox
from bot.outbox.keys import NoticeMessage


async def alert(tx: Transaction, group: Group, kind: str, detail: str, now: datetime) -> None:
    """Keep it, and enqueue a direct message to the organiser seen last.

    When it is sent, it goes to the first of those known who is one still.
    """
    notice = await organisers.notice(tx, group.id, kind, detail, now)
    known = await organisers.known(tx, group.id)
    if not notice or not known:
        return
    call, then = (
        Call("post notice", {"notice": notice}),
        Call("notice delivered", {"notice": notice}),
    )
    key = NoticeMessage(notice, int(now.timestamp()))
    await outbox.enqueue(tx, group, key, call, at=now, then=then, channel=f"@{known[0]}")
