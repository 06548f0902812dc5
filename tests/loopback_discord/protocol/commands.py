"""Application commands: what a bot may register, and what is registered."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from tests.loopback_discord.protocol.refusals import Form, Refusal
from tests.loopback_discord.protocol.rest import Request, Routes
from tests.loopback_discord.world import World

Json = dict[str, Any]
SUBCOMMAND, GROUP, TEXT, INTEGER, USER = 1, 2, 3, 4, 6
# Developer docs, Application Command Naming; the classes of Unicode as far as `re` knows them.
_NAME = re.compile(r"[-_'\w]{1,32}")
_MOST, _MOST_TEXT = 100, 8000


class Commands:
    """The global commands of the one application."""

    def __init__(self, world: World, application: str) -> None:
        self._world = world
        self._application = application
        self.registered: list[Json] = []
        self.pushes = 0

    def routes(self) -> Routes:
        return {
            "GET /applications/{application_id}/commands": self._list,
            "PUT /applications/{application_id}/commands": self._replace,
        }

    def find(self, name: str) -> Json | None:
        return next((one for one in self.registered if one["name"] == name), None)

    def _list(self, request: Request) -> list[Json]:
        self._check_application(request)
        return self.registered

    def _replace(self, request: Request) -> list[Json]:
        self._check_application(request)
        form = Form()
        wanted: list[Json] = request.body or []
        check(form, wanted)
        form.judge()
        self.pushes += 1
        self.registered = [self._kept(one) for one in wanted]
        return self.registered

    def _kept(self, wanted: Json) -> Json:
        """A command as Discord answers it.

        With its own numbers and defaults, without what is default.
        """
        before = self.find(wanted["name"])
        return {
            "id": before["id"] if before else self._world.number(),
            "application_id": self._application,
            "version": self._world.number(),
            "type": wanted.get("type") or 1,
            "name": wanted["name"],
            "name_localizations": wanted.get("name_localizations"),
            "description": wanted.get("description") or "",
            "description_localizations": wanted.get("description_localizations"),
            "default_member_permissions": _text(wanted.get("default_member_permissions")),
            "dm_permission": wanted.get("dm_permission", True),
            "contexts": wanted.get("contexts"),
            "integration_types": wanted.get("integration_types") or [0],
            "nsfw": bool(wanted.get("nsfw")),
        } | (
            {"options": [_option(one) for one in wanted["options"]]}
            if wanted.get("options")
            else {}
        )

    def _check_application(self, request: Request) -> None:
        if request.path["application_id"] != self._application:
            raise Refusal(10002)


def check(form: Form, wanted: Sequence[Json]) -> None:
    """Everything that Discord refuses in a list of commands."""
    names = [one.get("name") for one in wanted]
    if len(wanted) > _MOST:
        form.wrong("BASE_TYPE_MAX_LENGTH", f"Must be {_MOST} or fewer in length.")
    for number, one in enumerate(wanted):
        with form.at(number):
            _check_named(form, one)
            if names.index(one.get("name")) < number:
                form.wrong(
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique",
                    "name",
                )
            _check_options(form, one, depth=0)
            if sum(map(len, _texts(one))) > _MOST_TEXT:
                form.wrong(
                    "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({_MOST_TEXT})"
                )


def _check_named(form: Form, one: Json) -> None:
    name = one.get("name") or ""
    if not _NAME.fullmatch(name) or name != name.lower():
        form.wrong("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid", "name")
    form.length(one.get("description"), 1, 100, "description")


def _check_options(form: Form, parent: Json, depth: int) -> None:
    options = parent.get("options") or []
    if len(options) > 25:
        form.wrong("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.", "options")
    nested = [one.get("type") in {SUBCOMMAND, GROUP} for one in options]
    if any(nested) and not all(nested):
        words = (
            "Sub-command and sub-command group option types are mutually exclusive to all "
            "other types"
        )
        form.wrong("APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", words, "options")
    required = [bool(one.get("required")) for one in options]
    for number, one in enumerate(options):
        with form.at("options", number):
            _check_named(form, one)
            _check_option(form, one, depth)
            if required[number] and not all(required[:number]):
                words = "Required options must be placed before non-required options"
                form.wrong("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words)
            if one.get("name") in [before.get("name") for before in options[:number]]:
                form.wrong(
                    "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                    "Option name already exists",
                    "name",
                )


def _check_option(form: Form, one: Json, depth: int) -> None:
    kind: int = one.get("type") or 0
    if not form.one_of(kind, tuple(range(1, 12)), "type"):
        return
    if kind in {SUBCOMMAND, GROUP}:
        if depth + kind > 2 and not (depth == 1 and kind == SUBCOMMAND):
            form.wrong(
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Option type is invalid here", "type"
            )
        _check_options(form, one, depth + 1)
        return
    choices = one.get("choices") or []
    if len(choices) > 25:
        form.wrong("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.", "choices")
    if choices and one.get("autocomplete"):
        words = "Choices and autocomplete cannot both be used"
        form.wrong(
            "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_MUTUALLY_EXCLUSIVE", words, "choices"
        )
    check_choices(form, choices, kind, "choices")


def check_choices(form: Form, choices: Sequence[Json], kind: int, *at: str) -> None:
    """What may be chosen of an option, declared or suggested."""
    for number, choice in enumerate(choices):
        form.length(choice.get("name"), 1, 100, *at, number, "name")
        if kind == TEXT:
            form.length(choice.get("value"), 1, 100, *at, number, "value")
        elif kind == INTEGER and not isinstance(choice.get("value"), int):
            form.wrong(
                "NUMBER_TYPE_COERCE",
                f'Value "{choice.get("value")}" is not int.',
                *at,
                number,
                "value",
            )
    names = [choice.get("name") for choice in choices]
    if len(set(names)) < len(names):
        form.wrong(
            "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
            "Choice name already exists",
            *at,
        )


def _option(one: Json) -> Json:
    """An option without what is default: Discord leaves that out."""
    kept = {
        key: value
        for key, value in one.items()
        if value is not None and value is not False and value != []
    }
    if "options" in kept:
        kept["options"] = [_option(inner) for inner in kept["options"]]
    return kept


def _texts(one: Json) -> Iterator[str]:
    yield from (one.get("name") or "", one.get("description") or "")
    for choice in one.get("choices") or ():
        yield from (choice["name"], str(choice["value"]))
    for option in one.get("options") or ():
        yield from _texts(option)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
