"""Tables beside the life of cases: admission of items, attachments, seals, visits, filters.

They are kept in the same metadata as ``tables`` and follow the same rules.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from windowdesk.persistence.tables import Day, Identity, Moment, metadata

item_draft = Table(
    "item_draft",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("item_id", Text, primary_key=True),
    Column("state", Text, nullable=False, comment="proposed, assessed or approved"),
    Column("body", Text, nullable=False, comment="canonical text of the next version"),
    Column("changed_by", Text, nullable=False, comment="who wrote in it, parted by blanks"),
    Column("changed_at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    comment="the next version of an item while it is written and admitted",
)

item_admission = Table(
    "item_admission",
    metadata,
    Column("admission_id", Identity, primary_key=True, autoincrement=False),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("item_id", Text, nullable=False),
    Column("item_version", Integer, nullable=False, comment="the version that is being admitted"),
    Column("state", Text, nullable=False, comment="what the step leads to"),
    Column("digest", Text, nullable=False, comment="of the text that was looked at"),
    Column("paper_organ", Text, nullable=False),
    Column("paper_number", Text, nullable=False),
    Column("paper_on", Day),
    Column("note", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_item_admission_item", "centre", "item_id", "admission_id"),
    comment="who admitted which text of an item on which paper; rows are only ever added",
)

attachment_file = Table(
    "attachment_file",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("sha256", Text, primary_key=True),
    Column("media", Text, nullable=False, comment="by content, never by name"),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    comment="bytes of attachments by their hash; rows are only ever added",
)

attachment = Table(
    "attachment",
    metadata,
    Column("attachment_id", Identity, primary_key=True, autoincrement=False),
    Column("case_id", Identity, ForeignKey("case_.case_id"), nullable=False),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("material", Text, nullable=False, comment="code of the material; empty for the case"),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("grade", Text, nullable=False, comment="how far it was checked against the original"),
    Column("derived_from", Identity, comment="the unstamped copy of a stamped one"),
    Column("login", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("service_window", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_attachment_case", "case_id", "attachment_id"),
    Index("ix_attachment_file", "centre", "sha256"),
    comment="what was scanned or attached to a case; rows are only ever added",
)

consultation = Table(
    "consultation",
    metadata,
    Column("consultation_id", Identity, primary_key=True, autoincrement=False),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("item_id", Text, nullable=False),
    Column("item_version", Integer, nullable=False),
    Column("situations", Text, nullable=False, comment="codes, parted by blanks"),
    Column("person", Text, nullable=False, comment="as the visitor gave it, may be empty"),
    Column("question", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("service_window", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_consultation_at", "centre", "at"),
    comment="visits for advice that left no case; rows are only ever added",
)

seal = Table(
    "seal",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("day", Day, nullable=False),
    Column("at", Moment, nullable=False),
    Column("login", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Column("text", Text, nullable=False, comment="counts and chain heads that were hashed"),
    Index("ix_seal_day", "centre", "day"),
    comment="evening seals over all chains; rows are only ever added",
)

number_gap = Table(
    "number_gap",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("line", Text, primary_key=True),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    comment="serials on paper whose rows a restored backup does not hold; rows are only added",
)

saved_filter = Table(
    "saved_filter",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("login", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("shared", Boolean, nullable=False, comment="seen by everybody of the centre"),
    comment="searches that somebody keeps",
)
