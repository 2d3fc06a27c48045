"""核对材料: the list of a case is checked by its department, or after silence accepted it unseen.

The walk: the reviewer stands on a case that the window received for him, or that silence accepted.
F9 opens this list, what the window has checked is ticked. He goes through the papers with Enter,
the last one leads to the button, F9 accepts and prints, or stores the check.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from windowdesk.domain.case import Case
from windowdesk.domain.material_gaps import material_gaps
from windowdesk.domain.materials import SETTLED, HandedIn
from windowdesk.services.intake import as_ticked, to_check
from windowdesk.ui.act_sheet import ActSheet, Memo, SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_list import Tick, TickList


class CheckKind(StrEnum):
    """What the check is for."""

    ACCEPT = "accept"
    SETTLE = "settle"


class _Words(NamedTuple):
    title: str
    act: str
    tells: str


_WORDS: Mapping[CheckKind, _Words] = MappingProxyType(
    {
        CheckKind.ACCEPT: _Words(
            "部门受理",
            "受理并打印",
            "窗口已收件。逐份核对，齐了就受理，从今天起算期限。",
        ),
        CheckKind.SETTLE: _Words(
            "补核材料",
            "核好了",
            "这件视为受理，材料还没核过。逐份核对，核齐了才能决定。",
        ),
    }
)


class CheckSheet(ActSheet):
    """``wanted`` carries the checked list."""

    def __init__(self, theme: Theme, case: Case, kind: CheckKind) -> None:
        words = _WORDS[kind]
        super().__init__(theme, "flag", words.title, act=words.act)
        self._case, self._kind = case, kind
        application = case.application
        self.note.setText(f"{application.applicant.name} · {application.item.shown_name}")
        self.list = TickList(theme, "要核的材料", most=8, enter_ticks=True)
        self._count = label("", "second")
        keys = (KeyCap(theme, "Enter"), 5, label("齐，到下一份", "hint"), 10)
        blank = (KeyCap(theme, "空格"), 5, label("齐或缺", "hint"), 10)
        every = (KeyCap(theme, "A"), 5, label("全齐", "hint"))
        head = row(theme, self._count, 8, self.list.more_text, STRETCH, *keys, *blank, *every)
        self.body.addWidget(label(words.tells, "second", wrap=True))
        self.body.addWidget(bare(head))
        self.body.addWidget(self.list)
        self.body.addWidget(self.list.fault_text)
        self.list.show_ticks([_tick(line) for line in to_check(case)])
        self.list.ticked.connect(self._follow)
        self.list.settled.connect(self.act_button.setFocus)
        self._follow()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"materials": self.list}

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (KeyAct("A", "全齐，或全缺"),)

    def take_focus(self) -> None:
        """Begin with the first that is not checked."""
        self.list.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open; a check that is stored may leave something open."""
        names = [gap.name for gap in material_gaps(self._case.item, self.command())]
        if self._kind is CheckKind.ACCEPT and names:
            text = f"还缺：{'、'.join(names)}。收齐再受理；不齐的，请窗口办补正告知。"
            return (SheetGap(text, self.list),)
        if len(names) == len(self._case.missing_materials):
            return (SheetGap("一份都没勾。核好哪份勾哪份，没有就按 Esc 收起。", self.list),)
        return ()

    def command(self) -> tuple[HandedIn, ...]:
        """Return the list as it is ticked."""
        return as_ticked(self._case, self.list.codes())

    def memo(self) -> Memo:
        """Return what was ticked, too."""
        return Memo({}, self.list.codes())

    def restore(self, memo: Memo) -> None:
        """Tick again what was ticked before the sheet was put aside."""
        lines = to_check(self._case)
        self.list.show_ticks([_tick(line, on=line.code in memo.lines) for line in lines])
        self._follow()

    def _follow(self) -> None:
        self._count.setText(f"{len(self.list.lines.entries)} 份，齐 {len(self.list.codes())} 份")


def _tick(line: HandedIn, *, on: bool | None = None) -> Tick:
    settled = line.state in SETTLED
    remark = "" if line.required else "没有可不交"
    return Tick(line.code, line.name, remark, settled if on is None else on, yes="齐", no="缺")
