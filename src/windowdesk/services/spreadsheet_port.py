"""Port to files of a spreadsheet program: sheets of rows of texts, whatever the file is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

# More rows than any catalogue has; a file with more is another file.
MOST_ROWS = 20_000


@dataclass(frozen=True)
class SpoiledCell:
    """A cell that holds no text: a formula, a number that lost digits, an error value."""

    wrong: str
    write: str


Cell = str | SpoiledCell


@dataclass(frozen=True)
class SheetRow:
    """A row that is not blank; ``line`` is its number as the spreadsheet shows it, from 1."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or one CSV file. The first row holds the heads.

    ``choices`` are the allowed words of a column by its place, for a drop-down.
    """

    name: str
    rows: tuple[SheetRow, ...]
    choices: tuple[tuple[int, tuple[str, ...]], ...] = ()


class SheetFiles(Protocol):
    """Reads and writes workbooks (.xlsx), CSV files and folders of them."""

    def read(self, path: Path) -> tuple[Sheet, ...]:
        """Return the sheets of a file or folder; DomainError in one sentence if it is none."""
        ...

    def write(self, path: Path, sheets: Sequence[Sheet]) -> None:
        """Write sheets; ``path`` ends in .xlsx, or is a folder that gets a CSV file for each.

        EnvironmentProblem if it cannot be written; a half-written file never stays.
        """
        ...


def sheet(name: str, rows: Sequence[Sequence[str]]) -> Sheet:
    """Return a sheet of texts, its lines counted from 1."""
    counted = (SheetRow(line, tuple(cells)) for line, cells in enumerate(rows, start=1))
    return Sheet(name, tuple(counted))
