"""What cases wait for, warnings, stand-ins, and the bundle that a case belongs to.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
DAY = sa.Date().with_variant(sa.String(10), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    _todos()
    _warnings()
    _stand_ins()
    _bundles()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _of_centre(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["centre"], ["centre.code"], name=f"fk_{table}_centre")


def _todos() -> None:
    op.create_table(
        "case_todo",
        sa.Column("case_id", IDENTITY, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "ref", sa.Text(), nullable=False, comment="what tells it from others of its kind"
        ),
        *_texts("centre"),
        sa.Column(
            "department", sa.Text(), nullable=False, comment="whose turn it is; empty: the window"
        ),
        sa.Column("login", sa.Text(), nullable=False, comment="likewise; empty: anybody there"),
        sa.Column("due_on", DAY, nullable=False),
        sa.Column("due_at", MOMENT, comment="where hours count"),
        *_texts("text"),
        sa.PrimaryKeyConstraint("case_id", "kind", "ref", name="pk_case_todo"),
        _of_centre("case_todo"),
        comment="what cases wait for, derived from them; gives sight of a case to whom it asks",
    )
    op.create_index("ix_case_todo_kind", "case_todo", ["centre", "kind", "due_on", "case_id"])
    op.create_index(
        "ix_case_todo_place", "case_todo", ["centre", "department", "kind", "due_on", "case_id"]
    )


def _warnings() -> None:
    op.create_table(
        "warning",
        *_texts("centre"),
        sa.Column("case_id", IDENTITY, nullable=False),
        sa.Column(
            "clock", sa.Text(), nullable=False, comment="promise, statutory, or a kind of todo"
        ),
        sa.Column(
            "ref", sa.Text(), nullable=False, comment="as in case_todo; empty for a main clock"
        ),
        sa.Column("level", sa.Text(), nullable=False, comment="staff, head or leader"),
        sa.Column("due_on", DAY, nullable=False, comment="another due date warns anew"),
        *_texts("department"),
        sa.Column("login", sa.Text(), nullable=False, comment="the holder where there is one"),
        *_texts("light"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("seen_by", sa.Text(), nullable=False, server_default=""),
        sa.Column("seen_at", MOMENT),
        sa.PrimaryKeyConstraint(
            "centre", "case_id", "clock", "ref", "level", "due_on", name="pk_warning"
        ),
        _of_centre("warning"),
        comment="each warning exactly once; its key is the claim",
    )
    op.create_index("ix_warning_open", "warning", ["centre", "level", "seen_by", "at"])


def _stand_ins() -> None:
    op.create_table(
        "stand_in",
        sa.Column("stand_in_id", IDENTITY, nullable=False),
        *_texts("centre", "absent", "deputy"),
        sa.Column("first_on", DAY, nullable=False),
        sa.Column("last_on", DAY, nullable=False),
        *_texts("reason", "made_by"),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_on", DAY, comment="the first day that it no longer holds"),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.PrimaryKeyConstraint("stand_in_id", name="pk_stand_in"),
        _of_centre("stand_in"),
        sa.ForeignKeyConstraint(["absent"], ["account.login"], name="fk_stand_in_absent"),
        sa.ForeignKeyConstraint(["deputy"], ["account.login"], name="fk_stand_in_deputy"),
        comment="who acts for whom while somebody is away",
    )
    op.create_index("ix_stand_in_deputy", "stand_in", ["deputy", "last_on"])


def _bundles() -> None:
    op.add_column(
        "case_",
        sa.Column(
            "bundle",
            sa.Text(),
            nullable=False,
            server_default="",
            comment="number of the 一件事, copied from the body, to be found by",
        ),
    )
    in_bundle = sa.text("case_.bundle <> ''")
    op.create_index(
        "ix_case__bundle",
        "case_",
        ["centre", "bundle", "case_id"],
        postgresql_where=in_bundle,
        sqlite_where=in_bundle,
    )
