"""Which rows an account sees: those of its department, all of them where it has none.

PostgreSQL has the same rule as a policy. It stands in the statements too, so that a file obeys it
and every list is asked in one way.
"""

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Table,
    bindparam,
    literal_column,
    or_,
    select,
    union,
)

from windowdesk.persistence.tables import document
from windowdesk.persistence.turn_tables import case_todo, custody

# Kinds of todos that give sight of a case to a department which is not its own.
_CALLS = ("opinion", "slip")


def seen(table: Table) -> ColumnElement[bool]:
    """Return the condition on rows of ``table``; ``seen`` is the department of the account."""
    department = bindparam("seen", type_=table.c.department.type)
    return or_(department == literal_column("''"), table.c.department == department)


def seen_or_called(table: Table) -> ColumnElement[bool]:
    """Return the condition for what is asked of one case: its department, or one that is called.

    A department whose opinion is asked, or to which originals are on their way, sees the case
    until it has answered; one that keeps originals, as long as it does.
    """
    if "case_id" in table.c:
        return or_(seen(table), table.c.case_id.in_(_called()))
    papers = select(document.c.document_id).where(document.c.case_id.in_(_called()))
    return or_(seen(table), table.c.document_id.in_(papers))


def _called() -> CompoundSelect[tuple[int]]:
    asked = select(case_todo.c.case_id).where(
        case_todo.c.department == bindparam("seen", type_=case_todo.c.department.type),
        case_todo.c.department != literal_column("''"),
        case_todo.c.kind.in_([literal_column(f"'{kind}'") for kind in _CALLS]),
    )
    keeps = select(custody.c.case_id).where(
        custody.c.department == bindparam("seen", type_=custody.c.department.type),
        custody.c.department != literal_column("''"),
    )
    return union(asked, keeps)
