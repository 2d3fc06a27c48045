"""特别程序: which one of the item's own list, who does it, from when, how long; asked or begun.

The walk: the reviewer finds that an expert has to look. Alt+T, the procedure is chosen by its
first letter, its basis comes with it, he writes who does it and how many days; the line below says
how far the due date moves. F9 asks the one who decides. He opens the same sheet filled in, mends
what is wrong, F9 begins it and prints the notice. A first day before today wants a reason.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial

from windowdesk.domain.clock import short_date
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.limits import UNIT_LABEL, LimitUnit, TimeLimit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.review_turns import ProcedurePlan
from windowdesk.domain.states import Move
from windowdesk.services.lookup import CaseView
from windowdesk.services.procedures import Procedures
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.case_words import limit_words
from windowdesk.ui.date_field import DateField
from windowdesk.ui.days_field import DaysField
from windowdesk.ui.fields import ChoiceField, LineField, SegmentField, TextField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import Turn, TurnGround

_UNITS = tuple(
    Choice(unit, UNIT_LABEL[unit]) for unit in (LimitUnit.WORKDAY, LimitUnit.CALENDAR_DAY)
)


class ProcedureSheet(ActSheet):
    """``wanted`` carries a ``ProcedurePlan``."""

    def __init__(
        self, theme: Theme, view: CaseView, procedures: Procedures, *, begins: bool
    ) -> None:
        act = "启动并打印" if begins else "提请特别程序"
        super().__init__(theme, "pause", "特别程序", act=act, width=760)
        self.note.setText(Subject.of(view.case).text)
        self._case, self._procedures = view.case, procedures
        self._today = local_date(view.now)
        self._listed = {one.name: one for one in view.case.item.special_procedures}
        self.kind = ChoiceField(theme, label="哪一种")
        self.kind.set_choices([Choice(name, name) for name in self._listed])
        self.basis = LineField(theme, label="依据（随事项库）")
        self.basis.set_read_only(True)
        self.body_name = LineField(theme, label="谁来做")
        self.first_day = DateField(theme, label="从哪天起不计时", today=self._today)
        self.days = DaysField(theme, label="要多少天")
        self.unit = SegmentField(theme, label="单位")
        self.reason = TextField(theme, label="为什么要做", height=58)
        self.moved = label("", "strong", wrap=True)
        self.asked_by = label("", "second", wrap=True)
        self._build()
        self._connect()
        self._fill()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "procedure.name": self.kind,
            "procedure.body": self.body_name,
            "first_day": self.first_day,
            "limit": self.days,
            "unit": self.unit,
            "procedure.reason": self.reason,
        }

    def take_focus(self) -> None:
        """Begin with the kind, or where it is known, with who does it."""
        (self.body_name if self.kind.value() else self.kind).take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        asked: list[tuple[bool, str, FaultShower]] = [
            (not self.kind.value(), "还没选哪一种。", self.kind),
            (not self.body_name.value().strip(), "还没写谁来做。写明实施机构。", self.body_name),
            (self.first_day.day() is None, "还没写从哪天起。", self.first_day),
            (not self.days.days(), "还没写要多少天。写数字，如 15。", self.days),
        ]
        return tuple(SheetGap(text, field) for is_open, text, field in asked if is_open)

    def command(self) -> ProcedurePlan:
        """Return the procedure as it is to be told."""
        plan = self._plan()
        assert plan is not None  # noqa: S101  there is no gap
        return plan

    def _build(self) -> None:
        theme = self.theme
        told = "程序进行期间不计入办理期限，书面告知申请人；结束的次日接着算。"
        self.unit.set_choices(_UNITS)
        self.unit.set_value(LimitUnit.WORKDAY)
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(self.asked_by)
        self.body.addWidget(bare(row(theme, (self.kind, 1), (self.basis, 2), gap=14)))
        self.body.addWidget(self.body_name)
        length = row(theme, (self.first_day, 2), (self.days, 1), (self.unit, 2), gap=14)
        self.body.addWidget(bare(length))
        self.body.addWidget(self.reason)
        self.body.addWidget(self.moved)

    def _connect(self) -> None:
        self.kind.edited.connect(self._on_kind_edited)
        for field in (self.first_day, self.days, self.unit):
            field.edited.connect(self._follow)
        self.first_day.left.connect(self._follow)

    def _fill(self) -> None:
        asked = self._case.turns.asked_procedure
        self.asked_by.setVisible(asked is not None)
        if asked is not None:
            self.asked_by.setText("下面是承办人提请的，可以改。不同意的，在“其他办理”里办。")
            self.kind.set_value(asked.name)
            self.body_name.set_value(asked.body)
            self.first_day.set_day(asked.first_day)
            self.days.set_value(str(asked.length.count))
            self.unit.set_value(asked.length.unit)
            self.reason.set_value(asked.reason)
        else:
            self.first_day.set_day(self._today)
            if len(self._listed) == 1:
                self.kind.set_value(next(iter(self._listed)))
        self._on_kind_edited()

    def _on_kind_edited(self) -> None:
        listed = self._listed.get(self.kind.value())
        self.basis.set_value(listed.basis if listed else "")
        longest = listed.longest if listed else None
        self.days.set_hint(f"最长 {limit_words(longest)}" if longest is not None else "")
        self._follow()

    def _follow(self) -> None:
        first = self.first_day.day()
        is_past = first is not None and first < self._today
        self.reason.set_hint("起始日在今天以前，写明为什么现在才补办。" if is_past else "")
        self.moved.setText(self._moved_text())

    def _moved_text(self) -> str:
        plan = self._plan()
        if plan is None or not self._may_begin(plan.first_day):
            return ""
        moved = self._procedures.moved(self._case, plan, self._today)
        return (
            f"应办结 {short_date(moved.promise_before)} → {short_date(moved.promise_after)}，"
            f"法定 {short_date(moved.law_before)} → {short_date(moved.law_after)}（按预计）"
        )

    def _may_begin(self, on: date) -> bool:
        accepted = self._case.accepted_at
        return accepted is not None and local_date(accepted) <= on <= self._today

    def _plan(self) -> ProcedurePlan | None:
        first, days = self.first_day.day(), self.days.days()
        if first is None or not days:
            return None
        return ProcedurePlan(
            name=self.kind.value(),
            basis=self.basis.value().strip(),
            body=self.body_name.value().strip(),
            first_day=first,
            length=TimeLimit(days, LimitUnit(self.unit.value())),
            reason=self.reason.value().strip(),
        )


def _open(ground: TurnGround, *, begins: bool) -> None:
    procedures, case = ground.session.procedures, ground.view.case
    sheet = ProcedureSheet(ground.kit.theme, ground.view, procedures, begins=begins)
    act = procedures.begin if begins else procedures.ask
    work = partial(act, case.case_id, seen_version=case.version)
    verb, move = ("启动特别程序", Move.SUSPEND) if begins else ("提请特别程序", Move.ASK_PROCEDURE)
    ground.acts.open_sheet(sheet, Subject.of(case), work, verb, move)


BEGIN_PROCEDURE = Turn(
    "鉴定、检测、专家评审等，期间不计时，打印告知书",
    partial(_open, begins=True),
    key="Alt+T",
    asked=MoveRequest(),
    as_holder=False,
)
ASK_PROCEDURE = Turn(
    "写明哪一种、要多少天，交审批人定",
    partial(_open, begins=False),
    key="Alt+T",
    asked=MoveRequest(),
)
