"""Tables of what makes papers provable."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from windowdesk.persistence.tables import Identity, Moment, metadata

signing_key = Table(
    "signing_key",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False, comment="the last one signs"),
    Column("seed", Text, nullable=False, comment="Ed25519, 32 secret bytes in hex"),
    Column("since", Moment, nullable=False),
    comment="keys that papers are signed with; rows are only ever added",
)

sealing = Table(
    "sealing",
    metadata,
    Column("sealing_id", Identity, primary_key=True, autoincrement=False),
    Column("case_id", Identity, ForeignKey("case_.case_id"), nullable=False),
    Column("document_id", Identity, ForeignKey("document.document_id"), nullable=False),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="ink or electronic"),
    Column("seal", Text, nullable=False, comment="text of the seal"),
    Column("copies", Integer, nullable=False),
    Column("approver", Text, nullable=False),
    Column("login", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("note", Text, nullable=False),
    Column("certificate", Text, nullable=False, comment="subject; empty for ink"),
    Index("ix_sealing_document", "document_id", "sealing_id"),
    Index("ix_sealing_day", "centre", "sealing_id"),
    comment="every use of a seal; rows are only ever added",
)

sealed_file = Table(
    "sealed_file",
    metadata,
    Column(
        "sealing_id",
        Identity,
        ForeignKey("sealing.sealing_id"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("document_id", Identity, nullable=False),
    Column("centre", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("certificate", Text, nullable=False, comment="PEM, to be trusted by who has our keys"),
    comment="files with an electronic signature (PAdES); the archived bytes stay beside them",
)
