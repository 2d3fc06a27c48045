"""What the issuing desk states when it hands a result over or sends it (domain.md §2.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.case import Application
from windowdesk.domain.issuing import IN_PERSON
from windowdesk.domain.issuing_guards import LEAST_PUBLIC_DAYS
from windowdesk.services.issuance import (
    DELIVERY_LABEL,
    SELF,
    Delivery,
    DeliveryMode,
    Letter,
)
from windowdesk.ui.buttons import Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import Field, LineField, SegmentField
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import bare, column, row
from windowdesk.ui.room import Room
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_field import TickField

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
    DeliveryMode.MAIL: "先登记寄出；收到回执再办送达，回执上的收件日期就是送达日期。",
    DeliveryMode.LEFT: "写明拒收事由和日期，由见证人签名后留下。",
    DeliveryMode.PUBLIC: "别的方式都送不到才公告，期满那天算送达，公告附卷。",
}
_ARRIVED = "寄出了，还在途。收到回执再办，照回执写日期和签收人。"
# What each way asks for besides, in the order of the form.
_ASKED: Mapping[DeliveryMode, tuple[str, ...]] = {
    DeliveryMode.DIRECT: (),
    DeliveryMode.BY_AGENT: ("authority",),
    DeliveryMode.ELECTRONIC: ("consent", "address", "on"),
    DeliveryMode.MAIL: ("carrier", "mail_number", "mail_to"),
    DeliveryMode.LEFT: ("refusal", "witness"),
    DeliveryMode.PUBLIC: ("posted_on", "days"),
}
_ASKED_ON_ARRIVAL = ("mail_number", "on")
_GAP = 10
_LOW_GAP = 6
_LOWEST_FOR_NOTE = 560
# With so many more fields in the row there is no room for the note.
_FULL_ROW = 3


@dataclass(frozen=True)
class TypedDelivery:
    """What stands in the form for one case, kept while another case is looked at."""

    mode: str
    receiver: str
    relation: str
    checked: str
    note: str
    more: Mapping[str, str] = field(default_factory=dict)


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
        self._under_way = ""
        self.mode = SegmentField(theme, label="送达方式")
        self.mode.set_choices([Choice(mode.name, DELIVERY_LABEL[mode]) for mode in DeliveryMode])
        self.receiver = LineField(theme, label="收件人")
        self.relation = LineField(theme, label="与受送达人关系")
        self.checked = TickField(theme, label="收件人证件", text="原件已核对，人证一致")
        self.checked.set_key("Alt+H")
        self.mail_number = LineField(theme, label="邮寄单号")
        self.carrier = LineField(theme, label="承运单位")
        self.mail_to = LineField(theme, label="收件地址")
        self.address = LineField(theme, label="电子地址")
        self.authority = LineField(theme, label="委托书编号或日期")
        self.consent = LineField(theme, label="送达地址确认书编号或日期")
        self.refusal = LineField(theme, label="拒收事由")
        self.witness = LineField(theme, label="见证人")
        self.on = DateField(theme, label="送达日期")
        self.posted_on = DateField(theme, label="公告日期")
        self.days = LineField(theme, label="公告几日")
        self.note = LineField(theme, label="备注")
        self._is_low = self._is_lowest = False
        self._build(theme)

    @property
    def more(self) -> Mapping[str, LineField]:
        """The fields that only some ways ask for, in the order of the form."""
        return {
            "authority": self.authority,
            "consent": self.consent,
            "carrier": self.carrier,
            "mail_number": self.mail_number,
            "mail_to": self.mail_to,
            "address": self.address,
            "on": self.on,
            "refusal": self.refusal,
            "witness": self.witness,
            "posted_on": self.posted_on,
            "days": self.days,
        }

    @property
    def sends_letter(self) -> bool:
        """Whether the act is to send a letter, not to serve."""
        return self._is(DeliveryMode.MAIL) and not self._under_way

    def _build(self, theme: Theme) -> None:
        who = row(theme, (self.receiver, 1), (self.relation, 1), (self.checked, 1), gap=14)
        fields = ((one, 1) for one in self.more.values())
        self._more = bare(row(theme, *fields, (self.note, 2), gap=14))
        layout = column(theme, self.mode, bare(who), self._more)
        self._measure = LayoutMeasure(theme, layout, gap=_GAP)
        self.setLayout(layout)
        self.mode.edited.connect(self._on_mode_edited)
        for one in (self.receiver, self.relation, self.checked, self.note, *self.more.values()):
            one.edited.connect(self.changed)

    def show_for(
        self,
        application: Application,
        typed: TypedDelivery | None,
        under_way: str = "",
        today: date | None = None,
    ) -> None:
        """Begin with what was typed before, else with what the application says.

        ``under_way`` is the number of the letter that was sent and not heard of yet.
        """
        self._application, self._under_way = application, under_way
        if today is not None:
            self.on.set_today(today)
            self.posted_on.set_today(today)
        mode = _MODE_ASKED.get(application.issue_by, DeliveryMode.DIRECT)
        mode = DeliveryMode.MAIL if under_way else mode
        receiver, relation = self._receiver_for(mode)
        fresh = TypedDelivery(mode.name, receiver, relation, "", "", self._usual())
        shown = typed or fresh
        self.mode.set_value(shown.mode)
        self.receiver.set_value(shown.receiver)
        self.relation.set_value(shown.relation)
        self.checked.set_value(shown.checked)
        self.note.set_value(shown.note)
        for name, one in self.more.items():
            one.set_value(shown.more.get(name, ""))
        if under_way:
            self.mail_number.set_value(under_way)
        self._follow_mode()

    def typed(self) -> TypedDelivery:
        """Return what stands in the form."""
        return TypedDelivery(
            self.mode.value(),
            self.receiver.value(),
            self.relation.value(),
            self.checked.value(),
            self.note.value(),
            {name: one.value() for name, one in self.more.items()},
        )

    def delivery(self) -> Delivery:
        """Return the form as the service takes it; only without a gap."""
        asked = {name: self.more[name].value().strip() for name in self._asked}
        days = int(asked.get("days", "") or 0)
        return Delivery(
            mode=DeliveryMode[self.mode.value()],
            receiver=self.receiver.value().strip(),
            identity_checked=self.checked.is_ticked and self._in_person,
            relation=self.relation.value().strip() if self._in_person else SELF,
            mail_number=asked.get("mail_number", ""),
            note=self.note.value().strip(),
            on=self._day_that_counts(days),
            authority=asked.get("authority", ""),
            consent=asked.get("consent", ""),
            address=asked.get("address", ""),
            refusal=asked.get("refusal", ""),
            witness=asked.get("witness", ""),
            posted_on=self.posted_on.day() if self._is(DeliveryMode.PUBLIC) else None,
            days=days,
        )

    def letter(self) -> Letter:
        """Return the letter that is to be sent; only without a gap."""
        phone = self._application.applicant.phone if self._application is not None else ""
        return Letter(
            waybill=self.mail_number.value().strip(),
            carrier=self.carrier.value().strip(),
            addressee=self.receiver.value().strip(),
            address=self.mail_to.value().strip(),
            phone=phone,
        )

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is still open, in the order of the form."""
        found = []
        if not self.mode.value():
            found.append(Gap("送达方式", self.mode))
        if not self.receiver.value().strip():
            found.append(Gap("收件人", self.receiver))
        if self._in_person and not self.checked.is_ticked:
            found.append(Gap("核对证件", self.checked))
        for name in self._asked:
            one = self.more[name]
            if not self._is_there(name, one):
                found.append(Gap(one.get_label(), one))
        return tuple(found)

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by the names that errors use."""
        own: dict[str, Field] = {
            "mode": self.mode,
            "receiver": self.receiver,
            "addressee": self.receiver,
            "relation": self.relation,
            "note": self.note,
            **self.more,
        }
        letter = {"address": self.mail_to} if self.sends_letter else {}
        return {**own, **{f"delivery.{name}": one for name, one in own.items()}, **letter}

    def fold(self, room: Room) -> None:
        """Bring the rows closer; where it is lowest the note gives way unless it is written."""
        self._is_low, self._is_lowest = room.is_low, room.height < _LOWEST_FOR_NOTE
        self._measure.set_gap(_LOW_GAP if self._is_low else _GAP)
        self._follow_mode()

    @property
    def _asked(self) -> tuple[str, ...]:
        if not self.mode.value():
            return ()
        mode = DeliveryMode[self.mode.value()]
        if mode is DeliveryMode.MAIL and self._under_way:
            return _ASKED_ON_ARRIVAL
        if mode is DeliveryMode.BY_AGENT and self._is_on_file:
            return ()
        return _ASKED[mode]

    @property
    def _in_person(self) -> bool:
        return any(self._is(mode) for mode in IN_PERSON)

    @property
    def _is_on_file(self) -> bool:
        """Whether the agent on the case has an authority that names him."""
        agent = self._application.agent if self._application is not None else None
        return agent is not None and bool(agent.authority_number)

    def _is(self, mode: DeliveryMode) -> bool:
        return self.mode.value() == mode.name

    @staticmethod
    def _is_there(name: str, one: LineField) -> bool:
        if isinstance(one, DateField):
            return one.day() is not None
        text = one.value().strip()
        return text.isdigit() if name == "days" else bool(text)

    def _day_that_counts(self, days: int) -> date | None:
        if "on" in self._asked:
            return self.on.day()
        posted = self.posted_on.day()
        if self._is(DeliveryMode.PUBLIC) and posted is not None:
            return posted + timedelta(days=days)
        return None

    def _usual(self) -> Mapping[str, str]:
        """Return what a letter usually goes to, and how long a notice hangs."""
        address = self._application.applicant.address if self._application is not None else ""
        return {"mail_to": address, "days": str(LEAST_PUBLIC_DAYS)}

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
        return self._application.applicant.name, SELF

    def _follow_mode(self) -> None:
        mode, asked = self.mode.value(), self._asked
        minded = _ARRIVED if self._under_way and self._is(DeliveryMode.MAIL) else ""
        if mode and not minded:
            minded = _MINDED[DeliveryMode[mode]]
        self.mode.set_hint("" if self._is_low else minded)
        for name, one in self.more.items():
            one.setVisible(name in asked)
        self.relation.setVisible(self._in_person)
        self.checked.setVisible(self._in_person)
        self.note.setVisible(len(asked) < _FULL_ROW)
        note = not self._is_lowest or bool(self.note.value())
        self._more.setVisible(bool(asked) or note)
