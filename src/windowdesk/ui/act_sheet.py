"""A sheet that ends in an act: what has to be written, one button F9, the first gap named."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.domain.errors import DomainError, EnvironmentProblem
from windowdesk.ui.acts import KeyAct, KeyGroup
from windowdesk.ui.buttons import ButtonKind, KeyButton
from windowdesk.ui.fields import Field
from windowdesk.ui.follow_area import FollowArea
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import column, label, row
from windowdesk.ui.sheet import Sheet
from windowdesk.ui.states import IconSign
from windowdesk.ui.theme import Theme


@dataclass(frozen=True)
class SheetGap:
    """What is still open: one sentence, and the field that it belongs to."""

    text: str
    field: FaultShower


@dataclass(frozen=True)
class Memo:
    """What was typed into a sheet that was put aside: texts by field, and lines of a list."""

    texts: Mapping[str, str]
    lines: tuple[object, ...] = ()


class ActSheet(Sheet):
    """``wanted`` carries the command once nothing is open; F9 pressed early goes to the first gap.

    ``is_done`` is set once the act went through. Subclasses fill ``body`` and say what is open
    (``gaps``), what is wanted (``command``), which field an error names (``fields``).
    """

    wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        icon: str,
        title: str,
        *,
        act: str,
        kind: ButtonKind = ButtonKind.GO,
        width: int = 860,
        gap: int = 10,
    ) -> None:
        super().__init__(theme, icon, title, width=width)
        self._act_text = act
        self._is_busy = False
        self.is_done = False
        content = QWidget()
        self.body = QVBoxLayout(content)
        LayoutMeasure(theme, self.body, gap=gap)
        self.put(FollowArea(theme, content), 1)
        self._sign = IconSign(theme, icon="warn", size=18, colour="red")
        self.line = label("", "fault", wrap=True)
        self.act_button = KeyButton(theme, act, "F9", kind)
        self.act_button.clicked.connect(self.act)
        self._tools = row(theme)
        foot = row(theme, self._sign, 6, (self.line, 1), 12, self._tools, self.act_button)
        self.put(column(theme, 12, foot))
        self.say("")

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        return ()

    def command(self) -> object:
        """Return what is wanted; DomainError where a rule forbids it."""
        raise NotImplementedError

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return {}

    def memo(self) -> Memo:
        """Return what was typed, for the time when the sheet is opened again for the same."""
        typed = {
            name: field.value() for name, field in self.fields().items() if isinstance(field, Field)
        }
        return Memo({name: text for name, text in typed.items() if text})

    def restore(self, memo: Memo) -> None:
        """Put back what was typed before the sheet was put aside."""
        for name, field in self.fields().items():
            if isinstance(field, Field) and name in memo.texts:
                field.set_value(memo.texts[name])

    def put_tool(self, tool: QWidget) -> None:
        """Add something to press left of the act."""
        self._tools.addWidget(tool)
        self._tools.addSpacing(self.theme.u(8))

    def set_act(self, text: str, kind: ButtonKind = ButtonKind.GO) -> None:
        """Name the act."""
        self._act_text = text
        self.act_button.set_kind(kind)
        self.act_button.setText(text)

    def keys(self) -> tuple[KeyGroup, ...]:
        """Return the keys of the sheet."""
        return (KeyGroup("", (KeyAct("F9", self._act_text, self.act), *self.more_keys())),)

    def more_keys(self) -> tuple[KeyAct, ...]:
        """Return the keys beside F9."""
        return ()

    def act(self) -> None:
        """F9: do it, or go to the first gap."""
        if self._is_busy:
            return
        self.say("")
        open_gaps = self.gaps()
        if open_gaps:
            first = open_gaps[0]
            first.field.set_fault(first.text)
            first.field.take_focus()
            return
        try:
            command = self.command()
        except DomainError as error:
            self.show_error(error)
            return
        self.wanted.emit(command)

    def set_busy(self, text: str) -> None:
        """Keep the act from being done twice; '' lets it be done again."""
        self._is_busy = bool(text)
        self.act_button.setEnabled(not text)
        self.act_button.setText(text or self._act_text)

    def say(self, text: str) -> None:
        """Say above the foot what went wrong; '' takes it away."""
        self.line.setText(text)
        self._sign.setVisible(bool(text))

    def show_error(self, error: DomainError | EnvironmentProblem) -> None:
        """Show an error at its field, else beside the act; everything typed stays."""
        name = error.field if isinstance(error, DomainError) else None
        field = self.fields().get(name or "")
        if field is None:
            self.say(error.text)
        else:
            field.set_fault(error.text)
            field.take_focus()
