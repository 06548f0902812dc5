"""Slack, as roadmate.py sees it. Its library is loaded only where it is used."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from adapters.slack import settings_texts
from adapters.slack.settings import VARIABLES, SlackSettings, incomplete
from bot.operations.command_line import Task
from bot.operations.platform import Platform


def adapter(settings: SlackSettings) -> Any:  # noqa: ANN401 - see `Platform`
    """Socket Mode, or HTTP where there is a signing secret."""
    from adapters.slack.adapter import from_settings

    return from_settings(settings)


async def examine(
    settings: SlackSettings,
    commands: Sequence[Any],
    groups: Sequence[Any],
    now: Callable[[], datetime],
) -> Sequence[Any]:
    """What Slack itself says."""
    from adapters.slack import doctor

    return await doctor.examine(settings, commands, groups, now)


def print_manifest(
    settings: SlackSettings, options: Mapping[str, str], show: Callable[[str], object]
) -> None:
    """From which Slack makes the app."""
    from adapters.slack.manifest import as_json

    show(as_json(settings.command, options["url"]))


PLATFORM = Platform(
    name="slack",
    variables=VARIABLES,
    settings=SlackSettings,
    has_tokens=lambda settings: settings.bot_token is not None,
    how_to_get_tokens=settings_texts.HOW_TO_GET_TOKENS,
    adapter=adapter,
    examine=examine,
    tasks=(
        Task(
            "manifest",
            settings_texts.MANIFEST,
            print_manifest,
            {"url": settings_texts.MANIFEST_URL},
        ),
    ),
    incomplete=incomplete,
)
