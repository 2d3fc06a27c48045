"""Fields of an item for the editor: one for each kind of value, all speaking the text of a cell."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from windowdesk.domain.item_cells import CellProblem, value_of
from windowdesk.domain.item_fields import FieldKind, FieldSpec
from windowdesk.domain.text import NOTE
from windowdesk.ui.buttons import Choice
from windowdesk.ui.field_grid import Ground
from windowdesk.ui.fields import ChoiceField, Field, LineField, TextField
from windowdesk.ui.measures import LayoutMeasure
from windowdesk.ui.parts import Item, row
from windowdesk.ui.theme import Theme

_TALL = 64
_ACROSS = 3
_BROAD = frozenset(("name", "label"))
_UNKNOWN = "不知道"
_HIDDEN = frozenset(("item_id", "version", "state"))


def field_for(theme: Theme, spec: FieldSpec) -> Field:
    """Return the input for a field; its ``value`` is what a cell of a sheet would hold."""
    if spec.choices is not None:
        made: Field = _choice(theme, spec)
    elif spec.kind is FieldKind.LINES or spec.text is NOTE:
        made = TextField(theme, label=spec.label, height=_TALL)
    else:
        made = LineField(theme, label=spec.label)
    made.check_with(lambda text: fault_of(spec, text))
    return made


def fault_of(spec: FieldSpec, text: str) -> str:
    """Return why a text cannot stand in a field, '' if it can."""
    try:
        value_of(spec, text)
    except CellProblem as problem:
        return problem.fault.text
    return ""


def hint_of(spec: FieldSpec) -> str:
    """Return what is told of a field while it is being filled in."""
    usual = f"常用：{'、'.join(spec.usual)}" if spec.usual else ""
    return "；".join(part for part in (spec.hint, usual) if part)


def lock(field: Field, *, locked: bool) -> None:
    """Let a field be read only, or be written in."""
    if isinstance(field, LineField):
        field.set_read_only(locked)
    elif isinstance(field, TextField):
        field.text.setReadOnly(locked)
    else:
        field.setEnabled(not locked)


def is_wide(spec: FieldSpec) -> bool:
    """Tell whether a field takes a whole line."""
    is_long = spec.kind is FieldKind.LINES or spec.text is NOTE
    return spec.choices is None and is_long


def shown_fields(specs: Sequence[FieldSpec]) -> tuple[FieldSpec, ...]:
    """Return the fields that somebody writes: not those that the steps of admission give."""
    return tuple(spec for spec in specs if spec.name not in _HIDDEN)


class FieldBlock(QWidget):
    """Fields in three columns, long texts across all; a Ground keeps the one in use in sight."""

    def __init__(self, theme: Theme, specs: Sequence[FieldSpec]) -> None:
        super().__init__()
        self.inputs: dict[str, Field] = {spec.name: field_for(theme, spec) for spec in specs}
        self.specs = {spec.name: spec for spec in specs}
        inner = QWidget()
        lines = QVBoxLayout(inner)
        LayoutMeasure(theme, lines, (0, 0, 0, 0), 8)
        for line in _lines(specs):
            items: list[Item] = []
            for spec in line:
                items += [(self.inputs[spec.name], _span(spec)), 14.0]
            items.pop()
            for _missing in range(_ACROSS - sum(map(_span, line))):
                items += [14.0, (QWidget(), 1)]
            lines.addLayout(row(theme, *items))
        lines.addStretch()
        self.ground = Ground(theme, inner)
        outer = QVBoxLayout(self)
        LayoutMeasure(theme, outer)
        outer.addWidget(self.ground)
        outer.addStretch()

    def texts(self) -> dict[str, str]:
        """Return what the fields hold."""
        return {name: field.value() for name, field in self.inputs.items()}

    def show_texts(self, texts: Mapping[str, str]) -> None:
        """Fill the fields; one that has the caret and holds the same keeps its caret."""
        for name, field in self.inputs.items():
            if field.value() != texts.get(name, ""):
                field.set_value(texts.get(name, ""))

    def faulty(self) -> tuple[str, ...]:
        """Return the names of the fields that cannot stand; they say why."""
        return tuple(name for name, field in self.inputs.items() if field.check())

    def lock(self, *, locked: bool) -> None:
        """Let all fields be read only, or be written in."""
        for field in self.inputs.values():
            lock(field, locked=locked)


def _choice(theme: Theme, spec: FieldSpec) -> ChoiceField:
    made = ChoiceField(theme, label=spec.label)
    words = tuple((spec.choices or {}).values())
    unknown = () if spec.required else (Choice("", _UNKNOWN),)
    if spec.empty is not None:
        unknown = ()
    made.set_choices((*unknown, *(Choice(word, word) for word in words)))
    return made


def _span(spec: FieldSpec) -> int:
    if is_wide(spec):
        return _ACROSS
    return _ACROSS - 1 if spec.name in _BROAD else 1


def _lines(specs: Sequence[FieldSpec]) -> Iterator[list[FieldSpec]]:
    line: list[FieldSpec] = []
    for spec in specs:
        if sum(map(_span, line)) + _span(spec) > _ACROSS:
            yield line
            line = []
        line.append(spec)
    if line:
        yield line
