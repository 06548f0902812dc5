"""The database: the port, SQLite behind it, and one module of functions a table."""
