"""What the outbox keeps, as frozen data. Instants are UTC."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

DeliveryKind = Literal["post", "edit", "thread"]
# `dead`: it cannot work. `doubtful`: it may have worked, and nobody can tell.
DeadState = Literal["dead", "doubtful"]

# Who waits for it goes first; all groups' posts before all threads.
AWAITED, POST, THREAD, FOLLOW_UP, DIRECT, REFRESH = EVERYTHING = range(6)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A call to make later, and where to say the answer.

    `key`: the text of its key (see `keys.py`), by which a platform knows it again; `then`: what has
    happened once the platform has confirmed it; `target`: the message to edit, or under which to
    open a thread. A smaller `priority` goes first.
    """

    key: str
    kind: DeliveryKind
    priority: int
    due: datetime
    group: str
    call: str
    platform: str
    workspace: str
    channel: str
    thread: str = ""
    then: str = ""
    target: str = ""
    attempts: int = 0
