"""Answers as people read them, on screens and papers."""

from collections.abc import Mapping
from datetime import date

from windowdesk.domain.local_time import paper_date
from windowdesk.forms.address import address_of
from windowdesk.forms.form import FieldKind, FormField, FormSpec
from windowdesk.forms.lists import read_list, read_rows


def shown_answer(field: FormField, answer: str) -> str:
    """Return a stored answer in words; what cannot be read stays as it is."""
    if field.kind is FieldKind.DATE:
        return _day(answer)
    if field.kind in {FieldKind.MULTI_CHOICE, FieldKind.ATTACHMENT}:
        return "、".join(read_list(answer))
    if field.kind is FieldKind.ADDRESS:
        return address_of(answer).shown
    if field.kind is FieldKind.MONEY and answer:
        return f"{answer} 元"
    if field.kind is FieldKind.TABLE:
        return _table(field, answer)
    return answer


def shown_answers(form: FormSpec, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return label and words of every answer that was given, in the order of the form."""
    return tuple(
        (field.label, shown_answer(field, answer))
        for field in form.fields
        if (answer := answers.get(field.key, ""))
    )


def _day(answer: str) -> str:
    try:
        return paper_date(date.fromisoformat(answer))
    except ValueError:
        return answer


def _table(field: FormField, answer: str) -> str:
    rows = read_rows(answer)
    if rows is None:
        return answer
    return "；".join(_row(field, row) for row in rows)


def _row(field: FormField, row: Mapping[str, str]) -> str:
    return "，".join(
        f"{column.label}{shown_answer(column, text)}"
        for column in field.columns
        if (text := row.get(column.key, ""))
    )
