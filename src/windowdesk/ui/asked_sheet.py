"""A short sheet made of data: a sentence on top, a few inputs, one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from windowdesk.ui.act_sheet import ActSheet, SheetGap
from windowdesk.ui.buttons import ButtonKind, Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import Field, LineField, SegmentField, TextField
from windowdesk.ui.notifier import FaultShower
from windowdesk.ui.parts import label
from windowdesk.ui.theme import Theme

_TEXT_HIGH = 64


class AskedKind(StrEnum):
    """How an input is written."""

    LINE = "line"
    TEXT = "text"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True)
class Asked:
    """An input: ``lack`` is said where it is empty, '' where it may stay so."""

    name: str
    label: str
    lack: str = ""
    kind: AskedKind = AskedKind.LINE
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class SheetWords:
    """What a sheet is called, what its button says, what it tells."""

    title: str
    act: str
    told: str
    kind: ButtonKind = ButtonKind.GO


@dataclass(frozen=True)
class Answers:
    """What was typed, by the name of the input; ``day`` is the one date, if it was asked for."""

    texts: Mapping[str, str]
    day: date | None = None


class AskedSheet(ActSheet):
    """``wanted`` carries ``Answers``."""

    def __init__(
        self, theme: Theme, words: SheetWords, whose: str, asked: Sequence[Asked], today: date
    ) -> None:
        super().__init__(theme, "flag", words.title, act=words.act, kind=words.kind, width=760)
        self.note.setText(whose)
        self._asked = tuple(asked)
        self._first = self._asked[0].name
        self.inputs = {one.name: _input(theme, one, today) for one in asked}
        self.body.addWidget(label(words.told, "second", wrap=True))
        for field in self.inputs.values():
            self.body.addWidget(field)

    def fields(self) -> Mapping[str, FaultShower]:
        """Return the fields by the names that errors use."""
        return self.inputs

    def begins_at(self, name: str) -> None:
        """Begin with another input than the first, as that one is filled already."""
        self._first = name

    def take_focus(self) -> None:
        """Begin with the first input that is still to be written."""
        self.inputs[self._first].take_focus()

    def gaps(self) -> tuple[SheetGap, ...]:
        """Return what is open, in the order of the sheet."""
        return tuple(
            SheetGap(one.lack, self.inputs[one.name]) for one in self._asked if self._lacks(one)
        )

    def command(self) -> Answers:
        """Return what was typed."""
        texts = {name: field.value().strip() for name, field in self.inputs.items()}
        days = [field.day() for field in self.inputs.values() if isinstance(field, DateField)]
        return Answers(texts, days[0] if days else None)

    def _lacks(self, one: Asked) -> bool:
        field = self.inputs[one.name]
        if isinstance(field, DateField):
            return bool(one.lack) and field.day() is None
        return bool(one.lack) and not field.value().strip()


def _input(theme: Theme, one: Asked, today: date) -> Field:
    if one.kind is AskedKind.DAY:
        return DateField(theme, label=one.label, today=today)
    if one.kind is AskedKind.TEXT:
        return TextField(theme, label=one.label, height=_TEXT_HIGH)
    if one.kind is AskedKind.CHOICE:
        bar = SegmentField(theme, label=one.label)
        bar.set_choices(list(one.choices))
        return bar
    return LineField(theme, label=one.label)
