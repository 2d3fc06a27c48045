"""Sections of the 系统 screen about this machine and the numbers on paper."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtWidgets import QGridLayout

from windowdesk import __version__
from windowdesk.domain.text import half_width
from windowdesk.services.centre_facts import PaperLine
from windowdesk.services.house_sheets import TriedPrinter, trial_sheet
from windowdesk.services.press import PrinterChoice
from windowdesk.services.print_port import PrintersSeen
from windowdesk.settings import Settings
from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import LineField
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, column, empty, label
from windowdesk.ui.printer_rows import PrinterRows, PrinterTry
from windowdesk.ui.system_section import MachineLine, SystemGround, SystemSection
from windowdesk.ui.tone import Tone


class PrintersSection(SystemSection):
    """Printers and trays by kind of paper, kept in the settings of this machine."""

    code, title = "printers", "打印机"
    lead = "只管这台电脑。某种文书要用别的打印机、别的纸盒，才在它那一行选。份数照文书。"
    save_text = "存好"

    def __init__(self, ground: SystemGround, kinds: Sequence[Choice]) -> None:
        super().__init__(ground)
        self._settings = self.machine.settings
        self._titles = {kind.code: kind.text for kind in kinds}
        self._rows = PrinterRows(self.theme, kinds)
        self._rows.edited.connect(self.edited)
        self._rows.try_wanted.connect(self._on_try)
        self._said = label("", "hint", wrap=True)
        self.setLayout(column(self.theme, (self._rows, 1), 6, self._said))

    def load(self) -> None:
        """Show what is set, and ask the queues how they are."""
        settings = self._settings
        self._rows.set_values(
            {**({"": settings.printer} if settings.printer else {}), **settings.printers},
            {**({"": settings.tray} if settings.tray else {}), **settings.trays},
        )
        self.run(self.machine.printers, self._on_seen)

    def save(self) -> None:
        """Write settings.toml; papers take the new choice at once."""
        printers, trays = dict(self._rows.printers()), dict(self._rows.trays())
        values = {
            "printer": printers.pop("", ""),
            "tray": trays.pop("", ""),
            "printers": printers,
            "trays": trays,
        }
        self.run(partial(self.machine.save, values), self._on_saved)

    def take_focus(self) -> None:
        """Begin at the printer of all papers."""
        self._rows.take_focus()

    def _on_seen(self, seen: PrintersSeen) -> None:
        self._rows.show_queues(seen)
        self._said.setText("" if seen.reports else "这台电脑上还没有装打印机。")

    def _on_saved(self, settings: Settings) -> None:
        self._settings = settings
        choice = PrinterChoice(settings.printer, settings.printers, settings.tray, settings.trays)
        self.session.press.choose(choice)
        self.session.sheets.choose(choice)
        self.kit.notifier.settled()
        self.kit.notifier.info("存好了，从下一张起照这个打。")

    def _on_try(self, wanted: PrinterTry) -> None:
        if not wanted.queue:
            self._said.setText("先选一个打印机，再试打。")
            return
        self._said.setText("正在送测试页。")
        self.run(partial(self._print, wanted), self._said.setText)

    def _print(self, wanted: PrinterTry) -> str:
        session = self.session
        kinds = (self._titles.get(wanted.kind, "各种文书"),)
        tried = TriedPrinter(wanted.queue, wanted.tray, kinds, wanted.kind)
        centre, now = session.facts.now(), datetime.now(UTC)
        sheet, facts = trial_sheet(tried, session.renderer, centre, session.window, now)
        printer = PrinterChoice(wanted.queue, tray=wanted.tray)
        job = session.sheets.print_sheet(sheet, facts, printer=printer)
        if job.reason:
            return f"测试页没打出来：{job.reason}"
        return f"测试页已送 {wanted.queue}{'，纸盒 ' + wanted.tray if wanted.tray else ''}。"


class NumbersSection(SystemSection):
    """Number lines: what was given out, and where unused ones begin."""

    code, title = "numbers", "编号"
    lead = "今年的文号。用过的只能看；没用过的，纸上编到 118 号就写 119。"
    save_text = "存好"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._lines: tuple[PaperLine, ...] = ()
        self._fields: dict[tuple[str, str], LineField] = {}
        self._grid = QGridLayout()
        LayoutMeasure(self.theme, self._grid, gap=10)
        for place in range(3):
            self._grid.setColumnStretch(place, 1)
        self.setLayout(column(self.theme, self._grid, STRETCH))

    def load(self) -> None:
        """Ask for the lines."""
        self.run(self.session.facts.lines, self._on_lines)

    def save(self) -> None:
        """Let unused lines begin where it was written."""
        wanted: list[tuple[str, str, int]] = []
        for (organ, kind), field in self._fields.items():
            text = half_width(field.value()).strip()
            if not text:
                continue
            if not (text.isascii() and text.isdigit() and int(text) > 0):
                field.set_fault("写一个不小于 1 的数。")
                field.take_focus()
                return
            wanted.append((organ, kind, int(text)))
        if wanted:
            self.run(partial(self._start, tuple(wanted)), self._on_started)

    def take_focus(self) -> None:
        """Begin at the first unused line."""
        for field in self._fields.values():
            field.take_focus()
            return

    def _start(self, wanted: tuple[tuple[str, str, int], ...]) -> int:
        for organ, kind, serial in wanted:
            self.session.facts.start_line(organ, kind, serial)
        return len(wanted)

    def _on_started(self, count: int) -> None:
        self.kit.notifier.settled()
        self.kit.notifier.info(f"{count} 种文书的起始号存好了。")
        self.load()

    def _on_lines(self, lines: tuple[PaperLine, ...]) -> None:
        empty(self._grid)
        self._fields = {}
        several = len({line.organ_short for line in lines}) > 1
        for number, line in enumerate(lines):
            title = f"{line.organ_short} {line.title}" if several else line.title
            field = LineField(self.theme, label=title)
            field.edited.connect(self.edited)
            if line.used:
                field.set_value(f"{line.first} 至 {line.following - 1}，下一个 {line.following}")
                field.set_read_only(True)
            else:
                field.set_value(str(line.following) if line.following > 1 else "")
                self._fields[line.organ_short, line.kind] = field
            self._grid.addWidget(field, number // 3, number % 3)


class MachineSection(SystemSection):
    """What this machine has and lacks."""

    code, title = "machine", "本机"
    lead = "这台电脑上的程序、库和内容。黄的要看一看。"

    def __init__(self, ground: SystemGround) -> None:
        super().__init__(ground)
        self._grid = QGridLayout()
        LayoutMeasure(self.theme, self._grid, gap=8)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(column(self.theme, self._grid, STRETCH))

    def load(self) -> None:
        """Look at the machine."""
        self.run(self.machine.look, self._on_looked)

    def _on_looked(self, lines: tuple[MachineLine, ...]) -> None:
        empty(self._grid)
        settings = self.machine.settings
        own = (
            MachineLine("版本", __version__),
            MachineLine("库", settings.database),
            MachineLine("内容", str(settings.content or "随程序来的")),
            MachineLine("数据文件夹", str(settings.data)),
        )
        for number, line in enumerate((*own, *lines)):
            tone = Tone.PLAIN if line.well else Tone.AMBER
            text = line.text if line.well or not line.cure else f"{line.text}。{line.cure}"
            self._grid.addWidget(label(line.name, "label"), number, 0)
            self._grid.addWidget(label(text, "", tone, wrap=True), number, 1)
