"""归档: the checklist as it stands, what only eyes can see to tick, retention and numbers.

The walk: the archivist has the papers of the case in hand. The sheet says what is still open; with
nothing open he looks at signatures and counts pages, ticks both, and F9 closes the file and prints
cover, list and remarks.
"""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from windowdesk.domain.states import CaseState
from windowdesk.services.archive import RETENTIONS, FileView, Filing
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import LineField, SegmentField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, label, row
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_field import TickField

_TICK_KEYS = ("Alt+H", "Alt+J")


class FilingSheet(ActSheet):
    """``wanted`` carries a ``Filing``."""

    def __init__(self, theme: Theme, view: FileView) -> None:
        super().__init__(theme, "paper", "归档", act="归档并打印", width=820)
        case = view.case
        self._view = view
        self.note.setText(f"{case.application.applicant.name} · {case.item.shown_name}")
        self.ticks = {
            line.name: TickField(theme, label="对着纸核", text=line.name)
            for line in view.checks
            if line.by_hand
        }
        self.retention = SegmentField(theme, label="保管期限")
        offered = tuple(
            dict.fromkeys((*RETENTIONS, *((view.retention,) if view.retention else ())))
        )
        self.retention.set_choices([Choice(one, one) for one in offered])
        self.retention.set_value(view.retention)
        self.checked_by = LineField(theme, label="检查人")
        self.fonds = LineField(theme, label="全宗号（可以不写）")
        self.catalogue = LineField(theme, label="目录号（可以不写）")
        self.remarks = LineField(theme, label="备考表的说明（可以不写）")
        self._build(theme)

    def _build(self, theme: Theme) -> None:
        view = self._view
        self.body.addWidget(label(_told(view), "second", wrap=True))
        computed = [line for line in view.checks if not line.by_hand]
        for line in computed:
            if line.fault:
                self.body.addWidget(_line(theme, line.fault, is_open=True))
        holding = "、".join(line.name for line in computed if not line.fault)
        if holding:
            self.body.addWidget(_line(theme, holding, is_open=False))
        for key, tick in zip(_TICK_KEYS, self.ticks.values(), strict=False):
            tick.set_key(key)
        self.body.addWidget(bare(row(theme, *((tick, 1) for tick in self.ticks.values()), gap=14)))
        self.body.addWidget(bare(row(theme, (self.retention, 2), (self.checked_by, 1), gap=14)))
        numbers = row(theme, (self.fonds, 1), (self.catalogue, 1), (self.remarks, 2), gap=14)
        self.body.addWidget(bare(numbers))
        self.body.addStretch(1)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "retention": self.retention,
            "checked_by": self.checked_by,
            "fonds": self.fonds,
            "catalogue": self.catalogue,
            "remarks": self.remarks,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return tuple(
            KeyAct(key, name, tick.toggle)
            for key, (name, tick) in zip(_TICK_KEYS, self.ticks.items(), strict=False)
        )

    def take_focus(self) -> None:
        """Begin with what is to be looked at."""
        next(iter(self.ticks.values())).take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        faults = self._view.faults
        if faults:
            self.say(faults[0].fault)
        found = [
            SheetGap(f"还没核“{name}”。对着纸核过再勾。", tick)
            for name, tick in self.ticks.items()
            if not tick.is_ticked
        ]
        if not self.retention.value():
            found.append(SheetGap("还没选保管期限。选一个再归档。", self.retention))
        if not self.checked_by.value().strip():
            found.append(SheetGap("还没写检查人。写上姓名。", self.checked_by))
        return tuple(found)

    def command(self) -> Filing:
        """Return what the archivist states."""
        return Filing(
            retention=self.retention.value(),
            checked_by=self.checked_by.value().strip(),
            ticked=tuple(name for name, tick in self.ticks.items() if tick.is_ticked),
            remarks=self.remarks.value().strip(),
            fonds=self.fonds.value().strip(),
            catalogue=self.catalogue.value().strip(),
        )


def _line(theme: Theme, text: str, *, is_open: bool) -> QWidget:
    """Return what is still to be done, or what holds."""
    icon, colour = ("cross", "red") if is_open else ("check", "green")
    sign = IconSign(theme, icon=icon, size=18, colour=colour)
    return bare(row(theme, sign, 8, (label(text, "fault" if is_open else "", wrap=True), 1)))


def _told(view: FileView) -> str:
    held = f"卷里有 {len(view.pieces)} 件，共 {view.pages} 页。"
    if view.case.state is CaseState.DELIVERED:
        return f"{held}打印流程单、案卷封面、卷内目录和备考表。"
    return f"{held}打印卷内目录。"
