"""Logging to stderr: one line an event, in UTC, as text or JSON, and never a secret in it."""

import json
import logging
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from types import TracebackType
from typing import TextIO
from urllib.parse import quote

from bot.operations.settings import Settings
from bot.operations.variables import Secret

MASK = "***"
_LOG = logging.getLogger("roadmate")


def start(settings: Settings, stream: TextIO) -> None:
    """Send to the stream whatever anybody logs, and whatever ends the process or a thread of it."""
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    # At debug level the platforms' libraries log what people wrote, which is nobody's to keep.
    logging.root.setLevel(max(level, logging.INFO))
    _LOG.setLevel(level)
    # It tells of each of its rounds, and there are two a second.
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    logging.root.handlers = [handler(settings, stream)]
    logging.captureWarnings(capture=True)
    # Python itself would print these with all that their texts hold.
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_uncaught_in_thread


def handler(settings: Settings, stream: TextIO) -> logging.Handler:
    """Writes each event to a stream in the form that the settings ask for."""
    made = _Handler(stream)
    made.setFormatter(
        _Masked(_json_line if settings.log_format == "json" else _text_line, settings.secrets)
    )
    return made


class _Handler(logging.StreamHandler[TextIO]):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """A line that cannot be made is named; logging itself would print its arguments."""
        fault = sys.exc_info()[0]
        if fault and not issubclass(fault, OSError):
            self.stream.write(
                f"A log line of {record.name} could not be written ({fault.__name__}).\n"
            )


class _Masked(logging.Formatter):
    """Masks finished lines.

    Whatever a secret came in with (message, argument, fault), it has to pass here.
    """

    def __init__(
        self, draw: Callable[[logging.LogRecord, str], str], secrets: Iterable[Secret]
    ) -> None:
        super().__init__()
        self._draw = draw
        values = {
            form
            for secret in secrets
            for form in (secret.reveal(), quote(secret.reveal(), safe=""))
        }
        # The longest first: one may be the beginning of another.
        self._values = sorted(values, key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        line = self._draw(record, self._fault(record))
        for value in self._values:
            line = line.replace(value, MASK)
        return line

    def _fault(self, record: logging.LogRecord) -> str:
        fault = self.formatException(record.exc_info) if record.exc_info else record.exc_text or ""
        return "\n".join(part for part in (fault, record.stack_info or "") if part)


def _text_line(record: logging.LogRecord, fault: str) -> str:
    message = "\n".join(part for part in (_message(record), fault) if part)
    # A line break from outside would forge a second event; colours would fool the terminal.
    one_line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in message)
    return f"{_instant(record)} {record.levelname.lower()} {record.name}: {one_line}"


def _json_line(record: logging.LogRecord, fault: str) -> str:
    event = {"at": _instant(record), "level": record.levelname.lower(), "logger": record.name}
    event["message"] = _message(record)
    if fault:
        event["fault"] = fault
    return json.dumps(event)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} (its arguments do not fit)"


def _instant(record: logging.LogRecord) -> str:
    return (
        datetime.fromtimestamp(record.created, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def _log_uncaught(
    kind: type[BaseException], fault: BaseException, trace: TracebackType | None
) -> None:
    _LOG.critical("stopped by a bug", exc_info=(kind, fault, trace))


def _log_unraisable(found: "sys.UnraisableHookArgs") -> None:
    _LOG.error(
        "a fault that nobody could be told: %s", found.err_msg or "", exc_info=found.exc_value
    )


def _log_uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    _LOG.error("a thread was stopped by a bug", exc_info=found.exc_value)
