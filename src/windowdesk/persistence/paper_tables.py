"""Tables of what makes papers provable."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from windowdesk.persistence.tables import Moment, metadata

signing_key = Table(
    "signing_key",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False, comment="the last one signs"),
    Column("seed", Text, nullable=False, comment="Ed25519, 32 secret bytes in hex"),
    Column("since", Moment, nullable=False),
    comment="keys that papers are signed with; rows are only ever added",
)
