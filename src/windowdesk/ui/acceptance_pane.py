"""The pane of the promise: outcome, due date and why, papers, the first gap, the main button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from windowdesk.domain.clock import short_date, weekday_name
from windowdesk.ui.acceptance_done import DoneList
from windowdesk.ui.acceptance_promise import PaperLine, PromiseView
from windowdesk.ui.acceptance_ways import OutcomeButtons
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.day_ruler import DayRuler
from windowdesk.ui.draft_offer import DraftOffer
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import STRETCH, bare, column, empty, label, row, rule, set_look
from windowdesk.ui.room import Room
from windowdesk.ui.states import IconSign
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tone import Tone

_WIDTH = 372
_NARROW = 326
_WIDE = 440
_LARGE_ROOM = 1800
_LEAST_HEIGHT = 420


class PromisePane(QFrame):
    """``act_wanted`` follows the main button, ``receive_wanted`` 只收件, ``gap_wanted`` the gap.

    ``outcome_wanted`` carries the key of one of the other outcomes.
    """

    act_wanted = Signal()
    receive_wanted = Signal()
    proof_wanted = Signal()
    gap_wanted = Signal()
    outcome_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._room = Room(1366, 768)
        self._view: PromiseView | None = None
        self.setProperty("role", "pane")
        self.outcome = label("", "title")
        self.tag = Tag(theme)
        self._text = label("", "second", wrap=True)
        self.due = label("", "hero")
        self.weekday = label("", "second")
        self.ruler = DayRuler(theme)
        self.sentence = label("", "hint", wrap=True)
        self._provisional = Tag(theme)
        self.notice = label("")
        self.result = label("")
        self.fee = label("")
        self._papers_head = label("", "label")
        self._paper_lines = QVBoxLayout()
        self._paper_gap = LayoutMeasure(theme, self._paper_lines, gap=7)
        self.offer = DraftOffer(theme)
        self.done = DoneList(theme)
        self.gap = _GapLine(theme)
        self.act_button = KeyButton(theme, "", "F9", ButtonKind.MAIN, "approve")
        self.ways = OutcomeButtons(theme)
        self.receive_button = self.ways.receive_button
        self.ways.wanted.connect(self.outcome_wanted)
        self._build()
        self._set_width()
        theme.changed.connect(self._set_width)

    def show_view(self, view: PromiseView) -> None:
        """Show other facts."""
        self._view = view
        self.outcome.setText(view.outcome)
        self.tag.say(view.tag, view.tag_tone)
        self._text.setText(view.text)
        has_date = view.proof is not None
        self._text.setHidden(has_date or not view.text)
        self._dates.setVisible(has_date)
        self._idle.setHidden(has_date)
        self._show_dates(view)
        self._show_papers(view.papers)
        self._show_gap(view)
        self.act_button.setText(view.act)
        self.act_button.setToolTip(view.off)
        self.ways.show_for(
            has_item=view.proof is not None,
            is_received=not view.can_receive,
            may_defer=view.may_defer,
        )
        self._fold()

    def set_busy(self, text: str) -> None:
        """Keep the buttons from being pressed twice; '' lets them be pressed again."""
        view = self._view
        off = bool(text) or bool(view and view.off)
        self.act_button.setEnabled(not off)
        self.ways.setEnabled(not off)
        if text:
            self.act_button.setText(text)
        elif view is not None:
            self.act_button.setText(view.act)

    def set_room(self, room: Room) -> None:
        """Fold what there is no room for (look.md, section 6)."""
        self._room = room
        self._set_width()
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt override: a banner takes its height from the pane too."""
        super().resizeEvent(event)
        self._fold()

    def _set_width(self) -> None:
        room = self._room
        width = _NARROW if room.is_narrow else _WIDE if room.width >= _LARGE_ROOM else _WIDTH
        self.setFixedWidth(self._theme.u(width))

    def _build(self) -> None:
        theme = self._theme
        self._dates = bare(self._dates_column())
        self._idle = bare(column(theme, self.offer, 12, self.done))
        self.gap.clicked.connect(self.gap_wanted)
        self.act_button.clicked.connect(self.act_wanted)
        self.receive_button.clicked.connect(self.receive_wanted)
        self._label = label("这次办理的承诺", "label")
        self._column = column(
            theme,
            self._label,
            4,
            row(theme, self.outcome, 10, self.tag, STRETCH),
            6,
            self._text,
            (self._dates, 0),
            10,
            (self._idle, 0),
            STRETCH,
            self.gap,
            4,
            self.act_button,
            8,
            self.ways,
        )
        only = Qt.FindChildOption.FindDirectChildrenOnly
        measure = self._column.findChild(LayoutMeasure, options=only)
        assert measure is not None  # noqa: S101  every column of parts has one
        self._margins = measure
        self.setLayout(self._column)

    def _dates_column(self) -> QVBoxLayout:
        theme = self._theme
        self._due_label = label("应办结日", "label")
        self._proof_button = KeyButton(theme, "怎么算的", kind=ButtonKind.QUIET)
        self._proof_button.clicked.connect(self.proof_wanted)
        due = row(
            theme, self.due, 8, self.weekday, STRETCH, self._proof_button, KeyCap(theme, "F4")
        )
        self._notice_row, self._notice_label = self._fact("只收件的话", self.notice)
        self._result_row, _ = self._fact("结果", self.result)
        self._fee_row, _ = self._fact("收费", self.fee)
        self._facts = bare(
            column(theme, rule(), 8, self._notice_row, self._result_row, self._fee_row, 2)
        )
        head = row(
            theme, self._papers_head, STRETCH, label("看刚打的", "hint"), 5, KeyCap(theme, "F8")
        )
        self._papers = bare(self._paper_lines)
        return column(
            theme,
            rule(),
            10,
            self._due_label,
            due,
            6,
            self.ruler,
            4,
            self.sentence,
            self._provisional,
            8,
            self._facts,
            rule(),
            7,
            head,
            4,
            self._papers,
        )

    def _fact(self, name: str, value: QLabel) -> tuple[QWidget, QLabel]:
        value.setMinimumWidth(1)
        named = label(name, "label")
        return bare(row(self._theme, named, 14, STRETCH, value, margins=(0, 3, 0, 3))), named

    def _show_dates(self, view: PromiseView) -> None:
        proof = view.proof
        self.ruler.show_proof(proof, view.today)
        if proof is None:
            return
        self.due.setText(short_date(proof.due))
        self.weekday.setText(weekday_name(proof.due))
        self.sentence.setText(proof.promise_text(view.today))
        self._provisional.say("日历未公布，暂定" if proof.provisional else "", Tone.AMBER)
        self._notice_label.setText("只收件的话" if view.can_receive else "要答复的日子")
        if view.late_until is not None:
            last = view.late_until
            self._notice_label.setText("后补最晚")
            self.notice.setText(f"{short_date(last)} {weekday_name(last)}")
        elif view.notice is not None:
            notice = view.notice.due
            self.notice.setText(f"{short_date(notice)} {weekday_name(notice)}前答复")
        self.fee.setText(view.fee)

    def _show_papers(self, papers: tuple[PaperLine, ...]) -> None:
        count = sum(paper.copies for paper in papers)
        self._papers_head.setText(f"将打印 {count} 份")
        empty(self._paper_lines)
        for paper in papers:
            self._paper_lines.addLayout(self._paper(paper))

    def _paper(self, paper: PaperLine) -> QHBoxLayout:
        sign = IconSign(self._theme, icon="paper", size=20, colour="ink_3")
        title = label(paper.title)
        return row(self._theme, sign, 8, title, STRETCH, label(f"{paper.copies} 份", "hint"))

    def _show_gap(self, view: PromiseView) -> None:
        text = view.off or view.gap
        self.gap.say(text, Tone.RED if view.gap_is_fault else Tone.AMBER)

    def _fold(self) -> None:
        room, view = self._room, self._view
        self._label.setHidden(room.is_narrow)
        self._due_label.setHidden(room.is_narrow)
        self.sentence.setHidden(room.is_very_low or (room.is_narrow and room.is_low))
        self._papers.setHidden(room.is_narrow)
        is_short = self.height() < self._theme.u(_LEAST_HEIGHT)
        self._facts.setHidden(room.is_narrow and (room.is_very_low or is_short))
        self._result_row.setHidden(room.is_narrow)
        self._fee_row.setHidden(room.is_low or room.is_narrow)
        if view is not None:
            parts = (view.issue_by, view.fee) if room.is_low else (view.result, view.issue_by)
            self.result.setText("，".join(part for part in parts if part))
        edge = 10 if room.is_low else 14
        self._margins.set_margins((18, edge, 18, edge))
        self._paper_gap.set_gap(3 if room.is_low else 7)


class _GapLine(QFrame):
    """→ 还差 1 项：开户银行; a click goes there."""

    clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._sign = IconSign(theme, icon="go", size=18, colour="amber")
        self._words = label("", wrap=True)
        self.setLayout(row(theme, self._sign, 6, (self._words, 1)))

    @property
    def text(self) -> str:
        """The words that are shown, '' while there are none."""
        return "" if self.isHidden() else self._words.text()

    def say(self, text: str, tone: Tone) -> None:
        """Name a gap, or none."""
        self._words.setText(text)
        self._sign.set_icon("go", tone.ink)
        set_look(self._words, tone=tone.value)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Qt override."""
        self.clicked.emit()
        event.accept()


class PromiseFoot(QFrame):
    """The same at 200 %: one line of 76 px at the foot of the desk."""

    act_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self.outcome = label("", "head")
        self.gap = label("", "hint", Tone.AMBER)
        self.due = label("", "title")
        self.weekday = label("", "hint")
        self.act_button = KeyButton(theme, "", "F9", ButtonKind.MAIN)
        self.act_button.clicked.connect(self.act_wanted)
        self.gap.setMinimumWidth(1)
        self._why = bare(row(theme, label("怎么算的", "hint"), 8, KeyCap(theme, "F4"), STRETCH))
        due = row(theme, self.due, 6, self.weekday, STRETCH)
        self.setLayout(
            row(
                theme,
                (column(theme, self.outcome, self.gap), 1),
                14,
                column(theme, due, self._why),
                14,
                self.act_button,
                margins=(16, 6, 14, 6),
            )
        )

    def show_view(self, view: PromiseView) -> None:
        """Show other facts."""
        self.outcome.setText(view.outcome)
        self.gap.setText(view.off or view.gap)
        set_look(self.gap, tone="red" if view.gap_is_fault else "amber")
        proof = view.proof
        self.due.setText(short_date(proof.due) if proof else "")
        self.weekday.setText(weekday_name(proof.due) if proof else "")
        self._why.setVisible(proof is not None)
        self.act_button.setText(view.act.removesuffix("并打印"))

    def set_busy(self, text: str, *, off: bool) -> None:
        """Keep the button from being pressed twice."""
        self.act_button.setEnabled(not off and not text)
