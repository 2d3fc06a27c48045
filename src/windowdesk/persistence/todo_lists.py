"""Lists of what cases wait for, out of case_todo."""

from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, literal_column, or_, select

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Act
from windowdesk.domain.todo import TodoKind
from windowdesk.persistence.dialect import SqlDialect, day_out, moment_or_none
from windowdesk.persistence.list_statements import SHOWN
from windowdesk.persistence.rows import case_row_of
from windowdesk.persistence.seen import seen_or_called
from windowdesk.persistence.session import Session, explained
from windowdesk.persistence.statements import Ready, ready
from windowdesk.persistence.tables import case_
from windowdesk.persistence.turn_tables import case_todo
from windowdesk.persistence.unit_of_work import Desk
from windowdesk.services.case_row import PAGE
from windowdesk.services.todo_lists import TodoRow


class SqlTodoLists:
    """Lists of one account; see services.todo_lists."""

    def __init__(self, desk: Desk, account: Account) -> None:
        self._desk = desk
        self._account = account
        self._everybody, self._of_one = _lists(desk.dialect)

    def waiting(
        self, kind: TodoKind, department: str = "", limit: int = PAGE
    ) -> tuple[TodoRow, ...]:
        """Return what is waited for of one kind, due first."""
        self._account.require(Act.SEE_CASES)
        desk = self._desk
        desk.guard()
        values: dict[str, object] = {"centre": desk.centre, "kind": kind.value, "most": limit}
        statement = self._everybody
        if department:
            statement, values["department"] = self._of_one, department
        with explained(desk.dialect), desk.reader.connect() as connection:
            session = Session(connection, desk.dialect, desk.on_step)
            rows = session.rows(statement, seen=self._account.department, **values)
        return tuple(_todo_row(row) for row in rows)


@cache
def _lists(dialect: SqlDialect) -> tuple[Ready, Ready]:
    return (
        ready("todos", _waiting(of_one=False), dialect),
        ready("todos of department", _waiting(of_one=True), dialect),
    )


def _waiting(*, of_one: bool) -> Select[*tuple[object, ...]]:
    todo = case_todo.c
    conditions = [todo.centre == bindparam("centre"), todo.kind == bindparam("kind")]
    if of_one:
        conditions.append(todo.department == bindparam("department"))
    own = bindparam("seen", type_=todo.department.type)
    return (
        select(
            *SHOWN,
            todo.kind.label("todo_kind"),
            todo.ref,
            todo.department.label("todo_department"),
            todo.login.label("todo_login"),
            todo.due_on.label("todo_due_on"),
            todo.due_at.label("todo_due_at"),
            todo.text.label("todo_text"),
        )
        .join(case_, case_.c.case_id == todo.case_id)
        .where(
            *conditions,
            or_(own == literal_column("''"), todo.department == own, seen_or_called(case_)),
        )
        .order_by(todo.due_on, todo.case_id)
        .limit(bindparam("most"))
    )


def _todo_row(row: Row[Any]) -> TodoRow:
    return TodoRow(
        row=case_row_of(row),
        kind=TodoKind(row.todo_kind),
        ref=row.ref,
        department=row.todo_department,
        login=row.todo_login,
        due_on=day_out(row.todo_due_on),
        due_at=moment_or_none(row.todo_due_at),
        text=row.todo_text,
    )
