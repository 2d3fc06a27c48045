"""别人代办: who acts for the applicant, by what right."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.identity import IdKind, IssuingPlaces
from windowdesk.domain.party import AGENT_LABEL, AgentEntry, AgentKind
from windowdesk.ui.acceptance_step import Gap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.entry_faults import field_gaps, line_fault, name_fault, phone_fault
from windowdesk.ui.field_grid import FieldGrid
from windowdesk.ui.fields import ChoiceField, Field, LineField
from windowdesk.ui.identity_pair import IdentityPair
from windowdesk.ui.noted_field import NotedField
from windowdesk.ui.parts import column
from windowdesk.ui.theme import Theme

PREFIX = "agent"
_ID_KINDS = (IdKind.RESIDENT, IdKind.HMT, IdKind.FOREIGN, IdKind.PASSPORT, IdKind.OTHER)


class AgentBlock(QWidget):
    """The fields of an agent; ``edited`` and ``left`` follow any of them."""

    edited = Signal()
    left = Signal()

    def __init__(self, theme: Theme, places: IssuingPlaces) -> None:
        super().__init__()
        self.kind = ChoiceField(theme, label="凭什么代办")
        self.name = NotedField(theme, label="代办人姓名")
        self.phone = LineField(theme, label="代办人电话")
        self.id_kind = ChoiceField(theme, label="代办人证件类型")
        self.id_number = NotedField(theme, label="代办人证件号码")
        self.relation = LineField(theme, label="和申请人的关系")
        self.authority = LineField(theme, label="委托书编号或落款日期")
        self.identity = IdentityPair(self.id_kind, self.id_number, _ID_KINDS, places, self)
        self.grid = FieldGrid(theme)
        self.grid.set_fields([(field, 1) for field in self.fields().values()])
        self.setLayout(column(theme, self.grid))
        self.kind.set_choices([Choice(k.value, AGENT_LABEL[k]) for k in AgentKind])
        self.kind.set_value(AgentKind.AGENT.value)
        self.kind.edited.connect(self._on_kind_edited)
        self._set_checks()
        for field in self.fields().values():
            field.edited.connect(self.edited)
            field.left.connect(self.left)
        self._on_kind_edited("")

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by the names that the rules use, in the order of the talk."""
        return {
            f"{PREFIX}.kind": self.kind,
            f"{PREFIX}.name": self.name,
            f"{PREFIX}.phone": self.phone,
            f"{PREFIX}.id_kind": self.id_kind,
            f"{PREFIX}.id_number": self.id_number,
            f"{PREFIX}.relation": self.relation,
            f"{PREFIX}.authority_number": self.authority,
        }

    def entry(self) -> AgentEntry:
        """Return what was typed."""
        return AgentEntry(
            kind=AgentKind(self.kind.value() or AgentKind.AGENT.value),
            name=self.name.value(),
            id_kind=self.identity.kind,
            id_number=self.id_number.value(),
            phone=self.phone.value(),
            relation=self.relation.value(),
            authority_number="" if self.authority.isHidden() else self.authority.value(),
        )

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing or wrong."""
        needed: list[Field] = [self.name]
        if self.kind.value() != AgentKind.PROXY.value:
            needed.append(self.id_number)
        if not self.authority.isHidden():
            needed.append(self.authority)
        return field_gaps(list(self.fields().values()), needed)

    def set_today(self, today: date) -> None:
        """Check numbers against another day."""
        self.identity.set_today(today)

    def clear(self) -> None:
        """Empty all fields."""
        for field in self.fields().values():
            field.set_value("")
        self.identity.clear()
        self.kind.set_value(AgentKind.AGENT.value)
        self._on_kind_edited("")

    def restore(self, values: Mapping[str, str]) -> None:
        """Put back what was typed."""
        for key, field in self.fields().items():
            field.set_value(values.get(key, ""))
        number = values.get(f"{PREFIX}.id_number", "")
        self.identity.restore(values.get(f"{PREFIX}.id_kind", ""), number)
        self._on_kind_edited("")

    def _set_checks(self) -> None:
        self.name.check_with(name_fault)
        self.phone.check_with(phone_fault)
        self.relation.check_with(line_fault)
        self.authority.check_with(line_fault)

    def _on_kind_edited(self, _code: str) -> None:
        self.authority.setHidden(self.kind.value() != AgentKind.AGENT.value)
        self.grid.arrange()
