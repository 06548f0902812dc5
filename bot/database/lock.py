"""One Roadmate a database.

A file lock, which the system lets go when the process dies, however it dies.
"""

import fcntl
import os
from pathlib import Path

from bot.core.errors import StoreError
from bot.database import texts


class FileLock:
    """Taken when made, or `StoreError`; held until `release`."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".lock")
        try:
            # The folder may be made by us, never its parents' mistakes hidden: a wrong path should
            # be seen.
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise StoreError(texts.cannot_lock(database, why)) from fault
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as fault:
            os.close(self._file)
            raise StoreError(texts.in_use(database)) from fault

    def release(self) -> None:
        """Let the next one in.

        The file stays: removing it would let two hold locks on two files of one name.
        """
        os.close(self._file)


def is_held(database: Path) -> bool:
    """Whether a Roadmate is running on this database. Makes no file, and lets go at once."""
    try:
        file = os.open(database.with_name(database.name + ".lock"), os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False
