"""Corrections on the spot: checked like the first entry, and the person is found by them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from windowdesk.domain.case import Application
from windowdesk.domain.errors import DomainError
from windowdesk.domain.outcomes import SpotCorrection
from windowdesk.domain.phone import parse_phone
from windowdesk.domain.text import LINE, clean
from windowdesk.domain.window_case import ANSWERS
from windowdesk.forms.answers import check, problems_of
from windowdesk.forms.context import FormContext
from windowdesk.forms.form import FormSpec
from windowdesk.services.acting import CaseAct
from windowdesk.services.entry import ISSUE_BY
from windowdesk.services.search_index import SearchIndex

_PHONE = "applicant.phone"


def corrected_fields(
    typed: Sequence[SpotCorrection], application: Application, form: FormSpec, today: date
) -> tuple[SpotCorrection, ...]:
    """Return the corrections as they are stored; DomainError at the first that cannot stand."""
    answers = dict(application.answers)
    for one in typed:
        if one.field.startswith(ANSWERS):
            answers[one.field.removeprefix(ANSWERS)] = one.after
    context = FormContext(
        situations=frozenset(application.situations),
        applicant=application.applicant.kind,
        has_agent=application.agent is not None,
        today=today,
    )
    touched = {one.field.removeprefix(ANSWERS) for one in typed}
    problems = problems_of(form, answers, context)
    for problem in problems:
        if problem.key in touched:
            raise DomainError(problem.sentence, f"{ANSWERS}{problem.key}")
    # A form that was left unfinished at receipt cannot be cleaned as a whole.
    cleaned = answers if problems else dict(check(form, answers, context))
    return tuple(_read(one, cleaned) for one in typed)


def _read(typed: SpotCorrection, cleaned: dict[str, str]) -> SpotCorrection:
    if typed.field == _PHONE:
        return replace(typed, after=parse_phone(typed.after, _PHONE))
    if typed.field.startswith(ANSWERS):
        return replace(typed, after=cleaned.get(typed.field.removeprefix(ANSWERS), ""))
    return replace(typed, after=clean(typed.after, LINE, typed.field))


def correct(
    doing: CaseAct, corrections: Sequence[SpotCorrection], initials: str, index: SearchIndex
) -> None:
    """Write the corrections into the case, and what concerns the person into its record too."""
    case = doing.case
    case.finish_correction(corrections, initials, by=doing.actor, at=doing.at)
    issue_by = case.application.answers.get(ISSUE_BY)
    if issue_by:
        case.application = replace(case.application, issue_by=issue_by)
    if any(not one.field.startswith(ANSWERS) for one in corrections):
        _renew_person(doing, index)


def _renew_person(doing: CaseAct, index: SearchIndex) -> None:
    now = doing.case.application.applicant
    known = doing.uow.parties.find(now.id_number.kind, now.id_number.number)
    if known is None:
        return
    renewed = replace(
        known, phone=now.phone, address=now.address, representative=now.representative
    )
    if renewed != known:
        doing.uow.parties.save(renewed, index.party_keys(renewed))
        doing.uow.cases.add_keys(doing.case, index.case_keys(doing.case))
