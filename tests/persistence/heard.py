"""Hears every statement that sessions run, with the values that it is given."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from windowdesk.persistence.session import Session
from windowdesk.persistence.statements import Ready


@dataclass(frozen=True)
class Heard:
    """One statement; one that writes many rows is heard once, with the first of them."""

    sql: str
    given: Mapping[str, object]


@contextmanager
def hearing() -> Iterator[list[Heard]]:
    """Return a list that grows with every statement until the end."""
    heard: list[Heard] = []
    run, write = Session._run, Session._write

    def heard_run(self: Session, statement: Ready, values: Mapping[str, object]) -> Any:
        heard.append(Heard(statement.sql, {**statement.constants, **values}))
        return run(self, statement, values)

    def heard_write(
        self: Session, statements: tuple[Ready, ...], rows: Sequence[Mapping[str, object]]
    ) -> None:
        heard.extend(Heard(one.sql, {**one.constants, **rows[0]}) for one in statements)
        write(self, statements, list(rows))

    with patch.object(Session, "_run", heard_run), patch.object(Session, "_write", heard_write):
        yield heard
