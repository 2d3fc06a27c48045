"""From a field of a form to the widget that asks for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from windowdesk.domain.divisions import Divisions
from windowdesk.domain.pinyin import PinyinTable
from windowdesk.forms.dates import read_day
from windowdesk.forms.form import FieldKind, FormField
from windowdesk.ui.address_field import AddressField
from windowdesk.ui.buttons import Choice
from windowdesk.ui.date_field import DateField
from windowdesk.ui.fields import ChoiceField, Field, TextField
from windowdesk.ui.files_field import FilesField
from windowdesk.ui.multi_choice_field import MultiChoiceField
from windowdesk.ui.noted_field import NotedField
from windowdesk.ui.table_field import TableField
from windowdesk.ui.theme import Theme

_SHORT_TEXT_PX = 60
_WHOLE_ROW = 3
_WIDE_KINDS = frozenset(
    (FieldKind.TABLE, FieldKind.ADDRESS, FieldKind.MULTI_CHOICE, FieldKind.ATTACHMENT)
)
_HINTS: Mapping[FieldKind, str] = {
    FieldKind.TABLE: "Enter 下一格，空行按 Enter 往下，Ctrl+Del 删一行",
    FieldKind.ADDRESS: "打拼音头选，如 ylz",
    FieldKind.ATTACHMENT: "数字选，Ctrl+V 贴",
}


@dataclass(frozen=True)
class FieldMaker:
    """Makes widgets with what the desk knows of places, readings and the day."""

    theme: Theme
    divisions: Divisions
    pinyin: PinyinTable
    town: str
    today: date

    def make(self, asked: FormField) -> Field:
        """Return the widget for a field, with its hint."""
        field = _MAKERS.get(asked.kind, _line)(self, asked)
        hint = asked.hint or _HINTS.get(asked.kind, "")
        if hint:
            field.set_hint(hint)
        return field


def span_of(asked: FormField) -> int:
    """Return how many columns a field takes where there are three."""
    return _WHOLE_ROW if asked.kind in _WIDE_KINDS else 1


def put_value(field: Field, text: str) -> None:
    """Show a stored answer in its field."""
    on = read_day(text) if isinstance(field, DateField) else None
    if isinstance(field, DateField) and on is not None:
        field.set_day(on)
    else:
        field.set_value(text)


def _line(maker: FieldMaker, asked: FormField) -> Field:
    return NotedField(maker.theme, label=asked.label)


def _text(maker: FieldMaker, asked: FormField) -> Field:
    return TextField(maker.theme, label=asked.label, height=_SHORT_TEXT_PX)


def _choice(maker: FieldMaker, asked: FormField) -> Field:
    field = ChoiceField(maker.theme, label=asked.label)
    field.spell_with(maker.pinyin)
    field.set_choices([Choice(text, text) for text in asked.choices])
    return field


def _choices(maker: FieldMaker, asked: FormField) -> Field:
    return MultiChoiceField(maker.theme, label=asked.label, choices=asked.choices)


def _date(maker: FieldMaker, asked: FormField) -> Field:
    return DateField(maker.theme, label=asked.label, today=maker.today)


def _address(maker: FieldMaker, asked: FormField) -> Field:
    return AddressField(
        maker.theme,
        label=asked.label,
        divisions=maker.divisions,
        pinyin=maker.pinyin,
        down_to=asked.down_to,
        town=maker.town,
    )


def _table(maker: FieldMaker, asked: FormField) -> Field:
    return TableField(maker.theme, asked=asked, pinyin=maker.pinyin)


def _files(maker: FieldMaker, asked: FormField) -> Field:
    return FilesField(maker.theme, label=asked.label)


_MAKERS: Mapping[FieldKind, Callable[[FieldMaker, FormField], Field]] = {
    FieldKind.LONG_TEXT: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.MULTI_CHOICE: _choices,
    FieldKind.DATE: _date,
    FieldKind.ADDRESS: _address,
    FieldKind.TABLE: _table,
    FieldKind.ATTACHMENT: _files,
}
