"""代班: who acts for whom on which days; ordered by the head or an administrator.

The walk: the deputy leader goes to the county for three days. The head opens 安排代班, picks him,
picks who acts (only those who see the same cases are offered), the days and why; F9. At the next
login the deputy has the duties, his papers bear both names. Back early: the order is picked above,
Alt+J ends it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame

from windowdesk.domain.centre import Account
from windowdesk.domain.clock import short_date
from windowdesk.domain.duties import Act, who_may
from windowdesk.domain.stand_in import StandIn
from windowdesk.services.session import Session
from windowdesk.services.stand_ins import StandInRow
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import ChoiceField, LineField
from windowdesk.ui.kit import Kit
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import bare, column, label, row
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.sheet_acts import act_failed
from windowdesk.ui.theme import Theme

STAND_IN_KEY = "Alt+W"
_END_KEY = "Alt+J"
_LABEL_ROOM = 22
_NO_CHOICE = Choice("", "")


@dataclass(frozen=True)
class StandInGround:
    """What the sheet is written from: orders that are not over, and who can act for whom."""

    orders: tuple[StandInRow, ...]
    absentees: tuple[Account, ...]
    deputies: Mapping[str, tuple[Account, ...]]
    today: date


@dataclass(frozen=True)
class StandInOrder:
    """What was written: two logins, two days, and why."""

    absent: str
    deputy: str
    first_on: date
    last_on: date
    reason: str


class StandInSheet(ActSheet):
    """``wanted`` carries a ``StandInOrder``, ``end_wanted`` the identity of an order."""

    end_wanted = Signal(object)

    def __init__(self, theme: Theme, ground: StandInGround, absent: str = "") -> None:
        super().__init__(theme, "person", "安排代班", act="安排", width=760)
        self._ground = ground
        self.orders = ChoiceField(theme, label="已经安排的")
        self.end_button = KeyButton(theme, "结束这次", _END_KEY)
        self.absent = ChoiceField(theme, label="谁不在")
        self.deputy = ChoiceField(theme, label="谁来代（同部门，或者看全中心的人）")
        self.first_on = DateField(theme, label="从哪天起", today=ground.today)
        self.last_on = DateField(theme, label="到哪天（含这天）", today=ground.today)
        self.reason = LineField(theme, label="为什么，如：请假、下乡、出差")
        self._build()
        self._fill(absent)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {
            "absent": self.absent,
            "deputy": self.deputy,
            "first_on": self.first_on,
            "last_on": self.last_on,
            "reason": self.reason,
        }

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return (KeyAct(_END_KEY, "结束选中的代班", self._end),)

    def take_focus(self) -> None:
        """Begin with who is away, or where he is known, with who acts."""
        (self.deputy if self.absent.value() else self.absent).take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        found = []
        if not self.absent.value():
            found.append(SheetGap("还没选谁不在。", self.absent))
        if not self.deputy.value():
            found.append(SheetGap("还没选谁来代。", self.deputy))
        if self.first_on.day() is None:
            found.append(SheetGap("还没写从哪天起。写成 2026-9-20。", self.first_on))
        if self.last_on.day() is None:
            found.append(SheetGap("还没写到哪天。写成 2026-9-20。", self.last_on))
        if not self.reason.value().strip():
            found.append(SheetGap("还没写为什么要人代。", self.reason))
        return tuple(found)

    def command(self) -> StandInOrder:
        """Return what was written."""
        first, last = self.first_on.day(), self.last_on.day()
        assert first is not None  # noqa: S101  a sheet with gaps gives no command
        assert last is not None  # noqa: S101  likewise
        return StandInOrder(
            self.absent.value(), self.deputy.value(), first, last, self.reason.value().strip()
        )

    def _build(self) -> None:
        theme = self.theme
        told = "代班的人这几天有他的职责，办的件记着两个人的名字，文书上签“代某某”。"
        ends = column(theme, _LABEL_ROOM, self.end_button)
        self._given = bare(row(theme, (self.orders, 1), 10, ends))
        self._given.setVisible(bool(self._ground.orders))
        self.end_button.clicked.connect(self._end)
        self.absent.edited.connect(self._follow)
        days = bare(row(theme, (self.first_on, 1), 14, (self.last_on, 1)))
        self.body.addWidget(label(told, "second", wrap=True))
        for part in (self._given, self.absent, self.deputy, days, self.reason):
            self.body.addWidget(part)

    def _fill(self, absent: str) -> None:
        ground = self._ground
        self.orders.set_choices(
            [Choice(str(r.order.stand_in_id), _words(r)) for r in ground.orders]
        )
        if ground.orders:
            self.orders.set_value(str(ground.orders[0].order.stand_in_id))
        self.absent.set_choices([_NO_CHOICE, *(_person(one) for one in ground.absentees)])
        self.absent.set_value(absent)
        self.first_on.set_day(ground.today)
        self._follow()

    def _follow(self) -> None:
        able = self._ground.deputies.get(self.absent.value(), ())
        self.deputy.set_choices([_NO_CHOICE, *(_person(one) for one in able)])
        self.deputy.set_value("")

    def _end(self) -> None:
        chosen = self.orders.value()
        if chosen:
            self.end_wanted.emit(int(chosen))


class StandInDoor(QObject):
    """Opens the sheet and does what it says; ``changed`` follows an order given or ended."""

    changed = Signal()

    def __init__(
        self, kit: Kit, session: Session, show: Callable[[Sheet], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._kit, self._session, self._show = kit, session, show

    def open(self, absent: str = "") -> None:
        """Ask for the orders, then open the sheet; ``absent`` is a login that is chosen already."""
        work = partial(_ground_of, self._session)
        self._kit.tasks.run(work, partial(self._on_ground, absent), self._kit.notifier.failed)

    def _on_ground(self, absent: str, ground: StandInGround) -> None:
        if not shiboken6.isValid(self):
            return
        sheet = StandInSheet(self._kit.theme, ground, absent)
        sheet.wanted.connect(partial(self._add, sheet))
        sheet.end_wanted.connect(partial(self._end, sheet))
        self._show(sheet)

    def _add(self, sheet: StandInSheet, order: StandInOrder) -> None:
        sheet.set_busy("正在安排")
        add = self._session.stand_ins.add
        work = partial(add, order.absent, order.deputy, order.first_on, order.last_on, order.reason)
        self._kit.tasks.run(
            work, partial(self._on_added, sheet), partial(act_failed, self._kit, sheet)
        )

    def _end(self, sheet: StandInSheet, stand_in_id: int) -> None:
        work = partial(self._session.stand_ins.end, stand_in_id)
        self._kit.tasks.run(
            work, partial(self._on_ended, sheet), partial(act_failed, self._kit, sheet)
        )

    def _on_added(self, sheet: StandInSheet, _order: StandIn) -> None:
        self._close(sheet, "安排好了。代班的人下次登录就有他的职责。")

    def _on_ended(self, sheet: StandInSheet, _order: StandIn) -> None:
        self._close(sheet, "这次代班结束了。他办过的件都记着。")

    def _close(self, sheet: StandInSheet, said: str) -> None:
        if shiboken6.isValid(sheet):
            sheet.is_done = True
            sheet.wants_aside.emit()
        self._kit.notifier.settled()
        self._kit.notifier.info(said)
        self.changed.emit()


def put_stand_ins(
    kit: Kit, session: Session, panel: QFrame, show: Callable[[Sheet], None]
) -> StandInDoor | None:
    """Put the button at the foot of a panel, for those who may order it; None for others."""
    layout = panel.layout()
    if layout is None or not session.account.may(Act.ORDER_STAND_INS):
        return None
    door = StandInDoor(kit, session, show, panel)
    button = KeyButton(kit.theme, "安排代班", STAND_IN_KEY, ButtonKind.QUIET)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda _checked=False: door.open())
    layout.addWidget(button)
    return door


def stand_in_keys(door: StandInDoor | None) -> tuple[KeyGroup, ...]:
    """Return the key of the door, where there is one."""
    if door is None:
        return ()
    return (KeyGroup("人员", (KeyAct(STAND_IN_KEY, "安排代班", door.open),)),)


def _ground_of(session: Session) -> StandInGround:
    own = session.stand_ins
    absentees = own.absentees()
    return StandInGround(
        orders=tuple(one for one in own.all() if not one.is_over),
        absentees=absentees,
        deputies={one.login: own.deputies(one) for one in absentees},
        today=session.lookup.today(),
    )


def _person(one: Account) -> Choice:
    where = one.department or "全中心"
    return Choice(one.login, f"{one.name}　{where}　{who_may(one.roles)}")


def _words(one: StandInRow) -> str:
    order = one.order
    days = f"{short_date(order.first_on)}至{short_date(order.last_on)}"
    state = "正在代" if one.holds else "还没开始"
    return f"{one.deputy_name} 代 {one.absent_name}，{days}，{state}：{order.reason}"
