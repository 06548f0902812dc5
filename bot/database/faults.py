"""What SQLite's faults mean for the person who runs Roadmate."""

import sqlite3
from pathlib import Path

from bot.core.errors import StoreError
from bot.database import texts


def explain(fault: sqlite3.Error, path: Path | None) -> Exception:
    """What the person who runs Roadmate can do about it.

    A fault in our own SQL stays what it is: a bug.
    """
    # The low byte is the primary result code (sqlite.org, "Result and Error Codes").
    code = (getattr(fault, "sqlite_errorcode", None) or 0) & 0xFF
    if code not in texts.WHAT_TO_DO:
        return fault
    return StoreError(texts.cannot_use(path, texts.WHAT_TO_DO[code]))
