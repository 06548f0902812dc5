"""The doctor: everything that must be right for Roadmate to run, each a finding with its fix."""

import re
import shutil
import tempfile
import zoneinfo
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bot.core.commands.declaration import Command
from bot.core.errors import StoreError
from bot.core.interaction import Finding
from bot.database.lock import is_held
from bot.operations import doctor_texts
from bot.operations.channels import Channel, of_platform
from bot.operations.health import newest_heartbeat
from bot.operations.inspection import opened, take_a_turn, verify
from bot.operations.settings import Settings
from bot.operations.variables import Fault, Form, Secret
from content.faults import PackError
from content.loading.library import folders, load_all
from content.rules.check import check

# What a platform's own doctor is given: the platform's settings, our commands, where groups are,
# and the clock.
Examination = Callable[
    [Any, Sequence[Command], Sequence[Channel], Callable[[], datetime]],
    Awaitable[Sequence[Finding]],
]

# The log of a busy day and a backup need room beside the database.
LEAST_FREE = 100_000_000
# Nothing of Roadmate was written earlier, and nobody runs this version so much later.
_EARLIEST = datetime(2026, 11, 1, tzinfo=UTC)
_LATEST = datetime(2056, 1, 1, tzinfo=UTC)
_ONE_CLOCK = timedelta(minutes=2)


async def report(
    settings: Settings,
    faults: Sequence[Fault],
    commands: Sequence[Command],
    now: Callable[[], datetime],
    show: Callable[[str], object],
) -> bool:
    """Show each finding as a line: what is seen from here, then what each platform says.

    Whether all is well.
    """
    well = True
    for finding in examine(settings, faults, now()):
        show(_line(finding))
        well = well and finding.ok
    for one in settings.to_start:
        examine_platform: Examination = one.platform.examine
        channels = _channels(settings.database, one.platform.name)
        for finding in await examine_platform(one.settings, commands, channels, now):
            show(_line(finding))
            well = well and finding.ok
    return well


def _line(finding: Finding) -> str:
    return f"ok  {finding.what}" if finding.ok else f"FIX {finding.what}: {finding.fix}"


def _channels(database: Path, platform: str) -> Sequence[Channel]:
    try:
        return of_platform(database, platform)
    except StoreError:
        return ()  # said of the database already


def examine(
    settings: Settings, faults: Sequence[Fault], now: datetime, least_free: int = LEAST_FREE
) -> Iterator[Finding]:
    """Look at all that can be seen without a platform.

    `faults`: what is wrong with the settings; free in bytes.
    """
    yield from _variables(faults)
    yield from _tokens(settings)
    if not any(fault.where == "ROADMATE_DATABASE_URL" for fault in faults):
        yield from _database(settings.database)
        yield from _disk(settings.database.absolute().parent, least_free)
        yield _clock(settings.database, now)
    yield _time_zones()
    yield from _packs(settings.packs)


def _variables(faults: Sequence[Fault]) -> Iterator[Finding]:
    yield from (Finding(fault.where, fault.problem) for fault in faults)
    if not faults:
        yield Finding(doctor_texts.SETTINGS)


def _tokens(settings: Settings) -> Iterator[Finding]:
    if not settings.to_start:
        yield Finding(doctor_texts.TOKENS, doctor_texts.NO_TOKENS)
    for one in settings.platforms:
        for variable in one.platform.variables:
            token = getattr(one.settings, variable.setting)
            if variable.form and isinstance(token, Secret):
                yield _form(variable.name, token, variable.form)


def _form(name: str, token: Secret, form: Form) -> Finding:
    if re.fullmatch(form.pattern, token.reveal()):
        return Finding(doctor_texts.right_form(name))
    return Finding(name, doctor_texts.wrong_form(form.words))


def _database(database: Path) -> Iterator[Finding]:
    folder = database.absolute().parent
    if not folder.is_dir():
        yield Finding(doctor_texts.folder(folder), doctor_texts.NO_FOLDER)
    elif why := _why_not_writable(folder):
        yield Finding(doctor_texts.folder(folder), doctor_texts.cannot_write(why))
    elif not database.exists():
        yield Finding(doctor_texts.will_be_made(database))
    else:
        yield from _content(database)


def _why_not_writable(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return ""
    except OSError as fault:
        return fault.strerror or str(fault)


def _content(database: Path) -> Iterator[Finding]:
    try:
        with opened(database, database) as connection:
            verify(connection, database, check="quick_check")
            yield Finding(doctor_texts.sound(database))
            take_a_turn(connection)
            yield Finding(doctor_texts.writable(database, in_use=is_held(database)))
    except StoreError as fault:
        yield Finding(doctor_texts.database(database), str(fault))


def _disk(folder: Path, least_free: int) -> Iterator[Finding]:
    if folder.is_dir():
        free = shutil.disk_usage(folder).free
        enough = free >= least_free
        yield Finding(doctor_texts.disk(free), "" if enough else doctor_texts.little(least_free))


def _clock(database: Path, now: datetime) -> Finding:
    shown = doctor_texts.time(now)
    if not _EARLIEST <= now <= _LATEST:
        return Finding(shown, doctor_texts.IMPOSSIBLE_TIME)
    try:
        last = newest_heartbeat(database)
    except StoreError:
        return Finding(shown)  # said of the database already
    if last and last - now > _ONE_CLOCK:
        return Finding(shown, doctor_texts.earlier_than(last))
    return Finding(shown)


def _time_zones() -> Finding:
    try:
        zoneinfo.ZoneInfo.no_cache("Europe/Berlin")
        return Finding(doctor_texts.zones(version("tzdata")))
    except (zoneinfo.ZoneInfoNotFoundError, PackageNotFoundError):
        return Finding(doctor_texts.ZONES, doctor_texts.NO_ZONES)


def _packs(more: Path | None) -> Iterator[Finding]:
    try:
        chosen = folders(more)
        load_all(chosen)
    except PackError as fault:
        yield from (Finding("packs", str(one)) for one in fault.faults)
        return
    for folder in chosen:
        yield Finding(doctor_texts.pack(folder, hints=len(check(folder))))
