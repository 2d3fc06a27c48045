"""Temporary passwords, shown once and printed; and the sheet that makes accounts from a file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout

from windowdesk.services.staff import NewPassword
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, column, label
from windowdesk.ui.sheet import Sheet

_SHOWN_MOST = 12

Import = Callable[[Path], tuple[tuple[NewPassword, ...], tuple[str, ...]]]
"""Returns what was made, or what is wrong in the file; DomainError if it is none."""


class SecretSheet(Sheet):
    """Temporary passwords of some accounts."""

    def __init__(
        self, kit: Kit, made: Sequence[NewPassword], printed: Callable[[Sequence[NewPassword]], str]
    ) -> None:
        super().__init__(kit.theme, "lock", "临时密码", width=640)
        self._kit, self._made, self._printed = kit, tuple(made), printed
        grid = QGridLayout()
        LayoutMeasure(kit.theme, grid, gap=10)
        for number, one in enumerate(self._made[:_SHOWN_MOST]):
            for place, text in enumerate((one.account.name, one.account.login, one.password)):
                shown = label(text, "head" if place == 2 else "")  # noqa: PLR2004  the password
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(shown, number, place)
        more = len(self._made) - _SHOWN_MOST
        more_text = f"还有 {more} 人，在打出来的单子上。" if more > 0 else ""
        self._said = label(more_text, "second", wrap=True)
        self._button = KeyButton(kit.theme, "打印密码单", "F8", ButtonKind.GO, "print")
        self._button.clicked.connect(self._on_print)
        why = label("只显示这一次。头一次登录要换成自己的密码。", "second", wrap=True)
        self.put(column(kit.theme, why, 14, grid, 14, self._said, 12))
        self.put_row(STRETCH, self._button)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F8 prints."""
        return (KeyGroup("", (KeyAct("F8", "打印密码单", self._on_print),)),)

    def take_focus(self) -> None:
        """Begin at the button."""
        self._button.setFocus()

    def _on_print(self) -> None:
        work = partial(self._printed, self._made)
        self._kit.tasks.run(work, self._said.setText, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        text = getattr(error, "text", "")
        if not text:
            raise error
        self._said.setText(text)


class ImportSheet(Sheet):
    """``made`` carries the accounts; what is wrong in the file stands on the sheet."""

    made = Signal(object)

    def __init__(self, kit: Kit, bring_in: Import) -> None:
        super().__init__(kit.theme, "person", "从表格导入人员", width=760)
        self._kit, self._bring_in = kit, bring_in
        self._path = LineField(kit.theme, label="表格文件（xlsx 或 CSV）")
        self._path.set_hint("第一行：工号、姓名、岗位、部门、电话。有一行不对，就一个也不建。")
        self._path.enter_goes_on = False
        self._path.entered.connect(self._on_go)
        self._report = label("", "fault", wrap=True)
        self._button = KeyButton(kit.theme, "导入", "F9", ButtonKind.GO)
        self._button.clicked.connect(self._on_go)
        self.put(column(kit.theme, self._path, 6, self._report, 12))
        self.put_row(STRETCH, self._button)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 imports."""
        return (KeyGroup("", (KeyAct("F9", "导入", self._on_go),)),)

    def take_focus(self) -> None:
        """Begin at the path."""
        self._path.take_focus()

    def _on_go(self) -> None:
        typed = self._path.value().strip()
        if not typed:
            self._path.set_fault("写上表格文件在哪里。")
            return
        work = partial(self._bring_in, Path(typed).expanduser())
        self._kit.tasks.run(work, self._on_read, self._on_failed)

    def _on_read(self, read: tuple[tuple[NewPassword, ...], tuple[str, ...]]) -> None:
        made, faults = read
        if faults:
            more = f"\n还有 {len(faults) - _SHOWN_MOST} 处。" if faults[_SHOWN_MOST:] else ""
            self._report.setText("\n".join(faults[:_SHOWN_MOST]) + more)
        else:
            self.made.emit(made)

    def _on_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error, {"file": self._path, "staff": self._path})
