"""Keys that papers are signed with, and the signed code of a paper.

Revision ID: 0004
Revises: 0003
"""

import secrets
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    """Create the table of keys, with one for every centre, and the column of codes."""
    op.create_table(
        "signing_key",
        sa.Column("centre", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False, comment="the last one signs"),
        sa.Column("seed", sa.Text(), nullable=False, comment="Ed25519, 32 secret bytes in hex"),
        sa.Column("since", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("centre", "version", name="pk_signing_key"),
        sa.ForeignKeyConstraint(["centre"], ["centre.code"], name="fk_signing_key_centre"),
        comment="keys that papers are signed with; rows are only ever added",
    )
    op.add_column(
        "document",
        sa.Column(
            "code",
            sa.Text(),
            nullable=False,
            server_default="",
            comment="digits of its QR code, signed; they name the digest of the rest",
        ),
    )
    _give_keys()


def _give_keys() -> None:
    connection = op.get_bind()
    now = datetime.now(UTC)
    since = now if connection.dialect.name == "postgresql" else now.isoformat()
    for (code,) in connection.execute(sa.text("SELECT code FROM centre")).all():
        connection.execute(
            sa.text("INSERT INTO signing_key VALUES (:centre, 1, :seed, :since)"),
            {"centre": code, "seed": secrets.token_hex(32), "since": since},
        )
