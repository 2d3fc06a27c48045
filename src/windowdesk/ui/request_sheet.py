"""The form of a paper on request: what has to be typed, what is known already stands there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from windowdesk.forms.lists import read_list
from windowdesk.services.paper_asks import BETWEEN, AskedFact, AskKind
from windowdesk.services.paper_requests import PaperForm
from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.field_grid import FieldGrid
from windowdesk.ui.fields import Field, LineField, SegmentField, TextField
from windowdesk.ui.multi_choice_field import MultiChoiceField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.theme import Theme

_WIDTH, _COLUMNS = 1120, 3
# A form of many questions still fits a low window.
_TEXT_HIGH, _TEXT_LOW, _MANY = 84, 44, 10
# What a segment takes besides its words, and what a column has room for, in px at 100 %.
_SIGN, _ROUND, _ROOM = 15, 26, 345


@dataclass(frozen=True)
class PaperOrder:
    """A paper that is wanted: its kind, and what was typed by the name of its fact."""

    kind: str
    typed: Mapping[str, str]


class RequestSheet(ActSheet):
    """``wanted`` carries a ``PaperOrder``."""

    def __init__(self, theme: Theme, whose: str, form: PaperForm, today: date) -> None:
        super().__init__(theme, "paper", form.title, act="出文书并打印", width=_WIDTH)
        self.note.setText(whose)
        self._form = form
        high = _TEXT_LOW if len(form.asks) > _MANY else _TEXT_HIGH
        self.inputs = {ask.fact: _input(theme, ask, today, high) for ask in form.asks}
        owners = BETWEEN.join(form.copies)
        self.body.addWidget(label(f"一式 {len(form.copies)} 份：{owners}。", "second", wrap=True))
        grid = FieldGrid(theme)
        grid.set_fields([(self.inputs[ask.fact], _span(ask)) for ask in form.asks])
        self.body.addWidget(grid)
        for ask in form.asks:
            self.inputs[ask.fact].set_value(form.values[ask.fact])

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return self.inputs

    def take_focus(self) -> None:
        """Begin with the first input that is still to be written."""
        empty = [field for field in self.inputs.values() if not field.value().strip()]
        first = next(iter(empty or self.inputs.values()), None)
        if first is not None:
            first.take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        return tuple(
            SheetGap(ask.lack, self.inputs[ask.fact])
            for ask in self._form.asks
            if ask.required and not self._typed(ask)
        )

    def command(self) -> PaperOrder:
        """Return the paper that is wanted."""
        typed = {ask.fact: self._typed(ask) for ask in self._form.asks}
        for ask in self._form.asks:
            ask.read(typed[ask.fact])
        return PaperOrder(self._form.kind, typed)

    def _typed(self, ask: AskedFact) -> str:
        value = self.inputs[ask.fact].value().strip()
        return BETWEEN.join(read_list(value)) if ask.kind is AskKind.TICKS else value


def _input(theme: Theme, ask: AskedFact, today: date, high: int) -> Field:
    field: Field
    match ask.kind:
        case AskKind.DAY:
            field = DateField(theme, label=ask.label, today=today)
        case AskKind.TEXT:
            field = TextField(theme, label=ask.label, height=high)
        case AskKind.TICKS:
            field = MultiChoiceField(theme, label=ask.label, choices=ask.options)
        case AskKind.CHOICE:
            field = SegmentField(theme, label=ask.label)
            field.set_choices([Choice(option, option) for option in ask.options])
        case AskKind.LINE | AskKind.MONEY:
            field = LineField(theme, label=ask.label)
    field.set_required(ask.required)
    return field


def _span(ask: AskedFact) -> int:
    """Return how many columns an input takes."""
    if ask.kind in {AskKind.TEXT, AskKind.TICKS}:
        return _COLUMNS
    if ask.kind is AskKind.CHOICE:
        wide = sum(_SIGN * len(option) + _ROUND for option in ask.options)
        return min(_COLUMNS, 1 + wide // _ROOM)
    return 1
