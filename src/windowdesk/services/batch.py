"""Reads a table, answers each row, and writes it again with the answers: all checks in bulk.

A table is CSV in UTF-8 (with or without its mark) or GBK; what comes out is UTF-8. Every cell that
was read is written again as it was.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from windowdesk.domain.errors import DomainError

ERROR_COLUMN = "error"
# gb18030 reads every GBK text and the characters that came to it later.
_ENCODINGS = ("utf-8-sig", "gb18030")

Row = Mapping[str, str]


@dataclass(frozen=True)
class BatchCheck:
    """A check of one row: ``needs`` are the columns it reads, ``answers`` those that it adds.

    ``answer`` raises DomainError for a row that cannot be answered. Of ``optional`` columns a
    missing one reads as empty.
    """

    needs: tuple[str, ...]
    answers: tuple[str, ...]
    answer: Callable[[Row], Row]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answered:
    """The table with its answers, and how many rows could not be answered."""

    text: str
    rows: int
    faulty: int

    @property
    def complaint(self) -> str:
        """One sentence about the rows without an answer; empty if there is none."""
        if not self.faulty:
            return ""
        return f"{self.rows} 行里有 {self.faulty} 行算不出来，原因写在 {ERROR_COLUMN} 一列。"


class _Lines(io.StringIO):
    """Ends rows with a bare line feed, as tools read them everywhere.

    The writer itself is left at its own line end: with another one it would not put quotes round
    a carriage return inside a cell.
    """

    def write(self, row: str) -> int:
        return super().write(row.removesuffix("\r\n") + "\n")


def answer_table(content: bytes, check: BatchCheck) -> Answered:
    """Answer every row of a table; DomainError if it cannot be read as one at all."""
    rows = _read(content)
    head = next(rows, None)
    if head is None:
        raise DomainError(f"表是空的。第一行写列名：{'、'.join(check.needs)}。")
    added = (*check.answers, ERROR_COLUMN)
    # A table that was answered before is answered anew, its old answers are not kept beside them.
    again = tuple(_names(head)[-len(added) :]) == added
    width = len(head) - len(added) if again else len(head)
    names = _names(head)[:width]
    _require_columns(names, check)
    written = _Lines()
    writer = csv.writer(written)
    writer.writerow([*head[:width], *added])
    count = faulty = 0
    for cells in rows:
        if not cells:
            continue
        kept = [cell for _, cell in zip_longest(range(width), cells[:width], fillvalue="")]
        answers = _answers(names, kept, [] if again else cells[width:], check)
        count += 1
        faulty += bool(answers[ERROR_COLUMN])
        writer.writerow([*kept, *(answers.get(name, "") for name in added)])
    return Answered(written.getvalue(), count, faulty)


def _answers(
    names: Sequence[str], cells: Sequence[str], surplus: Sequence[str], check: BatchCheck
) -> Row:
    row = dict.fromkeys(check.optional, "") | dict(zip(names, cells, strict=True))
    try:
        _refuse_surplus(surplus)
        return {**check.answer(row), ERROR_COLUMN: ""}
    except DomainError as error:
        return {ERROR_COLUMN: error.text}


def _refuse_surplus(cells: Sequence[str]) -> None:
    """Refuse cells that no column holds; their text is said, so that it is not lost."""
    beyond = [cell for cell in cells if cell.strip()]
    if beyond:
        raise DomainError(
            f"这一行比表头多出内容：{'、'.join(beyond)}。有逗号的内容要用引号括起来。"
        )


def _require_columns(names: Sequence[str], check: BatchCheck) -> None:
    missing = [name for name in check.needs if name not in names]
    if missing:
        raise DomainError(
            f"表里没有 {'、'.join(missing)} 这一列。第一行要有列名：{'、'.join(check.needs)}。"
        )
    twice = [name for name in check.needs if names.count(name) > 1]
    if twice:
        raise DomainError(f"表里有两列都叫 {'、'.join(twice)}。留下一列再算。")


def _names(head: Sequence[str]) -> list[str]:
    return [name.strip().lower() for name in head]


def _read(content: bytes) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(_decoded(content), newline=""), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise DomainError(
            f"第 {reader.line_num} 行读不出来，多半是引号不成对。改好这一行再算。"
        ) from error


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DomainError("这个文件不是 UTF-8 也不是 GBK 的文字。另存为 CSV（UTF-8）再算。")
