"""Arbitrary items as a catalogue can hold them, for properties of import and export."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from windowdesk.domain.amber import AmberRule, AmberUnit
from windowdesk.domain.errors import DomainError
from windowdesk.domain.item import Item
from windowdesk.domain.item_kinds import (
    AcceptanceMode,
    ApplicantKind,
    DecidedLevel,
    ItemCategory,
    ItemState,
    MaterialForm,
    MaterialSource,
    ServiceType,
)
from windowdesk.domain.item_parts import Material, Provenance, Question, SpecialProcedure
from windowdesk.domain.limits import LimitUnit, TimeLimit
from windowdesk.domain.situations import Situation
from windowdesk.domain.step_limits import Step, StepLimit
from windowdesk.domain.text import LINE, NOTE, clean

# What spreadsheets spoil: leading zeros, full-width signs, commas, quotes, formulas, dates.
_NASTY = (
    "0012", "１２３", "全角，逗号", 'a,"b"', "'先导", "''两个", "=1+1", "+86", "-1", "@x", "1-2",
    "2026-03-02", "3.0", "1E5", "TRUE", "#REF!", "_x0041_", "𬱖", "是", "，", "a\u00a0b", "１／２",
    "512B0003600029", "11990322MB0000001X2000115003000", "\u00b7", "<b>&amp;</b>", "NULL",
)  # fmt: skip
_SIGNS = st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Cn"))


def _line(raw: str) -> str:
    return clean(raw, LINE)


def _note(raw: str) -> str:
    return clean(raw, NOTE)


def _fits(raw: str) -> bool:
    try:
        clean(raw, NOTE)
    except DomainError:
        return False
    return True


lines = (st.sampled_from(_NASTY) | st.text(_SIGNS, max_size=12)).filter(_fits).map(_line)
named = lines.filter(bool)
_LONG = ("a\n\nb", "一\n=二", '引"号\n,', "'前\n后")
notes = st.lists(lines, max_size=3).map("\n".join).filter(_fits).map(_note) | st.sampled_from(_LONG)
words = st.lists(named.filter(lambda one: "、" not in one), max_size=3).map(tuple)
entries = st.lists(named, max_size=3).map(tuple)
numbers = st.none() | st.integers(0, 9999)
truths = st.none() | st.booleans()
limits = st.none() | st.builds(TimeLimit, st.integers(0, 3650), st.sampled_from(LimitUnit))
days = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))

situations = st.builds(
    Situation,
    code=named,
    label=named,
    group=lines,
    question=lines,
    within=lines,
    excludes=words,
    statutory_limit=limits,
    promised_limit=limits,
)
materials = st.builds(
    Material,
    code=named,
    name=named,
    required=st.booleans(),
    form=st.sampled_from(MaterialForm),
    copies=numbers,
    source=st.sampled_from(MaterialSource),
    condition=lines,
    review_points=entries,
    one_of=lines,
    tolerable=truths,
    promisable=truths,
    returned=truths,
    page_format=lines,
    sample=notes,
    standard=notes,
    basis=notes,
    share_id=lines,
)
procedures = st.builds(SpecialProcedure, name=named, basis=notes, longest=limits)
questions = st.builds(Question, question=notes.filter(bool), answer=notes.filter(bool))


ambers = st.one_of(
    st.none(),
    st.builds(AmberRule, st.integers(0, 60)),
    st.builds(AmberRule, st.integers(1, 90), st.just(AmberUnit.PERCENT)),
)
step_limits = st.builds(
    StepLimit,
    step=st.sampled_from(Step),
    limit=st.builds(TimeLimit, st.integers(0, 20), st.sampled_from(LimitUnit)),
)


def _several(record: st.SearchStrategy[Any], key: str) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(record, max_size=3, unique_by=lambda one: getattr(one, key)).map(tuple)


def items(item_id: st.SearchStrategy[str] = named) -> st.SearchStrategy[Item]:
    """Return items with every field drawn."""
    return st.builds(
        Item,
        item_id=item_id,
        version=st.integers(1, 99),
        code=lines,
        name=named,
        category=st.sampled_from(ItemCategory),
        department=lines,
        decided_level=st.sampled_from(DecidedLevel),
        service_type=st.sampled_from(ServiceType),
        applicant_kind=st.sampled_from(ApplicantKind),
        short_name=lines,
        acceptance_mode=st.sampled_from(AcceptanceMode),
        statutory_limit=limits,
        promised_limit=limits,
        proxyable=truths,
        fee=lines,
        result_document=lines,
        accept_basis=notes,
        situations=_several(situations, "code"),
        materials=_several(materials, "code"),
        plain_words=words,
        form_code=lines,
        state=st.sampled_from(ItemState),
        effective_from=days,
        effective_to=days,
        provenance=st.builds(
            Provenance,
            source_tier=lines,
            limit_basis=notes,
            derived_fields=entries,
            demo_fields=entries,
        ),
        main_item=lines,
        sub_item=lines,
        base_code=lines,
        handling_code=lines,
        list_name=lines,
        list_paper=lines,
        organ=lines,
        organ_code=lines,
        accept_organ=lines,
        decide_organ=lines,
        power_source=lines,
        legal_basis=notes,
        limit_note=notes,
        special_procedures=_several(procedures, "name"),
        amber=ambers,
        step_limits=_several(step_limits, "step"),
        supplement_days=numbers,
        lapse_ends=truths,
        retention=lines,
        visits=numbers,
        channels=words,
        reach=lines,
        joint_organs=words,
        bundle=lines,
        flow=notes,
        intermediary=lines,
        quota=lines,
        fee_standard=notes,
        fee_basis=notes,
        result_kind=lines,
        result_sample=lines,
        result_validity=lines,
        delivery_modes=words,
        tolerable=truths,
        self_service=truths,
        proxy_scope=words,
        in_person_reason=lines,
        phone=lines,
        complaint_phone=lines,
        place_and_hours=notes,
        questions=_several(questions, "question"),
    )
