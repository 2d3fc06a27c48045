"""The print list: what waits for the printer or did not come out, and what to do about it."""

from collections.abc import Callable

from windowdesk.domain.document import PRINT_MOVES, PrintState
from windowdesk.services.print_port import QueueReport
from windowdesk.services.session import Session
from windowdesk.services.worklists import PrintRow
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.export_line import ExportLine, PaperRef
from windowdesk.ui.kit import Kit
from windowdesk.ui.paper_sheet import open_papers
from windowdesk.ui.parts import STRETCH, bare, column, frame, label, row
from windowdesk.ui.print_rows import PrintRows
from windowdesk.ui.print_watch import PrintWatch
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.states import EmptyState, IconSign
from windowdesk.ui.tone import Tone

_NO_PRINTER = (
    "这个窗口没有打印机，件照样能办。把文书存成 PDF，拿到有打印机的电脑上打；打好了，按“已经打出”。"
)


class PrintListSheet(Sheet):
    """Papers of this window. ``show`` opens another sheet in its place (the preview)."""

    def __init__(
        self, kit: Kit, session: Session, watch: PrintWatch, show: Callable[[Sheet], None]
    ) -> None:
        super().__init__(kit.theme, "print", "打印单", width=760)
        self._kit = kit
        self._session = session
        self._watch = watch
        self._show = show
        self._has_printer = True
        theme = kit.theme
        self.trouble_text = label("", "", wrap=True)
        sign = IconSign(theme, icon="print-off", size=18, colour="amber")
        trouble = row(theme, sign, 8, (self.trouble_text, 1), margins=(12, 8, 12, 8))
        self.trouble = frame("banner", trouble, Tone.AMBER)
        self.trouble.hide()
        self.rows = PrintRows(theme)
        self.nothing = EmptyState(theme)
        self.again_button = KeyButton(theme, "重打", "F9", ButtonKind.GO, "print")
        self.came_out_button = KeyButton(theme, "已经打出", "Alt+Y")
        self.not_printed_button = KeyButton(theme, "没打出来", "Alt+M")
        self.look_button = KeyButton(theme, "看纸样", "F8")
        self.export = ExportLine(kit, session)
        self._build()
        self._connect()
        self._on_changed(watch.rows)
        watch.refresh()

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        acts = (
            KeyAct("F9", "重打这一张", self.again_button.click),
            KeyAct("Ctrl+P", "没打出来的全部重打", self._watch.again_all),
            KeyAct("Alt+Y", "已经打出", self.came_out_button.click),
            KeyAct("Alt+M", "没打出来", self.not_printed_button.click),
            KeyAct("F8", "看纸样", self.look_button.click),
            KeyAct("F5", "再问打印机", self._watch.refresh),
            *self.export.acts(),
        )
        return (KeyGroup("打印单", acts),)

    def take_focus(self) -> None:
        """Let ↑↓ choose a paper at once."""
        self.rows.setFocus()

    def _build(self) -> None:
        theme = self.theme
        acts = (
            self.again_button,
            self.came_out_button,
            self.not_printed_button,
            self.look_button,
            STRETCH,
        )
        buttons = bare(row(theme, *acts, gap=8))
        self._acts = bare(column(theme, 10, buttons, 10, self.export))
        self.put(self.trouble)
        self.put(self.rows, 1)
        self.put(self.nothing)
        self.put(self._acts)
        self.put(bare(column(theme, 10)))
        self.put(label("没打出来的一直留在这里，关机也不丢。", "hint"))

    def _connect(self) -> None:
        self._watch.changed.connect(self._on_changed)
        self._watch.printer_seen.connect(self._on_printer_seen)
        self.rows.chosen.connect(self._on_rows_chosen)
        self.rows.opened.connect(self.look_button.click)
        self.again_button.clicked.connect(self._on_again_button_clicked)
        self.came_out_button.clicked.connect(self._on_came_out_button_clicked)
        self.not_printed_button.clicked.connect(self._on_not_printed_button_clicked)
        self.look_button.clicked.connect(self._on_look_button_clicked)

    def _on_printer_seen(self, printer: QueueReport | None) -> None:
        """Say what is wrong with the printer, and what helps."""
        self._has_printer = printer is not None
        if printer is None:
            text = _NO_PRINTER
        elif printer.ready:
            text = ""
        else:
            text = f"打印机{printer.reason or '没准备好'}。弄好以后按 Ctrl+P 全部重打。"
        self.trouble_text.setText(text)
        self.trouble.setVisible(bool(text))
        self._on_changed(self._watch.rows)

    def _on_changed(self, rows: tuple[PrintRow, ...]) -> None:
        self.rows.show_rows(rows, has_printer=self._has_printer)
        self.rows.setVisible(bool(rows))
        self._acts.setVisible(bool(rows))
        self.nothing.setHidden(bool(rows))
        self.nothing.say("check", Tone.GREEN, "都打出来了", "没有等着打的，也没有没打出来的。")
        self.note.setText(f"{len(rows)} 张" if rows else "")
        self.rows.updateGeometry()

    def _on_rows_chosen(self) -> None:
        """Offer what the state of the chosen paper allows; the rest is absent."""
        row_now = self.rows.current()
        self.export.set_paper(_ref(row_now) if row_now is not None else None)
        if row_now is None:
            return
        allowed = PRINT_MOVES[row_now.state]
        waits = row_now.state is PrintState.WAITING
        self.again_button.setText("打印" if waits else "重打")
        self.came_out_button.setVisible(PrintState.DONE in allowed)
        self.not_printed_button.setVisible(PrintState.NOT_PRINTED in allowed and not waits)

    def _on_again_button_clicked(self) -> None:
        row_now = self.rows.current()
        if row_now is not None:
            self._watch.again((row_now.print_id,))

    def _on_came_out_button_clicked(self) -> None:
        row_now = self.rows.current()
        if row_now is not None and self.came_out_button.isVisible():
            self._watch.set_came_out(row_now.print_id)

    def _on_not_printed_button_clicked(self) -> None:
        row_now = self.rows.current()
        if row_now is not None and self.not_printed_button.isVisible():
            self._watch.set_not_printed(row_now.print_id)

    def _on_look_button_clicked(self) -> None:
        row_now = self.rows.current()
        if row_now is not None:
            papers = (_ref(row_now),)
            open_papers(self._kit, self._session, self._watch, papers, self._show)


def _ref(printing: PrintRow) -> PaperRef:
    return PaperRef(printing.document_id, printing.title, printing.number, printing.applicant_name)
