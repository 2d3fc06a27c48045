"""容缺材料来了: tick what came in of what was promised; what is missing keeps its day."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.domain.materials import HandedIn
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


class GapFillSheet(ActSheet):
    """``wanted`` carries the demanded lines, those that came in with their counts.

    ``remind_wanted``: the applicant was asked to bring what is missing, and that is to be noted.
    """

    remind_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        case: Case,
        demanded: Sequence[HandedIn],
        counted: Callable[[HandedIn], HandedIn],
    ) -> None:
        super().__init__(theme, "flag", "容缺材料来了", act="")
        self._demanded, self._counted = tuple(demanded), counted
        application = case.application
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.list = TickList(theme, "承诺后补的材料", most=8, enter_ticks=True)
        self._count, self._told, self._tag = label("", "second"), label("", "hint"), Tag(theme)
        keys = (KeyCap(theme, "Enter"), 5, label("收到，到下一份", "hint"), 10)
        blank = (KeyCap(theme, "空格"), 5, label("收到或没收到", "hint"), 10)
        every = (KeyCap(theme, "A"), 5, label("全收到", "hint"))
        head = row(theme, self._count, 8, self.list.more_text, STRETCH, *keys, *blank, *every)
        self.body.addWidget(bare(row(theme, self._told, 10, self._tag, STRETCH)))
        self.body.addWidget(bare(head))
        self.body.addWidget(self.list)
        self.body.addWidget(self.list.fault_text)
        self._show(case)
        remind = KeyButton(theme, "催补", "Alt+J")
        remind.clicked.connect(self._on_remind)
        self.put_tool(remind)
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
            KeyAct("Alt+J", "催过了，记下", self._on_remind),
        )

    def take_focus(self) -> None:
        """Begin with the list."""
        self.list.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        if self.list.codes():
            return ()
        return (SheetGap("一份都没勾。收到哪份勾哪份，一份没有就按 Esc 收起。", self.list),)

    def command(self) -> tuple[HandedIn, ...]:
        """Return the demanded lines, those that came in filled."""
        came = frozenset(self.list.codes())
        return tuple(
            self._counted(line) if str(place) in came else line
            for place, line in enumerate(self._demanded)
        )

    def _on_remind(self) -> None:
        self.wants_aside.emit()
        self.remind_wanted.emit()

    def _show(self, case: Case) -> None:
        deferral = case.turns.deferral
        if deferral is None:
            return
        self._told.setText(f"容缺受理通知书 {deferral.notice_number}")
        self._tag.say(f"{short_date(deferral.last_day)}前补", Tone.AMBER)
        told = {one.name: one.fault for one in deferral.materials}
        self.list.show_ticks(
            [
                Tick(str(place), line.name, told.get(line.name, ""), yes="收到", no="没收到")
                for place, line in enumerate(self._demanded)
            ]
        )

    def _follow(self) -> None:
        came, total = len(self.list.codes()), len(self._demanded)
        self._count.setText(f"{total} 份，收到 {came} 份")
        self.set_act("收下这些，打签收单" if came < total else "补齐，打签收单")
