"""The catalogue as files: write it out, look what a file would do, take it over as drafts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from windowdesk.domain.errors import DomainError
from windowdesk.services.catalogue_import import CatalogueExchange, ImportReport
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.paging import Page, PagedRows
from windowdesk.ui.parts import STRETCH, bare, column, label, row
from windowdesk.ui.row_table import Column, RowTable, RowTableModel
from windowdesk.ui.saved_copy import first_folder
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tasks import RunNow
from windowdesk.ui.tone import Tone

_NAME = "事项库.xlsx"
_REPORT_HEIGHT = 300


@dataclass(frozen=True)
class _Line:
    """One line of the report: where, what is the matter, what to do."""

    where: str
    what: str
    todo: str
    tone: Tone = Tone.PLAIN


class FilesSheet(Sheet):
    """``taken`` follows an import that changed something."""

    taken = Signal()

    def __init__(self, kit: Kit, exchange: CatalogueExchange, *, may_change: bool) -> None:
        super().__init__(kit.theme, "catalogue", "事项库的表格", width=1100)
        self._kit = kit
        self._exchange = exchange
        self._looked: tuple[str, ImportReport] | None = None
        theme = kit.theme
        self.path = LineField(theme, label="文件（.xlsx），或者放 CSV 的文件夹")
        self.path.set_value(str(Path(first_folder()) / _NAME))
        self.path.enter_goes_on = False
        self.path.edited.connect(self._on_path_edited)
        self.export_button = KeyButton(theme, "导出全部", "Alt+C", icon="paper")
        self.blank_button = KeyButton(theme, "导出空表", "Alt+K")
        self.look_button = KeyButton(theme, "看看会怎样", "F9", ButtonKind.GO)
        self.take_button = KeyButton(theme, "导入成草稿", "F9", ButtonKind.GO)
        self.export_button.clicked.connect(self.export)
        self.blank_button.clicked.connect(self.export_blank)
        self.look_button.clicked.connect(self.go_on)
        self.take_button.clicked.connect(self.go_on)
        self._summary = label(
            "导出的表拿到表格程序里改，改好再导进来。有一处不对就什么都不导入，逐处说清。",
            "second",
            wrap=True,
        )
        self._pages = PagedRows[_Line](RunNow(), self)
        self.table = RowTable(theme)
        columns: tuple[Column[_Line], ...] = (
            Column("在哪里", lambda line: line.where, 280, lambda line: line.tone),
            Column("情况", lambda line: line.what),
            Column("怎么办", lambda line: line.todo),
        )
        self.table.show_rows(RowTableModel(theme, self._pages, columns, self))
        self.table.setAccessibleName("逐处说明")
        SizeMeasure(theme, self.table, least=(None, _REPORT_HEIGHT))
        self.table.chosen.connect(self._on_chosen)
        self._whole = label("", "second", wrap=True)
        self.put(self.path)
        self.put(bare(column(theme, 6)))
        self.put(row(theme, self.export_button, 8, self.blank_button, STRETCH,
                     self.look_button, self.take_button))  # fmt: skip
        self.put(bare(column(theme, 10)))
        self.put(self._summary)
        self.put(bare(column(theme, 6)))
        self.put(self.table, 1)
        self.put(self._whole)
        self.look_button.setEnabled(may_change)
        self._show(())

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 looks first, then takes over."""
        acts = (
            KeyAct("F9", "先看会怎样，再导入", self.go_on),
            KeyAct("Alt+C", "导出全部", self.export),
            KeyAct("Alt+K", "导出空表", self.export_blank),
        )
        return (KeyGroup("表格", acts),)

    def take_focus(self) -> None:
        """Begin at the name of the file."""
        self.path.take_focus()

    def export(self) -> None:
        """Write the whole catalogue."""
        self._export(blank=False)

    def export_blank(self) -> None:
        """Write empty sheets to fill in."""
        self._export(blank=True)

    def go_on(self) -> None:
        """Look what the file would do; when that was seen and is clean, take it over."""
        if not self.look_button.isEnabled():
            return
        asked = self.path.value().strip()
        seen = self._looked
        if seen is not None and seen[0] == asked and seen[1].is_clean and _does_something(seen[1]):
            self._kit.tasks.run(
                partial(self._exchange.take, Path(asked).expanduser()),
                self._on_taken,
                self._on_failed,
            )
            return
        self._summary.setText("正在读……")
        work = partial(self._exchange.look, Path(asked).expanduser())
        self._kit.tasks.run(work, partial(self._on_looked, asked), self._on_failed)

    def _export(self, *, blank: bool) -> None:
        path = Path(self.path.value().strip()).expanduser()
        work = partial(self._exchange.export, path, blank=blank)
        self._kit.tasks.run(work, partial(self._on_exported, path), self._on_failed)

    def _on_exported(self, path: Path, count: int) -> None:
        told = f"{count} 个事项" if count else "空表"
        self._summary.setText(f"已写好 {path}：{told}。")
        self._kit.notifier.info(f"已写好 {path.name}")

    def _on_looked(self, asked: str, report: ImportReport) -> None:
        self._looked = (asked, report)
        ready = report.is_clean and _does_something(report)
        will = "会" if report.is_clean else ""
        self._summary.setText(f"{will}{report.summary}")
        self._show(_lines(report), ready=ready)

    def _on_taken(self, report: ImportReport) -> None:
        self._looked = None
        if report.is_clean:
            self._summary.setText(f"导入好了：{report.summary}都是草稿，评估、批准、发布后才生效。")
            self._kit.notifier.info("事项库导入好了")
            self._show(())
            self.taken.emit()
        else:
            self._summary.setText(report.summary)
            self._show(_lines(report))

    def _on_failed(self, error: Exception) -> None:
        self._looked = None
        self._summary.setText("")
        self._show(())
        # A file can only be wrong as a whole here: rows are told in the report.
        fields = {"file": self.path} if isinstance(error, DomainError) else {}
        self._kit.notifier.failed(error, fields)

    def _on_path_edited(self) -> None:
        self._looked = None
        self._show(())

    def _show(self, lines: Sequence[_Line], *, ready: bool = False) -> None:
        rows = tuple(lines)
        self._pages.read_from(lambda _cursor: Page(rows))
        self.table.setHidden(not rows)
        self._whole.setText("")
        self.look_button.setHidden(ready)
        self.take_button.setHidden(not ready)
        if rows:
            self.table.selectRow(0)

    def _on_chosen(self, place: int) -> None:
        line = self._pages.rows[place]
        self._whole.setText(f"{line.where}：{line.what}{line.todo}")


def _does_something(report: ImportReport) -> bool:
    return bool(report.new or report.changed)


def _lines(report: ImportReport) -> tuple[_Line, ...]:
    faults = [
        _Line(
            " ".join(
                part
                for part in (
                    fault.sheet,
                    f"第 {fault.line} 行" if fault.line else "",
                    f"“{fault.column}”" if fault.column else "",
                )
                if part
            ),
            fault.wrong,
            fault.write,
            Tone.RED,
        )
        for fault in report.faults
    ]
    if faults:
        return tuple(faults)
    new = [_Line("新增", f"{item.name}（{item.item_id}）", "", Tone.GREEN) for item in report.new]
    changed = [
        _Line(
            f"改动 {len(one.changes)} 处",
            one.after.name,
            "、".join(dict.fromkeys(change.label or change.record for change in one.changes)),
            Tone.AMBER,
        )
        for one in report.changed
    ]
    return (*new, *changed)
