"""Which rows an account sees: those of its department, all of them where it has none.

PostgreSQL has the same rule as a policy. It stands in the statements too, so that a file obeys it
and every list is asked in one way.
"""

from sqlalchemy import ColumnElement, Table, bindparam, literal_column, or_


def seen(table: Table) -> ColumnElement[bool]:
    """Return the condition on rows of ``table``; ``seen`` is the department of the account."""
    department = bindparam("seen", type_=table.c.department.type)
    return or_(department == literal_column("''"), table.c.department == department)
