"""Step 5, 表单: what the form of the item asks, and for a 即办件 the result."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from windowdesk.forms.answers import (
    FieldProblem,
    asked_fields,
    is_required,
    problem_of,
    problems_of,
    suggestions,
)
from windowdesk.forms.context import NO_CONTEXT, FormContext
from windowdesk.forms.form import FormField, FormSpec
from windowdesk.services.entry import ISSUE_BY
from windowdesk.services.session import Session
from windowdesk.ui.acceptance_step import Gap, Step, Word
from windowdesk.ui.entry_faults import field_gaps, line_fault
from windowdesk.ui.field_grid import FieldGrid, Ground
from windowdesk.ui.field_ring import FieldRing
from windowdesk.ui.fields import Field
from windowdesk.ui.files_field import FilesField
from windowdesk.ui.form_fields import FieldMaker, put_value, span_of
from windowdesk.ui.noted_field import NotedField
from windowdesk.ui.room import Room
from windowdesk.ui.table_field import TableField
from windowdesk.ui.theme import Theme

RESULT: Final = "decision.content"
_PREFIX: Final = "form."


class FormStep(Step):
    """Fields in three columns. Answers, situations and people decide which of them are asked.

    What is known or follows from other answers goes in by itself until the clerk writes there.
    ``attach_wanted`` and ``paste_wanted`` carry the field that files are wanted for.
    """

    attach_wanted = Signal(FilesField)
    paste_wanted = Signal(FilesField)

    def __init__(self, theme: Theme, session: Session) -> None:
        super().__init__(theme, 5, "表单")
        self._maker = FieldMaker(
            theme, session.divisions, session.pinyin, session.centre.code, date.max
        )
        self._spec: FormSpec | None = None
        self._context = NO_CONTEXT
        self._fields: dict[str, Field] = {}
        self._needed: list[Field] = []
        self._own: set[str] = set()
        self._ours: dict[str, str] = {}
        self._across: set[str] = set()
        self._grid = FieldGrid(theme, (50, 0, 14, 10))
        self._ring = FieldRing(self)
        self._ground = Ground(theme, self._grid)
        self._below = 0
        self.put(self._ground)
        bar = self._ground.verticalScrollBar()
        bar.valueChanged.connect(self._look_below)
        bar.rangeChanged.connect(self._look_below)
        self._ring.finished.connect(self.settled)

    def set_today(self, today: date) -> None:
        """Let ↑↓ in date fields begin at another day."""
        self._maker = FieldMaker(
            self.theme, self._maker.divisions, self._maker.pinyin, self._maker.town, today
        )

    def show_form(self, spec: FormSpec | None, *, asks_result: bool) -> None:
        """Ask the questions of another form; answers to the same question stay."""
        old = {key: field.value() for key, field in self._fields.items()}
        own = self._own
        self._spec = spec
        self._fields, self._needed, self._across = {}, [], set()
        self._own, self._ours = set(), {}
        if asks_result:
            result = self._result_field()
            result.set_value(old.get(RESULT, ""))
            self._add(RESULT, result)
        for asked in spec.fields if spec else ():
            field = self._field_for(asked)
            self._add(asked.key, field)
            if old.get(asked.key) and asked.key in own:
                field.set_value(old[asked.key])
                self._own.add(asked.key)
            elif asked.key == ISSUE_BY and asked.choices:
                field.set_value(asked.choices[0])
        spans = {asked.key: span_of(asked) for asked in spec.fields} if spec else {}
        self._grid.set_fields([(f, spans.get(key, 1)) for key, f in self._fields.items()])
        self._ring.set_fields(list(self._fields.values()))
        self._follow()
        self.refresh_line()

    @property
    def spec(self) -> FormSpec | None:
        """The form that is shown."""
        return self._spec

    def set_context(self, context: FormContext) -> None:
        """Ask what these situations and people call for, and fill in what is known of them."""
        self._context = context
        for field in self._file_fields():
            field.show_files(context.files or ())
        self._follow()
        self.refresh_line()

    def files_in_focus(self) -> FilesField | None:
        """Return the field for files that has the focus."""
        focus = QApplication.focusWidget()
        here = (f for f in self._file_fields() if focus is not None and f.isAncestorOf(focus))
        return next(here, None)

    def fields(self) -> Mapping[str, Field]:
        """Return the fields by their keys."""
        return dict(self._fields)

    def answers(self) -> Mapping[str, str]:
        """Return the answers as typed; those of fields that are not asked count for nothing."""
        return {key: field.value() for key, field in self._fields.items() if key != RESULT}

    def result(self) -> str:
        """Return the result of a 即办件 as typed."""
        field = self._fields.get(RESULT)
        return field.value().strip() if field is not None else ""

    def issue_by(self) -> str:
        """Return how the result goes out."""
        return self.answers().get(ISSUE_BY, "")

    def check(self) -> None:
        """Ask the rules of all fields now, and those between them."""
        found = {problem.key: problem for problem in self._problems()}
        self._across = set()
        for key, field in self._fields.items():
            if field.isHidden():
                field.set_fault("")
                continue
            field.check()
            problem = found.get(key)
            if problem is not None and not problem.missing and not field.fault():
                field.set_fault(problem.text)
                self._across.add(key)

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
        if self._below:
            words.append(Word(f"下面还有 {self._below} 项", "hint"))
        taken = [k for k, text in self._ours.items() if text and self._fields[k].value() == text]
        if taken:
            words.append(Word(f"带入 {len(taken)} 项", "hint", wide=True))
        return tuple(words)

    def values(self) -> Mapping[str, str]:
        """Return the answers, for the draft."""
        return {f"{_PREFIX}{key}": field.value() for key, field in self._fields.items()}

    def restore(self, values: Mapping[str, str]) -> None:
        """Put back what a draft holds."""
        for key, field in self._fields.items():
            text = values.get(f"{_PREFIX}{key}", "")
            if f"{_PREFIX}{key}" in values:
                put_value(field, text)
                self._own.add(key)
        self._follow()
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

    def _file_fields(self) -> tuple[FilesField, ...]:
        return tuple(f for f in self._fields.values() if isinstance(f, FilesField))

    def _look_below(self) -> None:
        # Where the fields stand is known once Qt has laid them out.
        QTimer.singleShot(0, self, self._tell_below)

    def _tell_below(self) -> None:
        """Say how many fields there is no room for; the caret brings them into sight."""
        below = self._ground.below(list(self._fields.values()))
        if below != self._below:
            self._below = below
            self.refresh_line()

    def _add(self, key: str, field: Field) -> None:
        self._fields[key] = field
        field.edited.connect(partial(self._on_edited, key))
        field.left.connect(self.left)
        if isinstance(field, FilesField):
            field.attach_wanted.connect(partial(self.attach_wanted.emit, field))
            field.paste_wanted.connect(partial(self.paste_wanted.emit, field))
            field.show_files(self._context.files or ())

    def _on_edited(self, key: str, _text: str) -> None:
        self._own.add(key)
        self._follow()
        self._judge_across()
        self.refresh_line()
        self.changed.emit()

    def _follow(self) -> None:
        """Show what is asked now, mark what is required, fill in what follows."""
        self._suggest()
        shown = self._asked()
        standing = {asked.key: self._fields[asked.key].value() for asked in shown}
        needed = {a.key for a in shown if is_required(a, standing, self._context)} | {RESULT}
        moved = False
        for key, field in self._fields.items():
            is_shown = key == RESULT or key in standing
            moved = moved or field.isHidden() is is_shown
            field.setHidden(not is_shown)
        self._needed = [f for key, f in self._fields.items() if key in needed]
        for field in self._fields.values():
            field.set_required(field in self._needed and not field.value().strip())
        if moved:
            self._grid.arrange()

    def _asked(self) -> tuple[FormField, ...]:
        if self._spec is None:
            return ()
        return asked_fields(self._spec, self.answers(), self._context)

    def _suggest(self) -> None:
        if self._spec is None:
            return
        # What we wrote ourselves must not stand against what follows now.
        typed = {k: "" if self._is_ours(k) else text for k, text in self.answers().items()}
        found = suggestions(self._spec, typed, self._context)
        for key in {**self._ours, **found}:
            field, text = self._fields[key], found.get(key, "")
            is_free = key not in self._own and (self._is_ours(key) or not field.value().strip())
            if is_free and text != self._ours.get(key, ""):
                put_value(field, text)
                self._ours[key] = field.value()

    def _is_ours(self, key: str) -> bool:
        mine = self._ours.get(key, "")
        return bool(mine) and key not in self._own and self._fields[key].value() == mine

    def _problems(self) -> tuple[FieldProblem, ...]:
        if self._spec is None:
            return ()
        return problems_of(self._spec, self.answers(), self._context)

    def _judge_across(self) -> None:
        """Let a fault between fields go as soon as either of them was mended."""
        if not self._across:
            return
        found = {problem.key: problem.text for problem in self._problems()}
        for key in tuple(self._across):
            self._fields[key].set_fault(found.get(key, ""))
            if key not in found:
                self._across.discard(key)

    def _counted(self) -> str:
        shown = [field for field in self._fields.values() if not field.isHidden()]
        filled = sum(bool(field.value().strip()) for field in shown)
        missing = len([gap for gap in self.gaps() if not gap.is_fault])
        return f"已填 {filled} 项" + (f"，还差 {missing} 项" if missing else "")

    def _result_field(self) -> Field:
        field = NotedField(self.theme, label="办理结果")
        field.set_hint("写在回执上")
        field.check_with(line_fault)
        return field

    def _field_for(self, asked: FormField) -> Field:
        field = self._maker.make(asked)
        if isinstance(field, TableField):
            field.judge_with(partial(self._problem, asked))
        else:
            field.check_with(partial(self._fault, asked))
        return field

    def _problem(self, asked: FormField, typed: str) -> FieldProblem | None:
        return problem_of(asked, typed, self._context)

    def _fault(self, asked: FormField, typed: str) -> str:
        problem = self._problem(asked, typed)
        return problem.text if problem is not None and not problem.missing else ""
