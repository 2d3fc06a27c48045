"""Keys that papers are signed with, the signed code of a paper, and the use of seals.

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

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")


def upgrade() -> None:
    """Create the tables; every centre gets a key."""
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
    _sealings()
    _sealed_files()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _sealings() -> None:
    op.create_table(
        "sealing",
        sa.Column("sealing_id", IDENTITY, nullable=False),
        sa.Column("case_id", IDENTITY, nullable=False),
        sa.Column("document_id", IDENTITY, nullable=False),
        *_texts("centre", "department", "number"),
        sa.Column("kind", sa.Text(), nullable=False, comment="ink or electronic"),
        sa.Column("seal", sa.Text(), nullable=False, comment="text of the seal"),
        sa.Column("copies", sa.Integer(), nullable=False),
        *_texts("approver", "login", "person"),
        sa.Column("at", MOMENT, nullable=False),
        *_texts("note"),
        sa.Column("certificate", sa.Text(), nullable=False, comment="subject; empty for ink"),
        sa.PrimaryKeyConstraint("sealing_id", name="pk_sealing"),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name="fk_sealing_case_id"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name="fk_sealing_document_id"
        ),
        comment="every use of a seal; rows are only ever added",
    )
    op.create_index("ix_sealing_document", "sealing", ["document_id", "sealing_id"])
    op.create_index("ix_sealing_day", "sealing", ["centre", "sealing_id"])


def _sealed_files() -> None:
    op.create_table(
        "sealed_file",
        sa.Column("sealing_id", IDENTITY, nullable=False),
        sa.Column("document_id", IDENTITY, nullable=False),
        *_texts("centre", "department"),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        *_texts("sha256"),
        sa.Column(
            "certificate",
            sa.Text(),
            nullable=False,
            comment="PEM, to be trusted by who has our keys",
        ),
        sa.PrimaryKeyConstraint("sealing_id", name="pk_sealed_file"),
        sa.ForeignKeyConstraint(
            ["sealing_id"], ["sealing.sealing_id"], name="fk_sealed_file_sealing_id"
        ),
        comment="files with an electronic signature (PAdES); the archived bytes stay beside them",
    )


def _give_keys() -> None:
    connection = op.get_bind()
    now = datetime.now(UTC)
    since = now if connection.dialect.name == "postgresql" else now.isoformat()
    for (code,) in connection.execute(sa.text("SELECT code FROM centre")).all():
        connection.execute(
            sa.text("INSERT INTO signing_key VALUES (:centre, 1, :seed, :since)"),
            {"centre": code, "seed": secrets.token_hex(32), "since": since},
        )
