"""Records beside the cases: admission of items, attachments, advice, seals, saved filters.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
DAY = sa.Date().with_variant(sa.String(10), "sqlite")


def upgrade() -> None:
    """Create the tables."""
    _admission()
    _attachments()
    _life_cycle()
    _advice()
    _seals()
    _filters()
    _finding()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _of_centre(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["centre"], ["centre.code"], name=f"fk_{table}_centre")


def _life_cycle() -> None:
    """Let a move have several ends: taking back an act leads to wherever it began."""
    # Every upgrade fills the table anew.
    op.drop_table("transition")
    op.create_table(
        "transition",
        sa.Column("source", sa.Text(), nullable=False, comment="empty where a case begins"),
        *_texts("move", "role"),
        sa.Column(
            "target",
            sa.Text(),
            nullable=False,
            comment="several only where an act is taken back",
        ),
        sa.PrimaryKeyConstraint("source", "move", "role", "target", name="pk_transition"),
        comment="the life cycle, copied from the domain at every upgrade; triggers ask it",
    )


def _admission() -> None:
    op.create_table(
        "item_draft",
        *_texts("centre", "item_id"),
        sa.Column("state", sa.Text(), nullable=False, comment="proposed, assessed or approved"),
        sa.Column("body", sa.Text(), nullable=False, comment="canonical text of the next version"),
        sa.Column(
            "changed_by", sa.Text(), nullable=False, comment="who wrote in it, parted by blanks"
        ),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _of_centre("item_draft"),
        sa.PrimaryKeyConstraint("centre", "item_id", name="pk_item_draft"),
        comment="the next version of an item while it is written and admitted",
    )
    op.create_table(
        "item_admission",
        sa.Column("admission_id", IDENTITY, autoincrement=False, nullable=False),
        *_texts("centre", "item_id"),
        sa.Column(
            "item_version",
            sa.Integer(),
            nullable=False,
            comment="the version that is being admitted",
        ),
        sa.Column("state", sa.Text(), nullable=False, comment="what the step leads to"),
        sa.Column("digest", sa.Text(), nullable=False, comment="of the text that was looked at"),
        *_texts("paper_organ", "paper_number"),
        sa.Column("paper_on", DAY, nullable=True),
        *_texts("note", "login", "name"),
        sa.Column("at", MOMENT, nullable=False),
        _of_centre("item_admission"),
        sa.PrimaryKeyConstraint("admission_id", name="pk_item_admission"),
        comment="who admitted which text of an item on which paper; rows are only ever added",
    )
    op.create_index(
        "ix_item_admission_item", "item_admission", ["centre", "item_id", "admission_id"]
    )


def _attachments() -> None:
    op.create_table(
        "attachment_file",
        *_texts("centre", "sha256"),
        sa.Column("media", sa.Text(), nullable=False, comment="by content, never by name"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _of_centre("attachment_file"),
        sa.PrimaryKeyConstraint("centre", "sha256", name="pk_attachment_file"),
        comment="bytes of attachments by their hash; rows are only ever added",
    )
    op.create_table(
        "attachment",
        sa.Column("attachment_id", IDENTITY, autoincrement=False, nullable=False),
        sa.Column("case_id", IDENTITY, nullable=False),
        *_texts("centre", "department"),
        sa.Column(
            "material",
            sa.Text(),
            nullable=False,
            comment="code of the material; empty for the case",
        ),
        *_texts("name", "sha256", "media"),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column(
            "grade",
            sa.Text(),
            nullable=False,
            comment="how far it was checked against the original",
        ),
        sa.Column(
            "derived_from", IDENTITY, nullable=True, comment="the unstamped copy of a stamped one"
        ),
        *_texts("login", "person", "service_window"),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name="fk_attachment_case_id"),
        sa.PrimaryKeyConstraint("attachment_id", name="pk_attachment"),
        comment="what was scanned or attached to a case; rows are only ever added",
    )
    op.create_index("ix_attachment_case", "attachment", ["case_id", "attachment_id"])
    op.create_index("ix_attachment_file", "attachment", ["centre", "sha256"])


def _advice() -> None:
    op.create_table(
        "consultation",
        sa.Column("consultation_id", IDENTITY, autoincrement=False, nullable=False),
        *_texts("centre", "item_id"),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.Column("situations", sa.Text(), nullable=False, comment="codes, parted by blanks"),
        sa.Column(
            "person", sa.Text(), nullable=False, comment="as the visitor gave it, may be empty"
        ),
        *_texts("question", "login", "service_window"),
        sa.Column("at", MOMENT, nullable=False),
        _of_centre("consultation"),
        sa.PrimaryKeyConstraint("consultation_id", name="pk_consultation"),
        comment="visits for advice that left no case; rows are only ever added",
    )
    op.create_index("ix_consultation_at", "consultation", ["centre", "at"])


def _seals() -> None:
    op.create_table(
        "seal",
        *_texts("centre"),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", DAY, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_texts("login", "previous", "hash"),
        sa.Column(
            "text", sa.Text(), nullable=False, comment="counts and chain heads that were hashed"
        ),
        _of_centre("seal"),
        sa.PrimaryKeyConstraint("centre", "seq", name="pk_seal"),
        comment="evening seals over all chains; rows are only ever added",
    )
    op.create_index("ix_seal_day", "seal", ["centre", "day"])
    op.create_table(
        "number_gap",
        *_texts("centre", "line"),
        sa.Column("first", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        *_texts("reason"),
        sa.Column("at", MOMENT, nullable=False),
        _of_centre("number_gap"),
        sa.PrimaryKeyConstraint("centre", "line", "first", name="pk_number_gap"),
        comment="serials on paper whose rows a restored backup does not hold; rows are only added",
    )


def _filters() -> None:
    op.create_table(
        "saved_filter",
        *_texts("centre", "login", "name", "body"),
        sa.Column(
            "shared", sa.Boolean(), nullable=False, comment="seen by everybody of the centre"
        ),
        _of_centre("saved_filter"),
        sa.PrimaryKeyConstraint("centre", "login", "name", name="pk_saved_filter"),
        comment="searches that somebody keeps",
    )


def _finding() -> None:
    """Let cases be found by what stood in their bodies alone, and by village, item, state."""
    op.add_column(
        "case_",
        sa.Column(
            "accepted_at", MOMENT, nullable=True, comment="copied from the body, to be found by"
        ),
    )
    op.add_column("case_", sa.Column("decided_at", MOMENT, nullable=True, comment="likewise"))
    op.add_column(
        "case_",
        sa.Column("pickup_code", sa.Text(), nullable=False, server_default="", comment="likewise"),
    )
    op.execute(_COPY_FROM_BODY[op.get_context().dialect.name])
    for column in ("village", "item_id", "state", "department"):
        op.create_index(f"ix_case__{column}", "case_", ["centre", column, "case_id"])
    op.create_index("ix_audit_log_act", "audit_log", ["centre", "act", "audit_id"])
    for name, condition, columns in _PARTIAL:
        where = sa.text(condition)
        op.create_index(
            f"ix_case__{name}",
            "case_",
            ["centre", *columns, "case_id"],
            postgresql_where=where,
            sqlite_where=where,
        )


# Bodies write times as ISO text with a zone; columns of SQLite write them in UTC, to be sorted.
_COPY_FROM_BODY = {
    "sqlite": "UPDATE case_ SET"
    " accepted_at = strftime('%Y-%m-%dT%H:%M:%f000+00:00', json_extract(body, '$.accepted_at')),"
    " decided_at = strftime('%Y-%m-%dT%H:%M:%f000+00:00', json_extract(body, '$.decided_at')),"
    " pickup_code = json_extract(body, '$.pickup_code')",
    "postgresql": "UPDATE case_ SET"
    " accepted_at = (body::json ->> 'accepted_at')::timestamptz,"
    " decided_at = (body::json ->> 'decided_at')::timestamptz,"
    " pickup_code = body::json ->> 'pickup_code'",
}
_PARTIAL = (
    ("going", "(case_.due_on < '9999-12-31' OR case_.desk <> '')", ()),
    ("holder", "case_.holder <> ''", ("holder",)),
    ("accepted", "case_.accepted_at IS NOT NULL", ("accepted_at",)),
    ("decided", "case_.decided_at IS NOT NULL", ("decided_at",)),
    ("code", "case_.pickup_code <> ''", ("pickup_code",)),
)
