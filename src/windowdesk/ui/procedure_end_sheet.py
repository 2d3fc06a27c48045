"""恢复计时: a special procedure has ended, by what paper, and until which day nothing counted.

The walk: the expert's paper comes in. Alt+T, its number is typed, the last day is today unless it
was earlier; the line below says planned and real length, and by how much it was longer. F9 prints
the record, the clock runs on the next day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.clock import short_date
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import local_date
from windowdesk.domain.procedure_guards import hearing_of
from windowdesk.domain.review_turns import ProcedureRun
from windowdesk.domain.states import Move
from windowdesk.services.acting import ActReceipt
from windowdesk.services.lookup import CaseView
from windowdesk.services.procedures import Procedures, open_runs
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.case_words import limit_words
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import ChoiceField, LineField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import Turn, TurnGround


@dataclass(frozen=True)
class EndOrder:
    """Which procedure ended, by what paper, and the last day that does not count."""

    number: str
    result_number: str
    last_day: date


class ProcedureEndSheet(ActSheet):
    """``wanted`` carries an ``EndOrder``."""

    def __init__(self, theme: Theme, view: CaseView, procedures: Procedures) -> None:
        self._runs = open_runs(view.case)
        goes_on = len(self._runs) == 1
        act = "恢复计时并打印" if goes_on else "结束这一项并打印"
        super().__init__(theme, "clock", "特别程序结束", act=act, width=700)
        self.note.setText(Subject.of(view.case).text)
        self._view, self._procedures = view, procedures
        self.which = ChoiceField(theme, label="哪一项结束了")
        self.which.set_choices([Choice(run.number, _name_of(run)) for run in self._runs])
        self.which.set_value(self._runs[0].number if self._runs else "")
        self.which.setVisible(not goes_on)
        self.planned = label("", "second", wrap=True)
        self.result = LineField(theme, label="结果文书的文号")
        self.last_day = DateField(theme, label="到哪天为止不计时", today=local_date(view.now))
        self.last_day.set_day(local_date(view.now))
        self.real = label("", "strong", wrap=True)
        told = "打印特别程序审查情况表，" + (
            "次日起接着计时。" if goes_on else "还有别的程序，仍不计时。"
        )
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(self.which)
        self.body.addWidget(self.planned)
        self.body.addWidget(bare(row(theme, (self.result, 1), (self.last_day, 1), gap=14)))
        self.body.addWidget(self.real)
        self.which.edited.connect(self._follow)
        self.last_day.edited.connect(self._follow)
        self.last_day.left.connect(self._follow)
        self.last_day.enter_goes_on = False
        self.last_day.entered.connect(self.act_button.setFocus)
        self._follow()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "number": self.which,
            "result_number": self.result,
            "last_day": self.last_day,
        }

    def take_focus(self) -> None:
        """Begin with what is to be chosen, else with the number of the result."""
        (self.which if len(self._runs) > 1 else self.result).take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open; where nobody asked for a hearing there is no paper."""
        found = []
        run = self._run()
        waits = run is not None and self._may_be_without(run)
        if not self.result.value().strip() and not waits:
            text = "还没写结果文书的文号。收到文书、写上文号再办。"
            found.append(SheetGap(text, self.result))
        if self.last_day.day() is None:
            found.append(SheetGap("还没写到哪天为止。", self.last_day))
        return tuple(found)

    def command(self) -> EndOrder:
        """Return how the procedure ended."""
        last = self.last_day.day()
        assert last is not None  # noqa: S101  there is no gap
        return EndOrder(self.which.value(), self.result.value().strip(), last)

    def _run(self) -> ProcedureRun | None:
        return next((run for run in self._runs if run.number == self.which.value()), None)

    def _may_be_without(self, run: ProcedureRun) -> bool:
        """Tell whether the notice of a hearing was answered by nobody; the rest the guard asks."""
        notice = hearing_of(self._view.case.turns.hearings, run)
        return notice is not None and notice.asked_on is None

    def _follow(self) -> None:
        run, last = self._run(), self.last_day.day()
        if run is None:
            return
        self.planned.setText(f"{_name_of(run)}，预计 {limit_words(run.plan.length)}")
        without = self._may_be_without(run)
        hint = "期满没有人申请听证的，可以不写" if without else ""
        self.result.set_hint(hint)
        if last is None or last < run.plan.first_day:
            self.real.setText("")
            return
        real = self._procedures.real(run.plan, last)
        over = self._procedures.overrun(run.plan, last)
        more = f"，比预计多 {limit_words(over)}" if over is not None else ""
        self.real.setText(f"实际 {limit_words(real)}{more}")


def _name_of(run: ProcedureRun) -> str:
    return f"{run.plan.name}，{run.plan.body}，{short_date(run.plan.first_day)}起"


def _open(ground: TurnGround) -> None:
    procedures, case = ground.session.procedures, ground.view.case
    sheet = ProcedureEndSheet(ground.kit.theme, ground.view, procedures)

    def work(order: EndOrder) -> ActReceipt:
        return procedures.end(
            case.case_id,
            order.number,
            order.last_day,
            order.result_number,
            seen_version=case.version,
        )

    goes_on = len(open_runs(case)) == 1
    verb = "恢复计时" if goes_on else "结束一项特别程序"
    move = Move.RESUME if goes_on else Move.END_PROCEDURE
    ground.acts.open_sheet(sheet, Subject.of(case), work, verb, move)


RESUME = Turn(
    "结果文书到了，次日起接着计时，打印情况表",
    _open,
    key="Alt+T",
    asked=MoveRequest(),
    fits=lambda case: len(open_runs(case)) == 1,
)
END_PROCEDURE = Turn(
    "几项同时进行，其中一项结束了，打印情况表",
    _open,
    key="Alt+T",
    asked=MoveRequest(),
    fits=lambda case: len(open_runs(case)) > 1,
)
