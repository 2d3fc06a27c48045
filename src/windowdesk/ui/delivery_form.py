"""What the issuing desk states when it hands a result over (domain.md §2.5)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.case import Application
from windowdesk.services.issuance import DELIVERY_LABEL, Delivery, DeliveryMode
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import Field, LineField, SegmentField
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import bare, column, row
from windowdesk.ui.room import Room
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_field import TickField

_SELF = "本人"
# What the applicant asked for at acceptance, and how it is carried out at this desk.
_MODE_ASKED = {
    "窗口自取": DeliveryMode.DIRECT,
    "代办员代领": DeliveryMode.BY_AGENT,
    "邮寄": DeliveryMode.MAIL,
    "电子送达": DeliveryMode.ELECTRONIC,
}
# What the clerk minds in each way; the words of the paper's own foot note.
_MINDED = {
    DeliveryMode.DIRECT: "交到本人手里，本人在回证上签字。",
    DeliveryMode.BY_AGENT: "代领人带自己的证件和委托书，在回证上写明关系和理由。",
    DeliveryMode.ELECTRONIC: "申请人同意过才用，以进入他的系统那天为送达日期。",
    DeliveryMode.MAIL: "以回执上注明的收件日期为送达日期，回执贴在回证后面。",
    DeliveryMode.LEFT: "写明拒收事由和日期，由见证人签名后留下。",
    DeliveryMode.PUBLIC: "别的方式都送不到才公告，公告的纸附卷。",
}
_GAP = 10
_LOW_GAP = 6
_LOWEST_FOR_NOTE = 560


@dataclass(frozen=True)
class TypedDelivery:
    """What stands in the form for one case, kept while another case is looked at."""

    mode: str
    receiver: str
    relation: str
    checked: str
    mail_number: str
    note: str


@dataclass(frozen=True)
class Gap:
    """What is still open: in a word, and the field that it belongs to."""

    text: str
    field: Field


class DeliveryForm(QWidget):
    """``changed`` follows every change by the clerk."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._application: Application | None = None
        self.mode = SegmentField(theme, label="送达方式")
        self.mode.set_choices([Choice(mode.name, DELIVERY_LABEL[mode]) for mode in DeliveryMode])
        self.receiver = LineField(theme, label="收件人")
        self.relation = LineField(theme, label="与受送达人关系")
        self.checked = TickField(theme, label="收件人证件", text="原件已核对，人证一致")
        self.checked.set_key("Alt+H")
        self.mail_number = LineField(theme, label="邮寄单号")
        self.note = LineField(theme, label="备注")
        self._is_low = self._is_lowest = False
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        who = row(theme, (self.receiver, 1), (self.relation, 1), (self.checked, 1), gap=14)
        more = row(theme, (self.mail_number, 1), (self.note, 2), gap=14)
        self._more = bare(more)
        layout = column(theme, self.mode, bare(who), self._more)
        self._measure = LayoutMeasure(theme, layout, gap=_GAP)
        self.setLayout(layout)
        self.mode.edited.connect(self._on_mode_edited)
        for field in (self.receiver, self.relation, self.checked, self.mail_number, self.note):
            field.edited.connect(self.changed)

    def show_for(self, application: Application, typed: TypedDelivery | None) -> None:
        """Begin with what was typed before, else with what the application says."""
        self._application = application
        mode = _MODE_ASKED.get(application.issue_by, DeliveryMode.DIRECT)
        receiver, relation = self._receiver_for(mode)
        fresh = TypedDelivery(mode.name, receiver, relation, "", "", "")
        shown = typed or fresh
        self.mode.set_value(shown.mode)
        self.receiver.set_value(shown.receiver)
        self.relation.set_value(shown.relation)
        self.checked.set_value(shown.checked)
        self.mail_number.set_value(shown.mail_number)
        self.note.set_value(shown.note)
        self._follow_mode()

    def typed(self) -> TypedDelivery:
        """Return what stands in the form."""
        return TypedDelivery(
            self.mode.value(),
            self.receiver.value(),
            self.relation.value(),
            self.checked.value(),
            self.mail_number.value(),
            self.note.value(),
        )

    def delivery(self) -> Delivery:
        """Return the form as the service takes it; only without a gap."""
        return Delivery(
            mode=DeliveryMode[self.mode.value()],
            receiver=self.receiver.value().strip(),
            identity_checked=self.checked.is_ticked,
            relation=self.relation.value().strip(),
            mail_number=self.mail_number.value().strip() if self._by_mail else "",
            note=self.note.value().strip(),
        )

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still open, in the order of the form."""
        asked: tuple[tuple[Field, str, Callable[[], bool]], ...] = (
            (self.mode, "送达方式", lambda: bool(self.mode.value())),
            (self.receiver, "收件人", lambda: bool(self.receiver.value().strip())),
            (self.checked, "核对证件", lambda: self.checked.is_ticked),
            (
                self.mail_number,
                "邮寄单号",
                lambda: not self._by_mail or bool(self.mail_number.value().strip()),
            ),
        )
        return tuple(Gap(text, field) for field, text, is_there in asked if not is_there())

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by the names that errors use."""
        return {
            "mode": self.mode,
            "receiver": self.receiver,
            "relation": self.relation,
            "mail_number": self.mail_number,
            "note": self.note,
        }

    def fold(self, room: Room) -> None:
        """Bring the rows closer; where it is lowest the note gives way unless it is written."""
        self._is_low, self._is_lowest = room.is_low, room.height < _LOWEST_FOR_NOTE
        self._measure.set_gap(_LOW_GAP if self._is_low else _GAP)
        self._follow_mode()

    @property
    def _by_mail(self) -> bool:
        return self.mode.value() == DeliveryMode.MAIL.name

    def _on_mode_edited(self) -> None:
        """Change the receiver along with the mode, unless the clerk wrote another one."""
        proposed = {self._receiver_for(mode) for mode in DeliveryMode}
        if (self.receiver.value(), self.relation.value()) in proposed:
            receiver, relation = self._receiver_for(DeliveryMode[self.mode.value()])
            self.receiver.set_value(receiver)
            self.relation.set_value(relation)
        self._follow_mode()
        self.changed.emit()

    def _receiver_for(self, mode: DeliveryMode) -> tuple[str, str]:
        """Return who receives by that mode, and what he is to the addressee."""
        if self._application is None:
            return "", ""
        agent = self._application.agent
        if mode is DeliveryMode.BY_AGENT:
            return (agent.name, agent.role_text) if agent is not None else ("", "")
        return self._application.applicant.name, _SELF

    def _follow_mode(self) -> None:
        mode = self.mode.value()
        self.mode.set_hint(_MINDED[DeliveryMode[mode]] if mode and not self._is_low else "")
        self.mail_number.setVisible(self._by_mail)
        self._more.setVisible(self._by_mail or not self._is_lowest or bool(self.note.value()))
