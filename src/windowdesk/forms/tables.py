"""The answer of a table: rows of simple answers, all faulty cells named at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from windowdesk.domain.errors import DomainError
from windowdesk.forms.cleaners import CLEANERS
from windowdesk.forms.context import FormContext
from windowdesk.forms.form import FormField
from windowdesk.forms.lists import read_rows, rows_text

_MOST_TOLD = 3


@dataclass(frozen=True)
class CellProblem:
    """What is wrong with a cell; ``row`` counts from 0, as the table shows it."""

    row: int
    column: str
    text: str


class TableFaulty(DomainError):
    """Cells of a table cannot stand."""

    def __init__(self, field: FormField, cells: tuple[CellProblem, ...]) -> None:
        labels = {column.key: column.label for column in field.columns}
        told = "".join(
            f"第 {cell.row + 1} 行“{labels[cell.column]}”{cell.text}" for cell in cells[:_MOST_TOLD]
        )
        more = f"还有 {len(cells) - _MOST_TOLD} 处。" if len(cells) > _MOST_TOLD else ""
        super().__init__(told + more, field.key)
        self.cells = cells


def clean_table(field: FormField, typed: str, context: FormContext) -> str:
    """Return the rows as they are stored; empty rows go. DomainError or TableFaulty."""
    rows = read_rows(typed)
    if rows is None:
        raise DomainError("表格读不出来。逐行重填。", field.key)
    kept = [(place, row) for place, row in enumerate(rows) if any(v.strip() for v in row.values())]
    problems: list[CellProblem] = []
    cleaned = [_row(field, place, row, context, problems) for place, row in kept]
    if problems:
        raise TableFaulty(field, tuple(problems))
    if len(cleaned) < field.min_rows:
        raise DomainError(f"至少 {field.min_rows} 行，现在有 {len(cleaned)} 行。", field.key)
    if len(cleaned) > field.max_rows:
        raise DomainError(f"最多 {field.max_rows} 行，现在有 {len(cleaned)} 行。", field.key)
    return rows_text(cleaned)


def _row(
    field: FormField,
    place: int,
    row: Mapping[str, str],
    context: FormContext,
    problems: list[CellProblem],
) -> Mapping[str, str]:
    cleaned: dict[str, str] = {}
    for column in field.columns:
        typed = row.get(column.key, "")
        try:
            cleaned[column.key] = _cell(column, typed, context)
        except DomainError as error:
            problems.append(CellProblem(place, column.key, error.text))
    return cleaned


def _cell(column: FormField, typed: str, context: FormContext) -> str:
    if not typed.strip():
        if column.required:
            raise DomainError("还没填。", column.key)
        return ""
    return CLEANERS[column.kind](column, typed, context)
