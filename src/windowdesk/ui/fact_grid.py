"""Fields of facts in a few columns, by name: filled, read and marked together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from windowdesk.ui.buttons import Choice
from windowdesk.ui.fields import ChoiceField, Field, LineField
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.theme import Theme


@dataclass(frozen=True)
class FactSpec:
    """A field: its name, label, a hint under it, how many columns it takes, its choices."""

    name: str
    label: str
    hint: str = ""
    span: int = 1
    choices: tuple[Choice, ...] = ()
    required: bool = False


class FactGrid(QWidget):
    """``edited`` on every change, ``done`` when Enter leaves the last field."""

    edited = Signal()
    done = Signal()

    def __init__(self, theme: Theme, specs: Sequence[FactSpec], *, columns: int = 2) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        grid = QGridLayout(self)
        LayoutMeasure(theme, grid, gap=10)
        place = 0
        for spec in specs:
            if place % columns + spec.span > columns:
                place += columns - place % columns
            field = _field_of(theme, spec)
            field.edited.connect(self.edited)
            grid.addWidget(field, place // columns, place % columns, 1, spec.span)
            self.fields[spec.name] = field
            place += spec.span
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        last = self.fields[specs[-1].name]
        last.enter_goes_on = False
        last.entered.connect(self.done)

    def values(self) -> Mapping[str, str]:
        """Return what the fields hold."""
        return {name: field.value().strip() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, str]) -> None:
        """Fill the fields without telling anybody."""
        for name, field in self.fields.items():
            field.set_value(values.get(name, ""))

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """Show what is wrong at each field; the others are well."""
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))

    def take_focus(self) -> None:
        """Put the caret into the first field with a fault, else the first empty one needed."""
        faulty = [field for field in self.fields.values() if field.fault()]
        empty = [one for one in self.fields.values() if one.get_required() and not one.value()]
        first = next(iter(self.fields.values()))
        (faulty or empty or [first])[0].take_focus()


def _field_of(theme: Theme, spec: FactSpec) -> Field:
    field: Field
    if spec.choices:
        choice = ChoiceField(theme, label=spec.label)
        choice.set_choices(spec.choices)
        field = choice
    else:
        field = LineField(theme, label=spec.label)
    field.set_hint(spec.hint)
    field.set_required(spec.required)
    return field
