"""The plans of statements on a database with thousands of rows, as a member of staff reads it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tests.databases import Desks
from tests.persistence.acts import Accepted
from tests.persistence.heard import hearing
from windowdesk.persistence.open_database import OpenDatabase

LARGE = (
    "case_|case_key|case_event|document|document_file|print_job|party|party_key|attachment"
    "|attachment_file|consultation|item_admission|item_draft|seal|saved_filter|audit_log"
    "|case_todo|warning"
)
# Reads a whole table, or sorts a page that the index should have brought in order.
POSTGRES_WHOLE = re.compile(rf"Seq Scan on ({LARGE})\b")
POSTGRES_SORT = re.compile(r"\bSort\b")
SQLITE_WHOLE = re.compile(rf"SCAN ({LARGE})\b(?! USING)")
SQLITE_SORT = re.compile(r"TEMP B-TREE FOR ORDER BY")


@dataclass(frozen=True)
class Crowd:
    """A centre with thousands of cases and what belongs to them, opened by a clerk."""

    desks: Desks
    database: OpenDatabase
    accepted: Accepted

    @property
    def whole(self) -> re.Pattern[str]:
        """What a plan says that reads a whole table."""
        return SQLITE_WHOLE if self.desks.kind == "sqlite" else POSTGRES_WHOLE

    @property
    def sort(self) -> re.Pattern[str]:
        """What a plan says that sorts."""
        return SQLITE_SORT if self.desks.kind == "sqlite" else POSTGRES_SORT

    def plans(
        self, ask: Callable[[OpenDatabase], object], database: OpenDatabase | None = None
    ) -> list[str]:
        """Return the plans of the statements that are run, with the values that they are given."""
        reader = database or self.database
        with hearing() as seen:
            ask(reader)
        assert seen
        words = "EXPLAIN QUERY PLAN" if self.desks.kind == "sqlite" else "EXPLAIN (COSTS OFF)"
        with reader._desk.reader.connect() as connection:
            return [
                "\n".join(
                    str(row[-1])
                    for row in connection.exec_driver_sql(f"{words} {one.sql}", dict(one.given))
                )
                for one in seen
            ]
