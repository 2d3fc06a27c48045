"""What a form is: its fields, the rules between them, and the order for a second system."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from windowdesk.domain.identity import IdKind
from windowdesk.forms.rules import Compute, Rule
from windowdesk.forms.when import When

GENERAL_FORM = "general"
_LINE_LONGEST = 60


class FieldKind(StrEnum):
    """What a field takes."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    ID = "id"
    PHONE = "phone"
    ADDRESS = "address"
    TABLE = "table"
    ATTACHMENT = "attachment"


KIND_LABEL: Mapping[FieldKind, str] = MappingProxyType(
    {
        FieldKind.TEXT: "一行文字",
        FieldKind.LONG_TEXT: "一段文字",
        FieldKind.CHOICE: "单选",
        FieldKind.MULTI_CHOICE: "多选",
        FieldKind.DATE: "日期",
        FieldKind.NUMBER: "数字",
        FieldKind.MONEY: "金额",
        FieldKind.ID: "证件号码",
        FieldKind.PHONE: "电话",
        FieldKind.ADDRESS: "地址",
        FieldKind.TABLE: "表格",
        FieldKind.ATTACHMENT: "附件",
    }
)
# What a table may hold in a cell.
SIMPLE_KINDS = frozenset(FieldKind) - {
    FieldKind.LONG_TEXT,
    FieldKind.MULTI_CHOICE,
    FieldKind.ADDRESS,
    FieldKind.TABLE,
    FieldKind.ATTACHMENT,
}
CHOICE_KINDS = frozenset((FieldKind.CHOICE, FieldKind.MULTI_CHOICE))
NUMBER_KINDS = frozenset((FieldKind.NUMBER, FieldKind.MONEY))


class DivisionLevel(StrEnum):
    """How far down an address must be chosen from the divisions."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


DIVISION_DIGITS: Mapping[DivisionLevel, int] = MappingProxyType(
    {DivisionLevel.COUNTY: 6, DivisionLevel.TOWN: 9, DivisionLevel.VILLAGE: 12}
)

# A long text fills half a page of a paper at most, as the statements of the desk do.
_USUALLY_LONGEST: Mapping[FieldKind, int] = MappingProxyType(
    {FieldKind.LONG_TEXT: 500, FieldKind.ADDRESS: 80}
)


@dataclass(frozen=True)
class FormField:
    """One field of a form.

    ``prefill`` names what is known that goes in first (forms/known.py); ``longest`` counts
    characters, 0 for what is usual for the kind; ``digits`` is the exact count of digits a number
    must have, 0 for any. ``when`` says when it is asked at all, ``required_when`` when it must not
    stay empty. ``least`` and ``most`` bound numbers. ``id_kind`` None takes a resident's number or
    a credit code. ``most_files`` and ``endings`` bound an attachment. ``compute`` is a default
    that follows other answers until the clerk writes his own.
    """

    key: str
    label: str
    kind: FieldKind
    required: bool = False
    choices: tuple[str, ...] = ()
    prefill: str = ""
    hint: str = ""
    longest: int = 0
    digits: int = 0
    when: When | None = None
    required_when: When | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    not_future: bool = False
    id_kind: IdKind | None = None
    down_to: DivisionLevel = DivisionLevel.VILLAGE
    columns: tuple["FormField", ...] = ()
    min_rows: int = 0
    max_rows: int = 20
    most_files: int = 1
    endings: tuple[str, ...] = ()
    default: str = ""
    compute: Compute | None = None

    @property
    def most_characters(self) -> int:
        """How many characters an answer may have."""
        return self.longest or _USUALLY_LONGEST.get(self.kind, _LINE_LONGEST)


@dataclass(frozen=True)
class FormSpec:
    """A form: its fields in the order in which the clerk asks for them.

    ``copy_out`` names answers in the order of the system that they are typed into as well, () for
    the order of the form.
    """

    code: str
    title: str
    fields: tuple[FormField, ...]
    rules: tuple[Rule, ...] = ()
    copy_out: tuple[str, ...] = ()

    def field(self, key: str) -> FormField | None:
        """Return the field with this key, None if there is none."""
        return next((field for field in self.fields if field.key == key), None)

    def label_of(self, name: str) -> str:
        """Return the label of a field, or of a column by ``table.column``."""
        table, _, column = name.partition(".")
        field = self.field(table)
        if field is None or not column:
            return field.label if field else name
        return next((one.label for one in field.columns if one.key == column), column)

    def sentences(self) -> tuple[str, ...]:
        """Return every rule between fields as a Chinese sentence, in the order of the form."""
        told = []
        for field in self.fields:
            if field.when is not None:
                told.append(f"{field.when.sentence(self.label_of)}，才问“{field.label}”。")
            if field.required_when is not None:
                told.append(f"{field.required_when.sentence(self.label_of)}，必填“{field.label}”。")
            if field.compute is not None:
                told.append(f"“{field.label}”{field.compute.sentence(self.label_of)}。")
        return (*told, *(rule.sentence(self.label_of) for rule in self.rules))
