"""The first schema.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True).with_variant(sa.String(32), "sqlite")
DAY = sa.Date().with_variant(sa.String(10), "sqlite")
ORDERED = sa.Text(collation="C").with_variant(sa.Text(), "sqlite")


def upgrade() -> None:
    """Create all tables."""
    _system()
    _staff()
    _catalogue()
    _parties()
    _cases()
    _queues()
    _case_rows()
    _papers()
    _copies()
    _journals()


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _system() -> None:
    op.create_table(
        "schema_info",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "fingerprint",
            sa.Text(),
            nullable=False,
            comment="digest of triggers, policies and moves",
        ),
        sa.CheckConstraint("one = 1", name=op.f("ck_schema_info_one_row")),
        sa.PrimaryKeyConstraint("one", name="pk_schema_info"),
        comment="what the upgrade left behind besides the tables",
    )
    op.create_table(
        "transition",
        sa.Column("source", sa.Text(), nullable=False, comment="empty where a case begins"),
        *_texts("move", "role", "target"),
        sa.PrimaryKeyConstraint("source", "move", "role", name="pk_transition"),
        comment="the life cycle, copied from the domain at every upgrade; triggers ask it",
    )


def _staff() -> None:
    op.create_table(
        "centre",
        sa.Column(
            "code", sa.Text(), nullable=False, comment="nine-digit division code of the town"
        ),
        sa.Column("body", sa.Text(), nullable=False, comment="facts of the centre as JSON"),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "catalogue",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="grows with every item",
        ),
        sa.PrimaryKeyConstraint("code", name="pk_centre"),
    )
    op.create_table(
        "account",
        *_texts("login", "centre", "name"),
        sa.Column("roles", sa.Text(), nullable=False, comment="duties, parted by blanks"),
        sa.Column("department", sa.Text(), nullable=False, comment="empty: all departments"),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["centre"], ["centre.code"], name="fk_account_centre"),
        sa.PrimaryKeyConstraint("login", name="pk_account"),
        comment="members of staff; never deleted, their past acts keep a name",
    )
    op.create_table(
        "credential",
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False, comment="argon2id"),
        sa.Column("failed", sa.Integer(), server_default="0", nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["login"], ["account.login"], name="fk_credential_login"),
        sa.PrimaryKeyConstraint("login", name="pk_credential"),
        comment="used on SQLite alone; on PostgreSQL accounts are login roles",
    )


def _catalogue() -> None:
    op.create_table(
        "item_version",
        *_texts("centre", "item_id"),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column(
            "body",
            sa.Text(),
            nullable=False,
            comment="canonical text that the digest is taken over",
        ),
        sa.ForeignKeyConstraint(["centre"], ["centre.code"], name="fk_item_version_centre"),
        sa.PrimaryKeyConstraint("centre", "item_id", "version", name="pk_item_version"),
    )


def _parties() -> None:
    op.create_table(
        "party",
        sa.Column("party_id", IDENTITY, autoincrement=False, nullable=False),
        *_texts("centre", "kind", "name", "id_kind", "id_number", "id_masked"),
        sa.Column("birth_on", DAY, nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        *_texts("phone", "address", "village", "representative", "note"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["centre"], ["centre.code"], name="fk_party_centre"),
        sa.PrimaryKeyConstraint("party_id", name="pk_party"),
        sa.UniqueConstraint(
            "centre", "id_kind", "id_number", name="uq_party_centre_id_kind_id_number"
        ),
    )
    op.create_table(
        "party_key",
        sa.Column("centre", sa.Text(), nullable=False),
        sa.Column("key", ORDERED, nullable=False),
        sa.Column("seq", IDENTITY, autoincrement=False, nullable=False, comment="party_id"),
        sa.PrimaryKeyConstraint("centre", "key", "seq", name="pk_party_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_party_key_seq", "party_key", ["seq"])


def _cases() -> None:
    op.create_table(
        "case_",
        sa.Column("case_id", IDENTITY, autoincrement=False, nullable=False),
        *_texts("centre", "department"),
        sa.Column("number", sa.Text(), nullable=False, comment="24 digits"),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "desk",
            sa.Text(),
            nullable=False,
            comment="received, review or issue; empty when closed",
        ),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        *_texts("item_name", "service_type"),
        sa.Column("party_id", IDENTITY, nullable=False),
        *_texts("applicant_name", "id_masked", "village", "service_window"),
        sa.Column(
            "due_on", DAY, nullable=False, comment="of the running clock; 9999-12-31 if none runs"
        ),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("clock_paused", sa.Boolean(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        *_texts("received_by", "accepter", "accepter_name", "holder", "holder_name"),
        sa.Column("claimed_until", MOMENT, nullable=True),
        sa.Column("event_count", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False, comment="hash of the last event"),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column(
            "body", sa.Text(), nullable=False, comment="application, decision and clocks as JSON"
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("version > 0", name=op.f("ck_case__version")),
        sa.ForeignKeyConstraint(
            ["centre", "item_id", "item_version"],
            ["item_version.centre", "item_version.item_id", "item_version.version"],
            name="fk_case__centre_item_id_item_version",
        ),
        sa.ForeignKeyConstraint(["centre"], ["centre.code"], name="fk_case__centre"),
        sa.ForeignKeyConstraint(["party_id"], ["party.party_id"], name="fk_case__party_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_"),
        sa.UniqueConstraint("number", name="uq_case__number"),
    )


def _queues() -> None:
    op.create_index(
        "ix_case__hall",
        "case_",
        ["centre", "desk", "due_on", "case_id", "department", "clock_paused"],
        postgresql_where=sa.text("case_.desk <> ''"),
        sqlite_where=sa.text("case_.desk <> ''"),
    )
    op.create_index("ix_case__party", "case_", ["party_id"])
    op.create_index(
        "ix_case__paused",
        "case_",
        ["centre", "desk", "due_on", "case_id", "department"],
        postgresql_where=sa.text("case_.clock_paused"),
        sqlite_where=sa.text("case_.clock_paused"),
    )
    op.create_index(
        "ix_case__queue",
        "case_",
        ["centre", "desk", "department", "due_on", "case_id", "clock_paused"],
        postgresql_where=sa.text("case_.desk <> ''"),
        sqlite_where=sa.text("case_.desk <> ''"),
    )
    op.create_index("ix_case__received_by", "case_", ["received_by", "case_id"])
    op.create_index(
        "ix_case__unclaimed",
        "case_",
        ["centre", "department", "due_on", "case_id"],
        postgresql_where=sa.text(
            "case_.state IN ('accepted', 'accepted_deficient', 'assigned', 'deemed_accepted')"
        ),
        sqlite_where=sa.text(
            "case_.state IN ('accepted', 'accepted_deficient', 'assigned', 'deemed_accepted')"
        ),
    )
    op.create_index(
        "ix_case__unclaimed_hall",
        "case_",
        ["centre", "due_on", "case_id", "department"],
        postgresql_where=sa.text(
            "case_.state IN ('accepted', 'accepted_deficient', 'assigned', 'deemed_accepted')"
        ),
        sqlite_where=sa.text(
            "case_.state IN ('accepted', 'accepted_deficient', 'assigned', 'deemed_accepted')"
        ),
    )


def _case_rows() -> None:
    op.create_table(
        "case_key",
        sa.Column("centre", sa.Text(), nullable=False),
        sa.Column("key", ORDERED, nullable=False),
        sa.Column("seq", IDENTITY, autoincrement=False, nullable=False, comment="case_id"),
        sa.Column("department", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "key", "seq", name="pk_case_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_event",
        sa.Column("case_id", IDENTITY, autoincrement=False, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *_texts("centre", "department", "move", "actor", "service_window"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("source", sa.Text(), nullable=False, comment="empty where a case begins"),
        *_texts("target", "previous", "hash"),
        sa.Column("text", sa.Text(), nullable=False, comment="what was hashed, never rewritten"),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name="fk_case_event_case_id"),
        sa.PrimaryKeyConstraint("case_id", "seq", name="pk_case_event"),
        comment="evidence; rows are only ever added",
    )
    op.create_index("ix_case_event_actor", "case_event", ["actor", "at"])
    op.create_index("ix_case_event_at", "case_event", ["at"])


def _papers() -> None:
    op.create_table(
        "number_line",
        *_texts("centre", "line"),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False, comment="first - 1 while none is taken"),
        sa.PrimaryKeyConstraint("centre", "line", name="pk_number_line"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "template_text",
        *_texts("digest", "text"),
        sa.PrimaryKeyConstraint("digest", name="pk_template_text"),
    )
    op.create_table(
        "document",
        sa.Column("document_id", IDENTITY, autoincrement=False, nullable=False),
        sa.Column("case_id", IDENTITY, nullable=False),
        *_texts("centre", "department", "kind", "title"),
        sa.Column("number", ORDERED, nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("template_version", sa.Integer(), nullable=False),
        *_texts("template_digest", "facts"),
        sa.Column("issued_at", MOMENT, nullable=False),
        *_texts("signer", "service_window"),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("watermark", sa.Text(), nullable=False),
        sa.Column(
            "digest", sa.Text(), nullable=False, comment="over all of the above; an event names it"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["case_.case_id"], name="fk_document_case_id"),
        sa.ForeignKeyConstraint(
            ["template_digest"], ["template_text.digest"], name="fk_document_template_digest"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_document"),
        sa.UniqueConstraint("centre", "line", "serial", name="uq_document_centre_line_serial"),
        sa.UniqueConstraint("centre", "number", name="uq_document_centre_number"),
        comment="frozen papers; rows are only ever added",
    )
    op.create_index("ix_document_case", "document", ["case_id", "document_id"])


def _copies() -> None:
    op.create_table(
        "render_queue",
        sa.Column("document_id", IDENTITY, autoincrement=False, nullable=False),
        *_texts("centre", "department"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name="fk_render_queue_document_id"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_render_queue"),
        comment="papers without bytes; kept by triggers",
    )
    op.create_table(
        "document_file",
        sa.Column("document_id", IDENTITY, autoincrement=False, nullable=False),
        *_texts("centre", "department"),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        *_texts("sha256", "renderer"),
        sa.Column("rendered_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name="fk_document_file_document_id"
        ),
        sa.PrimaryKeyConstraint("document_id", name="pk_document_file"),
        comment="bytes of record; rows are only ever added",
    )


def _journals() -> None:
    op.create_table(
        "print_job",
        sa.Column("print_id", IDENTITY, autoincrement=False, nullable=False),
        sa.Column("document_id", IDENTITY, nullable=False),
        sa.Column("case_id", IDENTITY, nullable=False),
        *_texts("centre", "department", "service_window", "state", "asked_by"),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("reprint", sa.Boolean(), nullable=False),
        *_texts("printer", "job", "reason"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.document_id"], name="fk_print_job_document_id"
        ),
        sa.PrimaryKeyConstraint("print_id", name="pk_print_job"),
    )
    op.create_index("ix_print_job_case", "print_job", ["case_id"])
    op.create_index("ix_print_job_document", "print_job", ["document_id"])
    op.create_index(
        "ix_print_job_open",
        "print_job",
        ["centre", "print_id"],
        postgresql_where=sa.text("print_job.state IN ('not_printed', 'spooled', 'waiting')"),
        sqlite_where=sa.text("print_job.state IN ('not_printed', 'spooled', 'waiting')"),
    )
    op.create_table(
        "audit_log",
        sa.Column("audit_id", IDENTITY, autoincrement=False, nullable=False),
        sa.Column("centre", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *_texts("login", "act", "subject"),
        sa.PrimaryKeyConstraint("audit_id", name="pk_audit_log"),
        comment="looks and acts outside the life of a case; rows are only ever added",
    )
