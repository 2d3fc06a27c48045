"""From a visit to what the pane says of it."""

from dataclasses import replace
from datetime import date

from windowdesk.domain.local_time import local_date
from windowdesk.services.drafts import Draft
from windowdesk.ui.acceptance_ground import DeskGround
from windowdesk.ui.acceptance_item import ITEM
from windowdesk.ui.acceptance_promise import PromiseView, with_gaps, with_materials
from windowdesk.ui.acceptance_step import Gap
from windowdesk.ui.acceptance_visit import Visit
from windowdesk.ui.screen import TopLine
from windowdesk.ui.tone import Tone

NOTHING_YET = "先看证件，再选事项"


def promise_of(visit: Visit, ground: DeskGround | None, today: date, off: str) -> PromiseView:
    """Return the promise as of ``today``; ``off`` says who may act where this account may not."""
    if ground is None:
        return PromiseView(NOTHING_YET, today, off=off)
    promiser, case, item = ground.promiser, visit.case, visit.item
    if case is not None:
        received_on = local_date(case.received_at)
        by, situations = case.application.issue_by, case.application.situations
        view = promiser.of_received(case.item, received_on, ground.today, by, situations)
    elif visit.joint is not None:
        chosen = visit.situations.codes()
        view = promiser.of_bundle(visit.joint, ground.today, visit.form.issue_by(), chosen)
    elif item is not None:
        by, situations = visit.form.issue_by(), visit.situations.codes()
        view = promiser.of_item(item, ground.today, by, situations)
    else:
        view = promiser.nothing_yet(ground.today, has_person=visit.person.is_begun())
    if off:
        return replace(view, off=off)
    if visit.joint is None:
        view = _other_ways(view, visit, ground)
    missing, total = len(visit.materials.gaps()), len(visit.materials.lines.entries)
    late = visit.materials.late_count()
    view = with_materials(view, missing=missing, total=total, late=late)
    return view if visit.is_empty else with_gaps(view, visit.gaps())


def _other_ways(view: PromiseView, visit: Visit, ground: DeskGround) -> PromiseView:
    """Return the view with what late materials (容缺) and commitments (告知承诺) make of it."""
    item = visit.case.item if visit.case is not None else visit.item
    if item is None:
        return view
    if visit.materials.late_count():
        codes = visit.situations.codes()
        view = ground.promiser.with_late(view, item, ground.today, codes)
    if visit.materials.has_promised():
        view = ground.promiser.with_commitment(view)
    return replace(view, may_defer=visit.materials.may_defer())


def gaps_to_receive(visit: Visit) -> tuple[Gap, ...]:
    """Return what keeps materials from being taken against a receipt: they may be incomplete."""
    materials = frozenset(gap.text for gap in visit.materials.gaps())
    return tuple(gap for gap in visit.gaps() if gap.text not in materials)


def gaps_to_answer(visit: Visit) -> tuple[Gap, ...]:
    """Return what keeps an application from being answered at all: who, what, and what is wrong.

    Materials may be missing and the form unfinished: that is what the answer is about.
    """
    later = {
        gap.text
        for step in (visit.materials, visit.form)
        for gap in step.gaps()
        if not gap.is_fault
    }
    return tuple(gap for gap in visit.gaps() if gap.is_fault or gap.text not in later)


def first_of(gaps: tuple[Gap, ...]) -> Gap:
    """Return the first fault, else the first gap."""
    return next((gap for gap in gaps if gap.is_fault), gaps[0])


def title_of(visit: Visit, draft: Draft) -> str:
    """Return whose draft it is, and for what."""
    item = visit.item_step.by_id(draft.values.get(ITEM, ""))
    name = draft.values.get("applicant.name", "").strip() or "还没写姓名"
    return f"{name} {item.shown_name}" if item else name


def top_line(visit: Visit, waiting: str, *, very_narrow: bool) -> TopLine:
    """Return what the top bar says; where the steps are folded away, whose application it is."""
    name = visit.person.name.value().strip()
    item = visit.item
    text = f"{name}　{item.shown_name if item else ''}".strip() if very_narrow else ""
    tag = waiting if not text else ""
    return TopLine(tag, Tone.BLUE, text, "新受理")
