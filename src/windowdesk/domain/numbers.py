"""Numbers that are handed out without gaps: case numbers and document numbers.

A case number has 24 digits: division code of the town (9), window (2), day (8), serial of the
town's day (5) (design decision 7).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import number_text

_DIGITS = re.compile(r"[0-9]{24}")
_LARGEST_DAY_SERIAL = 99_999
LARGEST_WINDOW = 99


@dataclass(frozen=True, order=True)
class CaseNumber:
    """The number of a case, 24 digits."""

    digits: str

    def __post_init__(self) -> None:
        if not _DIGITS.fullmatch(self.digits):
            raise DomainError("办件编号是 24 位数字。照纸上的编号再核一遍。", "case_number")

    @staticmethod
    def of(division: str, window: int, day: date, serial: int) -> "CaseNumber":
        """Put a number together; DomainError if the day has used up its serials."""
        if not 0 < window <= LARGEST_WINDOW:
            raise DomainError(
                f"窗口号是 1 至 {LARGEST_WINDOW}。请管理员在系统里改窗口号。", "window"
            )
        if serial < 1:
            raise ValueError("serials of a day begin at 1")
        if serial > _LARGEST_DAY_SERIAL:
            raise DomainError("今天的办件编号用完了，明天再受理。")
        return CaseNumber(f"{division}{window:02d}{day:%Y%m%d}{serial:05d}")

    @staticmethod
    def read(text: str) -> "CaseNumber":
        """Read a number as typed or scanned: hyphens, blanks and full width are mended."""
        return CaseNumber(number_text(text))

    @property
    def division(self) -> str:
        """The division code of the town, nine digits."""
        return self.digits[:9]

    @property
    def day(self) -> date:
        """The day of receipt; ValueError if the digits in its place are no day."""
        return date.fromisoformat(self.digits[11:19])

    @property
    def serial(self) -> int:
        """The serial of the town's day."""
        return int(self.digits[19:])

    @property
    def grouped(self) -> str:
        """The number as papers show it: 990322103-02-20261120-00137."""
        d = self.digits
        return f"{self.division}-{d[9:11]}-{d[11:19]}-{d[19:]}"

    @property
    def short(self) -> str:
        """The number as lists show it: 1120-00137."""
        return f"{self.digits[15:19]}-{self.digits[19:]}"


def case_line(division: str, day: date) -> str:
    """Return the number line of a town's day."""
    return f"case|{division}|{day:%Y%m%d}"


# The usual titles of papers; a province may call them otherwise (reports/styles).
PAPER_TITLE: Mapping[str, str] = MappingProxyType(
    {
        "receipt": "申请材料接收凭证",
        "acceptance": "受理通知书",
        "immediate": "即办件办结回执",
        "correction": "一次性补正告知书",
        "supplement_receipt": "补正材料收件凭证",
        "not_required": "不受理告知书",
        "refusal": "不予受理决定书",
        "materials_returned": "材料退还清单",
        "withdrawal": "撤回申请书",
        "termination": "终止审查通知书",
        "approval": "准予决定书",
        "denial": "不予决定书",
        "pickup": "取件通知",
        "delivery_receipt": "送达回证",
    }
)


def document_line(organ_short: str, kind: str, year: int) -> str:
    """Return the number line of an organ, kind of paper and year (domain.md §2.2)."""
    return f"paper|{organ_short}|{kind}|{year}"
