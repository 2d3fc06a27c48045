"""延期: how many working days more, why; asked by the reviewer, allowed by the head (art. 42).

The walk: the limit will not do. Alt+Y, ten days are there already, the reviewer writes why and
sees the new date; F9 asks. The head opens the same sheet filled in, writes less or the same, his
office stands there; F9 prints the form for the file and the notice for the applicant.
"""

from collections.abc import Mapping
from functools import partial

from windowdesk.domain.clock import short_date
from windowdesk.domain.guards import MoveRequest
from windowdesk.domain.local_time import local_date
from windowdesk.domain.states import Move
from windowdesk.services.extensions import Extensions, ExtensionWish
from windowdesk.services.lookup import CaseView
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.days_field import DaysField
from windowdesk.ui.decline_sheet import extension_words
from windowdesk.ui.fields import LineField, SegmentField, TextField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.sheet_acts import Subject
from windowdesk.ui.theme import Theme
from windowdesk.ui.turn import Turn, TurnGround

_USUAL, _JOINT = "usual", "joint"
_USUAL_DAYS = 10
_WAYS = (Choice(_USUAL, "一般，最多 10"), Choice(_JOINT, "联合办理，最多 15"))
_OFFICE = {False: "本机关负责人", True: "本级人民政府负责人"}


class ExtensionSheet(ActSheet):
    """``wanted`` carries an ``ExtensionWish``."""

    def __init__(
        self, theme: Theme, view: CaseView, extensions: Extensions, *, allows: bool
    ) -> None:
        act = "批准延期并打印" if allows else "提请延期"
        super().__init__(theme, "calendar", "延长办理期限", act=act, width=700)
        self.note.setText(Subject.of(view.case).text)
        self._case, self._extensions, self._allows = view.case, extensions, allows
        self._today = local_date(view.now)
        self.days = DaysField(theme, label="延长几个工作日")
        self.way = SegmentField(theme, label="办理方式")
        self.office = LineField(theme, label="批准人职务")
        self.reason = TextField(theme, label="延长的理由（写给申请人看）", height=72)
        self.moved = label("", "strong", wrap=True)
        self.asked = label("", "second", wrap=True)
        self._build()
        self._fill()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "days": self.days,
            "way": self.way,
            "office": self.office,
            "reason": self.reason,
        }

    def take_focus(self) -> None:
        """Begin with the reason, the one thing that is not there yet."""
        (self.days if self.reason.value() else self.reason).take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        found = []
        if not self.days.days():
            found.append(SheetGap("还没写延长几天。写数字，如 10。", self.days))
        if self._allows and not self.office.value().strip():
            found.append(SheetGap("还没写批准人的职务。", self.office))
        if not self.reason.value().strip():
            found.append(SheetGap("还没写理由。通知书上要写明。", self.reason))
        return tuple(found)

    def command(self) -> ExtensionWish:
        """Return what is asked for, or allowed."""
        return ExtensionWish(
            days=self.days.days() or 0,
            reason=self.reason.value().strip(),
            joint=self.way.value() == _JOINT,
            office=self.office.value().strip() if self._allows else "",
        )

    def _build(self) -> None:
        theme = self.theme
        told = "法定期限届满前办，一件只能延长一次。打印审批表和通知书。"
        if not self._allows:
            told = "法定期限届满前提请，一件只能延长一次，由机关负责人批。"
        self.way.set_choices(_WAYS)
        self.way.set_value(_USUAL)
        self.way.setVisible(bool(self._case.item.joint_organs))
        self.office.setVisible(self._allows)
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(self.asked)
        line = row(theme, (self.days, 1), (self.way, 2), (self.office, 2), gap=14)
        self.body.addWidget(bare(line))
        self.body.addWidget(self.reason)
        self.body.addWidget(self.moved)
        self.days.edited.connect(self._follow)
        self.way.edited.connect(self._on_way_edited)

    def _fill(self) -> None:
        request = self._case.turns.asked_extension if self._allows else None
        self.asked.setVisible(request is not None)
        self.days.set_value(str(_USUAL_DAYS))
        if request is not None:
            self.asked.setText(extension_words(request))
            self.days.set_value(str(request.days))
            self.way.set_value(_JOINT if request.joint else _USUAL)
            self.reason.set_value(request.reason)
        self.office.set_value(_OFFICE[self.way.value() == _JOINT])
        self._follow()

    def _on_way_edited(self) -> None:
        joint = self.way.value() == _JOINT
        if self.office.value().strip() in {"", _OFFICE[not joint]}:
            self.office.set_value(_OFFICE[joint])

    def _follow(self) -> None:
        days = self.days.days()
        dues = self._extensions.due_with(self._case, days, self._today) if days else None
        text = ""
        if dues is not None:
            text = f"法定期限 {short_date(dues[0])} → {short_date(dues[1])}"
        self.moved.setText(text)


def _ask(ground: TurnGround) -> None:
    extensions, case = ground.session.extensions, ground.view.case
    sheet = ExtensionSheet(ground.kit.theme, ground.view, extensions, allows=False)
    work = partial(extensions.ask, case.case_id, seen_version=case.version)
    ground.acts.open_sheet(sheet, Subject.of(case), work, "提请延期", Move.ASK_EXTENSION)


def _allow(ground: TurnGround) -> None:
    extensions, case = ground.session.extensions, ground.view.case
    sheet = ExtensionSheet(ground.kit.theme, ground.view, extensions, allows=True)
    work = partial(extensions.allow, case.case_id, seen_version=case.version)
    ground.acts.open_sheet(sheet, Subject.of(case), work, "批准延期", Move.EXTEND)


def _asked(view: CaseView) -> MoveRequest:
    due = view.statutory.due if view.statutory is not None else None
    late = due is not None and local_date(view.now) > due
    return MoveRequest(reason="·", days=1, office="·", lapsed=late)


EXTEND = Turn(
    "法定期限届满前，机关负责人批准，只能一次",
    _allow,
    title="批准延期",
    key="Alt+Y",
    asked=_asked,
    as_holder=False,
)
ASK_EXTENSION = Turn(
    "写明几天、为什么，交机关负责人批",
    _ask,
    key="Alt+Y",
    asked=_asked,
)
