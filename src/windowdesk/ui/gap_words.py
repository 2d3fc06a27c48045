"""What desks say of late materials (容缺) and commitments (告知承诺) of a case."""

from windowdesk.domain.case import Case
from windowdesk.domain.clock import short_date
from windowdesk.ui.tone import Tone


def gap_mark(case: Case) -> tuple[str, Tone]:
    """Return a short mark for the head of a case, and its tone; '' where there is nothing."""
    deferral = case.turns.deferral
    if any(one.waits_for_head for one in case.turns.commitments):
        return "承诺不实", Tone.RED
    if deferral is None or not case.open_gaps:
        return "", Tone.PLAIN
    if deferral.lapsed_at is not None:
        return "容缺逾期", Tone.RED
    if deferral.waiver is not None:
        return "容缺，已同意缺着决定", Tone.AMBER
    return f"容缺，{short_date(deferral.last_day)}前补", Tone.AMBER


def gap_note(case: Case) -> str:
    """Return what a decider has to know before he writes; '' where nothing is in the way."""
    deferral = case.turns.deferral
    if any(one.waits_for_head for one in case.turns.commitments):
        return "承诺不实，负责人处理后才能决定"
    if deferral is None or not case.open_gaps:
        return ""
    names = "、".join(case.open_gaps)
    if deferral.waiver is not None:
        return f"{deferral.waiver.allowed_by}同意缺{names}决定"
    return f"{names}{short_date(deferral.last_day)}前补，补齐才能决定"
