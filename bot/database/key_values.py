"""What one installation keeps about itself.

The tz database it computed with, the playground's clock.
"""

from bot.core.database_port import Transaction

# Whether threads may hold replies that were written while nobody listened.
UNREAD = "threads unread"
# How many days the data of a group are kept whose place is gone.
RETENTION = "retention days"


async def find(tx: Transaction, name: str) -> str:
    """The fact's value; empty where there is none."""
    rows = await tx.execute("SELECT value FROM facts WHERE name = :name", name=name)
    return str(rows[0][0]) if rows else ""


async def keep(tx: Transaction, name: str, value: str) -> None:
    """Set a fact."""
    await tx.execute(
        "INSERT INTO facts (name, value) VALUES (:name, :value)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name=name,
        value=value,
    )
