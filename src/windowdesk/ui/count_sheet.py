"""原件清单: what lies where, held against the shelf, and printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from windowdesk.domain.local_time import SHANGHAI, clock_time
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.custody_count import Key
from windowdesk.services.custody_port import CustodyRow
from windowdesk.ui.act_sheet import SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import Choice, KeyButton
from windowdesk.ui.custody_sheet import CustodySheet
from windowdesk.ui.fields import ChoiceField, LineField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_list import Tick, TickList

PRINT_KEY, TAKE_KEY, PLACE_KEY = "F8", "Alt+Q", "Alt+D"
_MISSING = "架上没有"


@dataclass(frozen=True)
class CountOrder:
    """What a look at the shelf of ``place`` found: by original, empty where it lies there."""

    place: str
    found: Mapping[Key, str]


class CountSheet(CustodySheet):
    """``wanted`` carries a ``CountOrder``; ``print_wanted`` follows F8, ``take_wanted`` Alt+Q."""

    print_wanted = Signal()
    take_wanted = Signal()

    def __init__(self, theme: Theme, place: str, rows: Sequence[CustodyRow]) -> None:
        super().__init__(theme, "original", "原件清单", act="记下清点", width=860)
        self._rows = tuple(rows)
        self.place = ChoiceField(theme, label="哪里的架子")
        self.list = TickList(theme, "在架上的打勾", most=9)
        self.fault = LineField(theme, label="没打勾的差在哪里（连同谁、什么时候点的记进办件经过）")
        self.fault.enter_goes_on = False
        self._sum = label("", "hint")
        self._nothing = label("这里没有保管的原件。", "second")
        self.print_button = KeyButton(theme, "打印清单", PRINT_KEY, icon="print")
        self.print_button.clicked.connect(self.print_wanted)
        self.take_button = KeyButton(theme, "待接收", TAKE_KEY)
        self.take_button.clicked.connect(self.take_wanted)
        self.put_tool(self.take_button)
        self.put_tool(self.print_button)
        self._lay_out()
        self._fill(place)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {"found": self.fault}

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (
            KeyAct(PRINT_KEY, "打印清单", self.print_wanted.emit),
            KeyAct(TAKE_KEY, "待接收", self.take_wanted.emit),
            KeyAct(PLACE_KEY, "换一个地方的架子", self.place.take_focus),
            KeyAct("空格", "在架上或没看到"),
        )

    def take_focus(self) -> None:
        """Begin with the first line."""
        (self.list if self.list.isVisibleTo(self) else self.place).take_focus()

    def act(self) -> None:
        """F9: nothing to count, nothing to record."""
        if self._here:
            super().act()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open: a shelf where nothing was seen was not looked at."""
        if self.list.codes():
            return ()
        return (SheetGap("一份都没勾。照架上逐份点，在的打勾；A 全勾。", self.list),)

    def command(self) -> CountOrder:
        """Return what was found."""
        ticked = set(self.list.codes())
        fault = self.fault.value().strip() or _MISSING
        found = {
            (one.case_id, one.code): "" if _code_of(one) in ticked else fault for one in self._here
        }
        return CountOrder(self.place.value(), found)

    @property
    def _here(self) -> tuple[CustodyRow, ...]:
        return tuple(one for one in self._rows if one.place == self.place.value())

    def _fill(self, place: str) -> None:
        places = dict.fromkeys((place, *(one.place for one in self._rows)))
        self.place.set_choices([Choice(one, one) for one in places])
        self.place.set_value(place)
        self.fault.set_value(_MISSING)
        self.place.edited.connect(self._show)
        self.list.settled.connect(self.fault.take_focus)
        self.list.ticked.connect(self._tell_sum)
        self.fault.entered.connect(self.act)
        self._show()

    def _show(self) -> None:
        here = self._here
        self.list.show_ticks([_tick(one) for one in here])
        for part in (self.list, self.fault, self.act_button):
            part.setVisible(bool(here))
        self._nothing.setHidden(bool(here))
        self.print_button.setEnabled(bool(self._rows))
        self._tell_sum()

    def _tell_sum(self) -> None:
        seen = len(self.list.codes())
        self._sum.setText(f"应有 {len(self._here)} 份，看到 {seen} 份" if self._here else "")

    def _lay_out(self) -> None:
        theme = self.theme
        keys = row(
            theme, self._sum, 12, self.list.more_text, STRETCH,
            KeyCap(theme, "空格"), 5, label("在架上", "hint"), 10,
            KeyCap(theme, "A"), 5, label("全在", "hint"),
        )  # fmt: skip
        self.place.set_key(PLACE_KEY)
        self.body.addWidget(self.place)
        self.body.addWidget(bare(keys))
        for part in (self.list, self.list.fault_text, self._nothing, self.fault):
            self.body.addWidget(part)


def _code_of(one: CustodyRow) -> str:
    return f"{one.case_id} {one.code}"


def _tick(one: CustodyRow) -> Tick:
    since = one.since.astimezone(SHANGHAI)
    told = f"正交给{one.to_name or one.to_place}" if one.going else one.note
    name = f"{CaseNumber(one.number).short} {one.applicant_name} {one.name} {one.count}份"
    when = f"{since.month}月{since.day}日 {clock_time(since)}"
    return Tick(_code_of(one), name, told or f"{one.holder_name} {when}", False, "在架上", "没看到")
