"""日结: what the day held, the seal over it, and the 日清表 that is signed and kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.domain.clock import short_date, weekday_name
from windowdesk.domain.document import PrintState
from windowdesk.domain.facts import PaperFacts
from windowdesk.domain.local_time import clock_time, local_date
from windowdesk.domain.seal import Seal
from windowdesk.services.day_close import DayOfWork
from windowdesk.services.day_sheet import counted, day_sheet_facts, grouped_hash
from windowdesk.services.session import Session
from windowdesk.services.sheet_facts import DAY_SHEET
from windowdesk.services.sheets import SheetJob
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import LineField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.kit import Kit
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, Item, bare, column, empty, label, row, rule
from windowdesk.ui.saved_copy import FOLDER, file_stem, first_folder, save_copy
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.tone import Tone

_COLUMNS = 3


@dataclass(frozen=True)
class Evening:
    """What the sheet shows: the day, the last seal, and whether anything moved since.

    ``unsealed`` counts papers of the day with a place for a seal that have no entry yet.
    """

    day: DayOfWork
    last: Seal | None
    is_due: bool
    unsealed: int


class DayCloseSheet(Sheet):
    """F9 seals and prints. ``sealed`` carries the seal; the sheet stays open to print again.

    ``help_wanted`` follows F1: the page tells of backups and of a spoiled database, too.
    """

    sealed = Signal(object)
    help_wanted = Signal()

    def __init__(self, kit: Kit, session: Session, today: Callable[[], date]) -> None:
        super().__init__(kit.theme, "lock", "日结", width=760)
        self._kit = kit
        self._session = session
        self._today = today
        self._evening: Evening | None = None
        self._facts: PaperFacts | None = None
        self._counts = QVBoxLayout()
        LayoutMeasure(kit.theme, self._counts)
        self._left = label("", "strong", Tone.AMBER, wrap=True)
        self._seal = label("", "second", wrap=True)
        self._note = LineField(kit.theme, label="备注（停电、停网、设备坏了，印在日清表上）")
        self._note.enter_goes_on = False
        self._folder = LineField(kit.theme, label="存到文件夹")
        self._folder.enter_goes_on = False
        self._folder.set_value(first_folder())
        self._save_button = KeyButton(kit.theme, "存 PDF", "Alt+C", icon="paper")
        self._save_button.clicked.connect(self._on_save_clicked)
        self._button = KeyButton(kit.theme, "日结并打印日清表", "F9", ButtonKind.GO)
        self._button.clicked.connect(self._on_go_clicked)
        self._save_button.hide()
        self._folder.hide()
        self._lay_out()
        self._look()

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 seals or prints again, Alt+C saves the sheet as a file."""
        acts = (
            KeyAct("F9", "日结并打印日清表", self._on_go_clicked),
            KeyAct("Alt+C", "存 PDF", self._on_save_clicked),
            KeyAct("F1", "日结、备份、恢复怎么办", self.help_wanted.emit),
        )
        return (KeyGroup("", acts),)

    def take_focus(self) -> None:
        """Begin at the remark."""
        self._note.take_focus()

    def _lay_out(self) -> None:
        theme = self._kit.theme
        self.put(
            column(
                theme,
                self._counts,
                10,
                self._left,
                14,
                rule(),
                14,
                self._seal,
                14,
                self._note,
                8,
                self._folder,
                16,
                row(
                    theme,
                    KeyCap(theme, "F1"),
                    5,
                    label("怎么办", "hint"),
                    12,
                    self._save_button,
                    STRETCH,
                    self._button,
                ),
            )
        )

    def _look(self) -> None:
        self._kit.tasks.run(partial(_look, self._session, self._today()), self._show, self._failed)

    def _show(self, evening: Evening) -> None:
        self._evening = evening
        day = evening.day
        self.note.setText(f"{short_date(day.day)} {weekday_name(day.day)}")
        empty(self._counts)
        for part in _count_lines(self._kit, day):
            self._counts.addWidget(part)
        self._left.setText(_left_over(day, evening.unsealed))
        self._left.setVisible(bool(self._left.text()))
        self._seal.setText(_seal_text(evening))
        may_print = evening.last is not None and not evening.is_due
        self._button.setText("再打一张日清表" if may_print else "日结并打印日清表")

    def _on_go_clicked(self) -> None:
        if self._evening is None:
            return
        note = self._note.value()
        if self._evening.is_due or self._evening.last is None:
            work = partial(_seal, self._session, self._evening.day.day, note)
        else:
            work = partial(_facts, self._session, self._evening.last, note)
        self._button.setEnabled(False)
        self._kit.tasks.run(work, self._on_sealed, self._failed)

    def _on_sealed(self, done: tuple[Seal, PaperFacts]) -> None:
        seal, self._facts = done
        self._button.setEnabled(True)
        self.sealed.emit(seal)
        self._look()
        printing = partial(self._session.sheets.print_sheet, DAY_SHEET.code, self._facts)
        self._kit.tasks.run(printing, self._on_printed, self._failed)

    def _on_printed(self, job: SheetJob) -> None:
        if job.state is PrintState.NOT_PRINTED:
            text = f"日结好了，日清表没打出来：{job.reason}可以存成 PDF 到别处打。"
            self._kit.notifier.warn(text)
        else:
            self._kit.notifier.info("日结好了，日清表已送打印机。签名后存档。")
        self._folder.show()
        self._save_button.show()

    def _on_save_clicked(self) -> None:
        if self._facts is None:
            return
        self._folder.set_fault("")
        stem = file_stem("日清表", self.note.text())
        work = partial(_saved, self._session, self._facts, self._folder.value(), stem)
        self._kit.tasks.run(work, self._on_saved, self._failed)

    def _on_saved(self, name: str) -> None:
        self._folder.set_hint(f"已存 {name}")

    def _failed(self, error: Exception) -> None:
        self._button.setEnabled(True)
        self._kit.notifier.failed(error, {FOLDER: self._folder})


def _look(session: Session, day: date) -> Evening:
    close = session.day_close
    unsealed = sum(paper.waits for paper in session.sealings.papers(day, day))
    return Evening(close.day(day), close.last(), close.is_due(), unsealed)


def _seal(session: Session, day: date, note: str) -> tuple[Seal, PaperFacts]:
    held = session.day_close.day(day)
    seal = session.day_close.seal()
    return seal, _sheet_of(session, held, seal, note)


def _facts(session: Session, seal: Seal, note: str) -> tuple[Seal, PaperFacts]:
    return seal, _sheet_of(session, session.day_close.day(seal.day), seal, note)


def _sheet_of(session: Session, held: DayOfWork, seal: Seal, note: str) -> PaperFacts:
    return day_sheet_facts(
        held,
        seal,
        session.day_close.before(seal),
        session.centre,
        session.account,
        window=session.window,
        note=note,
    )


def _saved(session: Session, facts: PaperFacts, folder: str, stem: str) -> str:
    return save_copy(folder, stem, ".pdf", session.sheets.export(DAY_SHEET.code, facts)).name


def _count_lines(kit: Kit, day: DayOfWork) -> Iterator[QWidget]:
    pairs = list(counted(day))
    if not pairs:
        yield label("今天还没有办件。", "second")
        return
    for start in range(0, len(pairs), _COLUMNS):
        shown = pairs[start : start + _COLUMNS]
        parts: list[Item] = [(_pair(kit, name, many), 1) for name, many in shown]
        parts += [(bare(column(kit.theme)), 1) for _ in range(_COLUMNS - len(shown))]
        yield bare(row(kit.theme, *parts, margins=(0, 2, 0, 2), gap=28))
    papers = f"出文书 {day.issued} 份"
    void = f"，作废 {day.void} 份" if day.void else ""
    yield label(f"{papers}{void}。", "second")


def _pair(kit: Kit, name: str, many: int) -> QWidget:
    return bare(row(kit.theme, label(name), STRETCH, label(f"{many} 件", "strong")))


def _left_over(day: DayOfWork, unsealed: int) -> str:
    parts = (
        (day.unprinted, f"还有 {day.unprinted} 张没打出来，先打完再结。"),
        (day.unrendered, f"还有 {day.unrendered} 份文书没排成纸。"),
        (day.overdue, f"在办的有 {day.overdue} 件超期。"),
        (unsealed, f"要盖章的文书还有 {unsealed} 份没登记用印（Ctrl+S）。"),
    )
    return "".join(text for many, text in parts if many)


def _seal_text(evening: Evening) -> str:
    seal = evening.last
    if seal is None:
        return "还没有日结过。日结把每一件封存起来，封存号印在日清表上，以后少了哪件都查得出。"
    told = short_date(local_date(seal.at))
    since = "以后又有新的办理。" if evening.is_due else "以后没有新的办理。"
    return (
        f"上次日结：第 {seal.seq} 次，{told} {clock_time(seal.at)}，{since}\n"
        f"校验值 {grouped_hash(seal.hash)}"
    )
