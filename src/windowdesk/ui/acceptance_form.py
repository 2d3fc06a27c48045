"""Step 5, 表单: what the form of the item asks, and for a 即办件 the result."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import Qt

from windowdesk.forms.answers import problem_of
from windowdesk.forms.form import FieldKind, FormField, FormSpec
from windowdesk.services.entry import ISSUE_BY
from windowdesk.ui.acceptance_step import Gap, Step, Word
from windowdesk.ui.buttons import Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.entry_faults import field_gaps, line_fault
from windowdesk.ui.field_grid import FieldGrid, Ground
from windowdesk.ui.field_ring import FieldRing
from windowdesk.ui.fields import ChoiceField, Field, TextField
from windowdesk.ui.noted_field import NotedField
from windowdesk.ui.room import Room
from windowdesk.ui.theme import Theme

RESULT: Final = "decision.content"
_PREFIX: Final = "form."
_SHORT_TEXT_PX = 60


class FormStep(Step):
    """Fields in three columns. What is known of the applicant goes in first, once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, 5, "表单")
        self._spec: FormSpec | None = None
        self._today = date.max
        self._fields: dict[str, Field] = {}
        self._needed: list[Field] = []
        self._taken_over: set[str] = set()
        self._grid = FieldGrid(theme, (50, 0, 14, 10))
        self._ring = FieldRing(self)
        self.put(Ground(theme, self._grid))
        self._ring.finished.connect(self.settled)

    def set_today(self, today: date) -> None:
        """Let ↑↓ in date fields begin at another day."""
        self._today = today

    def show_form(self, spec: FormSpec | None, *, asks_result: bool) -> None:
        """Ask the questions of another form; answers to the same question stay."""
        old = {key: field.value() for key, field in self._fields.items()}
        self._spec = spec
        self._fields, self._needed, self._taken_over = {}, [], set()
        if asks_result:
            result = self._result_field()
            result.set_value(old.get(RESULT, ""))
            self._add(RESULT, result, needed=True)
        for asked in spec.fields if spec else ():
            field = self._field_for(asked)
            self._add(asked.key, field, needed=asked.required)
            if asked.key in old:
                field.set_value(old[asked.key])
            elif asked.key == ISSUE_BY and asked.choices:
                field.set_value(asked.choices[0])
        self._grid.set_fields([(field, 1) for field in self._fields.values()])
        self._ring.set_fields(list(self._fields.values()))
        self.refresh_line()

    @property
    def spec(self) -> FormSpec | None:
        """The form that is shown."""
        return self._spec

    def take_over(self, known: Mapping[str, str]) -> None:
        """Fill what is empty with what is known of the applicant."""
        for asked in self._spec.fields if self._spec else ():
            field = self._fields[asked.key]
            value = known.get(asked.prefill, "")
            was_ours = asked.key in self._taken_over
            if asked.prefill and value and (was_ours or not field.value()):
                if field.value() != value:
                    field.set_value(value)
                self._taken_over.add(asked.key)
        self.refresh_line()

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by their keys."""
        return dict(self._fields)

    def answers(self) -> Mapping[str, str]:
        """Return the answers as typed."""
        return {key: field.value() for key, field in self._fields.items() if key != RESULT}

    def result(self) -> str:
        """Return the result of a 即办件 as typed."""
        field = self._fields.get(RESULT)
        return field.value().strip() if field is not None else ""

    def issue_by(self) -> str:
        """Return how the result goes out."""
        return self.answers().get(ISSUE_BY, "")

    def check(self) -> None:
        """Ask the rules of all fields now."""
        for field in self._fields.values():
            field.check()

    def gaps(self) -> tuple[Gap, ...]:
        """Return what is missing or wrong."""
        return field_gaps(list(self._fields.values()), self._needed)

    def is_begun(self) -> bool:
        """Tell whether there is a form."""
        return bool(self._fields)

    def line(self) -> tuple[Word, ...]:
        """已填 9 项，还差 1 项."""
        return (Word(self._counted()),) if self._fields else ()

    def notes(self) -> tuple[Word, ...]:
        """Return the same, and how much was taken over."""
        words = [Word(self._counted(), "label")]
        if self._taken_over:
            words.append(Word(f"从申请人带入 {len(self._taken_over)} 项", "hint", wide=True))
        return tuple(words)

    def values(self) -> Mapping[str, str]:
        """Return the answers, for the draft."""
        return {f"{_PREFIX}{key}": field.value() for key, field in self._fields.items()}

    def restore(self, values: Mapping[str, str]) -> None:
        """Put back what a draft holds."""
        for key, field in self._fields.items():
            if f"{_PREFIX}{key}" in values:
                field.set_value(values[f"{_PREFIX}{key}"])
        self.check()
        self.refresh_line()

    def clear(self) -> None:
        """Empty the step."""
        self._fields = {}
        self.show_form(None, asks_result=False)

    def take_focus(self) -> None:
        """Go to the first gap, else to the first field."""
        gaps = self.gaps()
        shown = self._ring.shown()
        if gaps:
            gaps[0].go()
        elif shown:
            shown[0].take_focus()
        else:
            # The form is still on its way; the caret waits here and not on some button.
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_room(self, room: Room) -> None:
        """Two columns under 960 px."""
        self._grid.set_columns(2 if room.is_narrow else 3)
        self._grid.set_margins((14 if room.is_narrow else 50, 0, 14, 10))
        super().set_room(room)

    def _add(self, key: str, field: Field, *, needed: bool) -> None:
        self._fields[key] = field
        if needed:
            self._needed.append(field)
        field.edited.connect(self._on_edited)
        field.left.connect(self.left)
        self._mark(field)

    def _on_edited(self, _text: str) -> None:
        for field in self._needed:
            self._mark(field)
        self.refresh_line()
        self.changed.emit()

    def _mark(self, field: Field) -> None:
        field.set_required(field in self._needed and not field.value().strip())

    def _counted(self) -> str:
        filled = sum(bool(field.value().strip()) for field in self._fields.values())
        missing = len([gap for gap in self.gaps() if not gap.is_fault])
        return f"已填 {filled} 项" + (f"，还差 {missing} 项" if missing else "")

    def _result_field(self) -> Field:
        field = NotedField(self.theme, label="办理结果")
        field.set_hint("写在回执上")
        field.check_with(line_fault)
        return field

    def _field_for(self, asked: FormField) -> Field:
        field = self._make(asked)
        field.check_with(lambda typed: _answer_fault(asked, typed))
        if asked.hint:
            field.set_hint(asked.hint)
        return field

    def _make(self, asked: FormField) -> Field:
        if asked.kind is FieldKind.CHOICE:
            choice = ChoiceField(self.theme, label=asked.label)
            choice.set_choices([Choice(text, text) for text in asked.choices])
            return choice
        if asked.kind is FieldKind.DATE:
            return DateField(self.theme, label=asked.label, today=self._today)
        if asked.kind is FieldKind.LONG_TEXT:
            return TextField(self.theme, label=asked.label, height=_SHORT_TEXT_PX)
        return NotedField(self.theme, label=asked.label)


def _answer_fault(asked: FormField, typed: str) -> str:
    problem = problem_of(asked, typed)
    return problem.text if problem is not None and not problem.missing else ""
