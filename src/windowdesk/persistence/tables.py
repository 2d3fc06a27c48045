"""Tables of the database. Times are aware UTC; codes are the English values of the domain.

Every table that holds facts of a centre carries its ``centre``, and those of a case its
``department`` too, because the policies of PostgreSQL look at nothing but the row.
"""

from datetime import date

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)

from windowdesk.services.worklists import QUEUE_STATES, Queue

# Stored where no clock runs, so that an index in the order of due dates puts such cases last.
NO_DUE = date(9999, 12, 31)
NEVER = NO_DUE.isoformat()
LIGHT_DAYS = ("amber_on", "statutory_on", "statutory_amber_on", "step_due_on")
UNCLAIMED = sorted(state.value for state in QUEUE_STATES[Queue.UNCLAIMED])

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Identity = BigInteger().with_variant(Integer(), "sqlite")
Moment = DateTime(timezone=True).with_variant(String(32), "sqlite")
Day = Date().with_variant(String(10), "sqlite")
# Byte order on both databases: ranges of keys are asked by code point.
Ordered = Text(collation="C").with_variant(Text(), "sqlite")

schema_info = Table(
    "schema_info",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, nullable=False, comment="digest of triggers, policies and moves"),
    CheckConstraint("one = 1", name="one_row"),
    comment="what the upgrade left behind besides the tables",
)

transition = Table(
    "transition",
    metadata,
    Column("source", Text, primary_key=True, comment="empty where a case begins"),
    Column("move", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("target", Text, primary_key=True, comment="several only where an act is taken back"),
    comment="the life cycle, copied from the domain at every upgrade; triggers ask it",
)

centre = Table(
    "centre",
    metadata,
    Column("code", Text, primary_key=True, comment="nine-digit division code of the town"),
    Column("body", Text, nullable=False, comment="facts of the centre as JSON"),
    Column("version", Integer, nullable=False, server_default="1"),
    Column(
        "catalogue", Integer, nullable=False, server_default="0", comment="grows with every item"
    ),
)

account = Table(
    "account",
    metadata,
    Column("login", Text, primary_key=True),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("name", Text, nullable=False),
    Column("roles", Text, nullable=False, comment="duties, parted by blanks"),
    Column("department", Text, nullable=False, comment="empty: all departments"),
    Column("phone", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("must_change", Boolean, nullable=False),
    comment="members of staff; never deleted, their past acts keep a name",
)

credential = Table(
    "credential",
    metadata,
    Column("login", Text, ForeignKey("account.login"), primary_key=True),
    Column("hash", Text, nullable=False, comment="argon2id"),
    Column("failed", Integer, nullable=False, server_default="0"),
    Column("locked_until", Moment),
    comment="used on SQLite alone; on PostgreSQL accounts are login roles",
)

item_version = Table(
    "item_version",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False),
    Column("body", Text, nullable=False, comment="canonical text that the digest is taken over"),
)

party = Table(
    "party",
    metadata,
    Column("party_id", Identity, primary_key=True, autoincrement=False),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("id_kind", Text, nullable=False),
    Column("id_number", Text, nullable=False),
    Column("id_masked", Text, nullable=False),
    Column("birth_on", Day),
    Column("sex", Text),
    Column("phone", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("village", Text, nullable=False),
    Column("representative", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("centre", "id_kind", "id_number"),
)

# Key tables are derived and rebuilt at will: a foreign key would cost a look-up for each of thirty
# keys of a case.
party_key = Table(
    "party_key",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("key", Ordered, primary_key=True),
    Column("seq", Identity, primary_key=True, autoincrement=False, comment="party_id"),
    Index("ix_party_key_seq", "seq"),
    sqlite_with_rowid=False,
)

case_ = Table(
    "case_",
    metadata,
    Column("case_id", Identity, primary_key=True, autoincrement=False),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("department", Text, nullable=False),
    Column("number", Text, nullable=False, comment="24 digits"),
    Column("state", Text, nullable=False),
    Column("desk", Text, nullable=False, comment="received, review or issue; empty when closed"),
    Column("item_id", Text, nullable=False),
    Column("item_version", Integer, nullable=False),
    Column("item_name", Text, nullable=False),
    Column("service_type", Text, nullable=False),
    Column("party_id", Identity, ForeignKey("party.party_id"), nullable=False),
    Column("applicant_name", Text, nullable=False),
    Column("id_masked", Text, nullable=False),
    Column("village", Text, nullable=False),
    Column("service_window", Text, nullable=False),
    Column("due_on", Day, nullable=False, comment="of the running clock; 9999-12-31 if none runs"),
    *(Column(name, Day, nullable=False, server_default=NEVER) for name in LIGHT_DAYS),
    Column("provisional", Boolean, nullable=False),
    Column("clock_paused", Boolean, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("received_by", Text, nullable=False),
    Column("accepter", Text, nullable=False),
    Column("accepter_name", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("holder_name", Text, nullable=False),
    Column("claimed_until", Moment),
    Column("event_count", Integer, nullable=False),
    Column("head", Text, nullable=False, comment="hash of the last event"),
    Column("last_at", Moment, nullable=False),
    Column("body", Text, nullable=False, comment="application, decision and clocks as JSON"),
    Column("version", Integer, nullable=False),
    Column("accepted_at", Moment, comment="copied from the body, to be found by"),
    Column("decided_at", Moment, comment="likewise"),
    Column("pickup_code", Text, nullable=False, server_default="", comment="likewise"),
    Column("bundle", Text, nullable=False, server_default="", comment="its 一件事, likewise"),
    UniqueConstraint("number"),
    ForeignKeyConstraint(
        ["centre", "item_id", "item_version"],
        ["item_version.centre", "item_version.item_id", "item_version.version"],
    ),
    CheckConstraint("version > 0", name="version"),
)
Index("ix_case__received_by", case_.c.received_by, case_.c.case_id)
Index("ix_case__party", case_.c.party_id)
# Conditions are text, so that a query can repeat them word for word: SQLite takes a partial index
# only then.
IS_OPEN = text("case_.desk <> ''")
IS_UNCLAIMED = text(f"case_.state IN ({', '.join(map(repr, UNCLAIMED))})")
IS_PAUSED = text("case_.clock_paused")


def _queue_index(name: str, condition: TextClause, *columns: str) -> None:
    """Index a queue in the order of its pages; what follows makes counts read the index alone."""
    Index(
        name,
        *(case_.c[column] for column in columns),
        postgresql_where=condition,
        sqlite_where=condition,
    )


_PAGE = ("due_on", "case_id")
_LIGHT = ("clock_paused", "amber_on")
_queue_index("ix_case__queue", IS_OPEN, "centre", "desk", "department", *_PAGE, *_LIGHT)
_queue_index("ix_case__hall", IS_OPEN, "centre", "desk", *_PAGE, "department", *_LIGHT)
_queue_index("ix_case__unclaimed", IS_UNCLAIMED, "centre", "department", *_PAGE)
_queue_index("ix_case__unclaimed_hall", IS_UNCLAIMED, "centre", *_PAGE, "department")
_queue_index("ix_case__paused", IS_PAUSED, "centre", "desk", *_PAGE, "department")

# What a search is narrowed by. All end in the identity, so that pages come newest first.
IS_GOING = text("(case_.due_on < '9999-12-31' OR case_.desk <> '')")
IS_HELD = text("case_.holder <> ''")
IS_ACCEPTED = text("case_.accepted_at IS NOT NULL")
IS_DECIDED = text("case_.decided_at IS NOT NULL")
HAS_CODE = text("case_.pickup_code <> ''")
IN_BUNDLE = text("case_.bundle <> ''")
for _column in ("village", "item_id", "state", "department"):
    Index(f"ix_case__{_column}", case_.c.centre, case_.c[_column], case_.c.case_id)
_queue_index("ix_case__going", IS_GOING, "centre", "case_id")
_queue_index("ix_case__holder", IS_HELD, "centre", "holder", "case_id")
_queue_index("ix_case__accepted", IS_ACCEPTED, "centre", "accepted_at", "case_id")
_queue_index("ix_case__decided", IS_DECIDED, "centre", "decided_at", "case_id")
_queue_index("ix_case__code", HAS_CODE, "centre", "pickup_code", "case_id")
_queue_index("ix_case__bundle", IN_BUNDLE, "centre", "bundle", "case_id")

case_key = Table(
    "case_key",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("key", Ordered, primary_key=True),
    Column("seq", Identity, primary_key=True, autoincrement=False, comment="case_id"),
    Column("department", Text, nullable=False),
    sqlite_with_rowid=False,
)

case_event = Table(
    "case_event",
    metadata,
    Column("case_id", Identity, ForeignKey("case_.case_id"), primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("move", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("service_window", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("source", Text, nullable=False, comment="empty where a case begins"),
    Column("target", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("text", Text, nullable=False, comment="what was hashed, never rewritten"),
    Index("ix_case_event_actor", "actor", "at"),
    Index("ix_case_event_at", "at"),
    comment="evidence; rows are only ever added",
)

number_line = Table(
    "number_line",
    metadata,
    Column("centre", Text, primary_key=True),
    Column("line", Text, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False, comment="first - 1 while none is taken"),
    sqlite_with_rowid=False,
)

template_text = Table(
    "template_text",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("text", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("document_id", Identity, primary_key=True, autoincrement=False),
    Column("case_id", Identity, ForeignKey("case_.case_id"), nullable=False),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("number", Ordered, nullable=False),
    Column("line", Text, nullable=False),
    Column("serial", Integer, nullable=False),
    Column("template_version", Integer, nullable=False),
    Column("template_digest", Text, ForeignKey("template_text.digest"), nullable=False),
    Column("facts", Text, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("signer", Text, nullable=False),
    Column("service_window", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("watermark", Text, nullable=False),
    Column("digest", Text, nullable=False, comment="over all of the above; an event names it"),
    Column(
        "code",
        Text,
        nullable=False,
        server_default="",
        comment="digits of its QR code, signed; they name the digest of the rest",
    ),
    UniqueConstraint("centre", "number"),
    UniqueConstraint("centre", "line", "serial"),
    Index("ix_document_case", "case_id", "document_id"),
    comment="frozen papers; rows are only ever added",
)

render_queue = Table(
    "render_queue",
    metadata,
    Column(
        "document_id",
        Identity,
        ForeignKey("document.document_id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    comment="papers without bytes; kept by triggers",
)

document_file = Table(
    "document_file",
    metadata,
    Column(
        "document_id",
        Identity,
        ForeignKey("document.document_id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("renderer", Text, nullable=False),
    Column("rendered_at", Moment, nullable=False),
    comment="bytes of record; rows are only ever added",
)

print_job = Table(
    "print_job",
    metadata,
    Column("print_id", Identity, primary_key=True, autoincrement=False),
    Column("document_id", Identity, ForeignKey("document.document_id"), nullable=False),
    Column("case_id", Identity, nullable=False),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("service_window", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("reprint", Boolean, nullable=False),
    Column("printer", Text, nullable=False),
    Column("job", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_print_job_document", "document_id"),
    Index("ix_print_job_case", "case_id"),
)
IS_UNPRINTED = text("print_job.state IN ('not_printed', 'spooled', 'waiting')")
Index(
    "ix_print_job_open",
    print_job.c.centre,
    print_job.c.print_id,
    postgresql_where=IS_UNPRINTED,
    sqlite_where=IS_UNPRINTED,
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("audit_id", Identity, primary_key=True, autoincrement=False),
    Column("centre", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("login", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Index("ix_audit_log_act", "centre", "act", "audit_id"),
    comment="looks and acts outside the life of a case; rows are only ever added",
)
