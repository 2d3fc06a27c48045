"""F7: not required, not competent, or refused; which of the three decides the paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtGui import QKeyEvent

from windowdesk.domain.case import Application
from windowdesk.domain.outcomes import REFUSAL_LABEL, Refusal, RefusalKind
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.act_sheet import ActSheet, Memo, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import ButtonKind, Choice
from windowdesk.ui.fields import Field, LineField, SegmentField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.phrased_text import PhrasedText
from windowdesk.ui.returned_list import sums_of
from windowdesk.ui.theme import Theme


@dataclass(frozen=True)
class _Way:
    """How one kind is put: on its segment, on the button, which paper, which phrases."""

    title: str
    act: str
    tells: str
    phrases: OpinionKind


_WAYS: Mapping[RefusalKind, _Way] = MappingProxyType(
    {
        RefusalKind.NOT_REQUIRED: _Way(
            f"1 {REFUSAL_LABEL[RefusalKind.NOT_REQUIRED]}",
            "不受理并打印",
            "打印不受理告知书。办件就此结束。",
            OpinionKind.NOT_REQUIRED,
        ),
        RefusalKind.NOT_COMPETENT: _Way(
            f"2 {REFUSAL_LABEL[RefusalKind.NOT_COMPETENT]}",
            "不予受理并打印",
            "打印不予受理决定书，写明该找哪个机关。办件就此结束。",
            OpinionKind.NOT_COMPETENT,
        ),
        RefusalKind.OTHER: _Way(
            f"3 {REFUSAL_LABEL[RefusalKind.OTHER]}",
            "不予受理并打印",
            "打印不予受理决定书，写明理由和依据。办件就此结束。",
            OpinionKind.REFUSE,
        ),
    }
)
_KINDS = tuple(_WAYS)
_BACK, _KEPT = "back", "kept"


class RefusalSheet(ActSheet):
    """``wanted`` carries a ``Refusal``. Nothing is chosen beforehand: each kind ends the case."""

    def __init__(self, theme: Theme, application: Application, book: PhraseBook) -> None:
        super().__init__(
            theme, "cross", "不受理、不予受理", act="不予受理并打印", kind=ButtonKind.GRAVE
        )
        self._application = application
        self._book = book
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.kind = SegmentField(theme, label="是哪一种")
        self.kind.set_choices([Choice(kind.value, way.title) for kind, way in _WAYS.items()])
        self._tells = label("", "hint", wrap=True)
        self.organ = LineField(theme, label="该找哪个机关")
        self.address = LineField(theme, label="地址（可以不写）")
        self.phone = LineField(theme, label="电话（可以不写）")
        self._where = bare(row(theme, (self.organ, 5), (self.address, 6), (self.phone, 4), gap=14))
        self.reason = PhrasedText(theme, "理由")
        self.basis = LineField(theme, label="依据：哪部法、第几条")
        self.materials = SegmentField(theme, label="收到的材料")
        for part in (self.kind, self._tells, self._where, self.reason, self.basis, self.materials):
            self.body.addWidget(part)
        self.materials.set_choices([Choice(_BACK, "全部退还"), Choice(_KEPT, "留在本中心")])
        self.materials.set_value(_BACK)
        self.materials.set_hint(sums_of(application.materials))
        self.kind.edited.connect(self._follow_kind)
        self._follow_kind()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "kind": self.kind,
            "reason": self.reason.text,
            "basis": self.basis,
            "organ": self.organ,
            "organ_address": self.address,
            "organ_phone": self.phone,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (KeyAct("1", "是哪一种", shown="1 2 3"), *self.reason.keys())

    def take_focus(self) -> None:
        """Begin with the kind."""
        self.kind.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt override: a number chooses the kind while that is asked."""
        number = event.text()
        if number in tuple("123") and self.kind.isAncestorOf(self.focusWidget()):
            self.kind.set_value(_KINDS[int(number) - 1].value)
            self.kind.take_focus()
            self._follow_kind()
        else:
            super().keyPressEvent(event)

    def restore(self, memo: Memo) -> None:
        """Put back what was typed; the kind says which fields there are."""
        super().restore(memo)
        self._follow_kind()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        if self._kind() is None:
            return (SheetGap("选一种。三种的法律后果不一样，打的纸也不一样。", self.kind),)
        asked: list[tuple[Field, str]] = []
        if self._kind() is RefusalKind.NOT_COMPETENT:
            asked.append((self.organ, "还没写该找哪个机关。办事人照着去，写全称。"))
        asked.append((self.reason.text, "还没写理由。写明理由再办。"))
        if self._kind() is RefusalKind.OTHER:
            asked.append((self.basis, "还没写依据。写明依据的条款再办。"))
        return tuple(SheetGap(text, field) for field, text in asked if not field.value().strip())

    def command(self) -> Refusal:
        """Return the refusal as written."""
        kind = self._kind()
        assert kind is not None  # noqa: S101  a gap otherwise
        elsewhere = kind is RefusalKind.NOT_COMPETENT
        return Refusal(
            kind=kind,
            reason=self.reason.value(),
            basis=self.basis.value().strip(),
            organ=self.organ.value().strip() if elsewhere else "",
            organ_address=self.address.value().strip() if elsewhere else "",
            organ_phone=self.phone.value().strip() if elsewhere else "",
            materials_returned=self._has_materials and self.materials.value() == _BACK,
        )

    @property
    def _has_materials(self) -> bool:
        return bool(sums_of(self._application.materials))

    def _kind(self) -> RefusalKind | None:
        return RefusalKind(self.kind.value()) if self.kind.value() else None

    def _follow_kind(self) -> None:
        kind = self._kind()
        way = _WAYS[kind] if kind else None
        self._tells.setText(way.tells if way else "")
        self._tells.setVisible(way is not None)
        for part in (self.reason, self.basis):
            part.setVisible(way is not None)
        self.materials.setVisible(way is not None and self._has_materials)
        self._where.setVisible(kind is RefusalKind.NOT_COMPETENT)
        if way is None:
            return
        self.basis.set_label(
            "依据：哪部法、第几条" if kind is RefusalKind.OTHER else "依据（可以不写）"
        )
        self.reason.offer(self._book, way.phrases, self._application)
        self.set_act(way.act, ButtonKind.GRAVE)
