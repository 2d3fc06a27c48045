"""待接收: the slips that wait for this hand; several are taken at once, one may be refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from windowdesk.services.custody import WaitingSlip
from windowdesk.ui.act_sheet import SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.custody_sheet import CustodySheet
from windowdesk.ui.fields import LineField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.slip_list import SlipList
from windowdesk.ui.theme import Theme

LIST_KEY, REFUSE_KEY = "Alt+Q", "F7"
_TOLD = "当面点清再收。收下以后由你保管；没收以前还由交出的人负责。"


@dataclass(frozen=True)
class TakeOrder:
    """The slips to take, and what is damaged or missing."""

    slips: tuple[WaitingSlip, ...]
    condition: str


@dataclass(frozen=True)
class RefuseOrder:
    """The slip that is not taken, and why."""

    slip: WaitingSlip
    reason: str


class TakeSheet(CustodySheet):
    """``wanted`` carries a ``TakeOrder`` or a ``RefuseOrder``; ``list_wanted`` follows Alt+Q."""

    list_wanted = Signal()

    def __init__(self, theme: Theme, place: str, slips: Sequence[WaitingSlip]) -> None:
        super().__init__(theme, "hand", f"待接收 {len(slips)} 张", act="接收", width=820)
        self.note.setText(place)
        self.list = SlipList(theme, "等着接收的交接单")
        self.list.show_slips(slips)
        self.remark = LineField(theme, label="缺损记录；不收的写原因（没有不写）")
        self.remark.enter_goes_on = False
        self._nothing = label("没有等你接收的原件。", "second")
        self.refuse_button = KeyButton(theme, "不收", REFUSE_KEY, ButtonKind.PLAIN)
        self.refuse_button.clicked.connect(self.refuse)
        self.list_button = KeyButton(theme, "原件清单和清点", LIST_KEY)
        self.list_button.clicked.connect(self.list_wanted)
        self.put_tool(self.list_button)
        self.put_tool(self.refuse_button)
        self._lay_out(has_slips=bool(slips))
        self.list.settled.connect(self.remark.take_focus)
        self.remark.entered.connect(self.act)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"condition": self.remark, "reason": self.remark, "slips": self.list}

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (
            KeyAct(REFUSE_KEY, "不收选中的一张", self.refuse),
            KeyAct(LIST_KEY, "原件清单和清点", self.list_wanted.emit),
            KeyAct("空格", "收或先不收"),
        )

    def take_focus(self) -> None:
        """Begin with the list."""
        (self.list if self.list.isVisibleTo(self) else self.list_button).setFocus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open."""
        if self.list.codes():
            return ()
        return (SheetGap("还没勾哪几张。勾上要收的。", self.list),)

    def command(self) -> TakeOrder:
        """Return what is taken."""
        return TakeOrder(self.list.ticked_slips(), self.remark.value().strip())

    def refuse(self) -> None:
        """F7: leave the chosen slip with its giver; a reason is asked for first."""
        slip, why = self.list.slip, self.remark.value().strip()
        if slip is None or not self.refuse_button.isEnabled():
            return
        if not why:
            self.remark.set_fault("还没写为什么不收。写明缺了什么、坏了什么。")
            self.remark.take_focus()
            return
        self.wanted.emit(RefuseOrder(slip, why))

    def scanned(self, case_number: str) -> bool:
        """Tick the slips of a scanned case; tell whether there is one."""
        return self.list.tick_only(case_number)

    def _lay_out(self, *, has_slips: bool) -> None:
        theme = self.theme
        keys = row(
            theme, KeyCap(theme, "空格"), 5, label("收或先不收", "hint"), 10,
            KeyCap(theme, "A"), 5, label("全收或全不收", "hint"), STRETCH, self.list.more_text,
        )  # fmt: skip
        for part in (
            label(_TOLD, "second", wrap=True),
            bare(keys),
            self.list,
            self.list.fault_text,
        ):
            part.setVisible(has_slips and part is not self.list.fault_text)
            self.body.addWidget(part)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.remark)
        self._nothing.setHidden(has_slips)
        self.remark.setVisible(has_slips)
        self.act_button.setVisible(has_slips)
        self.refuse_button.setVisible(has_slips)
