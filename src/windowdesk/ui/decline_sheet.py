"""不同意: what a reviewer proposed is declined, with a reason that he reads."""

from collections.abc import Callable, Mapping
from functools import partial

from windowdesk.domain.clock import short_date
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.procedure_case import plan_words
from windowdesk.domain.review_turns import ExtensionRequest
from windowdesk.domain.states import MOVE_LABEL, Move
from windowdesk.services.acting import ActReceipt
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import ButtonKind
from windowdesk.ui.fields import TextField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import Turn, TurnGround


class DeclineSheet(ActSheet):
    """``wanted`` carries the reason."""

    def __init__(self, theme: Theme, title: str, whose: str, asked: str) -> None:
        super().__init__(theme, "cross", title, act="不同意", kind=ButtonKind.GRAVE, width=640)
        self.note.setText(whose)
        self.reason = TextField(theme, label="为什么不同意")
        self.reason.set_hint("记进办件经过，提请的人看得到。")
        self.body.addWidget(label(asked, "second", wrap=True))
        self.body.addWidget(self.reason)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"reason": self.reason}

    def take_focus(self) -> None:
        """Begin with the reason."""
        self.reason.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        if self.reason.value().strip():
            return ()
        return (SheetGap("还没写理由。写明为什么不同意。", self.reason),)

    def command(self) -> str:
        """Return the reason."""
        return self.reason.value().strip()


def _open(ground: TurnGround, move: Move, asked: str, act: Callable[..., ActReceipt]) -> None:
    case = ground.view.case
    subject = Subject.of(case)
    sheet = DeclineSheet(ground.kit.theme, MOVE_LABEL[move], subject.text, asked)
    work = partial(act, case.case_id, seen_version=case.version)
    ground.acts.open_sheet(sheet, subject, work, MOVE_LABEL[move], move)


def _decline_procedure(ground: TurnGround) -> None:
    plan = ground.view.case.turns.asked_procedure
    asked = plan_words(plan) if plan is not None else ""
    _open(ground, Move.DECLINE_PROCEDURE, asked, ground.session.procedures.decline)


def _decline_extension(ground: TurnGround) -> None:
    request = ground.view.case.turns.asked_extension
    asked = extension_words(request) if request is not None else ""
    _open(ground, Move.DECLINE_EXTENSION, asked, ground.session.extensions.decline)


def extension_words(request: ExtensionRequest) -> str:
    """Say in one line what was asked for."""
    joint = "，联合办理" if request.joint else ""
    on = short_date(request.at.date())
    return f"{request.asked_name}{on}提请延长 {request.days} 个工作日{joint}：{request.reason}"


DECLINE_PROCEDURE = Turn(
    "承办人提请的特别程序不需要，照常计时",
    _decline_procedure,
    asked=MoveRequest(reason="·"),
    fits=lambda case: case.turns.asked_procedure is not None,
    as_holder=False,
)
DECLINE_EXTENSION = Turn(
    "承办人提请的延期不批，期限不变",
    _decline_extension,
    asked=MoveRequest(reason="·"),
    fits=lambda case: case.turns.asked_extension is not None,
    as_holder=False,
)
