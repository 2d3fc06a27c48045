"""Ctrl+E on a case: who holds its originals; hand on, give back, send out, fetch in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from PySide6.QtCore import Signal

from windowdesk.domain.case import Case
from windowdesk.domain.custody import APPLICANT, at_hand, at_windows, originals_of
from windowdesk.domain.custody_records import HandoverSlip, Original
from windowdesk.domain.event import Actor
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.services.custody import Receiver
from windowdesk.ui.act_sheet import SheetGap
from windowdesk.ui.acts import KeyAct
from windowdesk.ui.buttons import Choice, KeyButton
from windowdesk.ui.custody_sheet import CustodySheet
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import ChoiceField, LineField, SegmentField
from windowdesk.ui.key_cap import KeyCap
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import STRETCH, bare, label, row
from windowdesk.ui.theme import Theme
from windowdesk.ui.tick_field import TickField
from windowdesk.ui.tick_list import Tick, TickList

CALL_BACK_KEY, SIGNED_KEY, WAY_KEY = "Alt+Z", "Alt+H", "Alt+B"
_PURPOSE = "审查"


class Way(StrEnum):
    """Where originals go."""

    PASS_ON = "pass_on"  # noqa: S105  no password
    GIVE_BACK = "give_back"
    SEND_OUT = "send_out"
    FETCH_IN = "fetch_in"


WAY_LABEL = {
    Way.PASS_ON: "交给岗位",
    Way.GIVE_BACK: "退还申请人",
    Way.SEND_OUT: "送别的机关",
    Way.FETCH_IN: "收回到手里",
}
WAY_ACT = {
    Way.PASS_ON: "交出并打印交接清单",
    Way.GIVE_BACK: "退还并打印清单",
    Way.SEND_OUT: "送出并打印交接清单",
    Way.FETCH_IN: "收回",
}


@dataclass(frozen=True)
class OriginalsOrder:
    """What is to be done with which originals; what the way does not need is empty."""

    way: Way
    codes: tuple[str, ...]
    to: Receiver | None
    organ: str
    purpose: str
    back_by: date | None
    signed: bool


@dataclass(frozen=True)
class OriginalsGround:
    """What the sheet stands on: a case, who acts, to whom it can go, the ways that are open."""

    case: Case
    by: Actor
    receivers: tuple[Receiver, ...]
    today: date
    ways: tuple[Way, ...]


class OriginalsSheet(CustodySheet):
    """``wanted`` carries an ``OriginalsOrder``; ``called_back`` the number of one's own slip."""

    called_back = Signal(str)

    def __init__(self, theme: Theme, ground: OriginalsGround, pinyin: PinyinTable) -> None:
        super().__init__(theme, "original", "原件交接", act=WAY_ACT[Way.PASS_ON], width=760)
        case, self._by = ground.case, ground.by
        self._case = case
        # A case from before custody was kept has its originals where it was received.
        self._turns = replace(case.turns, originals=originals_of(case))
        self.hands = {str(n): one for n, one in enumerate(ground.receivers)}
        self.note.setText(f"{case.application.applicant.name} · {case.item.shown_name}")
        self.list = TickList(theme, "原件在谁手里", most=5)
        self.way = SegmentField(theme, label="怎么办")
        self.to = ChoiceField(theme, label="交给谁（打部门、姓名的首字母）")
        self.organ = LineField(theme, label="送哪个机关")
        self.purpose = LineField(theme, label="用途")
        self.back_by = DateField(theme, label="应还日期（不用还不写）", today=ground.today)
        self.signed = TickField(theme, label="签字", text="申请人已点清，在退还清单上签字")
        self.signed.set_key(SIGNED_KEY)
        self.call_back_button = KeyButton(theme, "撤回交接单", CALL_BACK_KEY)
        self.call_back_button.clicked.connect(self.call_back)
        self.put_tool(self.call_back_button)
        self._nothing = label("这一件没有留下原件。", "second")
        self._fill(pinyin, ground.ways)
        self._lay_out()
        self._show_way()

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "receiver": self.to,
            "organ": self.organ,
            "purpose": self.purpose,
            "back_by": self.back_by,
            "signed": self.signed,
            "codes": self.list,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (
            KeyAct(WAY_KEY, "交岗位、退申请人、送机关", self.way.take_focus),
            KeyAct(SIGNED_KEY, "申请人签了字", self._toggle_signed),
            KeyAct(CALL_BACK_KEY, "撤回自己的交接单", self.call_back),
        )

    def take_focus(self) -> None:
        """Begin with what is missing: usually the receiver."""
        (self.to if self.to.isVisibleTo(self) else self.list).take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        way, found = self._way, list[SheetGap]()
        if not self.list.codes():
            found.append(SheetGap("还没勾哪几份原件。勾上再办。", self.list))
        if way is Way.PASS_ON and not self.to.value():
            found.append(SheetGap("还没选交给谁。", self.to))
        if way is Way.SEND_OUT and not self.organ.value().strip():
            found.append(SheetGap("还没写送哪个机关。", self.organ))
        if way in {Way.PASS_ON, Way.SEND_OUT} and not self.purpose.value().strip():
            found.append(SheetGap("还没写用途。写明交去做什么。", self.purpose))
        if way is Way.PASS_ON and self.back_by.value().strip() and self.back_by.day() is None:
            found.append(SheetGap("没有这一天。写成 2026-9-20，不用还就空着。", self.back_by))
        if way is Way.GIVE_BACK and not self.signed.is_ticked:
            found.append(SheetGap("申请人还没在退还清单上签字。签好再退。", self.signed))
        return tuple(found)

    def command(self) -> OriginalsOrder:
        """Return what is to be done."""
        return OriginalsOrder(
            way=self._way,
            codes=self.list.codes(),
            to=self.hands.get(self.to.value()),
            organ=self.organ.value().strip(),
            purpose=self.purpose.value().strip(),
            back_by=self.back_by.day(),
            signed=self.signed.is_ticked,
        )

    def call_back(self) -> None:
        """Alt+Z: call back one's own slip that nobody has taken."""
        slip = self._own_slip
        if slip is not None:
            self.called_back.emit(slip.number)

    @property
    def _way(self) -> Way:
        return Way(self.way.value() or Way.PASS_ON)

    @property
    def _own_slip(self) -> HandoverSlip | None:
        mine = (s for s in self._case.turns.slips if s.is_open and s.giver == self._by.login)
        return next(mine, None)

    def _toggle_signed(self) -> None:
        if self._way is Way.GIVE_BACK:
            self.signed.toggle()

    def _fill(self, pinyin: PinyinTable, ways: Sequence[Way]) -> None:
        self.to.spell_with(pinyin)
        self.to.set_choices([Choice(code, one.label) for code, one in self.hands.items()])
        home = next((c for c, r in self.hands.items() if r == self._usual), "")
        self.to.set_value(home)
        self.purpose.set_value(_PURPOSE if self._usual.place == self._case.department else "交回")
        self.way.set_choices([Choice(way, WAY_LABEL[way]) for way in ways])
        self.way.set_value(ways[0] if ways else "")
        self.way.edited.connect(self._show_way)

    @property
    def _usual(self) -> Receiver:
        """The receiver that is meant most often: the department, and from there the window."""
        department = self._case.department
        own = self._by.department == department
        return Receiver(f"{self._case.window}号窗口" if own else department)

    def _lay_out(self) -> None:
        theme = self.theme
        keys = row(
            theme, label("原件在谁手里", "label"), 8, self.list.more_text, STRETCH,
            KeyCap(theme, "空格"), 5, label("办或不办", "hint"),
        )  # fmt: skip
        self.body.addWidget(bare(keys))
        self.body.addWidget(self.list)
        self.body.addWidget(self.list.fault_text)
        self.body.addWidget(self._nothing)
        self.way.set_key(WAY_KEY)
        self.body.addWidget(self.way)
        self.body.addWidget(bare(row(theme, (self.to, 3), 14, (self.back_by, 2))))
        for part in (self.organ, self.purpose, self.signed):
            self.body.addWidget(part)

    def _show_way(self) -> None:
        way = self._way
        known = self._turns.originals
        ready = {one.code for one in self._ready(way)}
        self.list.show_ticks([self._tick(one, ready) for one in known])
        self._nothing.setHidden(bool(known))
        self.list.setVisible(bool(known))
        self.to.setVisible(way is Way.PASS_ON)
        self.back_by.setVisible(way is Way.PASS_ON)
        self.organ.setVisible(way is Way.SEND_OUT)
        self.purpose.setVisible(way in {Way.PASS_ON, Way.SEND_OUT})
        self.signed.setVisible(way is Way.GIVE_BACK)
        self.call_back_button.setVisible(self._own_slip is not None)
        self.set_act(WAY_ACT[way])

    def _ready(self, way: Way) -> tuple[Original, ...]:
        turns = self._turns
        if way is Way.FETCH_IN:
            outside = (one for one in turns.originals if not one.holder)
            return tuple(one for one in outside if one.holder_name != APPLICANT)
        if way is Way.GIVE_BACK:
            return (*at_hand(turns, self._by), *at_windows(turns))
        return at_hand(turns, self._by)

    def _tick(self, one: Original, ready: set[str]) -> Tick:
        act = WAY_LABEL[self._way]
        where = self._where(one)
        return Tick(one.code, f"{one.name} {one.count}份", where, one.code in ready, act, "不动")

    def _where(self, one: Original) -> str:
        if not one.holder:
            return f"在{one.holder_name}"
        slip = next((s for s in self._turns.slips if s.is_open and one.code in s.codes), None)
        if slip is not None:
            return f"正交给{slip.receiver_name or slip.receiver_place}"
        mine = one.holder == self._by.login
        return "你手里" if mine else f"{one.holder_name}（{one.place}）"
