"""当场更正: slips of writing or reckoning, mended by the applicant at the desk and signed for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt

from windowdesk.domain.case import Application
from windowdesk.domain.outcomes import SpotCorrection
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.correction_list import ROW, CorrectionLine, CorrectionList
from windowdesk.ui.fields import LineField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.pick_list import EntryModel
from windowdesk.ui.theme import Theme

_MOST_ROWS = 7


@dataclass(frozen=True)
class CorrectionOrder:
    """The fields that change, and the applicant's initials beside them."""

    corrections: tuple[SpotCorrection, ...]
    initials: str


class CorrectionSheet(ActSheet):
    """``wanted`` carries a ``CorrectionOrder``."""

    def __init__(
        self, theme: Theme, application: Application, correctable: Sequence[SpotCorrection]
    ) -> None:
        super().__init__(theme, "paper", "当场更正", act="更正，记下前后", width=820)
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.lines = EntryModel[CorrectionLine](self)
        self.lines.show([CorrectionLine(one) for one in correctable])
        self.list = CorrectionList(theme)
        self.list.use(self.lines)
        rows = max(1, min(_MOST_ROWS, len(self.lines.entries)))
        SizeMeasure(theme, self.list, least=(None, rows * ROW), most=(None, rows * ROW))
        self._fault = label("", "fault", wrap=True)
        self._more = label("", "hint")
        self.after = LineField(theme, label="改成")
        self.initials = LineField(theme, label="申请人在改处签的字")
        self._build()
        self.list.go_to(0)
        self.list.picked.connect(lambda _place: self._write())
        self.list.moved.connect(lambda _place: self._show_current())
        self.list.more.connect(self._on_more)
        self.after.edited.connect(self._on_edited)
        self.after.enter_goes_on = self.initials.enter_goes_on = False
        self.after.entered.connect(self._on_written)
        self.initials.entered.connect(self.act_button.setFocus)
        self._show_current()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "initials": self.initials,
            "corrections": self,
            **{line.correction.field: self.after for line in self.lines.entries},
        }

    def take_focus(self) -> None:
        """Begin with the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the list."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        self.set_fault("")
        if not self._changed():
            return (SheetGap("还没改哪一处。↑↓ 选，Enter 改。", self),)
        if not self.initials.value().strip():
            return (SheetGap("还没签字。申请人在改处签好，录他签的字。", self.initials),)
        return ()

    def command(self) -> CorrectionOrder:
        """Return the fields that change."""
        return CorrectionOrder(self._changed(), self.initials.value().strip())

    def _build(self) -> None:
        theme = self.theme
        told = "写错、算错、装订错，让申请人当场改、在改处签字。五个工作日照样走。"
        keys = (KeyCap(theme, "Enter"), 5, label("改这一处", "hint"))
        self.body.addWidget(label(told, "second", wrap=True))
        self.body.addWidget(bare(row(theme, self._more, STRETCH, *keys)))
        self.body.addWidget(self.list)
        self.body.addWidget(self._fault)
        self.body.addWidget(bare(row(theme, (self.after, 3), (self.initials, 2), gap=14)))
        self._fault.hide()

    def _changed(self) -> tuple[SpotCorrection, ...]:
        return tuple(line.correction for line in self.lines.entries if line.is_changed)

    def _current(self) -> CorrectionLine | None:
        place = self.list.place
        return self.lines.entries[place] if 0 <= place < len(self.lines.entries) else None

    def _show_current(self) -> None:
        line = self._current()
        self.after.setEnabled(line is not None)
        if line is not None:
            self.after.set_label(f"{line.correction.label}　改成")
            self.after.set_value(line.correction.after)

    def _write(self) -> None:
        self.after.take_focus()
        self.after.edit.selectAll()

    def _on_edited(self, text: str) -> None:
        line = self._current()
        if line is not None:
            self.set_fault("")
            changed = replace(line.correction, after=text.strip())
            self.lines.replace(self.list.place, CorrectionLine(changed))

    def _on_written(self) -> None:
        """Enter: back to the list, where another field can be chosen."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_more(self, above: int, below: int) -> None:
        parts = [f"上 {above} 处"] * bool(above) + [f"下 {below} 处"] * bool(below)
        self._more.setText("还有：" + "，".join(parts) if parts else "")
