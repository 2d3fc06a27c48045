"""导出: what is shown as xlsx, masked, for a purpose that goes on record."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar

from windowdesk.domain.local_time import paper_date
from windowdesk.services.case_filter import CaseFilter
from windowdesk.services.filter_words import FilterNames, filter_text
from windowdesk.services.list_export import FILE, PURPOSE, Exported, ExportProgress, ExportStopped
from windowdesk.services.session import Session
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, bare, column, label
from windowdesk.ui.saved_copy import file_stem, first_folder, free_path
from windowdesk.ui.sheet import Sheet

_TICK_MS = 200
_LONGEST_STEM = 60


class ExportSheet(Sheet):
    """F9 writes the file; while it runs, Alt+T stops it and leaves nothing."""

    def __init__(self, kit: Kit, session: Session, names: FilterNames, wanted: CaseFilter) -> None:
        super().__init__(kit.theme, "paper", "导出名单", width=680)
        self._kit = kit
        self._session = session
        self._wanted = wanted
        self._words = filter_text(wanted, names)
        self._stem = file_stem("办件清单", paper_date(names.today), self._words)[:_LONGEST_STEM]
        self._progress: ExportProgress | None = None
        theme = kit.theme
        self.purpose_field = LineField(theme, label="用途（会记在案）")
        self.purpose_field.set_required(True)
        self.folder_field = LineField(theme, label="存到文件夹")
        self.folder_field.set_value(first_folder())
        self.state_text = label("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self.go_button = KeyButton(theme, "导出", "F9", ButtonKind.GO)
        self.stop_button = KeyButton(theme, "停下", "Alt+T")
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self._say_progress)
        self.left.connect(self.stop)
        self._build()
        self._show_running(running=False)

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (KeyAct("F9", "导出", self.export), KeyAct("Alt+T", "停下", self.stop))
        return (KeyGroup("导出名单", acts),)

    def take_focus(self) -> None:
        """Begin with the purpose."""
        self.purpose_field.take_focus()

    def export(self) -> None:
        """F9: write the whole result, not only what is loaded."""
        if self._progress is not None:
            return
        self._progress = ExportProgress()
        self._show_running(running=True)
        work = partial(
            _exported,
            self._session,
            self._wanted,
            self.folder_field.value(),
            self._stem,
            purpose=self.purpose_field.value(),
            progress=self._progress,
        )
        self._kit.tasks.run(work, self._on_exported, self._on_failed)

    def stop(self) -> None:
        """Alt+T, or the sheet is put aside: end without a file."""
        if self._progress is not None:
            self._progress.stop()

    def _build(self) -> None:
        self.go_button.clicked.connect(self.export)
        self.stop_button.clicked.connect(self.stop)
        self.folder_field.enter_goes_on = False
        self.folder_field.entered.connect(self.export)
        said = "导出全部结果，姓名、证件号码、电话隐去一部分。谁导出、用途和件数记在案。"
        self.put(label(f"筛选：{self._words}", "strong", wrap=True))
        self.put(bare(column(self.theme, 4, label(said, "second", wrap=True), 12)))
        self.put(self.purpose_field)
        self.put_row(8)
        self.put(self.folder_field)
        self.put(bare(column(self.theme, 10, self._bar, 4)))
        self.put_row((self.state_text, 1), STRETCH, self.stop_button, 8, self.go_button)

    def _show_running(self, *, running: bool) -> None:
        self._bar.setVisible(running)
        self.stop_button.setVisible(running)
        self.go_button.setEnabled(not running)
        if running:
            self._tick.start()
            self._say_progress()
        else:
            self._tick.stop()

    def _say_progress(self) -> None:
        if self._progress is not None:
            self.state_text.setText(f"已写 {self._progress.done} 件")

    def _on_exported(self, done: Exported) -> None:
        self._progress = None
        self._show_running(running=False)
        text = f"导出 {done.cases} 件，存在 {done.path.name}"
        self.state_text.setText(text)
        self._kit.notifier.info(text)

    def _on_failed(self, error: Exception) -> None:
        self._progress = None
        self._show_running(running=False)
        self.state_text.setText("")
        if isinstance(error, ExportStopped):
            self.state_text.setText(error.text)
            return
        fields = {PURPOSE: self.purpose_field, FILE: self.folder_field}
        self._kit.notifier.failed(error, fields)


def _exported(
    session: Session,
    wanted: CaseFilter,
    folder: str,
    stem: str,
    *,
    purpose: str,
    progress: ExportProgress,
) -> Exported:
    path = free_path(Path(folder.strip()).expanduser(), stem, ".xlsx")
    return session.list_export.export(wanted, path, purpose, progress)
