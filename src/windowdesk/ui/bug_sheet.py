"""The one sheet for an error of the program: what holds, and a report to copy."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.measures import fix_height
from windowdesk.ui.parts import STRETCH, bare, column, label
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.theme import Theme


class BugSheet(Sheet):
    """Says that the fault is the program's; ``report`` holds no ID numbers (the log's filter)."""

    def __init__(self, theme: Theme, report: str) -> None:
        super().__init__(theme, "warn", "这一步没做成，是程序的错", width=760)
        self._report = report
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("报告")
        fix_height(theme, text, 200)
        self.copied = label("", "hint")
        copy = KeyButton(theme, "拷贝报告", "Ctrl+C")
        copy.clicked.connect(self._on_copy_clicked)
        self._go_on = KeyButton(theme, "接着办", "F9", ButtonKind.GO)
        self._go_on.clicked.connect(self.wants_aside)
        self.put(label("写了一半的内容已存好，不用重填。把报告交给管理员。", "second", wrap=True))
        self.put(bare(column(theme, 12)))
        self.put(text)
        self.put(bare(column(theme, 14)))
        self.put_row(self.copied, STRETCH, copy, 8, self._go_on)

    def keys(self) -> tuple[KeyGroup, ...]:
        """Ctrl+C copies all of it, F9 goes on."""
        acts = (
            KeyAct("Ctrl+C", "拷贝报告", self._on_copy_clicked),
            KeyAct("F9", "接着办", self._go_on.click),
        )
        return (KeyGroup("", acts),)

    def take_focus(self) -> None:
        """Begin at 接着办."""
        self._go_on.setFocus()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self.copied.setText("已拷贝")
