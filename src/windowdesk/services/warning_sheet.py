"""Warnings as a table that can leave the house: no applicant's name or number is in it."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from windowdesk.domain.escalation import LEVEL_LABEL
from windowdesk.domain.local_time import SHANGHAI
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.filter_words import LIGHT_LABEL
from windowdesk.services.warning_port import WarningRow
from windowdesk.services.warnings import clock_words, warned_post

HEADS = (
    "提醒",
    "期限",
    "办件编号",
    "事项",
    "部门",
    "岗位",
    "到期",
    "灯",
    "提醒时间",
    "谁看的",
    "看的时间",
    "现在",
)


def warning_cells(row: WarningRow) -> tuple[str, ...]:
    """Return one warning as texts, in the order of ``HEADS``."""
    return (
        LEVEL_LABEL[row.level],
        clock_words(row.clock, row.ref, row.desk),
        CaseNumber(row.case.number).grouped,
        row.case.item_name,
        row.department,
        warned_post(row),
        row.due_on.isoformat(),
        LIGHT_LABEL[row.light],
        _moment(row.at),
        row.seen_by,
        _moment(row.seen_at),
        "还没办" if row.applies else "已过去",
    )


def warnings_csv(rows: Iterable[WarningRow]) -> str:
    """Return the warnings as CSV that a spreadsheet opens with its Chinese whole."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADS)
    writer.writerows(map(warning_cells, rows))
    return f"\ufeff{text.getvalue()}"


def _moment(at: datetime | None) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if at else ""
