"""Numbers that are handed out without gaps: case numbers and document numbers.

A case number has 24 digits: division code of the town (9), window (2), day (8), serial of the
town's day (5).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from windowdesk.domain.errors import DomainError
from windowdesk.domain.text import number_text

_DIGITS = re.compile(r"[0-9]{24}")
_BUNDLE_SIGN = "YJS"
_BUNDLE = re.compile(r"YJS[0-9]{21}")
_LARGEST_DAY_SERIAL = 99_999
_LARGEST_BUNDLE_SERIAL = 9_999
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


@dataclass(frozen=True, order=True)
class BundleNumber:
    """The number of a 一件事: YJS, division (9), day (8), serial of the town's day (4)."""

    text: str

    def __post_init__(self) -> None:
        if not _BUNDLE.fullmatch(self.text):
            raise DomainError(
                "一件事编号是 YJS 加 21 位数字。照联办回执上的编号再核一遍。", "bundle"
            )

    @staticmethod
    def of(division: str, day: date, serial: int) -> "BundleNumber":
        """Put a number together; DomainError if the day has used up its serials."""
        if serial > _LARGEST_BUNDLE_SERIAL:
            raise DomainError("今天的一件事编号用完了。明天再受理，或者按单个事项受理。")
        return BundleNumber(f"{_BUNDLE_SIGN}{division}{day:%Y%m%d}{serial:04d}")

    @staticmethod
    def read(text: str) -> "BundleNumber":
        """Read a number as typed or scanned: hyphens, blanks, full width, small letters."""
        return BundleNumber(number_text(text).upper())

    @property
    def line(self) -> str:
        """The number line that it was taken from."""
        return f"bundle|{self.text[3:12]}|{self.text[12:20]}"

    @property
    def serial(self) -> int:
        """The serial of the town's day."""
        return int(self.text[20:])

    @property
    def grouped(self) -> str:
        """The number as papers show it: YJS-990322103-20261120-0003."""
        t = self.text
        return f"{t[:3]}-{t[3:12]}-{t[12:20]}-{t[20:]}"


def bundle_line(division: str, day: date) -> str:
    """Return the number line of the bundles of a town's day."""
    return f"bundle|{division}|{day:%Y%m%d}"


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
        "handover": "材料交接清单",
        "deferred_promise": "容缺受理承诺书",
        "deferred_acceptance": "容缺受理通知书",
        "gap_receipt": "补齐材料签收单",
        "commitment": "告知承诺书",
        "approval": "准予决定书",
        "denial": "不予决定书",
        "pickup": "取件通知",
        "delivery_receipt": "送达回证",
        "issue_handover": "出件交接单",
        "mailing": "邮寄登记单",
        "decision_correction": "更正决定书",
        "decision_revocation": "撤销决定书",
        "county_notice": "申请人撤回申请告知函",
        "flow_sheet": "办件流程单",
        "file_cover": "案卷封面",
        "file_contents": "卷内目录",
        "file_remarks": "备考表",
        "referral_opinion": "上报审查意见",
        "referral": "上报交接清单",
        "bundle": "一件事联办回执",
        "special_procedure": "特别程序告知书",
        "procedure_record": "特别程序审查情况表",
        "interested_party": "利害关系人告知书",
        "hearing": "听证告知书",
        "hearing_call": "听证通知书",
        "extension_approval": "延长办理期限审批表",
        "extension": "延长办理期限通知书",
        "inspection": "核查笔录",
        "proxy_authorisation": "代办服务委托书",
        "proxy_acceptance": "代办受理单",
        "proxy_progress": "代办进度告知单",
        "proxy_end": "代办办结（终止）单",
        "proxy_visit": "代办回访记录",
        "unresolved": "“办不成事”登记表",
        "transfer": "转办单",
        "urging": "督办单",
        "reply": "答复书",
        "payment": "缴费通知书",
    }
)


def document_line(organ_short: str, kind: str, year: int) -> str:
    """Return the number line of an organ, kind of paper and year (domain.md §2.2)."""
    return f"paper|{organ_short}|{kind}|{year}"
