"""One Roadmate a database.

A file lock, which the system lets go when the process dies, however it dies.
"""

from pathlib import Path

import filelock

from bot.core.errors import StoreError
from bot.database import texts


class FileLock:
    """Taken when made, or `StoreError`; held until `release`."""

    def __init__(self, database: Path) -> None:
        self._lock = _lock_beside(database)
        try:
            # The library would make missing folders, and so hide a wrong path.
            database.parent.stat()
            self._lock.acquire()
        except filelock.Timeout as fault:
            raise StoreError(texts.in_use(database)) from fault
        except OSError as fault:
            why = fault.strerror or str(fault)
            raise StoreError(texts.cannot_lock(database, why)) from fault

    def release(self) -> None:
        """Let the next one in.

        The file stays: removing it would let two hold locks on two files of one name.
        """
        self._lock.release()


def is_held(database: Path) -> bool:
    """Whether a Roadmate is running on this database. Makes no file, and lets go at once."""
    lock = _lock_beside(database)
    if not Path(lock.lock_file).exists():
        return False
    try:
        with lock:
            return False
    except filelock.Timeout:
        return True
    except OSError:
        return False


def _lock_beside(database: Path) -> filelock.BaseFileLock:
    return filelock.FileLock(
        database.with_name(database.name + ".lock"),
        timeout=0,
        mode=0o600,
        # Whichever thread closes the database lets go.
        thread_local=False,
        # Where the system has no such lock, a mere file would outlive a killed process and bar the
        # next start.
        fallback_to_soft=False,
    )
