"""Somebody leaves: who takes over what he holds, and what could not be handed over."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal

from windowdesk.domain.centre import Account
from windowdesk.domain.duties import Role
from windowdesk.domain.numbers import CaseNumber
from windowdesk.services.staff import HandOver
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, Choice, KeyButton
from windowdesk.ui.fields import ChoiceField
from windowdesk.ui.kit import Kit
from windowdesk.ui.parts import STRETCH, column, label
from windowdesk.ui.sheet import Sheet

_TAKERS = frozenset((Role.REVIEWER, Role.APPROVER, Role.HEAD))
_SHOWN_MOST = 6


class LeaveSheet(Sheet):
    """``gone`` carries the report; the sheet stays open while something was kept."""

    gone = Signal(object)

    def __init__(
        self,
        kit: Kit,
        leaver: Account,
        held: int,
        others: Sequence[Account],
        let_go: Callable[[str, str], HandOver],
    ) -> None:
        super().__init__(kit.theme, "person", f"停用 {leaver.name}（{leaver.login}）", width=640)
        self._kit, self._leaver, self._let_go = kit, leaver, let_go
        self._done = False
        self._to = ChoiceField(kit.theme, label=f"手上的 {held} 件转给谁")
        takers = [one for one in others if one.roles & _TAKERS]
        self._to.set_choices(
            (
                Choice("", "转回待领，谁都能领"),
                *(Choice(one.login, f"{one.name}　{one.department or '全中心'}") for one in takers),
            )
        )
        self._to.enter_goes_on = False
        self._to.setVisible(held > 0)
        self._report = label("", "second", wrap=True)
        self._button = KeyButton(kit.theme, "停用", "F9", ButtonKind.GO)
        self._button.clicked.connect(self._on_go)
        text = "停用后他不能再登录，办过的件仍记着他的名字。" + ("" if held else "他手上没有件。")
        said = label(text, "second", wrap=True)
        self.put(column(kit.theme, said, 12, self._to, 4, self._report, 12))
        self.put_row(STRETCH, self._button)

    def keys(self) -> tuple[KeyGroup, ...]:
        """F9 lets him go."""
        return (KeyGroup("", (KeyAct("F9", "停用", self._on_go),)),)

    def take_focus(self) -> None:
        """Begin at the successor, else at the button."""
        if self._to.isHidden():
            self._button.setFocus()
        else:
            self._to.take_focus()

    def _on_go(self) -> None:
        if self._done:
            self.wants_aside.emit()
            return
        work = partial(self._let_go, self._leaver.login, self._to.value())
        self._kit.tasks.run(work, self._on_gone, self._on_failed)

    def _on_gone(self, report: HandOver) -> None:
        self._done = True
        if report.kept:
            lines = [
                f"没转：{CaseNumber(one.number).short} {one.item_name}：{one.reason}"
                for one in report.kept[:_SHOWN_MOST]
            ]
            more = len(report.kept) - _SHOWN_MOST
            lines += [f"还有 {more} 件没转。"] if more > 0 else []
            told = f"已停用，转了 {len(report.moved)} 件。没转的仍可以由能办的人接办。"
            self._report.setText("\n".join((told, *lines)))
            self._button.setText("知道了")
        self.gone.emit(report)

    def _on_failed(self, error: Exception) -> None:
        self._kit.notifier.failed(error, {"to": self._to})
