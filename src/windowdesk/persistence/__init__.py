"""Storage on SQLite and PostgreSQL: the only code that knows SQL."""
