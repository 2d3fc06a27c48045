"""One connection in one transaction: runs ready SQL, holds inserts back, explains errors."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, cast

from sqlalchemy import Connection, Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from windowdesk.domain.errors import EnvironmentProblem
from windowdesk.persistence.dialect import SqlDialect
from windowdesk.persistence.statements import Ready

OnStep = Callable[[str], None]
Values = Mapping[str, object]

# How the rows of a statement are made; statements are compiled once and live as long as we do.
_SHAPER: Any = namedtuple  # noqa: PYI024  the names come from the database
_SHAPES: dict[Ready, Callable[..., object]] = {}
_NO_CONNECTION = "程序同时在做的事太多，数据库连接用完了。等几秒再办一次。"


@contextmanager
def explained(dialect: SqlDialect) -> Iterator[None]:
    """Turn errors of driver and pool into sentences; what has none is a bug and goes on."""
    try:
        yield
    except PoolTimeout as error:
        raise EnvironmentProblem(_NO_CONNECTION) from error
    except DBAPIError as error:
        told = dialect.explain(error.orig) if error.orig is not None else None
        if told is None:
            raise
        raise told from error
    except Exception as error:
        # Inside a pipeline the driver raises by itself when the results come in.
        told = dialect.explain(error)
        if told is None:
            raise
        raise told from error


class Session:
    """Statements of one transaction.

    Inserts are held back and written in one trip, in the order of the tables, so that use cases
    need not know which row must be there first. ``on_step`` is told of every write before it
    happens.
    """

    def __init__(self, connection: Connection, dialect: SqlDialect, on_step: OnStep) -> None:
        self._connection = connection
        self._dialect = dialect
        self._on_step = on_step
        self._held: dict[int, list[tuple[tuple[Ready, ...], list[Values]]]] = {}

    def rows(self, statement: Ready, **values: object) -> Sequence[Row[Any]]:
        """Return what a query finds."""
        self.flush()
        with explained(self._dialect):
            cursor = self._run(statement, values)
            made = _named(statement, cursor)
            return [made(row) for row in cursor.fetchall()]

    def first(self, statement: Ready, **values: object) -> Row[Any] | None:
        """Return the first row that a query finds, or None."""
        self.flush()
        with explained(self._dialect):
            cursor = self._run(statement, values)
            row = cursor.fetchone()
            return None if row is None else _named(statement, cursor)(row)

    def change(self, statement: Ready, **values: object) -> int:
        """Run a change at once and return how many rows it met."""
        self.flush()
        self._on_step(statement.name)
        with explained(self._dialect):
            changed: int = self._run(statement, values).rowcount
            return changed

    def take(self, statement: Ready, **values: object) -> Sequence[Row[Any]]:
        """Run a change at once and return the rows that it gives back."""
        self._on_step(statement.name)
        return self.rows(statement, **values)

    def later(self, rank: int, statements: tuple[Ready, ...], rows: Sequence[Values]) -> None:
        """Hold inserts back until the next query, change or commit; lower ranks go first."""
        held = self._held.setdefault(rank, [])
        if held and held[-1][0] == statements:
            held[-1][1].extend(rows)
        else:
            held.append((statements, list(rows)))

    def flush(self) -> None:
        """Write the inserts that were held back."""
        if not self._held:
            return
        held, self._held = self._held, {}
        with explained(self._dialect), self._dialect.pipelined(self._connection):
            for rank in sorted(held):
                for statements, rows in held[rank]:
                    self._write(statements, rows)

    def commit(self) -> None:
        """Write what was held back and make all of it durable."""
        self.flush()
        self._on_step("before commit")
        with explained(self._dialect):
            self._connection.commit()
        self._on_step("after commit")

    def _write(self, statements: tuple[Ready, ...], rows: list[Values]) -> None:
        for statement in statements:
            self._on_step(statement.name)
            many = [{**statement.constants, **row} for row in rows]
            cursor = self._cursor()
            if len(many) > 1:
                cursor.executemany(statement.sql, many)
            else:
                cursor.execute(statement.sql, many[0])

    def _run(self, statement: Ready, values: Values) -> Any:
        cursor = self._cursor()
        cursor.execute(statement.sql, {**statement.constants, **values})
        return cursor

    def _cursor(self) -> Any:
        """Return a cursor of the driver.

        The SQL is ready, so nothing of what SQLAlchemy does for a statement is wanted: it would
        cost as much as the statement. Transactions and the pool stay its business.
        """
        return self._connection.connection.cursor()


def _named(statement: Ready, cursor: Any) -> Callable[..., Row[Any]]:
    """Return what makes rows of a statement: named tuples, which answer as a Row does."""
    made = _SHAPES.get(statement)
    if made is None:
        names = " ".join(column[0] for column in cursor.description)
        made = _SHAPES[statement] = _SHAPER("Found", names, rename=True)._make
    return cast("Callable[..., Row[Any]]", made)
