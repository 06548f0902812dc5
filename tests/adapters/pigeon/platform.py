"""Pigeons: a platform to throw away, which shows all that a third one must be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.operations.command_line import Task
from bot.operations.platform import Platform
from bot.operations.variables import Form, Secret, Variable, secret, whole_number


@dataclass(frozen=True, slots=True)
class PigeonSettings:
    """`port`: where pigeons arrive on this machine; 0 for any that is free."""

    ring: Secret | None = None
    port: int = 0


VARIABLES = (
    Variable(
        "ROADMATE_PIGEON_RING", "ring", secret, "ring-...", Form(r"ring-.+", "begins with ring-")
    ),
    Variable("ROADMATE_PIGEON_PORT", "port", whole_number(1, 65535), "8090"),
)


def adapter(settings: PigeonSettings) -> Any:  # noqa: ANN401 - see `Platform`
    """The loft."""
    from tests.adapters.pigeon.adapter import Loft  # noqa: PLC0415

    assert settings.ring
    return Loft(settings.ring.reveal(), settings.port)


async def examine(
    settings: PigeonSettings,
    commands: Sequence[Any],
    groups: Sequence[Any],
    now: Callable[[], datetime],
) -> Sequence[Any]:
    """What a pigeon says."""
    from bot.core.interaction import Finding  # noqa: PLC0415

    return [Finding(f"Pigeon: coos in {len(groups)} groups")]


def say_whose(
    settings: PigeonSettings, options: Mapping[str, str], show: Callable[[str], object]
) -> None:
    """A task of its own."""
    show(f"{options['name'] or 'A pigeon'} wears {'a' if settings.ring else 'no'} ring")


PLATFORM = Platform(
    name="pigeon",
    variables=VARIABLES,
    settings=PigeonSettings,
    has_tokens=lambda settings: settings.ring is not None,
    how_to_get_tokens="  Pigeon   ROADMATE_PIGEON_RING\n           on the left foot",
    adapter=adapter,
    examine=examine,
    tasks=(Task("whose", "whose ring it is", say_whose, {"name": "what it is called"}),),
)
