"""Which materials go back to the applicant: a list to tick, and the line that sums it up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import ReturnedMaterial
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.parts import STRETCH, column, label, row
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_list import Tick, TickList


class ReturnedList(QWidget):
    """``returned`` are the lines of the 材料退还清单 that are ticked."""

    settled = Signal()

    def __init__(self, theme: Theme, title: str = "退还给申请人的材料") -> None:
        super().__init__()
        self._held: tuple[ReturnedMaterial, ...] = ()
        self.list = TickList(theme, title, most=4)
        self._sum = label("", "hint")
        self._nothing = label("没有收材料，不用退。", "second")
        self._keys = QWidget()
        self._keys.setLayout(
            row(
                theme,
                KeyCap(theme, "空格"),
                5,
                label("退或不退", "hint"),
                10,
                KeyCap(theme, "A"),
                5,
                label("全退或全不退", "hint"),
            )
        )
        head = row(
            theme, label(title, "label"), 8, self._sum, 8, self.list.more_text, STRETCH, self._keys
        )
        self.setLayout(column(theme, head, 4, self.list, self.list.fault_text, self._nothing))
        self.list.ticked.connect(self._count)
        self.list.settled.connect(self.settled)

    def show_materials(self, materials: Sequence[ReturnedMaterial]) -> None:
        """List what the house holds; at first all of it goes back."""
        self._held = tuple(materials)
        self.list.show_ticks(
            [Tick(str(n), m.name, _counts(m), on=True) for n, m in enumerate(self._held)]
        )
        for part in (self.list, self._keys):
            part.setVisible(bool(self._held))
        self._nothing.setHidden(bool(self._held))
        self._count()

    def returned(self) -> tuple[ReturnedMaterial, ...]:
        """Return what goes back."""
        return tuple(self._held[int(code)] for code in self.list.codes())

    def _count(self) -> None:
        total, back = len(self.list.lines.entries), len(self.list.codes())
        self._sum.setText(f"{total} 份，退 {back} 份" if total else "")


def _counts(material: ReturnedMaterial) -> str:
    counts = (("原件", material.originals), ("复印", material.copies))
    parts = [f"{name} {count}" for name, count in counts if count]
    return " · ".join([*parts, f"{material.pages} 页"] if material.pages else parts)


def sums_of(materials: Sequence[HandedIn]) -> str:
    """Return 原件 3 份、复印 2 份 of all that came in, '' where nothing did."""
    sums = (
        ("原件", sum(m.originals for m in materials)),
        ("复印", sum(m.copies for m in materials)),
        ("电子", sum(m.files for m in materials)),
    )
    return "、".join(f"{name} {count} 份" for name, count in sums if count)
