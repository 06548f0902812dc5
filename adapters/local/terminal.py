"""The terminal that Roadmate was started in.

Its streams, its width, and the time zone of its machine.
"""

import io
import os
import shutil
import sys
import zoneinfo
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from adapters.local.render import Screen


def open_streams() -> None:
    """Closed ones say and take nothing.

    Bytes or letters that the terminal's encoding lacks become question marks.
    """
    # Python gives None for what was closed before it started (`<&-`); the streams stay open as long
    # as we run.
    sys.stdin = sys.stdin or Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def screen(now: Callable[[], datetime]) -> Screen:
    """As wide as the terminal, with colour where it has any; for a pipe, always the same."""
    typed = sys.stdin.isatty() and sys.stdout.isatty()
    # Set to nothing means: not set (no-color.org).
    return Screen(
        width() if typed else 100, typed and not os.environ.get("NO_COLOR"), system_zone(), now
    )


def width() -> int:
    """In characters; more than a hundred are hard to read."""
    return min(shutil.get_terminal_size().columns, 100)


def system_zone() -> str:
    """The name of the zone this machine is set to, as far as it can be told."""
    link = Path("/etc/localtime")
    named = os.environ.get("TZ") or (
        str(link.resolve()).rpartition("zoneinfo/")[2] if link.is_symlink() else ""
    )
    return (
        named
        if "/" in named and not named.startswith("Etc/") and named in zoneinfo.available_timezones()
        else "UTC"
    )
