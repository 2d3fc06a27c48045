"""F6: 一次性补正告知. Everything that is missing or wrong is told at once, line by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt

from windowdesk.domain.cancelled_proofs import NONE_CANCELLED, CancelledProofs
from windowdesk.domain.case import Application
from windowdesk.domain.outcomes import (
    CorrectionNotice,
    Gap,
    SupplementReceived,
    SupplementRequest,
    open_gaps_of,
    visible_before,
)
from windowdesk.services.phrases import OpinionKind, PhraseBook
from windowdesk.ui.act_sheet import ActSheet, Memo, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.approval_opinion import MOST_PHRASES, Offer
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import LineField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.measures import SizeMeasure
from windowdesk.ui.notice_line import NoticeLine, as_written, free_line, lines_for
from windowdesk.ui.notice_list import ROW, NoticeList
from windowdesk.ui.notice_strip import NoticeStrip
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.pick_list import EntryModel
from windowdesk.ui.theme import Theme

_MOST_ROWS = 5
_WARNING_ROWS = 2
_LAPSE = "终止审查，退还材料，可以重新申请"


@dataclass(frozen=True)
class NoticeGround:
    """What a notice is written from.

    ``unticked`` maps the code of a material to the review points that were not ticked;
    ``notices`` and ``supplements`` are those of before; ``until`` the last day that a rule of the
    item sets; ``how`` where to hand in; ``cancelled`` the proofs that nobody may ask for.
    """

    application: Application
    today: date
    unticked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notices: tuple[CorrectionNotice, ...] = ()
    supplements: tuple[SupplementReceived, ...] = ()
    until: date | None = None
    how: str = ""
    cancelled: CancelledProofs = NONE_CANCELLED


class NoticeSheet(ActSheet):
    """``wanted`` carries a ``SupplementRequest``."""

    def __init__(self, theme: Theme, ground: NoticeGround, book: PhraseBook) -> None:
        super().__init__(theme, "flag", "一次性补正告知", act="补正告知并打印", width=1000, gap=8)
        self._ground = ground
        application = ground.application
        times = f"　第 {len(ground.notices) + 1} 次" if ground.notices else ""
        who = f"{application.applicant.name} · {application.item.shown_name}{times}"
        self.note.setText(who)
        self.lines = EntryModel[NoticeLine](self)
        self.list = NoticeList(theme)
        self.list.use(self.lines)
        self._list_size = SizeMeasure(theme, self.list)
        self._count = label("", "second")
        self._more = label("", "hint")
        self._fault = label("", "fault", wrap=True)
        phrases = book.offered(OpinionKind.FAULT, application.item.name)
        offers = tuple(Offer(p.title, p.for_application(application)) for p in phrases)
        self.strip = NoticeStrip(theme, offers)
        self.until = DateField(theme, label="补到哪天（没有规定的不写）", today=ground.today)
        self.lapse = LineField(theme, label="逾期不补怎么办")
        self.how = LineField(theme, label="交到哪里")
        self.again = LineField(theme, label="第一次就看得出，为什么那次没有告知")
        self.proof = LineField(theme, label="取消的证明，为什么还要")
        self._cancelled = label("", "fault", wrap=True)
        self._build()
        self._connect()
        self.until.set_day(ground.until)
        self.how.set_value(ground.how)
        self._follow_until()
        still_open = open_gaps_of(ground.notices, ground.supplements)
        self._show(lines_for(application, ground.unticked, still_open))

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "gaps": self,
            "until": self.until,
            "lapse_effect": self.lapse,
            "how": self.how,
            "again_reason": self.again,
            "correction.proof_reason": self.proof,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        phrases = [
            KeyAct(
                f"Alt+{number + 1}",
                "" if number else "常用的话",
                partial(self.strip.pick, number),
                shown="" if number else f"Alt+1 …{MOST_PHRASES}",
            )
            for number in range(MOST_PHRASES)
        ]
        return (KeyAct("Alt+J", "加一项", self.add_line), *phrases)

    def take_focus(self) -> None:
        """Begin with the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_fault(self, text: str) -> None:
        """Say what is wrong with the list."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def add_line(self) -> None:
        """Alt+J: a line for what is on no list."""
        self.lines.show([*self.lines.entries, free_line()])
        self._measure()
        self.list.go_to(len(self.lines.entries) - 1)
        self._tell()
        self.strip.take_focus()

    def memo(self) -> Memo:
        """Return what was typed, with the lines."""
        return replace(super().memo(), lines=tuple(self.lines.entries))

    def restore(self, memo: Memo) -> None:
        """Put back what was typed; which materials are missing is as the desk says now."""
        super().restore(memo)
        self._follow_until()
        before = [line for line in memo.lines if isinstance(line, NoticeLine)]
        self._show(as_written(tuple(self.lines.entries), before))

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        self.set_fault("")
        told = [line for line in self.lines.entries if line.on]
        if not told:
            return (SheetGap("还没列要补正的。↑↓ 选，空格列上，或按 Alt+J 加一项。", self),)
        for place, line in enumerate(self.lines.entries):
            if line.on and not (line.gap.name and line.gap.fault):
                self.list.go_to(place)
                nameless = SheetGap("还没写名称。", self.strip.name)
                faultless = SheetGap("还没写哪里不对。办事人照着补。", self.strip.fault)
                return (nameless if not line.gap.name else faultless,)
        found = (
            (self.until.fault(), self.until),
            (self._lacks_effect(), self.lapse),
            (self._lacks_again(), self.again),
            (self._lacks_proof_reason(), self.proof),
        )
        return tuple(SheetGap(text, field) for text, field in found if text)

    def _lacks_effect(self) -> str:
        has_effect = self.until.day() is None or self.lapse.value().strip()
        return "" if has_effect else "写了期限，就写明逾期怎么办。"

    def _lacks_again(self) -> str:
        is_told = not self._repeated() or self.again.value().strip()
        return "" if is_told else "没有写为什么。法律要求一次告知，再次告知要说明。"

    def _lacks_proof_reason(self) -> str:
        is_told = not self._asks_cancelled() or self.proof.value().strip()
        return "" if is_told else "没有写为什么还要。写明原因，或者换个办法核验，不列这一项。"

    def command(self) -> SupplementRequest:
        """Return what is asked for, as written."""
        return SupplementRequest(
            gaps=self._told(),
            until=self.until.day(),
            lapse_effect=self.lapse.value().strip() if self.until.day() else "",
            how=self.how.value().strip(),
            again_reason=self.again.value().strip() if self._repeated() else "",
            proof_reason=self.proof.value().strip() if self._asks_cancelled() else "",
        )

    def _build(self) -> None:
        theme = self.theme
        add = KeyButton(theme, "加一项", "Alt+J", ButtonKind.QUIET)
        add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        add.clicked.connect(self.add_line)
        keys = (KeyCap(theme, "空格"), 5, label("列上或不列", "hint"), 10)
        write = (KeyCap(theme, "Enter"), 5, label("写这一项", "hint"), 10)
        head = row(theme, self._count, 8, self._more, STRETCH, *keys, *write, add)
        self.body.addWidget(bare(head))
        self.body.addWidget(self.list)
        self.body.addWidget(self._fault)
        self.body.addWidget(self.strip)
        self.body.addWidget(self._cancelled)
        self.body.addWidget(bare(row(theme, (self.until, 2), (self.lapse, 5), gap=14)))
        last = row(theme, (self.how, 4), (self.again, 5), (self.proof, 4), gap=14)
        self.body.addWidget(bare(last))
        self._fault.hide()

    def _connect(self) -> None:
        self.list.toggled.connect(self._on_toggled)
        self.list.picked.connect(lambda _place: self.strip.take_focus())
        self.list.moved.connect(self._on_moved)
        self.list.more.connect(self._on_more)
        self.strip.edited.connect(self._put)
        self.strip.done.connect(self._on_strip_done)
        self.until.edited.connect(self._follow_until)
        self.until.left.connect(self._follow_until)

    def _show(self, lines: Sequence[NoticeLine]) -> None:
        self.lines.show(lines)
        self._measure()
        self.list.go_to(0)
        self.strip.show_line(self._current())
        self._tell()

    def _measure(self) -> None:
        # A warning takes its room from the list, which scrolls anyway.
        most = _MOST_ROWS - _WARNING_ROWS if self._cancelled.text() else _MOST_ROWS
        rows = max(1, min(most, len(self.lines.entries)))
        self._list_size.change(least=(None, rows * ROW), most=(None, rows * ROW))

    def _current(self) -> NoticeLine | None:
        place = self.list.place
        return self.lines.entries[place] if 0 <= place < len(self.lines.entries) else None

    def _told(self) -> tuple[Gap, ...]:
        return tuple(line.gap for line in self.lines.entries if line.on)

    def _asks_cancelled(self) -> bool:
        return self._ground.cancelled.needs_reason(gap.name for gap in self._told())

    def _tell_cancelled(self) -> None:
        """Say of what is asked for that it stands on a list of cancelled proofs."""
        told = (self._ground.cancelled.told(gap.name) for gap in self._told())
        text = "".join(filter(None, told))
        is_other = bool(text) != bool(self._cancelled.text())
        self._cancelled.setText(text)
        self._cancelled.setVisible(bool(text))
        self.proof.setVisible(bool(text))
        if is_other:
            place = self.list.place
            self._measure()
            self.list.go_to(place)

    def _repeated(self) -> frozenset[str]:
        ground = self._ground
        return frozenset(visible_before(self._told(), ground.notices, ground.supplements))

    def _on_toggled(self) -> None:
        line = self._current()
        if line is None:
            return
        if line.must:
            self.set_fault(f"“{line.gap.name}”还没收到，一次告知要列全。收到了先在材料里记齐。")
            return
        if line.free and line.on:
            self._drop(self.list.place)
        else:
            self._put(replace(line, on=not line.on))

    def _drop(self, place: int) -> None:
        kept = [line for at, line in enumerate(self.lines.entries) if at != place]
        self.lines.show(kept)
        self._measure()
        self.list.go_to(min(place, len(kept) - 1))
        self.strip.show_line(self._current())
        self._tell()

    def _put(self, line: NoticeLine) -> None:
        self.set_fault("")
        self.lines.replace(self.list.place, line)
        if self.strip.isVisible():
            self.strip.show_line(line)
        self._tell()

    def _tell(self) -> None:
        self._tell_cancelled()
        """Count, and flag what could have been told the first time."""
        repeated = self._repeated()
        for place, line in enumerate(self.lines.entries):
            is_repeated = line.on and line.gap.name in repeated
            if is_repeated != line.is_repeated:
                self.lines.replace(place, replace(line, is_repeated=is_repeated))
        told = len(self._told())
        self._count.setText(f"要补正 {told} 项" if told else "还没有要补正的")
        self.again.setVisible(bool(repeated))

    def _on_moved(self, _place: int) -> None:
        self.strip.show_line(self._current())

    def _on_more(self, above: int, below: int) -> None:
        parts = [f"上 {above} 项"] * bool(above) + [f"下 {below} 项"] * bool(below)
        self._more.setText("还有：" + "，".join(parts) if parts else "")

    def _on_strip_done(self) -> None:
        self.list.step(1)
        self.take_focus()

    def _follow_until(self) -> None:
        has_day = self.until.day() is not None
        if has_day and not self.lapse.value():
            self.lapse.set_value(_LAPSE)
        self.lapse.setEnabled(has_day)
