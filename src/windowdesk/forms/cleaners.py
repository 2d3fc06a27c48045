"""One answer by the kind of its field: cleaned as it is stored, or DomainError with the cure."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IdKind
from windowdesk.domain.identity_entry import parse_id
from windowdesk.domain.phone import parse_phone
from windowdesk.domain.text import LINE, NOTE, clean, half_width, number_text, require_length
from windowdesk.forms.address import read_address
from windowdesk.forms.context import FormContext
from windowdesk.forms.dates import read_day
from windowdesk.forms.form import FieldKind, FormField
from windowdesk.forms.lists import list_text, read_list

_TOO_LARGE = Decimal(10) ** 12
_MOST_DECIMALS = 6
_CREDIT_CODE = 18
_CARD_SIGNS = 17
Cleaner = Callable[[FormField, str, FormContext], str]


def _line(field: FormField, typed: str, _context: FormContext) -> str:
    text = clean(typed, LINE, field.key)
    require_length(text, field.most_characters, field.key)
    return _digits(field, text) if field.digits else text


def _digits(field: FormField, text: str) -> str:
    number = half_width(text).replace(" ", "")
    if not number.isdigit() or len(number) != field.digits:
        raise DomainError(
            f"要 {field.digits} 位数字，现在 {len(number)} 位。照证件再核一遍。", field.key
        )
    return number


def _paragraph(field: FormField, typed: str, _context: FormContext) -> str:
    text = clean(typed, NOTE, field.key)
    require_length(text, field.most_characters, field.key)
    return text


def _choice(field: FormField, typed: str, _context: FormContext) -> str:
    if typed not in field.choices:
        raise DomainError(f"从这些里选：{'、'.join(field.choices)}。", field.key)
    return typed


def _choices(field: FormField, typed: str, _context: FormContext) -> str:
    chosen = read_list(typed)
    if len(chosen) == 1 and chosen[0] not in field.choices:
        chosen = tuple(part.strip() for part in chosen[0].split("、"))
    if any(one not in field.choices for one in chosen):
        raise DomainError(f"从这些里选，可选几项：{'、'.join(field.choices)}。", field.key)
    return list_text([one for one in field.choices if one in chosen])


def _date(field: FormField, typed: str, context: FormContext) -> str:
    on = read_day(typed)
    if on is None:
        raise DomainError("日期照 2026-11-20 的样子写。", field.key)
    if field.not_future and context.today is not None and on > context.today:
        raise DomainError("这一天还没到。看看年份和月份。", field.key)
    return on.isoformat()


def _number(field: FormField, typed: str, _context: FormContext) -> str:
    try:
        number = Decimal(half_width(typed).strip().replace(",", ""))
    except InvalidOperation as error:
        raise DomainError("只写数字。", field.key) from error
    if not number.is_finite():
        raise DomainError("只写数字。", field.key)
    exponent = number.as_tuple().exponent
    is_too_fine = isinstance(exponent, int) and exponent < -_MOST_DECIMALS
    if is_too_fine or abs(number) >= _TOO_LARGE:
        raise DomainError(f"数字太长。最多 12 位整数、{_MOST_DECIMALS} 位小数。", field.key)
    if field.least is not None and number < field.least:
        raise DomainError(f"不能小于 {field.least}。", field.key)
    if field.most is not None and number > field.most:
        raise DomainError(f"不能大于 {field.most}。", field.key)
    return format(number, "f")


def _money(field: FormField, typed: str, context: FormContext) -> str:
    amount = Decimal(_number(field, typed, context))
    if amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise DomainError("金额写到分，不写负数。", field.key)
    return f"{amount:.2f}"


def _phone(field: FormField, typed: str, _context: FormContext) -> str:
    return parse_phone(typed, field.key)


def _identity(field: FormField, typed: str, context: FormContext) -> str:
    kind = field.id_kind or _kind_of(typed)
    today = context.today or date.max
    return parse_id(kind, typed, today, field.key, context.places).number


def _kind_of(typed: str) -> IdKind:
    """Tell a card from a credit code by its signs: only the last of a card may be a letter."""
    text = number_text(typed)
    is_card = text[:_CARD_SIGNS].isdigit() or len(text) != _CREDIT_CODE
    if is_card and not text[:1].isalpha() and not text.startswith(("91", "92", "93")):
        return IdKind.RESIDENT
    return IdKind.USCC


def _address(field: FormField, typed: str, context: FormContext) -> str:
    return read_address(field, typed, context.divisions).to_text()


def _attachment(field: FormField, typed: str, context: FormContext) -> str:
    names = tuple(clean(name, LINE, field.key) for name in read_list(typed))
    if len(names) > field.most_files:
        raise DomainError(f"最多 {field.most_files} 个文件，现在有 {len(names)} 个。", field.key)
    allowed = tuple(f".{ending}" for ending in field.endings)
    bad = next((n for n in names if allowed and not n.lower().endswith(allowed)), "")
    if bad:
        raise DomainError(f"“{bad}”不是能收的文件，收：{'、'.join(field.endings)}。", field.key)
    gone = next((n for n in names if context.files is not None and n not in context.files), "")
    if gone:
        raise DomainError(f"“{gone}”没有附上。按 Alt+F 附上，或不选它。", field.key)
    return list_text(names)


CLEANERS: Mapping[FieldKind, Cleaner] = MappingProxyType(
    {
        FieldKind.TEXT: _line,
        FieldKind.LONG_TEXT: _paragraph,
        FieldKind.CHOICE: _choice,
        FieldKind.MULTI_CHOICE: _choices,
        FieldKind.DATE: _date,
        FieldKind.NUMBER: _number,
        FieldKind.MONEY: _money,
        FieldKind.ID: _identity,
        FieldKind.PHONE: _phone,
        FieldKind.ADDRESS: _address,
        FieldKind.ATTACHMENT: _attachment,
    }
)
