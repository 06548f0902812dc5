"""What the scheduler's tests share: a term on a database of its own."""

import pytest

from bot.database.sqlite import SqliteDatabase
from tests.scheduler.term import Term


@pytest.fixture
def term(database: SqliteDatabase) -> Term:
    """It is Monday, eight o'clock, and nothing is planned yet."""
    return Term(database)
