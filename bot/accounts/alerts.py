"""What organisers should know, kept until one of them has been told."""

from datetime import datetime

from bot.accounts import organisers
from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Delivery, Group
from bot.outbox import deliveries


async def alert(tx: Transaction, group: Group, kind: str, detail: str, now: datetime) -> None:
    """Keep it, and promise a direct message to the organiser seen last.

    When it is sent, it goes to the first of those known who is one still.
    """
    notice = await organisers.notice(tx, group.id, kind, detail, now)
    known = await organisers.known(tx, group.id)
    if not notice or not known:
        return
    call, then = Call("post notice", {"notice": notice}), Call("notice told", {"notice": notice})
    key = f"notice/{notice}/{int(now.timestamp())}"
    delivery = Delivery(
        key,
        "post",
        deliveries.DIRECT,
        now,
        group.id,
        str(call),
        group.platform,
        group.workspace,
        f"@{known[0]}",
        then=str(then),
    )
    await deliveries.add(tx, delivery)
