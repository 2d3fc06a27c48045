"""A case in the order of another system, to be typed over field by field (complaint i28).

The order is content: ``copy_out`` of the form; without it the applicant and then the form.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from windowdesk.domain.case import Case
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.duties import Act
from windowdesk.domain.identity import KIND_LABEL, SEX_LABEL
from windowdesk.domain.ids import new_id
from windowdesk.domain.local_time import local_date
from windowdesk.forms.copy_names import COPY_LABEL
from windowdesk.forms.form import FieldKind, FormField, FormSpec
from windowdesk.forms.lists import read_rows
from windowdesk.forms.shelf import FormShelf
from windowdesk.forms.shown import shown_answer
from windowdesk.services.acting import Bench
from windowdesk.services.ports import AuditEntry

_USUAL = (
    "applicant.name",
    "applicant.id_number",
    "applicant.phone",
    "applicant.village",
    "applicant.address",
    "applicant.representative",
    "agent.name",
    "agent.phone",
)
_NUMBERS = frozenset(("applicant.id_number", "agent.id_number"))
# The other system takes what is typed, not what is read: no unit, no Chinese date.
_AS_TYPED = frozenset((FieldKind.DATE, FieldKind.MONEY))


@dataclass(frozen=True)
class CopyLine:
    """One field: ``text`` is what goes to the clipboard; ``is_number`` marks an ID number."""

    label: str
    text: str
    is_number: bool = False


@dataclass(frozen=True)
class CopyOutSheet:
    """The fields of a case; ``withheld`` names those that this account may not see."""

    title: str
    lines: tuple[CopyLine, ...]
    withheld: tuple[str, ...] = ()


class CopyOut:
    """Reads a case out; where it holds ID numbers the look is logged."""

    def __init__(self, bench: Bench, forms: FormShelf, divisions: Divisions) -> None:
        self._bench = bench
        self._forms = forms
        self._divisions = divisions

    def sheet(self, case_id: int) -> CopyOutSheet:
        """Return what is to be typed over; DomainError if there is no such case."""
        account = self._bench.account
        account.require(Act.SEE_CASES)
        sees_numbers = account.may(Act.SEE_FULL_ID)
        with self._bench.database.unit_of_work() as uow:
            case = uow.cases.get(case_id)
            found = copy_lines(case, self._forms.get(case.item.form_code), self._divisions)
            shown = tuple(line for line in found if sees_numbers or not line.is_number)
            if any(line.is_number for line in shown):
                at = uow.now()
                digits = case.number.digits
                uow.audit(AuditEntry(new_id(at), at, account.login, "copy_out", digits))
                uow.commit()
        withheld = tuple(line.label for line in found if line not in shown)
        title = f"{case.application.applicant.name} {case.item.shown_name}"
        return CopyOutSheet(title, shown, withheld)


def copy_lines(case: Case, form: FormSpec, divisions: Divisions) -> tuple[CopyLine, ...]:
    """Return the fields that hold anything, in the order of the form's ``copy_out``."""
    names = form.copy_out or (*_USUAL, *(field.key for field in form.fields))
    facts = _facts(case, divisions)
    return tuple(
        line
        for name in names
        for line in (_fact(name, facts) if name in COPY_LABEL else _answer(name, case, form))
        if line.text
    )


def _fact(name: str, facts: Mapping[str, str]) -> Iterator[CopyLine]:
    yield CopyLine(COPY_LABEL[name], facts.get(name, ""), is_number=name in _NUMBERS)


def _answer(key: str, case: Case, form: FormSpec) -> Iterator[CopyLine]:
    field = form.field(key)
    answer = case.application.answers.get(key, "")
    if field is None or not answer:
        return
    if field.kind is FieldKind.TABLE:
        yield from _rows(field, answer)
        return
    yield CopyLine(field.label, _typed(field, answer), is_number=field.kind is FieldKind.ID)


def _rows(table: FormField, answer: str) -> Iterator[CopyLine]:
    for number, row in enumerate(read_rows(answer) or (), 1):
        for column in table.columns:
            text = row.get(column.key, "")
            label = f"{table.label} {number} {column.label}"
            is_number = column.kind is FieldKind.ID
            yield CopyLine(label, _typed(column, text), is_number=is_number)


def _typed(field: FormField, answer: str) -> str:
    return answer if field.kind in _AS_TYPED else shown_answer(field, answer)


def _facts(case: Case, divisions: Divisions) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for read in (_of_applicant, _of_agent, _of_case):
        found.update(read(case, divisions))
    return found


def _of_applicant(case: Case, divisions: Divisions) -> Mapping[str, str]:
    party = case.application.applicant
    number = party.id_number
    village = divisions.village(party.village) if party.village else None
    return {
        "applicant.name": party.name,
        "applicant.id_kind": KIND_LABEL[number.kind],
        "applicant.id_number": number.number,
        "applicant.sex": SEX_LABEL[number.sex] if number.sex else "",
        "applicant.birth": number.birth_on.isoformat() if number.birth_on else "",
        "applicant.phone": party.phone,
        "applicant.village": village.name if village else "",
        "applicant.address": party.address,
        "applicant.representative": party.representative,
    }


def _of_agent(case: Case, _divisions: Divisions) -> Mapping[str, str]:
    agent = case.application.agent
    if agent is None:
        return {}
    return {
        "agent.name": agent.name,
        "agent.id_number": agent.id_number.number if agent.id_number else "",
        "agent.phone": agent.phone,
    }


def _of_case(case: Case, _divisions: Divisions) -> Mapping[str, str]:
    labels = {one.code: one.label for one in case.item.situations}
    held = case.application.situations
    return {
        "item.name": case.item.name,
        "item.code": case.item.code,
        "situations": "、".join(labels.get(code, code) for code in held),
        "case.number": case.number.grouped,
        "case.received_on": local_date(case.received_at).isoformat(),
    }
