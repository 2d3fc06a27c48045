"""Runs the steps on the connection that it is given; alembic loads this file by its path."""

from alembic import context

from windowdesk.persistence.whole_schema import WHOLE_SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=WHOLE_SCHEMA,
    # One transaction around all steps, begun by the caller: an upgrade happens whole or not at all.
    transaction_per_migration=False,
)
context.run_migrations()
