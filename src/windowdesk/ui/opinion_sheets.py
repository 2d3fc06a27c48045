"""并联审查: ask other departments, answer for one's own, or go on without an answer.

The walk: the reviewer sees that a wood may be touched. Alt+B, 征求意见: 1 and 3 tick two
departments, he writes what they are to look at, the day is there already; F9 sends it. There the
case stands under 征求意见; its answer needs no claim: 同意 or not, why, F9. The reviewer goes on
meanwhile; only handing on and deciding wait, until every answer is in or waived with a reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.case import Case
from windowdesk.domain.clock import due_on, short_date
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.local_time import local_date
from windowdesk.domain.opinions import open_opinions
from windowdesk.domain.states import Move
from windowdesk.forms.lists import read_list
from windowdesk.services.acting import ActReceipt
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.asked_sheet import Answers, Asked, AskedKind, AskedSheet, SheetWords
from windowdesk.ui.buttons import Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import TextField
from windowdesk.ui.multi_choice_field import MultiChoiceField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import Turn, TurnGround

ANSWER_KEY = "Alt+D"
Work = Callable[[Answers], ActReceipt]
_USUAL = TimeLimit(3, LimitUnit.WORKDAY)
_YES, _NO = "yes", "no"
_WAYS = (Choice(_YES, "同意"), Choice(_NO, "不同意"))


@dataclass(frozen=True)
class Question:
    """What is asked of which departments, until when."""

    departments: tuple[str, ...]
    question: str
    until: date


class QuestionSheet(ActSheet):
    """``wanted`` carries a ``Question``."""

    def __init__(self, theme: Theme, whose: str, departments: tuple[str, ...], until: date) -> None:
        super().__init__(theme, "hand", "征求意见", act="发出", width=760)
        self.note.setText(whose)
        self.departments = MultiChoiceField(theme, label="征求哪些部门", choices=departments)
        self.question = TextField(theme, label="要他们看哪一点", height=72)
        self.until = DateField(theme, label="哪天前答复", today=until)
        self.until.set_day(until)
        told = "件还在你手里，接着审。他们答复前不能交审批，也不能决定。"
        self.body.addWidget(label(told, "second", wrap=True))
        for field in (self.departments, self.question, self.until):
            self.body.addWidget(field)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "departments": self.departments,
            "question": self.question,
            "until": self.until,
        }

    def take_focus(self) -> None:
        """Begin with the departments."""
        self.departments.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        found = []
        if not self.departments.value():
            found.append(SheetGap("还没选征求哪个部门。按数字选。", self.departments))
        if not self.question.value().strip():
            found.append(SheetGap("还没写问什么。写明要他们看哪一点。", self.question))
        if self.until.day() is None:
            found.append(SheetGap("还没写哪天前答复。写成 2026-9-20。", self.until))
        return tuple(found)

    def command(self) -> Question:
        """Return what is asked."""
        until = self.until.day()
        assert until is not None  # noqa: S101  a sheet with gaps gives no command
        chosen = tuple(read_list(self.departments.value()))
        return Question(chosen, self.question.value().strip(), until)


def _ask(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.opinions
    subject = Subject.of(case)
    found = own.departments(case)
    if not found:
        ground.kit.notifier.info("没有别的部门可以征求。部门在“系统 → 中心”里加。")
        return
    sheet = QuestionSheet(ground.kit.theme, subject.text, found, _usual_day(ground))

    def work(asked: Question) -> ActReceipt:
        return own.ask(
            case.case_id,
            asked.departments,
            asked.question,
            asked.until,
            seen_version=case.version,
        )

    ground.acts.open_sheet(sheet, subject, work, "征求意见", Move.ASK_OPINION)


def _usual_day(ground: TurnGround) -> date:
    """Return the third working day from today."""
    return due_on(local_date(ground.view.now), _USUAL, ground.session.calendar)


def _answer(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.opinions
    waiting = open_opinions(case.turns)
    mine = ground.session.account.department
    asked = next((one for one in waiting if one.department == mine), waiting[0])
    told = (
        f"{asked.asked_name}问{asked.department}（{short_date(asked.until)}前）：{asked.question}"
    )
    verdict = Asked("verdict", "意见", "还没选同意不同意。", AskedKind.CHOICE, _WAYS)
    text = Asked("text", "意见和理由", "还没写意见。写明意见和理由，不能只签名。", AskedKind.TEXT)

    def work(answers: Answers) -> ActReceipt:
        return own.answer(
            case.case_id,
            asked.department,
            answers.texts["text"],
            agrees=answers.texts["verdict"] == _YES,
            seen_version=None,
        )

    _open(ground, Move.GIVE_OPINION, SheetWords("答复意见", "答复", told), (verdict, text), work)


def _drop(ground: TurnGround) -> None:
    case, own = ground.view.case, ground.session.opinions
    asked = open_opinions(case.turns)[0]
    told = f"{asked.department}还没答复（{short_date(asked.until)}前）：{asked.question}"
    reason = Asked("reason", "为什么不等了", "还没写原因。写明为什么不等了。", AskedKind.TEXT)

    def work(answers: Answers) -> ActReceipt:
        texts = answers.texts
        return own.drop(case.case_id, asked.department, texts["reason"], seen_version=case.version)

    _open(ground, Move.DROP_OPINION, SheetWords("不再等意见", "不再等", told), (reason,), work)


def _open(
    ground: TurnGround, move: Move, words: SheetWords, asked: tuple[Asked, ...], work: Work
) -> None:
    subject, today = Subject.of(ground.view.case), local_date(ground.view.now)
    sheet = AskedSheet(ground.kit.theme, words, subject.text, asked, today)
    ground.acts.open_sheet(sheet, subject, work, words.title, move)


def _waits(case: Case) -> bool:
    return bool(open_opinions(case.turns))


ASK_OPINION = Turn(
    "请别的部门看一点，件还在你手里",
    _ask,
    asked=MoveRequest(reason="·", counterpart="·", first_day=date.max),
)
GIVE_OPINION = Turn(
    "代表本部门答复，不用领办",
    _answer,
    key=ANSWER_KEY,
    asked=MoveRequest(reason="·"),
    fits=_waits,
    as_holder=False,
)
DROP_OPINION = Turn("写明原因，不等那个部门的答复", _drop, fits=_waits)
