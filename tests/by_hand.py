"""A look behind the scenes, or a row set by hand: outside a transaction, statement by statement."""

from bot.core.database_port import Database, Row, Value


class ByHand:
    """Goes where a `Transaction` goes; every statement is a transaction of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def execute(self, sql: str, /, **parameters: Value) -> list[Row]:
        """See `Transaction`."""
        looks = sql.lstrip().startswith(("SELECT", "WITH")) and " INSERT " not in sql
        return await self._database.run(lambda tx: tx.execute(sql, **parameters), writes=not looks)
