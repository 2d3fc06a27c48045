"""What is typed about the outcomes at the window, as it goes into the case and onto paper."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from windowdesk.domain.errors import DomainError
from windowdesk.domain.materials import HandedIn
from windowdesk.domain.outcomes import (
    Gap,
    Refusal,
    ReturnedMaterial,
    RunningCase,
    SupplementRequest,
)
from windowdesk.domain.text import clean
from windowdesk.services.wording import PARTICULAR, short, statement

_MOST_GAPS = 60


def read_refusal(typed: Refusal) -> Refusal:
    """Return a refusal with its texts cleaned; DomainError at ``refusal.…``."""
    return replace(
        typed,
        reason=statement(typed.reason, "refusal.reason"),
        basis=clean(typed.basis, PARTICULAR, "refusal.basis"),
        organ=clean(typed.organ, PARTICULAR, "refusal.organ"),
        organ_address=clean(typed.organ_address, PARTICULAR, "refusal.organ_address"),
        organ_phone=short(typed.organ_phone, "refusal.organ_phone"),
    )


def read_request(typed: SupplementRequest, today: date) -> SupplementRequest:
    """Return a request with its texts cleaned; DomainError at ``correction.…``.

    Each line says what and what is wrong with it, none stands there twice, and the period that
    is told lies ahead.
    """
    gaps = tuple(_gap(gap) for gap in typed.gaps)
    names = [gap.name for gap in gaps]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise DomainError(f"“{twice}”列了两行。并成一行。", "correction.gaps")
    if len(gaps) > _MOST_GAPS:
        raise DomainError(f"要补正的最多列 {_MOST_GAPS} 行。同类的并成一行。", "correction.gaps")
    if typed.until is not None and typed.until <= today:
        raise DomainError("补正期限要在今天以后。没有规定期限的空着。", "correction.until")
    return replace(
        typed,
        gaps=gaps,
        lapse_effect=clean(typed.lapse_effect, PARTICULAR, "correction.lapse_effect"),
        how=clean(typed.how, PARTICULAR, "correction.how"),
        again_reason=statement(typed.again_reason, "correction.again_reason"),
        proof_reason=statement(typed.proof_reason, "correction.proof_reason"),
    )


def read_lines(typed: Sequence[HandedIn]) -> tuple[HandedIn, ...]:
    """Return lines of a supplement with their notes cleaned."""
    return tuple(replace(m, note=short(m.note, "materials")) if m.note else m for m in typed)


def read_returned(typed: Sequence[ReturnedMaterial]) -> tuple[ReturnedMaterial, ...]:
    """Return the lines of a 材料退还清单 cleaned; counts are never below nothing."""
    read = []
    for one in typed:
        name = clean(one.name, PARTICULAR, "returned")
        if not name:
            raise DomainError("退还清单有一行没写材料名称。写上，或者删去这一行。", "returned")
        if min(one.originals, one.copies, one.pages) < 0:
            raise DomainError(f"“{name}”的份数不对。写 0 或者更大的数。", "returned")
        read.append(replace(one, name=name, note=short(one.note, "returned")))
    return tuple(read)


def read_running(typed: RunningCase) -> RunningCase:
    """Return what is told of a case that runs on paper, cleaned."""
    if typed.received_at.tzinfo is None or (
        typed.accepted_at is not None and typed.accepted_at.tzinfo is None
    ):
        raise ValueError("the times of a running case need a zone")
    return replace(
        typed,
        paper_number=short(typed.paper_number, "paper_number"),
        reason=statement(typed.reason, "reason"),
    )


def _gap(typed: Gap) -> Gap:
    gap = replace(
        typed,
        name=clean(typed.name, PARTICULAR, "correction.gaps"),
        fault=clean(typed.fault, PARTICULAR, "correction.gaps"),
        standard=clean(typed.standard, PARTICULAR, "correction.gaps"),
        form=clean(typed.form, PARTICULAR, "correction.gaps"),
    )
    if not gap.name:
        raise DomainError("有一行没写要补正什么。写上，或者删去这一行。", "correction.gaps")
    if not gap.fault:
        raise DomainError(f"“{gap.name}”没写缺什么、哪里不符合。写明再告知。", "correction.gaps")
    return gap
