"""What is wrong with typed text, as the sentence under its field; and the gaps of some fields."""

from collections.abc import Callable

from windowdesk.domain.errors import DomainError
from windowdesk.domain.phone import parse_phone
from windowdesk.domain.text import LINE, clean, clean_name
from windowdesk.ui.acceptance_step import Gap
from windowdesk.ui.fields import Field


def field_gaps(fields: list[Field], needed: list[Field]) -> tuple[Gap, ...]:
    """Return the faults of ``fields``, and which of ``needed`` hold nothing, in their order."""
    gaps = []
    for field in fields:
        if field.isHidden():
            continue
        if field.fault():
            gaps.append(Gap(field.get_label(), field.take_focus, is_fault=True))
        elif field in needed and not field.value().strip():
            gaps.append(Gap(field.get_label(), field.take_focus))
    return tuple(gaps)


def name_fault(typed: str) -> str:
    """Return what is wrong with a typed name; nothing is said of an empty one."""
    return _fault(lambda: clean_name(typed)) if typed.strip() else ""


def phone_fault(typed: str) -> str:
    """Return what is wrong with a typed phone number; it may be left out."""
    return _fault(lambda: parse_phone(typed)) if typed.strip() else ""


def line_fault(typed: str) -> str:
    """Return what is wrong with a typed line."""
    return _fault(lambda: clean(typed, LINE))


def _fault(read: Callable[[], object]) -> str:
    try:
        read()
    except DomainError as error:
        return error.text
    return ""
