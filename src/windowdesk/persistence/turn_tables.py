"""Tables of what cases wait for, of warnings, and of stand-ins.

``case_todo`` is derived from the case with every save and never typed; see domain/case_todos.py.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from windowdesk.persistence.tables import Day, Identity, Moment, metadata

case_todo = Table(
    "case_todo",
    metadata,
    Column("case_id", Identity, primary_key=True, autoincrement=False),
    Column("kind", Text, primary_key=True),
    Column("ref", Text, primary_key=True, comment="what tells it from others of its kind"),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("department", Text, nullable=False, comment="whose turn it is; empty: the window"),
    Column("login", Text, nullable=False, comment="likewise; empty: anybody there"),
    Column("due_on", Day, nullable=False),
    Column("due_at", Moment, comment="where hours count"),
    Column("text", Text, nullable=False),
    Index("ix_case_todo_kind", "centre", "kind", "due_on", "case_id"),
    Index("ix_case_todo_place", "centre", "department", "kind", "due_on", "case_id"),
    comment="what cases wait for, derived from them; gives sight of a case to whom it asks",
)

custody = Table(
    "custody",
    metadata,
    Column("case_id", Identity, primary_key=True, autoincrement=False),
    Column("code", Text, primary_key=True, comment="of the material: one holder each"),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("department", Text, nullable=False, comment="where it lies; empty: a window"),
    Column("place", Text, nullable=False),
    Column("holder", Text, nullable=False),
    Column("holder_name", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("pieces", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Column("slip", Text, nullable=False, comment="the slip that it came by"),
    Column("back_by", Day, comment="when the slip wants it back"),
    Column("note", Text, nullable=False, comment="what the last count found"),
    Column("going", Text, nullable=False, comment="the open slip that it is to go by"),
    Column("to_login", Text, nullable=False),
    Column("to_name", Text, nullable=False),
    Column("to_place", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("given_at", Moment),
    Column("due_at", Moment),
    Index("ix_custody_place", "centre", "department", "place", "holder"),
    Index("ix_custody_to", "centre", "to_place"),
    Index("ix_custody_receiver", "centre", "to_login"),
    comment="originals in the house, derived from cases; gives sight of a case to its keeper",
)

warning = Table(
    "warning",
    metadata,
    Column("centre", Text, ForeignKey("centre.code"), primary_key=True),
    Column("case_id", Identity, primary_key=True, autoincrement=False),
    Column("clock", Text, primary_key=True, comment="promise, statutory, or a kind of todo"),
    Column("ref", Text, primary_key=True, comment="as in case_todo; empty for a main clock"),
    Column("level", Text, primary_key=True, comment="staff, head or leader"),
    Column("due_on", Day, primary_key=True, comment="another due date warns anew"),
    Column("department", Text, nullable=False),
    Column("login", Text, nullable=False, comment="the holder where there is one"),
    Column("desk", Text, nullable=False, comment="received, review or issue"),
    Column("light", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen_by", Text, nullable=False, server_default=""),
    Column("seen_at", Moment),
    Index("ix_warning_open", "centre", "level", "seen_by", "due_on", "case_id"),
    Index("ix_warning_record", "centre", "level", "due_on", "case_id"),
    comment="each warning exactly once; its key is the claim",
)

stand_in = Table(
    "stand_in",
    metadata,
    Column("stand_in_id", Identity, primary_key=True, autoincrement=False),
    Column("centre", Text, ForeignKey("centre.code"), nullable=False),
    Column("absent", Text, ForeignKey("account.login"), nullable=False),
    Column("deputy", Text, ForeignKey("account.login"), nullable=False),
    Column("first_on", Day, nullable=False),
    Column("last_on", Day, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ended_on", Day, comment="the first day that it no longer holds"),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("ix_stand_in_deputy", "deputy", "last_on"),
    comment="who acts for whom while somebody is away",
)
