"""From what was typed to an application: people, item, situations, materials, answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from windowdesk.domain.case import Application, unchecked
from windowdesk.domain.divisions import Divisions
from windowdesk.domain.errors import DomainError
from windowdesk.domain.identity import IssuingPlaces
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import MaterialForm
from windowdesk.domain.material_gaps import later_choices
from windowdesk.domain.materials import HandedIn, MaterialState
from windowdesk.domain.party import (
    Agent,
    AgentEntry,
    EntryProblems,
    Party,
    PartyEntry,
    read_agent,
    read_party,
    require_applicant,
)
from windowdesk.forms.answers import AnswersFaulty, check
from windowdesk.forms.context import FormContext
from windowdesk.forms.form import FormSpec

ISSUE_BY = "issue_by"
_COUNTED_AS = {
    MaterialForm.ORIGINAL: (1, 0, 0),
    MaterialForm.COPY: (0, 1, 0),
    MaterialForm.ORIGINAL_AND_COPY: (1, 1, 0),
    MaterialForm.ELECTRONIC: (0, 0, 1),
    MaterialForm.UNSTATED: (1, 0, 0),
}
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class ApplicationEntry:
    """An application as the clerk typed it; ``files`` names what is attached, None if unknown."""

    applicant: PartyEntry
    agent: AgentEntry | None
    item: Item
    situations: tuple[str, ...]
    materials: tuple[HandedIn, ...]
    answers: Mapping[str, str]
    channel: str = "window"
    files: tuple[str, ...] | None = None


def read_application(
    entry: ApplicationEntry,
    form: FormSpec,
    today: date,
    places: IssuingPlaces,
    divisions: Divisions | None = None,
    *,
    so_far: bool = False,
) -> Application:
    """Check everything that was typed; EntryProblems names all problems at once.

    ``so_far`` takes a form that is not filled in to its end, for what is not accepted.
    """
    form = _all_optional(form) if so_far else form
    problems: list[DomainError] = []

    def step(read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except DomainError as error:
            problems.extend(_single(error))
            return None

    step(lambda: require_applicant(entry.item, entry.applicant.kind))
    applicant = step(lambda: read_party(entry.applicant, today=today, places=places))
    agent = step(lambda: _read_agent(entry, applicant, today, places))
    context = form_context(entry, today, places, divisions)
    answers = step(lambda: check(form, entry.answers, context))
    if problems or applicant is None or answers is None:
        raise EntryProblems(tuple(problems))
    return Application(
        item=entry.item,
        applicant=applicant,
        agent=agent,
        situations=entry.situations,
        materials=entry.materials,
        answers=answers,
        issue_by=answers.get(ISSUE_BY) or "窗口自取",
        channel=entry.channel,
    )


def _all_optional(form: FormSpec) -> FormSpec:
    fields = tuple(
        replace(field, required=False, required_when=None, min_rows=0) for field in form.fields
    )
    return replace(form, fields=fields, rules=())


def form_context(
    entry: ApplicationEntry, today: date, places: IssuingPlaces, divisions: Divisions | None
) -> FormContext:
    """Return what the form is filled in about."""
    return FormContext(
        situations=frozenset(entry.situations),
        applicant=entry.applicant.kind,
        has_agent=entry.agent is not None,
        today=today,
        divisions=divisions,
        places=places,
        files=entry.files,
    )


def _single(error: DomainError) -> Sequence[DomainError]:
    if isinstance(error, EntryProblems):
        return error.problems
    if isinstance(error, AnswersFaulty):
        return [DomainError(p.sentence, p.key) for p in error.problems]
    return [error]


def _read_agent(
    entry: ApplicationEntry, applicant: Party | None, today: date, places: IssuingPlaces
) -> Agent | None:
    if entry.agent is None:
        return None
    agent = read_agent(entry.agent, today=today, places=places)
    if applicant and agent.id_number and agent.id_number == applicant.id_number:
        raise DomainError(
            "代办人和申请人是同一个号码。本人来办，去掉“别人代办”。", "agent.id_number"
        )
    return agent


def material_list(item: Item, situations: tuple[str, ...]) -> tuple[HandedIn, ...]:
    """Return the list of materials to check, nothing checked yet."""
    return unchecked(item, situations)


def present(item: Item, material: HandedIn) -> HandedIn:
    """Return a material as handed in complete, with the counts that the item asks for."""
    asked = next(m for m in item.materials if m.code == material.code)
    originals, copies, files = _COUNTED_AS[asked.form]
    count = asked.copies or 1
    if asked.form is MaterialForm.ORIGINAL_AND_COPY:
        copies = max(count - originals, 1)
    elif copies:
        copies = count
    elif originals:
        originals = count
    # What is looked at in the original and kept as a copy goes back at once.
    returned = asked.form is MaterialForm.ORIGINAL_AND_COPY
    return replace(
        material,
        state=MaterialState.PRESENT,
        originals=originals,
        copies=copies,
        files=max(files, material.files),
        pages=originals + copies,
        returned=returned,
    )


def all_present(item: Item, situations: tuple[str, ...]) -> tuple[HandedIn, ...]:
    """Return the whole list as handed in complete; of a “下列之一” only the first."""
    wanted = material_list(item, situations)
    others = later_choices(item, wanted)
    return tuple(m if m.code in others else present(item, m) for m in wanted)


def with_missing(materials: Sequence[HandedIn], codes: frozenset[str]) -> tuple[HandedIn, ...]:
    """Return the list with some materials marked as missing; DomainError names an unknown code."""
    unknown = codes - {m.code for m in materials}
    if unknown:
        raise DomainError(f"没有这个材料：{'、'.join(sorted(unknown))}。看 catalogue show 的清单。")
    return tuple(
        replace(
            m, state=MaterialState.MISSING, originals=0, copies=0, files=0, pages=0, returned=False
        )
        if m.code in codes
        else m
        for m in materials
    )


def with_promised(
    item: Item, materials: Sequence[HandedIn], codes: frozenset[str]
) -> tuple[HandedIn, ...]:
    """Return the list with proofs that a signed commitment replaces (告知承诺).

    DomainError names what the item does not let be replaced.
    """
    allowed = {m.code for m in item.materials if m.promisable is True}
    strict = [m.name for m in materials if m.code in codes - allowed]
    if strict or codes - {m.code for m in materials}:
        names = "、".join(strict or sorted(codes))
        raise DomainError(f"不能用承诺代替：{names}。照常收材料，或者另选材料。", "materials")
    return tuple(
        replace(one, state=MaterialState.PROMISED) if one.code in codes else one
        for one in with_missing(materials, codes)
    )
