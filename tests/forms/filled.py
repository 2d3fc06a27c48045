"""Fills in any form as a clerk would: every field that is asked, with something that fits."""

import json
from collections.abc import Mapping
from dataclasses import replace

from tests.factories import make_id_number
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.identity import IdKind
from windowdesk.forms.answers import asked_fields, suggestions
from windowdesk.forms.context import FormContext
from windowdesk.forms.form import DIVISION_DIGITS, FieldKind, FormField, FormSpec

CREDIT_CODE = "N2530399MF0000001E"


def filled(form: FormSpec, context: FormContext) -> Mapping[str, str]:
    """Return answers to every field that is asked, computed ones as the form computes them."""
    answers: dict[str, str] = {}
    while True:
        open_ = [f for f in asked_fields(form, answers, context) if not answers.get(f.key)]
        if not open_:
            return answers
        # Tables first: what is computed from them must agree with them.
        given = next((f for f in open_ if f.compute is None), open_[0])
        if given.compute is not None:
            answers |= filled_in(form, answers, replace(context, known={}, earlier={}))
        if not answers.get(given.key):
            answers[given.key] = usual(given, context.divisions)


def filled_in(form: FormSpec, raw: Mapping[str, str], context: FormContext) -> Mapping[str, str]:
    """Return ``raw`` with every empty field that has a suggestion filled, as the screen does it.

    A field that is asked only because of such a suggestion is filled as well.
    """
    answers = dict(raw)
    while True:
        more = {
            key: text
            for key, text in suggestions(form, answers, context).items()
            if not answers.get(key, "").strip()
        }
        if not more:
            return answers
        answers |= more


def usual(field: FormField, divisions: Divisions | None = None) -> str:
    """Return something that fits a field."""
    if field.kind is FieldKind.TABLE:
        row = {column.key: usual(column) for column in field.columns}
        return json.dumps([row] * max(1, field.min_rows), ensure_ascii=False)
    if field.kind is FieldKind.ADDRESS:
        assert divisions is not None
        village = divisions.counties[0].towns[0].villages[0].code
        return f"{village[: DIVISION_DIGITS[field.down_to]]} 三组"
    if field.choices:
        return field.choices[0]
    if field.digits:
        return "1" * field.digits
    number = str(field.least if field.least is not None else 1)
    return {
        FieldKind.ID: CREDIT_CODE if field.id_kind is IdKind.USCC else make_id_number().number,
        FieldKind.ATTACHMENT: f"健康证.{(field.endings or ('pdf',))[0]}",
        FieldKind.NUMBER: number,
        FieldKind.MONEY: number,
        FieldKind.DATE: "2026-03-02",
        FieldKind.PHONE: "13900000027",
    }.get(field.kind, "甲")
