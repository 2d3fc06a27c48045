"""What papers say of the outcomes at the window, evaluated from the case."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from windowdesk.domain.case import Case
from windowdesk.domain.centre import Centre, window_label
from windowdesk.domain.facts import Row
from windowdesk.domain.local_time import local_date, paper_date, paper_minute
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import (
    CorrectionNotice,
    Outcomes,
    Refusal,
    RefusalKind,
    ReturnedMaterial,
)

_LAW = "《中华人民共和国行政许可法》第三十二条第一款"
CORRECTION_BASIS = f"{_LAW}第四项"
# A refusal of another kind rests on a provision that the desk has to name.
REFUSAL_BASIS: Mapping[RefusalKind, str] = MappingProxyType(
    {RefusalKind.NOT_REQUIRED: f"{_LAW}第一项", RefusalKind.NOT_COMPETENT: f"{_LAW}第二项"}
)
_ENDS = "。；，"


def outcome_texts(case: Case, centre: Centre, window: str) -> Mapping[str, str]:
    """Return the texts of all that the window has said of a case; ``window`` has two digits."""
    known = case.outcomes
    texts: dict[str, str] = {}
    if known.late is not None:
        entered = paper_date(local_date(known.late.entered_at))
        texts["entered.note"] = f"本件由纸质办件补录，{entered}录入"
    if known.refusal is not None:
        texts |= _refusal(known.refusal, case.application.materials)
    if known.notice is not None:
        texts |= _notice(known.notice, centre, window)
    if known.supplements:
        texts |= _supplement(known)
    if known.departure is not None:
        reason = known.departure.reason.rstrip(_ENDS)
        texts |= {
            "withdrawal.reason": reason,
            "termination.reason": reason,
            "returned.cause": reason,
            "returned_total": returned_total(known.departure.returned),
        }
    return texts


def outcome_rows(case: Case) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of the lists: what is to be supplied, what of it came, what goes back."""
    known = case.outcomes
    gaps = known.notice.gaps if known.notice else ()
    still = {gap.name for gap in known.still_open}
    notes = {m.name: m.note for m in case.application.materials}
    returned = known.departure.returned if known.departure else ()
    return {
        "gaps": tuple(
            {"name": g.name, "fault": g.fault, "standard": g.standard, "form": g.form} for g in gaps
        ),
        "supplements": tuple(
            {
                "name": g.name,
                "told": g.fault,
                "state": "仍缺" if g.name in still else "收齐",
                "note": notes.get(g.name, ""),
            }
            for g in gaps
        ),
        "returned": tuple(
            {
                "name": one.name,
                "originals": _count(one.originals),
                "copies": _count(one.copies),
                "pages": _count(one.pages),
                "note": one.note,
            }
            for one in returned
        ),
    }


def returned_total(returned: Sequence[ReturnedMaterial]) -> str:
    """Return 共4项，退还原件3份、复印件2份，纸质材料12页; empty if nothing goes back."""
    if not returned:
        return ""
    originals, copies = sum(r.originals for r in returned), sum(r.copies for r in returned)
    pages = sum(r.pages for r in returned)
    return f"共{len(returned)}项，退还原件{originals}份、复印件{copies}份，纸质材料{pages}页"


def _refusal(refusal: Refusal, materials: Sequence[HandedIn]) -> Mapping[str, str]:
    # The paper names an organ only where the house is not competent.
    elsewhere = refusal.kind is RefusalKind.NOT_COMPETENT
    return {
        "refusal.reason": refusal.reason.rstrip(_ENDS),
        "refusal.basis": refusal.basis or REFUSAL_BASIS.get(refusal.kind, ""),
        "refusal.organ": refusal.organ if elsewhere else "",
        "refusal.organ_address": refusal.organ_address if elsewhere else "",
        "refusal.organ_phone": refusal.organ_phone if elsewhere else "",
        "refusal.materials": _given_back(materials, whole=refusal.materials_returned),
    }


def _given_back(materials: Sequence[HandedIn], *, whole: bool) -> str:
    originals, copies = sum(m.originals for m in materials), sum(m.copies for m in materials)
    if not originals + copies:
        return ""
    counts = f"原件{originals}份、复印件{copies}份"
    return f"{counts}已当场退还" if whole else f"{counts}存本中心，凭本人有效身份证件领回"


def _notice(notice: CorrectionNotice, centre: Centre, window: str) -> Mapping[str, str]:
    place = f"{centre.name}{window_label(window) if window else ''}"
    again = f"{'、'.join(notice.repeated)}：{notice.again_reason}" if notice.repeated else ""
    return {
        "correction.basis": CORRECTION_BASIS,
        "correction.until": paper_date(notice.until) if notice.until else "",
        "correction.lapse_effect": notice.lapse_effect,
        "correction.how": notice.how or f"交到{place}（{centre.address}）",
        "correction.number": notice.number,
        "correction.told_on": paper_date(local_date(notice.told_at)),
        "correction.repeated": again,
        "gaps_total": f"共{len(notice.gaps)}项",
    }


def _supplement(known: Outcomes) -> Mapping[str, str]:
    last, still = known.supplements[-1], [gap.name for gap in known.still_open]
    asked = len(known.notice.gaps) if known.notice else 0
    came = asked - len(still)
    rest = f"，仍缺{len(still)}项" if still else ""
    return {
        "supplement.received_at": paper_minute(last.at),
        "supplement.complete": "" if still else "要求补正的材料已经全部收齐",
        "supplement.missing": "、".join(still),
        "supplement_total": f"共{asked}项，收齐{came}项{rest}",
    }


def _count(number: int) -> str:
    return str(number) if number else ""
