"""Who hears what organisers should know: somebody known to us who runs the group still."""

from dataclasses import replace

from bot.accounts import authority, groups, organisers, people
from bot.core.database_port import Database, Transaction
from bot.core.errors import DeliveryError, NothingToSay
from bot.core.records import Group
from bot.engine.port import Adapter
from bot.outbox.records import Delivery
from scheduler import texts

# The platform was silent about somebody: seconds until it is asked again.
_ASK_AGAIN_SECONDS = 300.0


async def addressed(database: Database, adapter: Adapter, delivery: Delivery) -> Delivery:
    """The same delivery, to the first organiser whom the platform says to be one now.

    Raises `NothingToSay` where none is any more: the next organiser's command tells it. Raises
    `DeliveryError` where the platform is silent about one of them.
    """

    async def look(tx: Transaction) -> tuple[Group | None, dict[str, str]]:
        group = await groups.by_id(tx, delivery.group)
        users = await organisers.known(tx, delivery.group)
        found = {user: await people.find(tx, delivery.platform, user) for user in users}
        return group, {user: person.id for user, person in found.items() if person}

    group, known = await database.run(look, writes=False)
    if group is None:
        raise NothingToSay("the group is gone")
    silent = False
    for user in _in_order(delivery, known):
        standing = await adapter.standing(user, authority.channel_of(group))
        if authority.may_run(group, known[user], standing):
            return replace(delivery, channel=f"@{user}")
        silent |= standing.manages is None
    if silent:
        raise DeliveryError(texts.NOBODY_TELLS, retry_after=_ASK_AGAIN_SECONDS, untried=True)
    raise NothingToSay("nobody who is known runs the group any more")


def _in_order(delivery: Delivery, known: dict[str, str]) -> list[str]:
    """Whom it was for comes first: an earlier try may have reached them."""
    first = delivery.channel.removeprefix("@")
    return sorted(known, key=lambda user: user != first)
