"""What every key of a delivery is."""

from dataclasses import dataclass
from typing import ClassVar

from bot.outbox.records import POST, DeliveryKind


@dataclass(frozen=True, slots=True)
class Key:
    """What a delivery is, for good.

    `form`: how its text is written. Whole numbers are instants (UTC seconds), or count from 1.
    """

    form: ClassVar[str]
    priority: ClassVar[int] = POST
    kind: ClassVar[DeliveryKind] = "post"
