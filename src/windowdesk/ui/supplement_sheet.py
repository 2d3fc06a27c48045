"""补正交来了: tick what came in of what was asked for; with the last of it the case is accepted."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.domain.local_time import local_date
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import CorrectionNotice
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import KeyButton
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.tag import Tag
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_list import Tick, TickList
from windowdesk.ui.tone import Tone


class SupplementSheet(ActSheet):
    """``wanted`` carries the demanded lines, those that came in with their counts.

    ``counted`` fills a line in as handed in complete. ``accepts`` is whether the window accepts
    the case with the last of it. ``again_wanted`` asks for a further notice, ``return_wanted``
    for the materials back.
    """

    again_wanted = Signal()
    return_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        case: Case,
        demanded: Sequence[HandedIn],
        counted: Callable[[HandedIn], HandedIn],
        *,
        accepts: bool,
    ) -> None:
        super().__init__(theme, "flag", "补正交来了", act="")
        self._demanded = tuple(demanded)
        self._counted = counted
        self._accepts = accepts
        application = case.application
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.list = TickList(theme, "告知过要补正的", most=8, enter_ticks=True)
        self._count = label("", "second")
        self._told = label("", "hint")
        self._tag = Tag(theme)
        keys = (KeyCap(theme, "Enter"), 5, label("收到，到下一项", "hint"), 10)
        blank = (KeyCap(theme, "空格"), 5, label("收到或没收到", "hint"), 10)
        every = (KeyCap(theme, "A"), 5, label("全收到", "hint"))
        head = row(theme, self._count, 8, self.list.more_text, STRETCH, *keys, *blank, *every)
        self.body.addWidget(bare(row(theme, self._told, 10, self._tag, STRETCH)))
        self.body.addWidget(bare(head))
        self.body.addWidget(self.list)
        self.body.addWidget(self.list.fault_text)
        self._say_notice(case.outcomes.notice)
        self._show_lines(case.outcomes.notice)
        for text, key, go in (
            ("再告知", "F6", self._on_again),
            ("取回材料", "Alt+Q", self._on_return),
        ):
            button = KeyButton(theme, text, key)
            button.clicked.connect(go)
            self.put_tool(button)
        self.list.ticked.connect(self._follow)
        self.list.settled.connect(self.act_button.setFocus)
        self._follow()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"materials": self.list}

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (
            KeyAct("A", "全收到，或全没收到"),
            KeyAct("F6", "再告知一次", self._on_again),
            KeyAct("Alt+Q", "取回材料", self._on_return),
        )

    def take_focus(self) -> None:
        """Begin with the list."""
        self.list.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        if self.list.codes():
            return ()
        return (SheetGap("一项都没勾。收到哪项勾哪项，一项没有就按 Esc 收起。", self.list),)

    def command(self) -> tuple[HandedIn, ...]:
        """Return the demanded lines, those that came in filled."""
        came = frozenset(self.list.codes())
        return tuple(
            self._counted(line) if str(place) in came else line
            for place, line in enumerate(self._demanded)
        )

    def _on_again(self) -> None:
        self.wants_aside.emit()
        self.again_wanted.emit()

    def _on_return(self) -> None:
        self.wants_aside.emit()
        self.return_wanted.emit()

    def _say_notice(self, notice: CorrectionNotice | None) -> None:
        if notice is None:
            return
        told = short_date(local_date(notice.told_at))
        self._told.setText(f"{told}告知，{notice.number}")
        if notice.until is not None:
            self._tag.say(f"{short_date(notice.until)}前补", Tone.AMBER)

    def _show_lines(self, notice: CorrectionNotice | None) -> None:
        told = {gap.name: gap.fault for gap in notice.gaps} if notice else {}
        self.list.show_ticks(
            [
                Tick(str(place), line.name, told.get(line.name, ""), yes="收到", no="没收到")
                for place, line in enumerate(self._demanded)
            ]
        )

    def _follow(self) -> None:
        came, total = len(self.list.codes()), len(self._demanded)
        self._count.setText(f"{total} 项，收到 {came} 项")
        if came < total:
            self.set_act("收下这些，打凭证")
        else:
            self.set_act("补正齐全，受理并打印" if self._accepts else "补正齐全，打凭证")
