"""What cases wait for, warnings, stand-ins, and the bundle that a case belongs to.

Revision ID: 0003
Revises: 0002
"""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
DAY = sa.Date().with_variant(sa.String(10), "sqlite")
_NEVER = "9999-12-31"
_SATURDAY = 5


def upgrade() -> None:
    """Create the tables."""
    _todos()
    _custody()
    _warnings()
    _stand_ins()
    _bundles()
    _lights()


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


def _custody() -> None:
    op.create_table(
        "custody",
        sa.Column("case_id", IDENTITY, nullable=False),
        sa.Column("code", sa.Text(), nullable=False, comment="of the material: one holder each"),
        *_texts("centre"),
        sa.Column(
            "department", sa.Text(), nullable=False, comment="where it lies; empty: a window"
        ),
        *_texts("place", "holder", "holder_name", "name"),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("slip", sa.Text(), nullable=False, comment="the slip that it came by"),
        sa.Column("back_by", DAY, comment="when the slip wants it back"),
        sa.Column("note", sa.Text(), nullable=False, comment="what the last count found"),
        sa.Column("going", sa.Text(), nullable=False, comment="the open slip that it is to go by"),
        *_texts("to_login", "to_name", "to_place", "purpose"),
        sa.Column("given_at", MOMENT),
        sa.Column("due_at", MOMENT),
        sa.PrimaryKeyConstraint("case_id", "code", name="pk_custody"),
        _of_centre("custody"),
        comment="originals in the house, derived from cases; gives sight of a case to its keeper",
    )
    op.create_index("ix_custody_place", "custody", ["centre", "department", "place", "holder"])
    op.create_index("ix_custody_to", "custody", ["centre", "to_place"])
    op.create_index("ix_custody_receiver", "custody", ["centre", "to_login"])


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
        sa.Column("desk", sa.Text(), nullable=False, comment="received, review or issue"),
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
    page = ["due_on", "case_id"]
    op.create_index("ix_warning_open", "warning", ["centre", "level", "seen_by", *page])
    op.create_index("ix_warning_record", "warning", ["centre", "level", *page])


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
            comment="its 一件事, likewise",
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


def _lights() -> None:
    for name in ("amber_on", "statutory_on", "statutory_amber_on", "step_due_on"):
        op.add_column("case_", sa.Column(name, DAY, nullable=False, server_default=_NEVER))
    is_open = sa.text("case_.desk <> ''")
    for name, place in (
        ("ix_case__queue", ["department", "due_on", "case_id"]),
        ("ix_case__hall", ["due_on", "case_id", "department"]),
    ):
        op.drop_index(name, "case_")
        op.create_index(
            name,
            "case_",
            ["centre", "desk", *place, "clock_paused", "amber_on"],
            postgresql_where=is_open,
            sqlite_where=is_open,
        )
    _amber_days()


def _amber_days() -> None:
    """Let clocks that run already turn amber one weekday before; the next act on a case is exact.

    The calendar of the centre is not known here.
    """
    case = sa.table("case_", sa.column("due_on", DAY), sa.column("amber_on", DAY))
    bind = op.get_bind()
    for (stored,) in bind.execute(sa.select(case.c.due_on).distinct()).all():
        due = date.fromisoformat(str(stored))
        if due.isoformat() == _NEVER:
            continue
        before = due - timedelta(days=1)
        while before.weekday() >= _SATURDAY:
            before -= timedelta(days=1)
        given = case.update().where(case.c.due_on == stored)
        bind.execute(given.values(amber_on=sa.cast(before.isoformat(), DAY)))
