"""Databases as an earlier Roadmate left them."""

import shutil
from pathlib import Path

import pytest

from bot.database import migrations
from bot.database.sqlite import SqliteDatabase


def migrations_before(number: int, tmp_path: Path) -> Path:
    """A folder with the migrations that there were before this one."""
    known = Path(migrations.__file__).parent
    older = Path(shutil.copytree(known, tmp_path / "migrations"))
    for file in older.glob("*.sql"):
        if int(file.name[:4]) >= number:
            file.unlink()
    return older


async def open_with(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a database by the migrations of a folder."""
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "_FOLDER", folder)
        await (await SqliteDatabase.open(path)).close()
