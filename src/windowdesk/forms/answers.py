"""Checks what was typed into a form: all problems at once, or clean answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from windowdesk.domain.errors import DomainError
from windowdesk.forms.cleaners import CLEANERS
from windowdesk.forms.context import NO_CONTEXT, FormContext
from windowdesk.forms.form import FieldKind, FormField, FormSpec
from windowdesk.forms.tables import CellProblem, TableFaulty, clean_table


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field; ``missing`` if nothing was typed into a required one.

    ``cells`` says where in a table it is.
    """

    key: str
    label: str
    text: str
    missing: bool = False
    cells: tuple[CellProblem, ...] = ()

    @property
    def sentence(self) -> str:
        """The same with the name of the field, for where it does not stand beside it."""
        return f"还差{self.label}。" if self.missing else f"{self.label}：{self.text}"


class AnswersFaulty(DomainError):
    """Some answers cannot stand; ``problems`` are in the order of the form."""

    def __init__(self, problems: tuple[FieldProblem, ...]) -> None:
        super().__init__("".join(problem.sentence for problem in problems), problems[0].key)
        self.problems = problems


def check(
    form: FormSpec, raw: Mapping[str, str], context: FormContext = NO_CONTEXT
) -> Mapping[str, str]:
    """Return the cleaned answers of ``form``; AnswersFaulty names every problem.

    Every key of the form is in the answers; a field that is not asked has "".
    """
    problems = problems_of(form, raw, context)
    if problems:
        raise AnswersFaulty(problems)
    shown = {field.key for field in asked_fields(form, raw, context)}
    return MappingProxyType(
        {
            field.key: _cleaned(field, raw.get(field.key, ""), context)
            if field.key in shown
            else ""
            for field in form.fields
        }
    )


def asked_fields(
    form: FormSpec, raw: Mapping[str, str], context: FormContext = NO_CONTEXT
) -> tuple[FormField, ...]:
    """Return the fields that are asked with ``raw`` as it stands, in their order.

    The answer of a field that is not asked counts as empty for those behind it.
    """
    standing: dict[str, str] = {}
    shown: list[FormField] = []
    for field in form.fields:
        if field.when is None or field.when.holds(standing, context):
            shown.append(field)
            standing[field.key] = raw.get(field.key, "")
    return tuple(shown)


def is_required(field: FormField, raw: Mapping[str, str], context: FormContext) -> bool:
    """Tell whether an asked field must not stay empty with ``raw`` as it stands."""
    if field.required or (field.kind is FieldKind.TABLE and field.min_rows > 0):
        return True
    return field.required_when is not None and field.required_when.holds(raw, context)


def problems_of(
    form: FormSpec, raw: Mapping[str, str], context: FormContext = NO_CONTEXT
) -> tuple[FieldProblem, ...]:
    """Return everything that is wrong with ``raw``, in the order of the form."""
    shown = asked_fields(form, raw, context)
    standing = {field.key: raw.get(field.key, "") for field in shown}
    found: dict[str, FieldProblem] = {}
    clean: dict[str, str] = {}
    for field in shown:
        problem = problem_of(
            field, standing[field.key], context, required=is_required(field, standing, context)
        )
        if problem is None:
            clean[field.key] = _cleaned(field, standing[field.key], context)
        else:
            found[field.key] = problem
    _across(form, clean, found)
    return tuple(found[field.key] for field in shown if field.key in found)


def problem_of(
    field: FormField,
    typed: str,
    context: FormContext = NO_CONTEXT,
    *,
    required: bool | None = None,
) -> FieldProblem | None:
    """Return what is wrong with one answer alone, or None."""
    if not typed.strip():
        if field.required if required is None else required:
            return FieldProblem(field.key, field.label, "还没填", missing=True)
        return None
    try:
        _cleaned(field, typed, context)
    except TableFaulty as error:
        return FieldProblem(field.key, field.label, error.text, cells=error.cells)
    except DomainError as error:
        return FieldProblem(field.key, field.label, error.text)
    return None


def suggestions(form: FormSpec, raw: Mapping[str, str], context: FormContext) -> Mapping[str, str]:
    """Return what can go into fields by itself: what is known, earlier answers, what is computed.

    It is offered for every asked field; whether the clerk's own words stay is the screen's part.
    """
    standing = dict(raw)
    found: dict[str, str] = {}
    for field in asked_fields(form, raw, context):
        text = _suggested(field, standing, context)
        if text:
            found[field.key] = text
            if not standing.get(field.key, "").strip():
                standing[field.key] = text
    return found


def _suggested(field: FormField, standing: Mapping[str, str], context: FormContext) -> str:
    if field.compute is not None:
        return field.compute.value(standing, context.today)
    known = context.earlier.get(field.key, "") if field.prefill == "earlier" else ""
    return known or context.known.get(field.prefill, "") or field.default


def _across(form: FormSpec, clean: Mapping[str, str], found: dict[str, FieldProblem]) -> None:
    """Add what is wrong between fields that are in order each by itself."""
    for rule in form.rules:
        keys = [key for key in rule.keys if key in clean or key in found]
        if not keys or any(key in found for key in rule.keys):
            continue
        fault = rule.fault(clean, form.label_of)
        place = rule.place if rule.place in clean else keys[0]
        if fault:
            found[place] = FieldProblem(place, form.label_of(place), fault)


def _cleaned(field: FormField, typed: str, context: FormContext) -> str:
    if not typed.strip():
        return ""
    if field.kind is FieldKind.TABLE:
        return clean_table(field, typed, context)
    return CLEANERS[field.kind](field, typed, context)
