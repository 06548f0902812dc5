"""Who called what, and where; and what a handler gets to know about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.call import Call
from bot.core.database_port import Transaction
from bot.core.records import Group, Member, Person
from content.model import Pack


@dataclass(frozen=True, slots=True)
class User:
    """Who acts, as the platform says.

    `id` is unique on the platform (on Slack it carries the workspace); `zone` is the platform's
    hint. `manager`: runs the place; `founds`: may set a group up where there is none, and runs what
    they set up.
    """

    platform: str
    id: str
    name: str
    roles: frozenset[str] = frozenset()
    manager: bool = False
    founds: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to speak. A direct message is the channel `@<user id>`.

    A thread is named beside its parent channel.
    """

    platform: str
    workspace: str
    channel: str
    thread: str = ""

    @property
    def direct(self) -> bool:
        """Whether only one person reads here."""
        return self.channel.startswith("@")


@dataclass(frozen=True, slots=True)
class Standing:
    """What a platform says now of somebody and a channel. None: it does not say.

    `sees`: is in the channel and can read it; also None where there is no such channel any more.
    `manages`: runs the place around it; `founds`: may set a group up there, and runs what they set
    up.
    """

    sees: bool | None = None
    manages: bool | None = None
    founds: bool | None = None


# A platform that is silent says neither yes nor no.
UNKNOWN = Standing()
LEFT = Standing(sees=False, manages=False, founds=False)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and if not, what to do."""

    what: str
    fix: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing needs to be done."""
        return not self.fix


@dataclass(frozen=True, slots=True)
class Interaction:
    """A call, by a user, at a place.

    `findings`: what the adapter saw there, for a command declared `checks`.

    `place_name`: what people call the place, if the platform says so; a new group is called the
    same. `named`: what those are called whom the call names by their ids, as pairs, if the platform
    says so. `idempotency_key`: what tells this from all else that people do, where the platform may
    tell of it again, also after a restart. `standings`: what the platform said of the user and
    other channels, for a call that is about one of them.
    """

    call: Call
    user: User
    address: Address
    findings: tuple[Finding, ...] = ()
    place_name: str = ""
    named: tuple[tuple[str, str], ...] = ()
    idempotency_key: str = ""
    standings: Mapping[Address, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """All a handler may know.

    What nobody has stored yet has an empty id: looking stores nothing, `members.join` does.

    `others`: groups that could have been meant as well, where the place alone does not say.
    """

    interaction: Interaction
    group: Group
    person: Person
    member: Member
    tx: Transaction
    now: datetime
    pack: Pack
    others: tuple[Group, ...] = ()
    packs: Mapping[str, Pack] = field(default_factory=dict)

    @property
    def user(self) -> User:
        """Who acts, as the platform says."""
        return self.interaction.user

    @property
    def zone(self) -> str:
        """The member's time zone: their setting, else the platform's hint, else the group's."""
        return self.person.zone or self.user.zone or self.group.zone
