"""The one list of all commands and of all events, and help, which is made from it."""

from bot.accounts import authority
from bot.boards import commands as boards_commands
from bot.core.commands.declaration import Command, Registry, command
from bot.core.commands.events import Events
from bot.core.commands.options import Option
from bot.core.interaction import Context
from bot.core.message import Choice, Message
from bot.engine import help_texts
from bot.groups import notices, organising, steering
from bot.groups import places as groups_places
from bot.groups import show as groups_show
from bot.groups.setup import commands as setup_commands
from bot.groups.setup import following
from bot.live import commands as live_commands
from bot.live import events as live_events
from bot.live import steps as live_steps
from bot.live.settings import commands as settings_commands
from bot.members import export_commands, on_my_own, welcome
from bot.members import home as members_home
from bot.members import settings as members_settings
from bot.quiz import solo as quiz_solo
from bot.quiz.placement import commands as placement_commands
from bot.quiz.reports import commands as reports_commands
from bot.quiz.review import commands as review_commands
from bot.quiz.review import daily
from bot.reading import commands as reading_commands
from bot.reading import search_commands
from bot.roadmap import commands as roadmap_commands
from bot.streaks import commands as streaks_commands
from bot.weekly import events as weekly_events
from bot.weekly import posts as weekly_posts
from bot.weekly import reminders, replies, week_commands
from bot.weekly.ahead import calendar_commands
from bot.weekly.ahead import commands as ahead_commands
from bot.weekly.ending import recap_posts


async def suggest_command(ctx: Context, typed: str) -> tuple[Choice, ...]:
    """Commands that begin with what is typed."""
    return tuple(
        Choice(c.name, c.name) for c in COMMANDS if c.listed and c.name.startswith(typed.casefold())
    )


@command(
    "help",
    "What I can do",
    Option("command", "One command from near", suggest=suggest_command),
    reads=True,
    rights=True,
)
async def help_(ctx: Context, command: str | None) -> Message:
    if command:
        registry = Registry(COMMANDS)
        return help_texts.one(registry.find(registry.read(command).name))
    families = [(title, [c for c in family if c.listed]) for title, family in _FAMILIES]
    runs = authority.runs(ctx)
    return help_texts.overview(families if runs else families[:-1], organiser=runs)


_FAMILIES: tuple[tuple[str, tuple[Command, ...]], ...] = (
    (
        "Read",
        (
            *reading_commands.COMMANDS,
            *week_commands.COMMANDS,
            *ahead_commands.COMMANDS,
            *calendar_commands.COMMANDS,
            *roadmap_commands.COMMANDS,
            *search_commands.COMMANDS,
        ),
    ),
    (
        "Practise",
        (
            *quiz_solo.COMMANDS,
            *placement_commands.COMMANDS,
            *live_commands.COMMANDS,
            *review_commands.COMMANDS,
            *reports_commands.MEMBERS,
        ),
    ),
    (
        "See where you stand",
        (
            *boards_commands.COMMANDS,
            *streaks_commands.COMMANDS,
            *members_settings.COMMANDS,
            *export_commands.COMMANDS,
            *on_my_own.COMMANDS,
        ),
    ),
    ("The group", (*groups_show.COMMANDS, *welcome.COMMANDS, *members_home.COMMANDS, help_)),
    (
        "For organisers",
        (
            *setup_commands.COMMANDS,
            *following.COMMANDS,
            *steering.COMMANDS,
            *settings_commands.COMMANDS,
            *organising.COMMANDS,
            *groups_places.ORGANISING,
            *reports_commands.COMMANDS,
        ),
    ),
)
# What only the scheduler calls.
_BY_ITSELF = (
    *weekly_posts.COMMANDS,
    *recap_posts.COMMANDS,
    *reminders.COMMANDS,
    *daily.COMMANDS,
    *notices.COMMANDS,
    *groups_places.COMMANDS,
    *live_steps.COMMANDS,
    *settings_commands.BY_ITSELF,
)

COMMANDS: tuple[Command, ...] = (
    *(declared for _, family in _FAMILIES for declared in family),
    *_BY_ITSELF,
)

# Deliveries of older databases wait for events under these names.
_RENAMED = {
    "opened week": weekly_events.week_opened.name,
    "opened thread": weekly_events.thread_opened.name,
    "closed week": weekly_events.last_week_closed.name,
    "notice told": notices.notice_delivered.name,
}
# What the platforms report, and what follows once they have confirmed a delivery.
EVENTS = Events(
    (
        *weekly_events.EVENTS,
        *replies.EVENTS,
        *live_events.EVENTS,
        *notices.EVENTS,
        *groups_places.EVENTS,
    ),
    _RENAMED,
)
