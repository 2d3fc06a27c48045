"""What a case waits for, besides its own clock: one line for each, derived, never typed.

A line says whose turn it is and until when; lists and warnings read it instead of opening cases.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType


class TodoKind(StrEnum):
    """What is waited for."""

    OPINION = "opinion"
    COUNTY = "county"
    SLIP = "slip"
    LATE_MATERIAL = "late_material"
    COMMITMENT = "commitment"
    SUPPLEMENT = "supplement"
    PROCEDURE = "procedure"
    HEARING = "hearing"
    STEP = "step"
    STATUTORY = "statutory"
    EXTENSION = "extension"
    ORIGINALS = "originals"
    PICKUP = "pickup"


TODO_LABEL: Mapping[TodoKind, str] = MappingProxyType(
    {
        TodoKind.OPINION: "征求意见",
        TodoKind.COUNTY: "等县级决定",
        TodoKind.SLIP: "待接收",
        TodoKind.LATE_MATERIAL: "容缺待补",
        TodoKind.COMMITMENT: "承诺待核查",
        TodoKind.SUPPLEMENT: "待补正",
        TodoKind.PROCEDURE: "特别程序",
        TodoKind.HEARING: "听证",
        TodoKind.STEP: "环节",
        TodoKind.STATUTORY: "法定期限",
        TodoKind.EXTENSION: "延期待批",
        TodoKind.ORIGINALS: "原件待还",
        TodoKind.PICKUP: "没来领，该再通知",
    }
)


@dataclass(frozen=True)
class Todo:
    """One thing that a case waits for.

    ``ref`` tells it from others of its kind (a department, a slip number). ``department`` and
    ``login`` say whose turn it is; an empty ``department`` is the window. ``due_on`` is the last
    day, ``due_at`` (aware UTC) the moment where hours count.
    """

    kind: TodoKind
    ref: str
    department: str
    login: str
    due_on: date
    due_at: datetime | None = None
    text: str = ""
